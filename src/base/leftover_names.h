/* Names of what a run that was killed leaves in a destination (base). */
#ifndef RF_BASE_LEFTOVER_NAMES_H
#define RF_BASE_LEFTOVER_NAMES_H

#include <stdbool.h>
#include <string.h>

/* Names of what is not whole yet: RF_TEMPORARY_FIRST … RF_TEMPORARY_LAST. */
#define RF_TEMPORARY_FIRST ".referat-"
#define RF_TEMPORARY_LAST ".tmp"

/* How the names of folders among them begin; see output/atomic_folder.h. Others' folders
 * of such names are a tree's (output/staged_tree.h) and a public edition's. */
#define RF_NEW_FOLDER_FIRST RF_TEMPORARY_FIRST "new-"

/* How the name of the folder begins in which a public edition grows: then comes the
 * number of its process. */
#define RF_STAGING_FIRST RF_TEMPORARY_FIRST "public-"

/* Of renames that are one step; see output/journal.h. */
#define RF_JOURNAL_NAME ".referat-journal"

/* True for a name of what is not whole yet. */
static inline bool rf_is_temporary(const char *name)
{
    size_t n = strlen(name), last = strlen(RF_TEMPORARY_LAST);
    return n > strlen(RF_TEMPORARY_FIRST) + last &&
           strncmp(name, RF_TEMPORARY_FIRST, strlen(RF_TEMPORARY_FIRST)) == 0 &&
           strcmp(name + n - last, RF_TEMPORARY_LAST) == 0;
}

/* True for the name of a folder that is not whole yet and lies where it is to be. */
static inline bool rf_is_new_folder(const char *name)
{
    return rf_is_temporary(name) &&
           strncmp(name, RF_NEW_FOLDER_FIRST, strlen(RF_NEW_FOLDER_FIRST)) == 0;
}

static inline bool rf_is_leftover(const char *name)
{
    return rf_is_temporary(name) || strcmp(name, RF_JOURNAL_NAME) == 0;
}

#endif
