/* The driver compiles a series: its settings, then one meeting after the other, then what
 * only shows over all of them (driver).
 *
 * The central type is struct referat, a run over one series. A run is opened with a plan
 * (struct rf_run_plan) that says everything that is wanted of it; after that rf_run_next
 * gives one unit after the other, and what callers look up in between are plain
 * getters. The room build/ is the caller; the library's users see the same run through
 * include/referat/referat.h. How a meeting goes through the stages is
 * driver/compile_meeting.c.
 *
 * Hard to see: meetings are compiled in the order of their days, and each one sees the
 * earlier ones only as rows of a record (store/record.h), never as models. So a meeting
 * can be compiled now, read from the cache, compiled by another process, or loaded early
 * because another one refers to it, and the next one does not notice: all four leave the
 * same row. */
#ifndef RF_DRIVER_RUN_H
#define RF_DRIVER_RUN_H

#include "base/buf.h"
#include "base/cpr.h"
#include "diag/diag.h"
#include "facts/facts.h"
#include "load/document_heads.h"
#include "redact/quotes.h"
#include "redact/units.h"
#include "store/evict.h"
#include "referat/referat.h"

struct rf_leaks; /* leak_scan/leak.h */

/* What an earlier run compiled, for one that reuses what is as it was. */
struct rf_unit_cache {
    void *owner;
    /* The unit of a folder, as it was kept, where what was looked at for it
     * is as it was; false: there is none. The bytes live until the next call. */
    bool (*unit)(void *owner, const char *folder, const char **bytes, size_t *n);
    /* When the meeting of a folder was, where there is such a unit of it; false: not
     * known. NULL: the folders have their order already. */
    bool (*when)(void *owner, const char *folder, struct rf_when *when);
    /* True where the unit of a folder is not as it was; may be NULL. */
    bool (*has_changed)(void *owner, const char *folder);
    const char *folders; /* RF_FACTS_OF_FOLDERS of that run where they are as they were,
                            or NULL: the series is walked */
    size_t folders_bytes;
    const char *last; /* what was kept of its last unit, or NULL */
    size_t last_bytes;
};

/* What a run does beyond what every run does. It is given when the run is opened, and
 * what it points to outlives the run. All zero: nothing more. */
struct rf_run_plan {
    bool is_silent; /* no finding is reported */

    /* What is known of every meeting, for what is made of the whole series. */
    bool index_columns;           /* what the index prints */
    bool table_columns;           /* what the tables print */
    struct rf_record_store *rows; /* from which evicted rows of what is printed are read
                                     again (store/evict.h); NULL: all stay in memory */
    bool keeps_facts;             /* units have the facts of their meetings … */
    struct rf_facts_sink *facts;  /* … and these get them, in the order of the meetings,
                                     wherever they come from; NULL: no one */
    struct referat *const *company; /* runs over other series, at their ends: what they
                                       say of this one counts where it is seen whole */
    size_t company_count;

    /* What the model of a meeting has. */
    bool links_meetings; /* its pages link to other meetings' though it is built alone, as
                            those of the whole series do, beside which they are to lie */
    bool hashes_files;   /* documents and annex files carry their checksums */
    const char *sums_of; /* the folder of a meeting that has the checksum of every file it
                            is made of, though it is not sealed; or NULL */

    /* What is looked for on the way. */
    bool notes_unit_uses;   /* where units of the settings are named */
    struct rf_leaks *leaks; /* of a public edition: collects every text, closed or open */
    rf_cpr_look *look_into; /* finds personal numbers in annexes that are no text */

    /* For a later run, of the whole series or a part of it and not of a public edition:
     * which files are looked at, what each meeting asks of others, and its unit. */
    bool keeps_units;
    bool notes_files;    /* only which files are looked at */
    int64_t since_ns;    /* when the run began, in nanoseconds since 1970 */
    bool hashes_sources; /* files that are not read are known by their content, too */
    const struct rf_unit_cache *cache; /* NULL: everything is compiled */

    /* Only the part-th of part_count parts of the series is compiled, from 1; 0: all of
     * it. The meetings before it are skipped, a unit each: only what later ones ask of
     * them is known. There is no unit over the whole series at the end. Not for a public
     * edition, nor for a single meeting. */
    unsigned part, part_count;
};

/* As referat_open; plan may be NULL. */
struct referat *rf_run_open(const char *path, const struct referat_options *options,
                            const struct rf_run_plan *plan);

/* A run over one document that stands in no file: its own findings, nothing else of the
 * series. */
struct referat *rf_run_open_text(const char *text, size_t n,
                                 const struct referat_options *options,
                                 const struct rf_run_plan *plan);

/* A run over the units that other runs, each over a part of the series, have made: they
 * are in plan->cache, and nothing is read of the series. Units whose questions have other
 * answers now are left out. bytes are of rf_run_put_series and outlive the run; NULL
 * where they are not. */
struct referat *rf_run_open_parts(const char *path, const char *bytes, size_t n,
                                  const struct referat_options *options,
                                  const struct rf_run_plan *plan);

/* Why a struct of the caller's cannot be used that says it has so many bytes, where this
 * library knows those from least to known; NULL: it can. */
const char *rf_size_problem(struct rf_arena *arena, const char *what, size_t size,
                            size_t least, size_t known);

/* What a run was opened with. The plan may be changed until the run has begun, that is
 * until its first unit; after the last one, leaks may be taken out of it. */
struct rf_run_plan *rf_run_plan(struct referat *run);
bool rf_run_has_begun(const struct referat *run);
bool rf_run_is_public(const struct referat *run);
bool rf_run_has_one_meeting(
    const struct referat *run); /* the path is that of a meeting */
struct referat_date rf_run_as_of(const struct referat *run);

/* ---- Units ---- */

enum rf_unit_origin {
    RF_FROM_SOURCES,
    RF_FROM_CACHE, /* plan->cache has it, and everything it depends on is as it was */
    RF_SKIPPED,    /* its meeting is before the part that is compiled */
};

/* A unit with what a later run needs of it. All of it lives as long as the result. */
struct rf_unit {
    struct referat_unit_result
        result; /* neither meeting nor findings, but from sources */
    enum rf_unit_origin origin;
    struct rf_bytes files; /* what was looked at for it (load/file_facts.h), where that is
                              noted; none from the cache */
    struct rf_bytes kept;  /* all that a later run, or another process, needs to know it
                              without its sources; with plan->keeps_units or the cache */
    struct rf_bytes row; /* of its meeting, as what is printed has it (store/row_codec.h);
                            with plan->rows, too; n 0: there is none */
};

/* As referat_next. */
const struct rf_unit *rf_run_next(struct referat *run);

/* Evicts the row of the unit at hand, whose n bytes stand at that place of plan->rows. */
void rf_run_evict(struct referat *run, uint64_t at, size_t n);

/* The row within the bytes of a unit (struct rf_unit.kept); NULL where there is none. */
const char *rf_run_row_within(const char *unit, size_t n, size_t *row_bytes);

/* Appends the rows of another series, whose folder is real (base/real_path.h), as the run
 * sees them: bytes to be compared with those of the last build. Nothing where the run's
 * series does not refer to that one. */
void rf_run_put_mentions(const struct referat *run, const char *real, struct rf_buf *out);

/* ---- Units for a later run ---- */

/* Files that were looked at outside the meetings. */
enum rf_run_file_facts {
    RF_FACTS_OF_SETTINGS, /* referat.yaml */
    RF_FACTS_OF_FOLDERS,  /* the walk over the folders */
    RF_FACTS_OF_OTHERS,   /* folders without a unit, and other series, up to now */
    RF_FACTS_OF_COUNT,
};

/* Their facts (load/file_facts.h). */
const struct rf_buf *rf_run_file_facts(const struct referat *run,
                                       enum rf_run_file_facts what);

/* Appends the days of all folders' meetings, which are known after the first unit … */
void rf_run_put_days(const struct referat *run, struct rf_buf *out);

/* … and reads the next of them at *p: returns its folder, which lives as long as the
 * bytes, or NULL at the end. */
const char *rf_run_next_day(const char **p, const char *end, struct rf_when *when);

/* With plan->notes_unit_uses, after the last unit: true where the settings have a unit
 * that closed parts alone speak of, so that a public edition may not name it. */
bool rf_run_hides_units(const struct referat *run);

/* The severity that the settings give to a finding; known after the first unit. */
enum referat_severity rf_run_severity(const struct referat *run, enum rf_code code);

/* ---- A part of a series, for one of several runs ---- */

/* The folders [first, end) are in the part, which is known after the first unit … */
void rf_run_part_folders(const struct referat *run, size_t *first, size_t *end);

/* … and appends what rf_run_open_parts needs of the series: the same for every part. */
void rf_run_put_series(const struct referat *run, struct rf_buf *out);

/* How many of the series' folders are dealt with, of how many. Which of them hold
 * meetings shows only on the way. */
void rf_run_progress(const struct referat *run, size_t *done, size_t *total);

/* ---- Several processes ---- */

/* A meeting is compiled when all before it are. What takes time, loading it and making
 * its pages, is done by several processes at once; in between they pass a turn and tell
 * each other of their meetings in messages (driver/worker_messages.c). All of this is for
 * a whole series with plan->keeps_units, after its first unit. */

enum { RF_SLOT_COUNT = 8 }; /* folders that are loaded ahead of their turn */

/* Folders of the series, in their order, and the next one to be compiled. */
size_t rf_run_folder_count(const struct referat *run);
size_t rf_run_next_folder(const struct referat *run);
void rf_run_set_next_folder(struct referat *run, size_t at);
const char *rf_run_folder(const struct referat *run, size_t at);

/* Loads the at-th folder into a slot. */
void rf_run_load_ahead(struct referat *run, size_t slot, size_t at);

/* Compiles it, when every folder before it is compiled here or known from a message, and
 * appends its messages. The unit, or NULL where there is none, lives until the slot is
 * loaded again. */
const struct rf_unit *rf_run_build_in_turn(struct referat *run, size_t slot, size_t at,
                                           struct rf_buf *messages);

/* Adds the meetings of another process to the record, in their order; false where the
 * messages are damaged. is_worker: this process prints nothing over the whole series, so
 * only what references need is kept. */
bool rf_run_apply_messages(struct referat *run, const char *messages, size_t n,
                           bool is_worker);

/* Evicts the rows of these messages, which stand at that place of plan->rows. */
void rf_run_evict_rows(struct referat *run, const char *messages, size_t n, uint64_t at);

/* The process that compiled the at-th folder died twice: neither it nor what is below it
 * is compiled. It may hold a meeting, so what others say of it is not judged. */
void rf_run_leave_out(struct referat *run, size_t at);

/* After the last unit: moves what messages of the series must not quote to *quotes, which
 * outlives the run and is to be cleared by the caller. */
void rf_run_move_quotes(struct referat *run, struct rf_quotes *quotes);

/* The record of the meetings so far, as the run's edition has it; complete after the last
 * unit. */
const struct rf_record *rf_run_record(const struct referat *run);

#endif
