/* Where the series of a command-line path are, and which part of one is meant (load).
 * Nothing is loaded yet. */
#ifndef RF_LOAD_FIND_SERIES_H
#define RF_LOAD_FIND_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "load/marked_folders.h"

struct rf_found {
    const char *series; /* the series' folder, to be given to referat_open with
                           options.only_path below */
    const char *place; /* of the series below the path: "" or "a/b"; output R of a meeting
                          is place + "/" + its folder */
    const char *only_path; /* NULL: the whole series; else the meeting folder or document
                              meant, relative to the series … */
    const char *folder;    /* … and the folder of that meeting */
};

enum rf_find_result {
    RF_FIND_DONE,
    RF_FIND_UNREADABLE, /* exit 3: error says "path: reason" */
    RF_FIND_NOTHING,    /* exit 1: readable, and no meeting in it: error says so */
    RF_FIND_REFUSED,    /* exit 4: more than a limit; error says so */
};

/* What path means. */
struct rf_findings {
    struct rf_found *series;
    size_t series_count;
    /* Folders with an edition's mark that hold a document, below path and in none of the
     * series: they are not searched. */
    struct rf_marked *marked;
    size_t marked_count;
    const char *error;
};

/* Finds the series that path means, in sorted order. path is a series, a meeting folder,
 * one document, or a folder with series below it. Symbolic links to folders are not
 * followed, names that begin with a dot are left out. Everything is in arena. */
enum rf_find_result rf_find_series(struct rf_arena *arena, const char *path,
                                   struct rf_findings *findings);

/* True where a folder beneath root holds an agenda or minutes. */
bool rf_folder_has_meeting(struct rf_root root, const char *folder);

#endif
