/* Where a text has one of the series' abbreviations (render). */
#ifndef RF_RENDER_ABBREVIATION_H
#define RF_RENDER_ABBREVIATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/scan.h"
#include "referat/model.h"

/* The abbreviations of a series, and how they begin: ordinary text has little that looks
 * so. */
struct rf_abbreviations {
    const struct referat_series *series; /* NULL: there are none */
    struct rf_scan_leads leads;
    uint64_t next[4]; /* their second bytes, a bit for each */
};

/* series may be NULL, and is to live as long as what is returned. */
struct rf_abbreviations rf_abbreviations_of(const struct referat_series *series);

/* The first word of the UTF-8 text p from byte `from` on that is an abbreviation; *at and
 * *size are where it is, in bytes. NULL: there is none. */
const struct referat_unit *rf_abbreviation_find(const struct rf_abbreviations *list,
                                                const char *p, size_t n, size_t from,
                                                size_t *at, size_t *size);

#endif
