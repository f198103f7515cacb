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

#endif
