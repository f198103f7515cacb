/* Units as bytes, written by the run that compiles them and reused by a later one, or by
 * another process (driver).
 *
 * A unit is reused where none of the files that were looked at for it has changed (the
 * caller's cache says so), and where the questions that it asked of other meetings, asked
 * again, have the same answers (driver/query_log.h). So nothing is inferred about what
 * depends on what. */
#include <string.h>

#include "driver/internal.h"
#include "driver/order.h"
#include "driver/query_log.h"
#include "driver/quoted.h"
#include "store/row_codec.h"

/* ---- Keeping ---- */

void rf_run_begin_notes(struct referat *run)
{
    const struct rf_file_facts facts = {.since_ns = run->plan.since_ns,
                                        .hashes_files = run->plan.hashes_sources};
    for (size_t i = 0; i < RF_FACTS_OF_COUNT; i++) {
        run->facts[i] = facts;
    }
    for (size_t i = 0; i < RF_SLOT_COUNT; i++) {
        run->slots[i].facts = facts;
    }
    run->known.facts = &run->facts[RF_FACTS_OF_FOLDERS];
}

const struct rf_buf *rf_run_file_facts(const struct referat *run,
                                       enum rf_run_file_facts what)
{
    return &run->facts[what].entries;
}

void rf_run_keep_closed(struct referat *run, const struct referat_meeting *m, size_t at,
                        struct rf_arena *arena)
{
    rf_buf_reset(&run->closed);
    if (!referat_has_closed(m)) {
        return;
    }
    rf_quotes_keep(&run->quotes, m, arena, &run->closed);
    rf_quotes_take(&run->quotes, at, run->closed.p, run->closed.n);
    if (run->others.from) { /* it is closed for the series that refers to this one, too */
        uint32_t n = (uint32_t)run->closed.n;
        rf_buf_add(&run->others.closed, (const char *)&n, sizeof n);
        rf_buf_add(&run->others.closed, run->closed.p, n);
    }
}

/* Writes the length of what was added since start before it. */
static void close_part(struct rf_buf *out, size_t start)
{
    uint32_t n = (uint32_t)(out->n - start);
    memcpy(out->p + start - sizeof n, &n, sizeof n);
}

static size_t open_part(struct rf_buf *out)
{
    const uint32_t none = 0;
    rf_buf_add(out, (const char *)&none, sizeof none);
    return out->n;
}

static void put_part(struct rf_buf *out, const struct rf_buf *bytes)
{
    size_t start = open_part(out);
    rf_buf_add(out, bytes->p, bytes->n);
    close_part(out, start);
}

/* A message shows a line of another meeting's document, and where that stands. What the
 * unit asked need not say so: it is compiled again when that file has changed. */
static void note_place(struct referat *run, struct referat_span place)
{
    size_t n = strlen(run->root_name);
    const char *name = place.source ? place.source->name : "";
    if (strncmp(name, run->root_name, n) == 0 && name[n]) {
        rf_file_facts_mention(&run->slot->facts, run->root, name + n);
    }
}

void rf_run_note_shown_files(struct referat *run)
{
    for (size_t i = 0; i < run->diags->count; i++) {
        note_place(run, run->diags->list[i].span);
        note_place(run, run->diags->list[i].related);
    }
}

/* Its faults, then parts with their lengths: folders below that are meetings themselves,
 * the questions, the row, the findings, what the closed parts make unsayable, the facts.
 */
static void keep_meeting(struct referat *run, struct rf_buf *out)
{
    const struct rf_record *record = &run->known.record;
    const struct rf_record_finding *last = run->last_finding;
    rf_buf_char(out, (char)run->unit.result.faults);
    size_t start = open_part(out);
    for (const char **own = run->slot->own_folders; own && *own; own++) {
        rf_buf_add(out, *own, strlen(*own) + 1);
    }
    close_part(out, start);
    put_part(out, &run->queries);
    size_t row = open_part(out);
    if (run->row) {
        rf_row_put(record, run->row, out);
    }
    close_part(out, row);
    size_t row_bytes = out->n - row;
    start = open_part(out);
    rf_findings_put(last ? last->next : record->findings, out);
    close_part(out, start);
    put_part(out, &run->closed);
    put_part(out, &run->meeting_facts);
    run->unit.row = (struct rf_bytes){out->p + row, row_bytes};
}

void rf_run_keep_unit(struct referat *run)
{
    struct rf_unit *unit = &run->unit;
    struct rf_buf *out = &run->slot->kept;
    const struct rf_record *printed = rf_run_printed(run);
    const struct rf_record_meeting *row =
        rf_run_is_public(run) ? run->public_row : run->row;
    rf_buf_reset(out);
    switch (unit->result.kind) {
    case REFERAT_UNIT_SETTINGS:
        unit->files = rf_buf_bytes(&run->facts[RF_FACTS_OF_SETTINGS].entries);
        return;
    case REFERAT_UNIT_MEETING:
        unit->files = rf_buf_bytes(&run->slot->facts.entries);
        if (run->plan.keeps_units) {
            keep_meeting(run, out);
            unit->kept = rf_buf_bytes(out);
        } else if (row && run->plan.rows && printed->index_columns &&
                   !printed->table_columns) {
            rf_row_put(printed, row, out);
            unit->row = rf_buf_bytes(out);
        }
        return;
    case REFERAT_UNIT_SERIES:
        if (run->plan.keeps_units) {
            rf_run_put_last(run, out);
            unit->kept = rf_buf_bytes(out);
        }
        return;
    }
}

/* ---- Reusing ---- */

struct kept {
    unsigned faults;
    const char *own_folders, *queries, *row, *findings, *closed, *facts;
    size_t own_folders_bytes, queries_bytes, row_bytes, findings_bytes, closed_bytes,
        facts_bytes;
};

/* The part at *p, which is moved past it; NULL where it is not whole. */
static const char *take_part(const char **p, const char *end, size_t *n)
{
    uint32_t bytes;
    if (!*p || (size_t)(end - *p) < sizeof bytes) {
        return *p = NULL;
    }
    memcpy(&bytes, *p, sizeof bytes);
    const char *part = *p + sizeof bytes;
    *n = bytes;
    *p = (size_t)(end - part) < bytes ? NULL : part + bytes;
    return *p ? part : NULL;
}

static bool read_kept(const char *bytes, size_t n, struct kept *kept)
{
    if (!n) { /* then there may be no bytes to point to */
        return false;
    }
    const char *p = bytes, *end = bytes + n;
    kept->faults = (unsigned char)*p++;
    kept->own_folders = take_part(&p, end, &kept->own_folders_bytes);
    kept->queries = take_part(&p, end, &kept->queries_bytes);
    kept->row = take_part(&p, end, &kept->row_bytes);
    kept->findings = take_part(&p, end, &kept->findings_bytes);
    kept->closed = take_part(&p, end, &kept->closed_bytes);
    kept->facts = take_part(&p, end, &kept->facts_bytes);
    size_t own = kept->own_folders_bytes;
    return p == end && (own == 0 || kept->own_folders[own - 1] == '\0');
}

static const char **list_own_folders(struct rf_arena *arena, const struct kept *kept)
{
    size_t count = 0;
    const char *end = kept->own_folders + kept->own_folders_bytes;
    for (const char *p = kept->own_folders; p < end; p += strlen(p) + 1) {
        count++;
    }
    const char **list = RF_ARENA_NEW_ARRAY(arena, count + 1, const char *);
    count = 0;
    for (const char *p = kept->own_folders; p < end; p += strlen(p) + 1) {
        list[count++] = rf_arena_string(arena, p);
    }
    return list;
}

/* Asks what the meeting asked, which may refer to itself. A merge without the sources
 * cannot ask other series: answers that may be of them are taken as the same. */
static bool has_same_answers(struct referat *run, size_t at, const struct kept *kept)
{
    if (rf_run_lacks_sources(run)) {
        const char *p = kept->queries, *end = p + kept->queries_bytes;
        bool is_found = run->series.follows.given == REFERAT_GIVEN;
        for (; !is_found && end - p >= 3; p++) {
            is_found = memcmp(p, "../", 3) == 0;
        }
        if (is_found) {
            return true;
        }
    }
    struct rf_record_meeting itself = {.order = at, .record = &run->known.record};
    struct rf_folder *folder = &run->known.folders[at], before = *folder;
    folder->state = RF_FOLDER_MEETING;
    folder->meeting = before.meeting ? before.meeting : &itself;
    bool is_same = rf_query_log_is_same(&run->known, rf_run_printed(run), kept->queries,
                                        kept->queries_bytes);
    *folder = before;
    return is_same;
}

static bool restore_row(struct referat *run, size_t at, const struct kept *kept)
{
    struct rf_folder *folder = &run->known.folders[at];
    struct rf_record *record = &run->known.record;
    if (!kept->row_bytes) {
        folder->state = RF_FOLDER_NONE;
        return true;
    }
    run->row = rf_row_restore(record, kept->row, kept->row_bytes, at);
    if (!run->row) {
        return false;
    }
    run->row->has_errors = kept->faults & REFERAT_FAULT_ERRORS; /* a series with its own
                                                         keeps no units */
    folder->state = RF_FOLDER_MEETING;
    folder->meeting = run->row;
    return rf_quotes_take(&run->quotes, at, kept->closed, kept->closed_bytes);
}

/* What a full run does before it builds a meeting, and asks while it does. */
static bool is_as_it_was(struct referat *run, size_t at, const struct kept *kept)
{
    struct rf_folder *folder = &run->known.folders[at];
    if (!kept->row_bytes) {
        return true;
    }
    if (*folder->path) {
        rf_run_skip_below(run, at, list_own_folders(&run->slot->arena, kept));
    }
    run->known.current = at;
    rf_run_apply_earlier(run, at);
    return has_same_answers(run, at, kept);
}

/* What an earlier run kept of a folder, in buf. */
static bool find_kept(struct referat *run, const char *folder, struct rf_buf *buf,
                      struct kept *kept)
{
    const struct rf_unit_cache *cache = run->plan.cache;
    const char *bytes;
    size_t n;
    if (!cache || !cache->unit(cache->owner, folder, &bytes, &n)) {
        return false;
    }
    rf_buf_reset(buf);
    rf_buf_add(buf, bytes, n);
    return read_kept(buf->p, buf->n, kept);
}

bool rf_run_reuse_row(struct referat *run, struct rf_folder *folder)
{
    struct rf_buf buf = {0};
    struct kept kept;
    struct rf_record_meeting *row = NULL;
    if (find_kept(run, folder->path, &buf, &kept) && kept.row_bytes) {
        row = rf_row_restore(&run->known.record, kept.row, kept.row_bytes,
                             (size_t)(folder - run->known.folders));
    }
    if (row) {
        row->is_ahead = true;
        folder->state = RF_FOLDER_MEETING;
        folder->meeting = row;
    }
    rf_buf_clear(&buf);
    return row != NULL;
}

bool rf_run_restore(struct referat *run, size_t at, const char *bytes, size_t n,
                    bool is_worker)
{
    struct rf_folder *folder = &run->known.folders[at];
    struct kept kept;
    if (!read_kept(bytes, n, &kept)) {
        return false;
    }
    rf_arena_reset(&run->lookup_arena);
    if (*folder->path && kept.row_bytes) {
        rf_run_skip_below(run, at, list_own_folders(&run->lookup_arena, &kept));
    }
    rf_run_apply_earlier(run, at);
    if (!is_worker) {
        rf_run_give_facts(run, kept.facts, kept.facts_bytes);
    }
    rf_findings_restore(&run->known.record, kept.findings, kept.findings_bytes);
    return restore_row(run, at, &kept);
}

const char *rf_run_row_within(const char *bytes, size_t n, size_t *row_bytes)
{
    struct kept kept;
    if (!read_kept(bytes, n, &kept) || !kept.row_bytes) {
        return NULL;
    }
    *row_bytes = kept.row_bytes;
    return kept.row;
}

bool rf_run_reuse(struct referat *run, size_t at)
{
    struct kept kept;
    if (!find_kept(run, run->known.folders[at].path, &run->kept, &kept)) {
        return false;
    }
    rf_run_begin_unit(run, &run->slot->diags);
    rf_arena_reset(&run->slot->arena);
    if (!is_as_it_was(run, at, &kept) || !restore_row(run, at, &kept)) {
        return false;
    }
    rf_findings_restore(&run->known.record, kept.findings, kept.findings_bytes);
    rf_run_give_facts(run, kept.facts, kept.facts_bytes);
    run->unit = (struct rf_unit){
        .result =
            {
                .kind = REFERAT_UNIT_MEETING,
                .series = &run->series,
                .folder = run->known.folders[at].path,
                .faults = kept.faults | (run->series_faults & REFERAT_FAULT_ERRORS),
            },
        .origin = RF_FROM_CACHE,
        .kept = rf_buf_bytes(&run->kept),
        .row = {kept.row, kept.row_bytes},
    };
    run->known.folders[at].is_reused = true;
    return true;
}

/* ---- The order of meetings ---- */

bool rf_run_cached_when(void *owner, const char *folder, struct rf_when *when)
{
    const struct rf_unit_cache *cache = ((struct referat *)owner)->plan.cache;
    return cache && cache->when && cache->when(cache->owner, folder, when);
}

bool rf_run_has_changed(void *owner, const char *folder)
{
    const struct rf_unit_cache *cache = ((struct referat *)owner)->plan.cache;
    return cache && cache->has_changed && cache->has_changed(cache->owner, folder);
}

void rf_run_put_days(const struct referat *run, struct rf_buf *out)
{
    for (size_t i = 0; i < run->known.folder_count; i++) {
        if (run->known.folders[i].when.has_documents) {
            rf_order_put(&run->known.folders[i], out);
        }
    }
}

const char *rf_run_next_day(const char **p, const char *end, struct rf_when *when)
{
    return rf_order_take(p, end, when);
}
