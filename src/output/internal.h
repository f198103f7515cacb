/* What the files of the destination give each other (output). */
#ifndef RF_OUTPUT_INTERNAL_H
#define RF_OUTPUT_INTERNAL_H

#include "output/destination.h"

/* ---- Editions (editions.c) ---- */

/* What is judged by the folders above it. */
struct rf_lower {
    struct rf_arena *arena;
    const char *name; /* as the command has it */
    const char *real; /* the folder, as rf_real_path has it */
    enum rf_edition_mark mark;
    bool may_be_bag; /* the folder itself, of this edition */
    const char **error;
};

/* Judges a folder and those above it: the first that carries another edition, or is a
 * bag. */
enum rf_verdict rf_editions_above(const struct rf_lower *lower);

/* Judges the folders below the destination that are no meetings, and its own documents;
 * notes the lists of version 0.1 that are found on the way. */
enum rf_verdict rf_editions_below(struct rf_destination *destination);

/* ---- Sources (sources.c) ---- */

/* Judges the folder by the series that are read, and by what lies in it and above it. */
enum rf_verdict rf_sources_judge(struct rf_destination *destination);

/* What a folder lies in. */
struct rf_above {
    const char *series;  /* the nearest series; NULL: there is none */
    const char *meeting; /* the nearest folder that holds an agenda or minutes; or NULL */
};

/* Looks at a folder and those above it, up to the first series with settings. */
struct rf_above rf_sources_above(struct rf_arena *arena, const char *real);

/* ---- Lists of others (adopt.c) ---- */

/* A list that the mark takes over. */
struct rf_adopted {
    struct rf_adopted *next;
    const char *path;   /* of the file */
    const char *prefix; /* of the lines that are taken out of it; NULL: the file goes */
};

/* Takes over what a state of version 0.1 in a folder below dir lists, and what belongs to
 * it; nothing where the file is none. */
void rf_adopt_state(struct rf_destination *destination, const char *folder);

/* Takes over the part below dir of the nearest mark above it. */
void rf_adopt_from_above(struct rf_destination *destination);

/* The folder between path and dir whose mark lists it, in scratch; NULL: there is none.
 */
const char *rf_adopt_find(struct rf_destination *destination, const char *path);

/* Takes that mark over, which is one file of the run's more; false where there is none.
 */
bool rf_adopt_for(struct rf_destination *destination, const char *path);

/* Removes what was taken over from where it was. */
void rf_adopt_finish(struct rf_destination *destination);

/* ---- What is said ---- */

/* Formats the error. Returns RF_VERDICT_REFUSED for the caller to hand on. */
enum rf_verdict rf_refuse(struct rf_arena *arena, const char **error, const char *format,
                          ...) __attribute__((format(printf, 3, 4)));

/* "path: reason", of errno. Returns RF_VERDICT_FAILED. */
enum rf_verdict rf_cannot(struct rf_arena *arena, const char **error, const char *path);

#endif
