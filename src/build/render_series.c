/* A series rendered to a caller of the library instead of into files (build).
 *
 * A full edition's files are handed over as they are made. A public edition's wait in
 * memory until the last meeting is compiled, because what is closed in that one may be
 * quoted in the first; then each is searched for all that is closed (leak_scan/look.h),
 * and either every file is handed over or none. The program does not call it. */
#include <stddef.h>
#include <string.h>

#include "base/path.h"
#include "driver/run.h"
#include "index/index.h"
#include "leak_scan/leak.h"
#include "leak_scan/look.h"
#include "leak_scan/numbers.h"
#include "render/page_names.h"
#include "render/pages.h"

/* A file of a public edition that waits for the last look. */
struct waiting {
    struct waiting *next;
    const char *path;
    struct rf_buf bytes;
};

struct rendering {
    struct referat *run;
    struct referat_sink sink;
    struct rf_arena arena;
    struct rf_leaks *leaks; /* of a public edition; else NULL */
    struct waiting *first, **end;
    unsigned faults; /* of all units so far */
    bool has_index;  /* is rendered at the end */
    bool is_stopped; /* the sink wants no more */
    struct rf_outlet outlet;
};

/* ---- Handing over ---- */

static void give_unit(struct rendering *r, const struct referat_unit_result *unit)
{
    r->faults |= unit->faults;
    if (r->sink.unit) {
        r->sink.unit(r->sink.user, unit);
    }
}

static void give_bytes(struct rendering *r, const char *path, const struct rf_buf *bytes)
{
    if (r->sink.file && !r->is_stopped) {
        r->is_stopped =
            !r->sink.file(r->sink.user, path, bytes->p ? bytes->p : "", bytes->n);
    }
}

/* Gives a file to the sink, or keeps it for the last look; empties bytes. */
static void give_file(struct rendering *r, const char *path, struct rf_buf *bytes)
{
    if (!r->leaks) {
        give_bytes(r, path, bytes);
        rf_buf_clear(bytes);
        return;
    }
    struct waiting *waiting = RF_ARENA_NEW(&r->arena, struct waiting);
    waiting->path = rf_arena_string(&r->arena, path);
    waiting->bytes = *bytes;
    *bytes = (struct rf_buf){0};
    *r->end = waiting;
    r->end = &waiting->next;
}

/* ---- What is rendered ---- */

static const struct {
    const struct rf_writer_ops *writer;
    const char *suffix;
} formats[] = {
    [REFERAT_FORMAT_HTML] = {&rf_writer_html, ".html"},
    [REFERAT_FORMAT_MARKDOWN] = {&rf_writer_markdown, ".md"},
};

static bool is_asked(const struct rendering *r, enum referat_format format)
{
    return (r->sink.formats >> format) & 1U;
}

static void render_meeting(struct rendering *r, const struct referat_meeting *meeting)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        enum referat_page page = 0;
        for (; page <= REFERAT_PAGE_PACK && is_asked(r, (enum referat_format)i) &&
               !r->is_stopped;
             page++) {
            struct rf_buf bytes = {0};
            if (rf_page_write(formats[i].writer, meeting, page, &bytes)) {
                const char *name =
                    rf_arena_join(&r->arena, rf_page_name(page), formats[i].suffix, NULL);
                give_file(r, rf_path_join(&r->arena, meeting->folder, name), &bytes);
            }
            rf_buf_clear(&bytes);
        }
    }
}

static bool take(struct rf_outlet *outlet, const char *name, struct rf_buf *bytes)
{
    struct rendering *r =
        (struct rendering *)((char *)outlet - offsetof(struct rendering, outlet));
    give_file(r, name, bytes);
    return !r->is_stopped;
}

static void render_index(struct rendering *r)
{
    const struct rf_record *record = rf_run_record(r->run);
    const struct rf_question question = {
        .records = &record,
        .record_count = 1,
        .as_of = rf_run_as_of(r->run),
        .has_pages = true,
        .mark = rf_overview_mark(record, &r->arena),
    };
    const char *error; /* rows stay in memory: none is lost */
    r->outlet.take = take;
    rf_index_html(&question, &r->arena, &r->outlet, &error);
}

/* ---- The last look ---- */

struct looker {
    struct rf_leaks *leaks;
    const char *origin; /* of the closed text that was found */
};

static bool see(void *data, const char *text, size_t n)
{
    struct looker *looker = data;
    return rf_leak_scan(looker->leaks, text, n, &looker->origin);
}

static void report_leak(struct rf_diags *diags, const char *origin, const char *path)
{
    struct referat_diagnostic *d =
        rf_diag_report(diags, RF_CODE_CLOSED_LEAK, (struct referat_span){0},
                       "closed text of %s is in %s; no file of the public edition is "
                       "given",
                       origin, path ? "this output" : "the name of an output");
    rf_diag_hint(diags, d, "take it out of what is open, or close what holds it");
    d->file = path ? path : "";
}

/* False, and reported, where a file may not be published. */
static bool look_at(struct rf_look *look, struct rf_diags *diags,
                    const struct waiting *file)
{
    const struct looker *looker = look->data;
    struct rf_arena *arena = diags->arena;
    if (rf_look_into(look, file->path, strlen(file->path), arena).is_enough) {
        report_leak(diags, looker->origin, NULL);
        return false;
    }
    struct rf_look_result result =
        rf_look_into(look, file->bytes.p ? file->bytes.p : "", file->bytes.n, arena);
    struct referat_diagnostic *d = NULL;
    if (result.is_enough) {
        report_leak(diags, looker->origin, file->path);
    } else if (result.missing) {
        d = rf_diag_report(diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
                           "%s is needed to look through it for what is closed, and is "
                           "not installed",
                           result.missing);
    } else if (result.unseen) {
        d = rf_diag_report(diags, RF_CODE_NOT_SCANNED, (struct referat_span){0},
                           "not wholly looked through for what is closed: %s",
                           result.unseen);
    }
    if (d) {
        d->file = file->path;
    }
    return !result.is_enough && !result.missing;
}

/* Looks at everything that waits; a unit says what was found. */
static bool look_at_all(struct rendering *r)
{
    struct rf_diags diags;
    struct looker looker = {.leaks = r->leaks};
    struct rf_look look;
    bool is_clean = true;
    rf_diags_init(&diags, &r->arena); /* of what `checks:` says only this counts */
    diags.severities[RF_CODE_NOT_SCANNED] =
        (unsigned char)rf_run_severity(r->run, RF_CODE_NOT_SCANNED);
    rf_look_init(&look, see, &looker);
    for (const struct waiting *at = r->first; at && is_clean; at = at->next) {
        is_clean = look_at(&look, &diags, at);
    }
    rf_look_clear(&look);
    const struct referat_unit_result unit = {
        .kind = REFERAT_UNIT_SERIES,
        .series = referat_series_of(r->run),
        .diagnostics = diags.list,
        .diagnostic_count = diags.count,
        .left_out_count = diags.left_out,
        .faults = rf_diags_faults(&diags) | (is_clean ? 0U : REFERAT_FAULT_EDITION),
    };
    if (diags.count || !is_clean) {
        give_unit(r, &unit);
    }
    return is_clean;
}

static void publish(struct rendering *r)
{
    if (r->faults & REFERAT_FAULT_EDITION || !look_at_all(r)) {
        return;
    }
    for (const struct waiting *at = r->first; at && !r->is_stopped; at = at->next) {
        give_bytes(r, at->path, &at->bytes);
    }
}

/* ---- A series ---- */

/* False, and reported, where nothing can be rendered. */
static bool can_be(struct rendering *r, size_t sink_bytes)
{
    const char *problem = rf_run_has_begun(r->run)
                              ? "referat_render is to be called before referat_next"
                              : rf_size_problem(&r->arena, "the sink", sink_bytes,
                                                sizeof r->sink, sizeof r->sink);
    struct rf_diags diags;
    rf_diags_init(&diags, &r->arena);
    if (problem) {
        struct referat_diagnostic *d = rf_diag_report(
            &diags, RF_CODE_BAD_VALUE, (struct referat_span){0}, "%s", problem);
        d->file = referat_series_of(r->run)->path;
        const struct referat_unit_result unit = {.kind = REFERAT_UNIT_SETTINGS,
                                                 .series = referat_series_of(r->run),
                                                 .diagnostics = diags.list,
                                                 .diagnostic_count = diags.count,
                                                 .faults = rf_diags_faults(&diags)};
        give_unit(r, &unit);
    }
    return !problem;
}

static void begin(struct rendering *r)
{
    struct rf_run_plan *plan = rf_run_plan(r->run);
    r->end = &r->first;
    r->has_index = is_asked(r, REFERAT_FORMAT_HTML) && !rf_run_has_one_meeting(r->run);
    plan->links_meetings = true;
    plan->index_columns = r->has_index;
    if (rf_run_is_public(r->run)) {
        plan->leaks = r->leaks = rf_leaks_new();
        plan->look_into = rf_look_for_numbers;
    }
}

static void end(struct rendering *r)
{
    for (struct waiting *at = r->first; at; at = at->next) {
        rf_buf_clear(&at->bytes);
    }
    rf_run_plan(r->run)->leaks = NULL;
    rf_leaks_free(r->leaks);
}

static void render_all(struct rendering *r)
{
    const struct referat_unit_result *unit;
    bool has_settings = false;
    while (!r->is_stopped && (unit = referat_next(r->run)) != NULL) {
        bool is_fine = !(unit->faults & REFERAT_FAULT_ERRORS);
        give_unit(r, unit);
        if (unit->kind == REFERAT_UNIT_SETTINGS) {
            has_settings = is_fine;
        } else if (unit->meeting && is_fine) {
            render_meeting(r, unit->meeting);
        }
    }
    if (has_settings && r->has_index && !r->is_stopped) {
        render_index(r);
    }
    if (r->leaks) {
        publish(r);
    }
}

unsigned referat_render(struct referat *run, const struct referat_sink *sink)
{
    struct rendering r = {.run = run};
    size_t size = sink->size;
    memcpy(&r.sink, sink, size < sizeof r.sink ? size : sizeof r.sink);
    if (can_be(&r, size)) {
        begin(&r);
        render_all(&r);
        end(&r);
    }
    rf_arena_clear(&r.arena);
    return r.faults;
}
