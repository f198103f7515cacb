/* What is built beside the meetings: the index, the workbook and the database of a
 * series, the page of a folder with several series (build).
 *
 * Emitters hand over one file after the other (struct rf_outlet). The files wait, so that
 * those of a series are written together, up to a limit. While the meetings are compiled,
 * rows of the record are written to an append log and evicted, because only the index
 * needs all of them, one at a time. */
#include "base/list.h"
#include "build/series_outputs.h"
#include "build/targets.h"

#include <string.h>
#include <unistd.h>

#include "build/incremental.h"
#include "driver/run.h"
#include "facts/database.h"
#include "output/write.h"

/* Files that were made wait for each other, so that a series' are written together; of a
 * large one no more than this many bytes wait. */
enum { WAITING_LIMIT_BYTES = 1 * 1024 * 1024 };

struct rf_waiting {
    struct rf_waiting *next;
    struct rf_buf buf;
    int fd; /* 0: buf has the bytes */
};

/* ---- The files that wait ---- */

/* Frees the files that wait: they are written, or nothing of the series is. */
static void forget_waiting(struct rf_series_outputs *o)
{
    for (struct rf_waiting *at = o->waiting; at; at = at->next) {
        rf_buf_clear(&at->buf);
        if (at->fd) {
            close(at->fd);
        }
    }
    rf_arena_reset(&o->outputs_arena);
    o->waiting = NULL;
    o->first = NULL;
    o->end = NULL;
    o->waiting_bytes = 0;
}

/* Writes them together. */
static void write_waiting(struct rf_series_outputs *o)
{
    if (!o->is_stopped &&
        !rf_report_write(o->report, o->first, NULL, &o->outputs_arena)) {
        o->is_stopped = true;
    }
    for (const struct rf_output *at = o->first; at && o->incremental; at = at->next) {
        rf_incremental_wrote(o->incremental, at->path);
    }
    forget_waiting(o);
}

/* The next file to wait, its bytes still to be named. */
static struct rf_output *add_waiting(struct rf_series_outputs *o, const char *name,
                                     struct rf_waiting what)
{
    if (o->waiting_bytes > WAITING_LIMIT_BYTES) {
        write_waiting(o);
    }
    struct rf_waiting *kept = RF_ARENA_NEW(&o->outputs_arena, struct rf_waiting);
    struct rf_output *output = RF_ARENA_NEW(&o->outputs_arena, struct rf_output);
    *kept = what;
    kept->next = o->waiting;
    o->waiting = kept;
    o->waiting_bytes += what.buf.n;
    output->path =
        rf_arena_join(&o->outputs_arena, o->place, *o->place ? "/" : "", name, NULL);
    RF_CHAIN_ADD(o, output);
    return output;
}

/* The overviews whose outlet it is. */
static struct rf_series_outputs *owner(struct rf_outlet *outlet)
{
    return (struct rf_series_outputs *)((char *)outlet -
                                        offsetof(struct rf_series_outputs, outlet));
}

/* rf_outlet.take: the bytes are moved, not copied. */
static bool take(struct rf_outlet *outlet, const char *name, struct rf_buf *buf)
{
    struct rf_series_outputs *o = owner(outlet);
    struct rf_output *output = add_waiting(o, name, (struct rf_waiting){.buf = *buf});
    output->bytes = buf->p ? buf->p : "";
    output->n = buf->n;
    *buf = (struct rf_buf){0};
    return !o->is_stopped;
}

/* rf_outlet.take_file. */
static bool take_file(struct rf_outlet *outlet, const char *name, int fd)
{
    struct rf_series_outputs *o = owner(outlet);
    add_waiting(o, name, (struct rf_waiting){.fd = fd})->copy_fd = fd;
    return !o->is_stopped;
}

/* rf_outlet.take_bytes: they stay where they are. */
static bool take_bytes(struct rf_outlet *outlet, const char *name, struct rf_bytes bytes)
{
    struct rf_series_outputs *o = owner(outlet);
    struct rf_output *output = add_waiting(o, name, (struct rf_waiting){0});
    output->bytes = bytes.p;
    output->n = bytes.n;
    return !o->is_stopped;
}

/* ---- Evicted rows ---- */

/* rf_record_store.read: from the append log. */
static bool read_row(struct rf_record_store *store, uint64_t at, char *bytes, size_t n)
{
    struct rf_series_outputs *o =
        (struct rf_series_outputs *)((char *)store -
                                     offsetof(struct rf_series_outputs, store));
    return rf_append_log_read(&o->log, at, bytes, n);
}

/* --verify and a rehearsal touch nothing in the destination. */
static bool may_evict(const struct rf_series_outputs *o)
{
    return !o->report->options->verify_only && !o->report->rehearses;
}

/* Beside the outputs, once there is a place for them. */
static bool has_log(struct rf_series_outputs *o)
{
    const char *dir =
        o->report->staging ? o->report->staging : o->report->options->output;
    if (!o->has_log && may_evict(o) && access(dir, W_OK) == 0) {
        o->has_log = rf_append_log_open(&o->log, &o->series_arena, dir);
    }
    return o->has_log;
}

struct rf_append_log *rf_series_outputs_rows(struct rf_series_outputs *o)
{
    if (!o->has_log) {
        o->has_log =
            rf_append_log_open(&o->log, &o->series_arena, o->report->options->output);
    }
    return o->has_log ? &o->log : NULL;
}

void rf_series_outputs_keep(struct rf_series_outputs *o, struct referat *run,
                            const struct rf_unit *unit)
{
    const struct rf_record *record = rf_run_record(run);
    if (unit->row.n && record->index_columns && !record->table_columns && has_log(o)) {
        uint64_t at = o->log.bytes;
        rf_append_log_add(&o->log, unit->row.p, unit->row.n);
        rf_run_evict(run, at, unit->row.n);
    }
}

static void close_log(struct rf_series_outputs *o)
{
    if (o->has_log) {
        rf_append_log_close(&o->log);
        o->has_log = false;
    }
}

static void close_database(struct rf_series_outputs *o)
{
    rf_database_free(o->database);
    o->database = NULL;
}

/* ---- The formats that are wanted ---- */

/* What the asked formats have and need. */
struct needs {
    bool landing_page, rows, words, facts;
};

/* What all formats that are asked for need together. */
static struct needs needs_of(const struct rf_series_outputs *o)
{
    struct needs needs = {0};
    for (size_t i = 0; rf_emitters[i]; i++) {
        if (rf_format_is_asked(o->formats, i)) {
            needs.landing_page = needs.landing_page || rf_emitters[i]->landing_page;
            needs.rows = needs.rows || rf_emitters[i]->wants_rows;
            needs.words = needs.words || rf_emitters[i]->wants_words;
            needs.facts = needs.facts || rf_emitters[i]->wants_facts;
        }
    }
    return needs;
}

void rf_series_outputs_init(struct rf_series_outputs *o, struct rf_report *report,
                            unsigned formats, const struct rf_target *targets,
                            size_t count)
{
    o->report = report;
    o->formats = formats;
    o->outlet = (struct rf_outlet){take, take_file, take_bytes};
    o->store = (struct rf_record_store){read_row, RF_RECORD_RECENT_ROWS};
    o->series = RF_ARENA_NEW_ARRAY(&o->arena, count + 1, struct rf_landing_entry);
    o->has_landing_page = count > 1 && needs_of(o).landing_page;
    for (size_t i = 0; i < count; i++) {
        o->has_landing_page =
            o->has_landing_page && *targets[i].place && !targets[i].only_path;
    }
    forget_waiting(o);
}

void rf_series_outputs_plan(struct rf_series_outputs *o, const struct rf_target *target,
                            struct rf_run_plan *plan)
{
    struct needs needs = needs_of(o);
    plan->table_columns = needs.rows;
    close_database(o); /* of a series that was not finished */
    if (needs.facts && !target->only_path) {
        plan->keeps_facts = plan->hashes_files = true;
        o->database = plan->part_count ? NULL : rf_database_new();
        plan->facts = o->database ? rf_database_sink(o->database) : NULL;
    }
    if (needs.words && !target->only_path) {
        plan->index_columns = true;
        plan->rows = may_evict(o) ? &o->store : NULL;
    }
}

/* ---- A series ---- */

bool rf_series_outputs_of_series(struct rf_series_outputs *o,
                                 const struct rf_target *target,
                                 const struct rf_record *record)
{
    const struct rf_question question = {
        .records = &record,
        .record_count = 1,
        .as_of = o->report->as_of,
        .has_pages = true,
        .has_workbook = needs_of(o).rows,
        .has_landing_page = o->has_landing_page,
        .database = o->database,
        .mark = rf_overview_mark(record, &o->series_arena),
    };
    /* People look for the index where it always is. */
    if (*question.mark && !o->report->options->is_quiet && !o->report->rehearses) {
        rf_report_say(
            o->report,
            "%s: a meeting's folder is called as an overview is: the overviews are "
            "index%s.html and status%s.xlsx",
            target->series, question.mark, question.mark);
    }
    bool had_unwritten = o->report->has_unwritten;
    int reason = rf_record_failure(record);
    if (reason) {
        rf_report_failure(
            o->report, RF_EXIT_WORLD,
            rf_arena_format(&o->series_arena,
                            "%s: what was kept of its meetings cannot be read back: %s",
                            target->series, strerror(reason)));
    }
    bool is_done = !reason;
    o->place = target->place;
    for (size_t i = 0; rf_emitters[i] && is_done; i++) {
        const char *error = NULL;
        if (!rf_format_is_asked(o->formats, i) || !rf_emitters[i]->series) {
            continue;
        }
        is_done = rf_emitters[i]->series(&question, &o->series_arena, &o->outlet, &error);
        if (!is_done && error) {
            rf_report_failure(o->report, RF_EXIT_WORLD, error);
        } else if (error && !o->report->rehearses) {
            rf_report_say(o->report, "%s", error);
        }
    }
    if (is_done) {
        write_waiting(o);
    } else {
        forget_waiting(o);
    }
    if (o->has_landing_page && is_done) {
        o->series[o->series_count++] =
            rf_landing_entry_of(record, target->place, &o->arena);
    }
    o->is_made = is_done && !o->is_stopped && o->report->has_unwritten == had_unwritten;
    close_log(o);
    close_database(o);
    rf_arena_reset(&o->series_arena);
    return !o->is_stopped;
}

void rf_series_outputs_add(struct rf_series_outputs *o,
                           const struct rf_landing_entry *entry)
{
    struct rf_landing_entry copy = *entry;
    copy.title = rf_arena_string(&o->arena, entry->title);
    copy.organisation = rf_arena_string(&o->arena, entry->organisation);
    copy.body = rf_arena_string(&o->arena, entry->body);
    copy.language = rf_arena_string(&o->arena, entry->language);
    copy.edition = rf_arena_string(&o->arena, entry->edition);
    copy.place = rf_arena_string(&o->arena, entry->place);
    copy.mark = rf_arena_string(&o->arena, entry->mark);
    if (o->has_landing_page) {
        o->series[o->series_count++] = copy;
    }
}

/* ---- A folder ---- */

void rf_series_outputs_of_folder(struct rf_series_outputs *o)
{
    const struct rf_landing_page page = {.series = o->series, .count = o->series_count};
    o->place = "";
    for (size_t i = 0; rf_emitters[i] && page.count; i++) {
        if (rf_format_is_asked(o->formats, i) && rf_emitters[i]->landing_page) {
            rf_emitters[i]->landing_page(&page, &o->outlet);
        }
    }
    write_waiting(o);
}

void rf_series_outputs_clear(struct rf_series_outputs *o)
{
    forget_waiting(o);
    close_log(o);
    close_database(o);
    rf_arena_clear(&o->outputs_arena);
    rf_arena_clear(&o->series_arena);
    rf_arena_clear(&o->arena);
}
