/* Annex files, opened beneath their series (build). */
#ifndef RF_BUILD_OPEN_ANNEX_H
#define RF_BUILD_OPEN_ANNEX_H

#include <sys/types.h>

/* Opens an annex file for reading; path is "SERIES/…", and nothing outside of the series
 * is opened, whatever links there are. -1 with errno. As rf_sources.open has it. */
int rf_open_annex(const void *series, const char *path, off_t *size_bytes);

#endif
