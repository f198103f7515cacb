/* Folders that are made and removed with what they hold (base). */
#ifndef RF_BASE_MAKE_FOLDERS_H
#define RF_BASE_MAKE_FOLDERS_H

#include <stdbool.h>

#include "base/arena.h"

/* The folder of a path: "a/b" of "a/b/c", "." of "c". */
const char *rf_folder_of(struct rf_arena *arena, const char *path);

/* Makes a folder and every missing one above it; false with errno. */
bool rf_make_folder(struct rf_arena *arena, const char *folder);

/* Makes every missing folder above path, a file's; false with errno. */
bool rf_make_folders(struct rf_arena *arena, const char *path);

/* Removes a folder and all in it; what cannot be removed stays. */
void rf_remove_folder(const char *path);

#endif
