/* The file that is probably meant by a path that leads to none (load): messages of
 * enclose.c and images.c name it. */
#ifndef RF_LOAD_NEAR_PATH_H
#define RF_LOAD_NEAR_PATH_H

#include "load/loader.h"

/* What is there beneath the series where path, which is not, differs from it in nothing
 * but the case of letters and Unicode form; NULL: nothing. */
const char *rf_path_near(struct rf_loader *loader, const char *path);

/* Reports case-of-letters where there is such a file; false: nothing was reported. */
bool rf_report_near_path(struct rf_loader *loader, const char *what, const char *path,
                         struct referat_span span);

/* The hint for a path that leads to no file: the file of that name in the document's
 * folder or one below it, else the most similar name in the path's own folder; else what
 * paths are relative to. rf_path_hint adds it to a diagnostic. */
const char *rf_path_cure(struct rf_loader *loader, const char *path);
void rf_path_hint(struct rf_loader *loader, struct referat_diagnostic *d,
                  const char *path);

/* True where the last such message has named this path as the one that is meant. */
bool rf_path_was_meant(const struct rf_loader *loader, const char *path);

/* A path written with backslashes, with slashes; NULL: it has none. */
const char *rf_path_with_slashes(struct rf_arena *arena, const char *written);

#endif
