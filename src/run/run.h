/* What the program uses of the driver beyond the public API (driver). */
#ifndef RF_RUN_H
#define RF_RUN_H

#include "edition/leak.h"
#include "record/record.h"
#include "referat/referat.h"

/* A run over one document that stands in no file: its own findings, nothing else of the
 * series. */
struct referat *rf_open_text(const char *text, size_t n,
                             const struct referat_options *options);

/* Before the first unit: the record keeps what the index prints, or the rows that tables
 * print, too. */
void rf_run_keep_words(struct referat *run);
void rf_run_keep_rows(struct referat *run);

/* Before the first unit: documents and annex files carry their checksums. */
void rf_run_hash_files(struct referat *run);

/* Before the first unit: the meeting in folder carries the checksum of every file it is
 * made of, though it is not sealed. folder must outlive run. */
void rf_run_keep_sums(struct referat *run, const char *folder);

/* Before the first unit of a public edition: every text goes to leaks, as closed or open.
 */
void rf_run_collect_texts(struct referat *run, struct rf_leaks *leaks);

/* What is kept of the meetings so far, as the run's edition has it; complete behind the
 * last unit. */
const struct rf_record *rf_run_record(const struct referat *run);

#endif
