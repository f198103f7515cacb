/* The run over one series: load, model, check, a meeting at a time (driver; the public
 * API). */
#define _GNU_SOURCE /* O_PATH */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"
#include "check/check.h"
#include "check/series.h"
#include "compile.h"
#include "emit/emit.h"
#include "known.h"
#include "load/markdown.h"
#include "load/meeting.h"
#include "load/path.h"
#include "load/series.h"
#include "model/build.h"
#include "record/follow_up.h"
#include "referat/referat.h"

enum step { STEP_SETTINGS, STEP_MEETINGS, STEP_END };

struct referat {
    struct rf_arena series_arena;  /* of the settings and what is known */
    struct rf_arena meeting_arena; /* of the unit at hand */
    struct rf_arena survey_arena;  /* of meetings loaded for another's references */
    struct rf_buf scratch;
    struct referat_series series;
    const struct rf_lang *lang;
    struct rf_known_series known;
    struct rf_diags diags;
    unsigned char severities[RF_CODE_COUNT];
    struct referat_unit_result unit;
    const char *root_name;
    const char *only_path;
    const char *lone_text; /* a document from standard input */
    size_t lone_bytes;
    int root;
    enum step step;
    size_t next_folder;
    struct rf_record_meeting *row; /* what is kept of the unit's meeting; NULL: none */
    bool is_strict;
    bool keeps_words; /* for the index */
    bool keeps_rows;  /* for tables */
    bool hashes_files;
    bool has_series_errors;
};

struct referat_options referat_default_options(void)
{
    return (struct referat_options){0};
}

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

static void survey(void *owner, struct rf_folder *folder);

struct referat *referat_open(const char *path, const struct referat_options *options)
{
    struct referat *run = calloc(1, sizeof *run);
    if (!run) {
        rf_out_of_memory();
    }
    run->series.path = rf_arena_string(&run->series_arena, path);
    run->root_name = root_name(&run->series_arena, path);
    run->only_path = rf_arena_string(&run->series_arena, options->only_path);
    run->is_strict = options->strict;
    run->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    run->known = (struct rf_known_series){
        .arena = &run->series_arena,
        .owner = run,
        .survey = survey,
        .surveys_earlier = options->only_path != NULL,
    };
    rf_record_init(&run->known.record, &run->series_arena, &run->series);
    return run;
}

struct referat *rf_open_text(const char *text, size_t n,
                             const struct referat_options *options)
{
    struct referat *run = referat_open(".", options);
    run->lone_text = rf_arena_copy(&run->series_arena, text, n);
    run->lone_bytes = n;
    return run;
}

void referat_close(struct referat *run)
{
    if (!run) {
        return;
    }
    if (run->root >= 0) {
        close(run->root);
    }
    rf_buf_clear(&run->scratch);
    rf_arena_clear(&run->meeting_arena);
    rf_arena_clear(&run->survey_arena);
    rf_arena_clear(&run->series_arena);
    rf_markdown_release();
    free(run);
}

const struct referat_series *referat_series_of(const struct referat *run)
{
    return &run->series;
}

/* ---- A unit ---- */

static struct rf_loader make_loader(struct referat *run, struct rf_arena *arena,
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
        .wants_hashes = run->keeps_rows || run->hashes_files,
    };
}

static void begin_unit(struct referat *run, struct rf_arena *arena)
{
    rf_diags_init(&run->diags, arena);
    run->diags.is_strict = run->is_strict;
    if (run->step != STEP_SETTINGS) {
        memcpy(run->diags.severities, run->severities, sizeof run->severities);
    }
}

static const struct referat_unit_result *end_unit(struct referat *run,
                                                  const struct referat_meeting *meeting)
{
    struct rf_diags *diags = &run->diags;
    rf_diags_sort(diags);
    bool has_errors = diags->error_count || (diags->is_strict && diags->warning_count);
    if (run->row) {
        run->row->has_errors = has_errors;
    }
    rf_record_add_findings(&run->known.record, diags->list, diags->count);
    run->row = NULL;
    run->unit = (struct referat_unit_result){
        .series = &run->series,
        .meeting = meeting,
        .diagnostics = diags->list,
        .diagnostic_count = diags->count,
        .left_out_count = diags->left_out,
        .has_errors = has_errors || run->has_series_errors,
        .is_refused = diags->is_refusal,
        .is_unreadable = diags->is_unreadable,
    };
    return &run->unit;
}

static struct rf_model make_model(struct referat *run, struct rf_arena *arena,
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

/* ---- The series' settings ---- */

static void report_unopened(struct referat *run)
{
    struct referat_diagnostic *d =
        rf_diag_report(&run->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
                       "cannot open the folder: %s", strerror(errno));
    if (d) {
        d->file = run->series.path;
    }
}

static void report_folders(struct referat *run)
{
    if (run->known.is_truncated) {
        struct referat_diagnostic *d =
            rf_diag_report(&run->diags, RF_CODE_LIMIT_EXCEEDED, (struct referat_span){0},
                           "more than %d folders in one series", RF_LIMIT_FOLDERS);
        if (d) {
            d->file = run->series.path;
        }
    }
}

static const struct referat_unit_result *compile_settings(struct referat *run)
{
    begin_unit(run, &run->series_arena);
    for (enum rf_code code = 0; code < RF_CODE_COUNT; code++) {
        run->severities[code] = run->diags.severities[code];
    }
    run->lang = rf_lang_find("da");
    if (run->root < 0) {
        report_unopened(run);
        run->step = STEP_END;
    } else {
        struct rf_loader loader = make_loader(run, &run->series_arena, &run->diags);
        rf_load_series(&loader, &run->series, run->severities);
        run->lang = loader.lang;
        run->known.record.keeps_rows = run->keeps_rows || run->series.follow_up;
        run->known.record.keeps_words = run->keeps_words || run->known.record.keeps_rows;
        run->step = STEP_MEETINGS;
        if (!run->lone_text) {
            rf_known_walk(&run->known, run->root);
            report_folders(run);
        }
    }
    run->has_series_errors = run->diags.error_count > 0;
    return end_unit(run, NULL);
}

/* ---- Meetings ---- */

/* A meeting that another one refers to: loaded for its items and actions, without its
 * diagnostics. */
static void survey(void *owner, struct rf_folder *folder)
{
    struct referat *run = owner;
    struct rf_diags silent;
    rf_diags_init(&silent, &run->survey_arena);
    memset(silent.severities, REFERAT_SEVERITY_OFF, sizeof silent.severities);
    struct rf_loader loader = make_loader(run, &run->survey_arena, &silent);
    const char **own_folders;
    struct referat_meeting *meeting =
        rf_load_meeting(&loader, folder->path, &own_folders);
    folder->state = RF_FOLDER_NONE;
    if (meeting) {
        struct rf_model model = make_model(run, &run->survey_arena, &silent, NULL);
        rf_model_build(&model, meeting);
        rf_known_register(&run->known, folder, meeting);
    }
    rf_arena_reset(&run->survey_arena);
}

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return n == 0 || (strncmp(path, folder, n) == 0 && path[n] == '/');
}

/* Folders below a meeting are its own, but for those that hold meetings themselves. */
static void skip_below(struct referat *run, size_t at, const char **own_folders)
{
    struct rf_known_series *known = &run->known;
    for (size_t i = at + 1; i < known->folder_count &&
                            is_below(known->folders[i].path, known->folders[at].path);
         i++) {
        struct rf_folder *folder = &known->folders[i];
        folder->is_own = false;
        for (const char **own = own_folders; own && *own; own++) {
            folder->is_own = folder->is_own || strcmp(*own, folder->path) == 0;
        }
        if (!folder->is_own) {
            folder->state = RF_FOLDER_NONE;
        }
    }
}

static bool is_wanted(const struct referat *run, const struct rf_folder *folder)
{
    if (folder->state == RF_FOLDER_NONE) {
        return false;
    }
    return !run->only_path || strcmp(run->only_path, folder->path) == 0 ||
           is_below(run->only_path, folder->path);
}

/* Takes what earlier meetings said into the record. A part of a series is compiled with
 * the meetings before it loaded, where it prints what they left open. */
static void settle_earlier(struct referat *run, size_t at)
{
    if (run->only_path && run->series.follow_up) {
        rf_known_survey_earlier(&run->known);
    }
    rf_record_advance(&run->known.record, at);
}

/* The pages of other meetings lie beside this one's where the whole series is built. */
static const char *series_root(struct referat *run, const char *folder)
{
    if (run->only_path) {
        return NULL;
    }
    struct rf_buf root = {0};
    for (const char *p = folder; *p; p = strchr(p, '/') ? strchr(p, '/') + 1 : "") {
        rf_buf_puts(&root, "../");
    }
    const char *kept = rf_arena_copy(&run->meeting_arena, root.p ? root.p : "", root.n);
    rf_buf_clear(&root);
    return kept;
}

static struct referat_meeting *compile_folder(struct referat *run, size_t at)
{
    struct rf_folder *folder = &run->known.folders[at];
    struct rf_loader loader = make_loader(run, &run->meeting_arena, &run->diags);
    const char **own_folders = NULL;
    struct referat_meeting *meeting =
        rf_load_meeting(&loader, folder->path, &own_folders);
    if (!meeting) {
        folder->state = RF_FOLDER_NONE;
        return NULL;
    }
    if (*folder->path) {
        skip_below(run, at, own_folders);
    }
    rf_known_open(&run->known, folder, meeting);
    meeting->series_root = series_root(run, folder->path);
    run->known.current = at;
    struct rf_known answers = rf_known_answers(&run->known);
    struct rf_model model = make_model(run, &run->meeting_arena, &run->diags, &answers);
    rf_model_build(&model, meeting);
    settle_earlier(run, at);
    rf_check_meeting(meeting, &run->diags, &run->meeting_arena);
    rf_check_in_series(meeting, &answers, &run->diags, &run->meeting_arena);
    rf_follow_up(&run->known.record, meeting, &run->meeting_arena);
    run->row = rf_known_register(&run->known, folder, meeting);
    return meeting;
}

static const struct referat_unit_result *compile_lone(struct referat *run)
{
    run->step = STEP_END;
    begin_unit(run, &run->meeting_arena);
    struct rf_loader loader = make_loader(run, &run->meeting_arena, &run->diags);
    bool is_markdown = run->lone_bytes < 4 || rf_starts_with(run->lone_text, "---");
    struct rf_loaded_file *file =
        rf_document_adopt(&loader, is_markdown ? "stdin.md" : "stdin.yaml", "<stdin>",
                          run->lone_text, run->lone_bytes);
    struct referat_meeting *meeting = rf_load_lone(&loader, file);
    struct rf_model model = make_model(run, &run->meeting_arena, &run->diags, NULL);
    rf_model_build(&model, meeting);
    rf_check_meeting(meeting, &run->diags, &run->meeting_arena);
    return end_unit(run, meeting);
}

/* What only shows over all meetings. */
static const struct referat_unit_result *compile_end(struct referat *run)
{
    run->step = STEP_END;
    begin_unit(run, &run->meeting_arena);
    rf_record_advance(&run->known.record, SIZE_MAX);
    if (!run->only_path) {
        rf_check_series(&run->known.record, &run->diags);
    }
    return end_unit(run, NULL);
}

const struct referat_unit_result *referat_next(struct referat *run)
{
    if (run->step == STEP_SETTINGS) {
        return compile_settings(run);
    }
    rf_arena_reset(&run->meeting_arena);
    if (run->lone_text) {
        return run->step == STEP_MEETINGS ? compile_lone(run) : NULL;
    }
    while (run->step == STEP_MEETINGS && run->next_folder < run->known.folder_count) {
        size_t at = run->next_folder++;
        if (!is_wanted(run, &run->known.folders[at])) {
            continue;
        }
        begin_unit(run, &run->meeting_arena);
        struct referat_meeting *meeting = compile_folder(run, at);
        if (meeting || run->diags.count) {
            return end_unit(run, meeting);
        }
        rf_arena_reset(&run->meeting_arena);
    }
    return run->step == STEP_MEETINGS ? compile_end(run) : NULL;
}

/* ---- The record ---- */

void rf_run_keep_words(struct referat *run)
{
    run->keeps_words = true;
}

void rf_run_keep_rows(struct referat *run)
{
    run->keeps_rows = true;
}

void rf_run_hash_files(struct referat *run)
{
    run->hashes_files = true;
}

const struct rf_record *rf_run_record(const struct referat *run)
{
    return &run->known.record;
}

/* ---- Emitting ---- */

char *referat_emit(const struct referat_meeting *meeting, enum referat_page page,
                   enum referat_format format, size_t *size_bytes)
{
    static const char *const names[] = {
        [REFERAT_FORMAT_HTML] = "html", [REFERAT_FORMAT_MARKDOWN] = "md"};
    struct rf_buf out = {0};
    if (!rf_emitter_find(names[format])->page(meeting, page, &out)) {
        rf_buf_clear(&out);
        return NULL;
    }
    if (size_bytes) {
        *size_bytes = out.n;
    }
    return (char *)rf_buf_string(&out);
}

const char *referat_outcome_word(const struct referat_series *series,
                                 enum referat_outcome outcome)
{
    const char *word = rf_lang_of(series)->outcome_words[outcome];
    return word ? word : "";
}

const char *referat_version(void)
{
    return REFERAT_VERSION;
}
