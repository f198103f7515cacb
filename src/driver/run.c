/* A run over one series, as the public API has it: opened with a plan, it gives the
 * settings, the meetings and the end of the series, one unit a call (driver). What all
 * units have in common, how they begin and end, is here; what makes a meeting one is in
 * driver/compile_meeting.c. */
#define _GNU_SOURCE /* O_PATH */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/overlay.h"
#include "check/claim_rules.h"
#include "check/series_rules.h"
#include "driver/internal.h"
#include "driver/quoted.h"
#include "redact/redact.h"
#include "referat/referat.h"

/* "path/" as messages begin, "" for the folder the command was started in. */
static const char *root_name(struct rf_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    if (n == 1 && path[0] == '.') {
        return "";
    }
    return rf_arena_format(arena, "%.*s%s", (int)n, path, path[n - 1] == '/' ? "" : "/");
}

void rf_run_refuse(struct referat *run, enum rf_code code, const char *message)
{
    if (!run->refusal) {
        run->refused_as = code;
        run->refusal = message;
    }
}

/* Lays the files from memory over the folder. */
static void take_files(struct referat *run, const struct referat_options *options)
{
    struct rf_arena *arena = &run->series_arena;
    struct rf_overlay *overlay = RF_ARENA_NEW(arena, struct rf_overlay);
    overlay->files =
        RF_ARENA_NEW_ARRAY(arena, options->file_count + 1, struct rf_overlay_file);
    for (size_t i = 0; i < options->file_count; i++) {
        const struct referat_file *file = &options->files[i];
        const char *why = "it is the folder itself";
        const char *path = rf_path_resolve(arena, "", file->path, &why);
        if (!path || !*path) {
            rf_run_refuse(run, RF_CODE_PATH_ESCAPES,
                          rf_arena_format(arena,
                                          "the path '%s' of a file from memory is "
                                          "refused: %s",
                                          file->path, why));
            continue;
        }
        overlay->files[overlay->count++] =
            (struct rf_overlay_file){path, file->bytes, file->byte_count};
    }
    rf_overlay_sort(overlay);
    const char *twice = rf_overlay_contradiction(overlay);
    if (twice) {
        rf_run_refuse(run, RF_CODE_BAD_VALUE,
                      rf_arena_format(arena,
                                      "'%s' is given from memory twice, or as a file "
                                      "and as a folder",
                                      twice));
    }
    run->root.overlay = overlay;
}

static void open_root(struct referat *run, const struct referat_options *options)
{
    const char *path = run->series.path;
    run->is_in_memory = options->files_only;
    run->root = rf_root_on_disk(
        run->is_in_memory ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    run->root_reason = errno;
    if (run->is_in_memory || (run->root.fd >= 0 && options->file_count)) {
        take_files(run, options);
    }
}

struct referat *rf_run_open(const char *path, const struct referat_options *options,
                            const struct rf_run_plan *plan)
{
    struct referat *run = calloc(1, sizeof *run);
    if (!run) {
        rf_out_of_memory();
    }
    run->series.path = rf_arena_string(&run->series_arena, path);
    run->root_name = root_name(&run->series_arena, path);
    run->only_path = rf_arena_string(&run->series_arena, options->only_path);
    run->is_strict = options->strict;
    open_root(run, options);
    run->known = (struct rf_known_series){
        .arena = &run->series_arena,
        .series = &run->series,
        .owner = run,
        .when = rf_run_cached_when,
        .has_changed = rf_run_has_changed,
        .load = rf_run_load_for_lookup,
        .other = rf_run_other,
        .loads_earlier = options->only_path != NULL,
    };
    rf_record_init(&run->known.record, &run->series_arena, &run->series, run->root_name);
    rf_record_init(&run->public_record, &run->series_arena, &run->series, run->root_name);
    run->public_record.is_public = true;
    run->edition = options->edition;
    run->hides_closed =
        options->hides_closed || options->edition == REFERAT_EDITION_PUBLIC;
    run->as_of = options->as_of;
    run->slot = &run->slots[0];
    run->query_log = (struct rf_query_log){.known = &run->known, .log = &run->queries};
    run->plan = plan ? *plan : (struct rf_run_plan){0};
    run->part = (struct rf_part){.number = run->plan.part, .count = run->plan.part_count};
    run->known.measures_cost = run->plan.part_count > 0;
    if (run->plan.rows) {
        rf_record_set_store(rf_run_printed(run), run->plan.rows);
    }
    run->plan.notes_files = run->plan.notes_files || run->plan.keeps_units;
    if (run->plan.notes_files) {
        rf_run_begin_notes(run);
    }
    return run;
}

/* Up to hides_closed: what the first version with a size had. */
enum { LEAST_OPTIONS_BYTES = offsetof(struct referat_options, files) };

const char *rf_size_problem(struct rf_arena *arena, const char *what, size_t size,
                            size_t least, size_t known)
{
    if (size >= least && size <= known) {
        return NULL;
    }
    const char *why = size > known
                          ? "the program was compiled with a newer referat.h"
                          : "the functions in referat.h that begin with referat_default_ "
                            "set it";
    return rf_arena_format(arena,
                           "the size of %s is %zu bytes, and version " REFERAT_VERSION
                           " of the library knows %zu: %s",
                           what, size, known, why);
}

struct referat *referat_open(const char *path, const struct referat_options *options)
{
    struct referat_options taken = referat_default_options();
    struct rf_arena scratch = {0};
    const char *problem = options
                              ? rf_size_problem(&scratch, "the options", options->size,
                                                LEAST_OPTIONS_BYTES, sizeof taken)
                              : NULL;
    if (options && !problem) {
        memcpy(&taken, options, options->size);
    }
    struct referat *run = rf_run_open(path, &taken, NULL);
    if (problem) {
        rf_run_refuse(run, RF_CODE_BAD_VALUE,
                      rf_arena_string(&run->series_arena, problem));
    }
    rf_arena_clear(&scratch);
    return run;
}

struct referat *rf_run_open_text(const char *text, size_t n,
                                 const struct referat_options *options,
                                 const struct rf_run_plan *plan)
{
    struct referat *run = rf_run_open(".", options, plan);
    run->lone_text = rf_arena_copy(&run->series_arena, text, n);
    run->lone_bytes = n;
    return run;
}

void referat_close(struct referat *run)
{
    if (!run) {
        return;
    }
    if (run->root.fd >= 0) {
        close(run->root.fd);
    }
    rf_run_close_others(run);
    rf_buf_clear(&run->scratch);
    for (size_t i = 0; i < RF_SLOT_COUNT; i++) {
        rf_arena_clear(&run->slots[i].arena);
        rf_buf_clear(&run->slots[i].facts.entries);
        rf_buf_clear(&run->slots[i].kept);
    }
    for (size_t i = 0; i < RF_FACTS_OF_COUNT; i++) {
        rf_buf_clear(&run->facts[i].entries);
    }
    rf_buf_clear(&run->queries);
    rf_buf_clear(&run->kept);
    rf_buf_clear(&run->closed);
    rf_buf_clear(&run->meeting_facts);
    rf_buf_clear(&run->held);
    rf_quotes_clear(&run->quotes);
    rf_record_clear(&run->known.record);
    rf_record_clear(&run->public_record);
    rf_arena_clear(&run->lookup_arena);
    rf_arena_clear(&run->series_arena);
    rf_load_release();
    free(run);
}

const struct referat_series *referat_series_of(const struct referat *run)
{
    return &run->series;
}

struct rf_run_plan *rf_run_plan(struct referat *run)
{
    return &run->plan;
}

bool rf_run_has_begun(const struct referat *run)
{
    return run->step != RF_STEP_SETTINGS;
}

bool rf_run_is_public(const struct referat *run)
{
    return run->edition == REFERAT_EDITION_PUBLIC;
}

bool rf_run_has_one_meeting(const struct referat *run)
{
    return run->only_path != NULL;
}

struct referat_date rf_run_as_of(const struct referat *run)
{
    return run->as_of;
}

/* ---- A unit ---- */

struct rf_record *rf_run_printed(struct referat *run)
{
    return rf_run_is_public(run) ? &run->public_record : &run->known.record;
}

struct rf_loader rf_run_loader(struct referat *run, struct rf_arena *arena,
                               struct rf_diags *diags)
{
    return (struct rf_loader){
        .arena = arena,
        .diags = diags,
        .series = &run->series,
        .lang = run->lang,
        .root = run->root,
        .root_name = run->root_name,
        .scratch = &run->scratch,
        .folder = "",
        .look_into = run->plan.look_into,
        .wants_hashes = run->plan.table_columns || run->plan.hashes_files,
    };
}

void rf_run_prepare(const struct referat *run, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    rf_diags_init(diags, arena);
    diags->is_strict = run->is_strict;
    diags->is_public = rf_run_is_public(run);
    diags->is_silent = run->plan.is_silent;
    if (run->step != RF_STEP_SETTINGS) {
        memcpy(diags->severities, run->severities, sizeof run->severities);
    }
}

void rf_run_begin_unit(struct referat *run, struct rf_diags *diags)
{
    rf_record_release(&run->known.record);
    rf_record_release(&run->public_record);
    run->diags = diags;
    run->row = run->public_row = NULL;
    run->loaded = NULL;
    rf_buf_reset(&run->queries);
    rf_buf_reset(&run->closed);
    rf_buf_reset(&run->meeting_facts);
}

static void hide_closed(struct referat *run, enum referat_unit_kind kind)
{
    if (kind == REFERAT_UNIT_SETTINGS) {
        rf_edition_mask_settings(run->diags, &run->series);
    } else {
        /* What a document is called whose own name may not be said. */
        const char *place = run->loaded ? rf_arena_join(run->diags->arena, run->root_name,
                                                        run->loaded->folder, NULL)
                                        : run->series.path;
        rf_edition_mask(run->diags, run->loaded, place);
    }
}

const struct rf_unit *rf_run_end_unit(struct referat *run, enum referat_unit_kind kind,
                                      const struct referat_meeting *meeting)
{
    struct rf_diags *diags = run->diags;
    rf_diags_sort(diags);
    if (run->plan.notes_files && kind == REFERAT_UNIT_MEETING) {
        rf_run_note_shown_files(run);
    }
    if (rf_run_is_public(run)) {
        rf_edition_judge(diags, run->loaded);
        hide_closed(run, kind);
    }
    unsigned faults = rf_diags_faults(diags);
    if (run->row) {
        run->row->has_errors = faults & REFERAT_FAULT_ERRORS;
    }
    if (run->public_row) {
        run->public_row->has_errors = faults & REFERAT_FAULT_ERRORS;
    }
    faults |= run->series_faults;
    run->last_finding = run->known.record.last_finding;
    bool is_left_out = run->row && !rf_record_is_shown(&run->series, run->row);
    if (!rf_run_is_public(run) || !(faults & REFERAT_FAULT_UNREAD || is_left_out)) {
        rf_record_add_findings(rf_run_printed(run), diags->list, diags->count);
    }
    if (run->hides_closed && !rf_run_is_public(run)) {
        hide_closed(run,
                    kind); /* after that: the tables of a full edition are the same */
    }
    run->unit =
        (struct rf_unit){.result = {
                             .kind = kind,
                             .series = &run->series,
                             .meeting = meeting,
                             .folder = kind == REFERAT_UNIT_MEETING && !run->lone_text
                                           ? run->known.folders[run->next_folder - 1].path
                                           : NULL,
                             .diagnostics = diags->list,
                             .diagnostic_count = diags->count,
                             .left_out_count = diags->left_out,
                             .faults = faults,
                             .has_closed = run->row && run->row->has_closed,
                         }};
    rf_run_keep_unit(run);
    return &run->unit;
}

struct rf_model rf_run_model(struct referat *run, struct rf_arena *arena,
                             struct rf_diags *diags, const struct rf_known *known)
{
    return (struct rf_model){
        .arena = arena,
        .diags = diags,
        .series = &run->series,
        .lang = run->lang,
        .known = known,
    };
}

/* ---- Steps ---- */

/* The table of a public edition has the days of seals as well, but of closed meetings,
 * and where a closed item approved the minutes: it is that item's day. */
static void check_claims(struct referat *run)
{
    struct rf_known known = rf_known_answers(&run->known);
    struct rf_record_meeting *row = run->known.record.meetings;
    for (; row; row = row->next) {
        struct rf_record_meeting *public_row =
            rf_record_find(&run->public_record, row->order);
        run->known.current = row->order;
        if (row->is_sealed && rf_run_is_wanted(run, &run->known.folders[row->order])) {
            rf_check_claim(row, &known, run->diags);
        }
        bool is_by_item = public_row && public_row->approved_by.meeting;
        if (public_row && row->access != REFERAT_CLOSED &&
            (is_by_item || !row->approved_by.meeting)) {
            public_row->sealed = row->sealed;
            public_row->claim_state = row->claim_state;
        }
    }
}

/* What only shows over all meetings. */
static const struct rf_unit *compile_end(struct referat *run)
{
    struct rf_slot *slot = &run->slots[0];
    run->slot = slot;
    run->step = RF_STEP_END;
    if (run->part.count || run->others.from) {
        return NULL;
    }
    rf_arena_reset(&slot->arena);
    rf_run_prepare(run, &slot->diags, &slot->arena);
    rf_run_begin_unit(run, &slot->diags);
    if (run->only_path) {
        rf_known_load_all(&run->known, SIZE_MAX);
    }
    rf_record_apply_before(&run->known.record, SIZE_MAX, NULL);
    rf_record_apply_before(&run->public_record, SIZE_MAX, NULL);
    rf_run_apply_company(run);
    rf_run_report_lacking(run);
    rf_check_series(&run->known.record, run->only_path, run->diags);
    check_claims(run);
    if (!(run->series_faults & REFERAT_FAULT_ERRORS)) {
        rf_run_report_quotes(run);
    }
    return rf_run_end_unit(run, REFERAT_UNIT_SERIES, NULL);
}

const struct rf_unit *rf_run_next(struct referat *run)
{
    const struct rf_unit *unit = NULL;
    switch (run->step) {
    case RF_STEP_SETTINGS:
        return rf_run_settings(run);
    case RF_STEP_MEETINGS:
        unit = run->lone_text ? rf_run_lone(run)
               : run->replay  ? rf_run_replay(run)
                              : rf_run_next_meeting(run);
        return unit ? unit : compile_end(run);
    case RF_STEP_END:
        break;
    }
    return NULL;
}

const struct referat_unit_result *referat_next(struct referat *run)
{
    const struct rf_unit *unit = rf_run_next(run);
    return unit ? &unit->result : NULL;
}

/* ---- The record ---- */

void rf_run_evict(struct referat *run, uint64_t at, size_t n)
{
    struct rf_record_meeting *row = rf_run_is_public(run) ? run->public_row : run->row;
    if (row) {
        rf_record_evict(rf_run_printed(run), row, at, n);
    }
}

void rf_run_progress(const struct referat *run, size_t *done, size_t *total)
{
    *done = run->next_folder;
    *total = run->part.count ? run->part.end : run->known.folder_count;
}

const struct rf_record *rf_run_record(const struct referat *run)
{
    return rf_run_is_public(run) ? &run->public_record : &run->known.record;
}
