/* What the files of the archive give each other (archive).
 *
 * The walk over meetings is in archive.c; what is written once for the whole bag is in
 * these. */
#ifndef RF_ARCHIVE_INTERNAL_H
#define RF_ARCHIVE_INTERNAL_H

#include "archive/archive.h"

/* data/README.txt: what is where, in Danish and English. */
extern const char rf_archive_read_me[];

/* Appends metadata/provenance.json. */
void rf_archive_provenance(const struct rf_archive *archive,
                           const struct rf_archive_facts *facts, struct rf_buf *out);

/* Appends the lines of bag-info.txt. */
void rf_archive_info(const struct rf_archive *archive,
                     const struct rf_archive_facts *facts, struct rf_buf *out);

#endif
