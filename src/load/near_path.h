/* A path that is there under another spelling (load). */
#ifndef RF_LOAD_NEAR_PATH_H
#define RF_LOAD_NEAR_PATH_H

#include "load/loader.h"

/* What is there beneath the series where path, which is not, differs from it in nothing
 * but the case of letters and Unicode form; NULL: nothing. */
const char *rf_path_near(struct rf_loader *loader, const char *path);

/* Reports case-of-letters where there is such a file; false: nothing was reported. */
bool rf_report_near_path(struct rf_loader *loader, const char *what, const char *path,
                         struct referat_span span);

/* The cure of a path that is not there: the file that is nearly called so, in its folder
 * or in another one of the meeting; else what paths are relative to. */
const char *rf_path_cure(struct rf_loader *loader, const char *path);
void rf_path_hint(struct rf_loader *loader, struct referat_diagnostic *d,
                  const char *path);

/* True where a message has named a document as the one that is meant. */
bool rf_path_was_meant(const struct rf_loader *loader, const char *path);

/* A path written with backslashes, with slashes; NULL: it has none. */
const char *rf_path_with_slashes(struct rf_arena *arena, const char *written);

#endif
