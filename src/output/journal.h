/* What makes several renames one step: a file that names them all, written before the
 * first and removed after the last. A run that finds it carries the renames out to the
 * end (output). */
#ifndef RF_OUTPUT_JOURNAL_H
#define RF_OUTPUT_JOURNAL_H

#include <stdbool.h>

#include "base/arena.h"

/* A temporary file that is whole and waits for its rename. */
struct rf_pending {
    struct rf_pending *next;
    const char *temporary, *path;
    const char *backup; /* another name of what stood at path; NULL: none */
    bool was_absent;    /* nothing stood there */
};

/* The journal of a folder. */
const char *rf_journal_path(struct rf_arena *arena, const char *folder);

/* Puts a journal of the list into folder, which is above all of it and has none. One that
 * is not whole yet says nothing to the run that finds it. False with errno. */
bool rf_journal_put(struct rf_arena *arena, const char *folder,
                    const struct rf_pending *list, bool wants_fsync);

/* Carries out what the folder's journal names and removes it; true where there is none.
 * False with errno and *culprit. Names that lead out of the folder are never followed. */
bool rf_journal_finish(struct rf_arena *arena, const char *folder, const char **culprit);

void rf_journal_remove(struct rf_arena *arena, const char *folder);

#endif
