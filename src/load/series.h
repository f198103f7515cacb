/* The series' settings: referat.yaml, with every default filled in (load). */
#ifndef RF_LOAD_SERIES_H
#define RF_LOAD_SERIES_H

#include "load/loader.h"

/* Reads referat.yaml of the folder that loader->root is, into series (whose path is set).
 * loader->series and lang are set to it; `checks:` goes to severities, indexed by enum
 * rf_code. A folder without the file has the defaults. */
void rf_load_series(struct rf_loader *loader, struct referat_series *series,
                    unsigned char *severities);

#endif
