/* What the program uses of the driver beyond the public API (driver). */
#ifndef RF_DRIVER_RUN_H
#define RF_DRIVER_RUN_H

#include "base/buf.h"
#include "base/cpr.h"
#include "diag/diag.h"
#include "leak_scan/leak.h"
#include "load/document_heads.h"
#include "redact/quotes.h"
#include "redact/units.h"
#include "store/evict.h"
#include "referat/referat.h"

/* A run over one document that stands in no file: its own findings, nothing else of the
 * series. */
struct referat *rf_open_text(const char *text, size_t n,
                             const struct referat_options *options);

/* Before the first unit: the record keeps what the index prints, or the rows that tables
 * print, too. */
void rf_run_keep_words(struct referat *run);
void rf_run_keep_rows(struct referat *run);

/* Before the first unit: what is printed of the series is kept in store, and given up
 * (store/evict.h) … */
void rf_run_set_store(struct referat *run, struct rf_record_store *store);

/* … of the unit at hand, behind it: appends its row, or nothing where there is none … */
void rf_run_keep_row(const struct referat *run, struct rf_buf *out);

/* … and gives it up, which stands at that place of the store now. */
void rf_run_give_up(struct referat *run, uint64_t at, size_t n);

/* The row within what rf_run_keep_unit wrote; NULL where there is none. */
const char *rf_run_row_within(const char *kept, size_t n, size_t *row_bytes);

/* Before the first unit of a single meeting: its pages link to other meetings' as those
 * of the whole series do, beside which they are to lie. */
void rf_run_link_meetings(struct referat *run);

/* Before the first unit: documents and annex files carry their checksums. */
void rf_run_hash_files(struct referat *run);

/* Before the first unit: nothing is told of what is found. */
void rf_run_be_silent(struct referat *run);

/* Before the first unit: what other series say of this one counts where it is seen as a
 * whole. They are at their ends, and outlive the run. */
void rf_run_regard(struct referat *run, struct referat *const *company, size_t count);

/* Appends what one of them says of a series, whose folder that is (fs/real_path.h), as
 * bytes to be compared; nothing where it does not refer to it. */
void rf_run_keep_regard(const struct referat *run, const char *real, struct rf_buf *out);

/* Before the first unit: the meeting in folder carries the checksum of every file it is
 * made of, though it is not sealed. folder must outlive run. */
void rf_run_keep_sums(struct referat *run, const char *folder);

/* Before the first unit: uses takes in which units of the settings are spoken of where.
 */
void rf_run_note_units(struct referat *run, struct rf_unit_uses *uses);

/* Before the first unit of a public edition: every text goes to leaks, as closed or open.
 */
void rf_run_collect_texts(struct referat *run, struct rf_leaks *leaks);

/* Before the first unit: look looks for personal numbers in annexes that are no text. */
void rf_run_look_into(struct referat *run, rf_cpr_look *look);

/* ---- Units for a later run ---- */

/* Before the first unit: what the run looks at is noted, and what it asks. since_ns: when
 * it began, in nanoseconds since 1970; hashes_sources: files that nobody reads, too, are
 * known by their content. Not for a public edition, nor a part of a series. */
void rf_run_keep_units(struct referat *run, int64_t since_ns, bool hashes_sources);

/* What was looked at (load/file_facts.h) … */
enum rf_run_seen {
    RF_SEEN_SETTINGS, /* for the series' settings, */
    RF_SEEN_FOLDERS,  /* for its folders, */
    RF_SEEN_OTHERS,   /* in folders that have come to no unit, up to now, */
    RF_SEEN_UNIT,     /* for the unit at hand */
};
const struct rf_buf *rf_run_seen(const struct referat *run, enum rf_run_seen what);

/* Appends what a later run needs of the unit at hand, a meeting's or a folder's. */
void rf_run_keep_unit(const struct referat *run, struct rf_buf *out);

/* Appends what a later run needs of the last unit, which is at hand. */
void rf_run_keep_last(const struct referat *run, struct rf_buf *out);

/* Appends when the meetings of all folders were, behind the first unit … */
void rf_run_keep_days(const struct referat *run, struct rf_buf *out);

/* … and reads the next folder of these, which lives as long as bytes; NULL behind the
 * last. */
const char *rf_run_next_day(const char **p, const char *end, struct rf_when *when);

struct rf_recall {
    void *owner;
    /* The unit of a folder, as rf_run_keep_unit wrote it: what was looked at for it is as
     * it was. False: there is none. The bytes live until the next call. */
    bool (*unit)(void *owner, const char *folder, const char **kept, size_t *n);
    /* When the meeting of a folder was, where such a unit stands for it; false: there is
     * none. NULL: folders have their places already. */
    bool (*when)(void *owner, const char *folder, struct rf_when *when);
    /* True where the unit of a folder is not as it was. */
    bool (*has_changed)(void *owner, const char *folder);
    const char *folders; /* RF_SEEN_FOLDERS of that run where they are as they were, or
                            NULL: the series is walked */
    size_t folders_bytes;
    const char *last; /* what rf_run_keep_last wrote then, or NULL */
    size_t last_bytes;
};

/* Before the first unit: units are taken back where what they asked has the same answers.
 * recall must outlive the run. */
void rf_run_recall(struct referat *run, const struct rf_recall *recall);

/* True where the unit at hand was taken back: it has neither meeting nor diagnostics. */
bool rf_run_is_recalled(const struct referat *run);

/* What a finding is for the series, once its settings are read: behind the first unit. */
enum referat_severity rf_run_severity(const struct referat *run, enum rf_code code);

/* ---- A part of a series, for one of several runs ---- */

/* Before the first unit: only the meetings of a part are compiled, the number-th of count
 * from 1. Those before it are passed, one a unit: what later ones ask of them is known,
 * and nothing else is done. There is no unit over the whole series at the end. Not for a
 * public edition, nor for a single meeting. */
void rf_run_set_part(struct referat *run, unsigned number, unsigned count);

/* True where the unit at hand was passed: it has neither meeting nor diagnostics. */
bool rf_run_is_passed(const struct referat *run);

/* Behind the first unit: the folders [first, end) are in the part … */
void rf_run_part_folders(const struct referat *run, size_t *first, size_t *end);

/* … and appends what rf_open_kept needs of the series: every part of it has the same. */
void rf_run_keep_series(const struct referat *run, struct rf_buf *out);

/* A run over units that other runs have kept (rf_run_keep_unit) and rf_run_recall gives;
 * nothing is read of the series. Units whose questions have other answers now are left
 * out. bytes, which must outlive it, are of rf_run_keep_series; NULL where they are not.
 */
struct referat *rf_open_kept(const char *path, const char *bytes, size_t n,
                             const struct referat_options *options);

/* How many of the series' folders are behind the unit at hand, of how many: meetings are
 * found in them only on the way. */
void rf_run_progress(const struct referat *run, size_t *done, size_t *total);

/* ---- Several processes ---- */

/* Each meeting is built when all before it are; what takes time, loading it and making
 * its pages, is done by several processes at a time. They tell each other of their
 * meetings in entries, which are bytes. All of this is for a whole series whose units are
 * kept, behind the settings. */

enum { RF_SLOT_COUNT = 8 }; /* folders that are loaded ahead of their turn */

/* Folders of the series, in their order; which is the next; go on behind others'. */
size_t rf_run_folder_count(const struct referat *run);
size_t rf_run_next_folder(const struct referat *run);
void rf_run_go_on_at(struct referat *run, size_t at);
const char *rf_run_folder(const struct referat *run, size_t at);

/* Loads the at-th folder into a slot. */
void rf_run_load_ahead(struct referat *run, size_t slot, size_t at);

/* Builds it, when every folder before it is built or taken in, and appends its entries.
 * The unit, or NULL where it comes to none, lives until its slot is loaded again. */
const struct referat_unit_result *rf_run_build_in_turn(struct referat *run, size_t slot,
                                                       size_t at, struct rf_buf *entries);

/* Makes a slot's unit the one at hand. */
void rf_run_select(struct referat *run, size_t slot);

/* Takes in entries of another process, in their order; false where they are damaged.
 * Where nothing is printed of other meetings (is_worker) no more of them is kept than
 * references need. */
bool rf_run_take_in(struct referat *run, const char *entries, size_t n, bool is_worker);

/* The entries stand at that place of the store (rf_run_set_store): rows are given up. */
void rf_run_give_up_entries(struct referat *run, const char *entries, size_t n,
                            uint64_t at);

/* Nobody compiles the at-th folder any more, nor what is below it: it may hold a meeting,
 * and what others say of it is not judged. */
void rf_run_leave_out(struct referat *run, size_t at);

/* After the last unit: gives what messages of the series must not say to *quotes, which
 * outlives the run and is to be cleared. */
void rf_run_give_quotes(struct referat *run, struct rf_quotes *quotes);

/* What is kept of the meetings so far, as the run's edition has it; complete behind the
 * last unit. */
const struct rf_record *rf_run_record(const struct referat *run);

#endif
