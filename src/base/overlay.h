/* Files of a series that are given from memory: they stand over what is on disk (base).
 *
 * A path is relative to the series and compared byte for byte. Of a path that is given
 * here nothing on disk is looked at, whatever it is; the folders above it are folders,
 * and show what is on disk in them, too. Only beneath.h asks: stages open and list as
 * ever. */
#ifndef RF_BASE_OVERLAY_H
#define RF_BASE_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct rf_overlay_file {
    const char *path; /* as rf_path_resolve has it */
    const char *bytes;
    size_t n;
};

struct rf_overlay {
    struct rf_overlay_file *files; /* sorted by path */
    size_t count;
};

/* Sorts the files. */
void rf_overlay_sort(struct rf_overlay *overlay);

/* A path that is given twice, or both as a file and as a folder of others; NULL: there is
 * none. */
const char *rf_overlay_contradiction(const struct rf_overlay *overlay);

/* The file at a path, or NULL. */
const struct rf_overlay_file *rf_overlay_find(const struct rf_overlay *overlay,
                                              const char *path);

/* What is directly in a folder ("" is the series'), one name after the other: *at is 0
 * before the first. The name is in arena. NULL: there is no other. */
const char *rf_overlay_next(const struct rf_overlay *overlay, struct rf_arena *arena,
                            const char *folder, size_t *at, bool *is_folder);

/* True where a file lies below the folder. */
bool rf_overlay_has_folder(const struct rf_overlay *overlay, const char *folder);

#endif
