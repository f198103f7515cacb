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
#include "edition/edition.h"
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
    struct rf_record
        public_record;      /* of pruned meetings, where a public edition is made */
    struct rf_leaks *leaks; /* takes in every text; NULL: nobody asks */
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
    struct rf_record_meeting *public_row; /* the same in public_record */
    const struct referat_meeting *loaded; /* the unit's, closed or not */
    enum referat_edition edition;
    struct referat_date as_of;
    bool is_strict;
    bool keeps_words; /* for the index */
    bool keeps_rows;  /* for tables */
    bool hashes_files;
    const char *sums_of; /* a meeting's folder, or NULL */
    bool has_series_errors;
    bool is_settings; /* the unit at hand is referat.yaml's */
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
    rf_record_init(&run->public_record, &run->series_arena, &run->series);
    run->public_record.is_public = true;
    run->edition = options->edition;
    run->as_of = options->as_of;
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

static bool is_public(const struct referat *run)
{
    return run->edition == REFERAT_EDITION_PUBLIC;
}

/* What is printed of the series. */
static struct rf_record *printed_record(struct referat *run)
{
    return is_public(run) ? &run->public_record : &run->known.record;
}

/* What messages call a meeting's document whose own name may not be said. */
static const char *place_of(struct referat *run, const struct referat_meeting *meeting)
{
    return rf_arena_join(run->diags.arena, run->root_name, meeting ? meeting->folder : "",
                         NULL);
}

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
    run->row = run->public_row = NULL;
    run->loaded = NULL;
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
    if (is_public(run) && !run->is_settings) {
        rf_edition_mask(diags, run->loaded, place_of(run, run->loaded));
    }
    bool has_errors = diags->error_count || (diags->is_strict && diags->warning_count);
    if (run->row) {
        run->row->has_errors = has_errors;
    }
    if (run->public_row) {
        run->public_row->has_errors = has_errors;
    }
    rf_record_add_findings(printed_record(run), diags->list, diags->count);
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
        run->series.edition = run->edition;
        run->series.as_of = run->as_of;
        run->known.record.keeps_rows = run->keeps_rows || run->series.follow_up;
        run->known.record.keeps_words = run->keeps_words || run->known.record.keeps_rows;
        run->public_record.keeps_words = run->known.record.keeps_words;
        run->public_record.keeps_rows = run->known.record.keeps_rows;
        if (run->leaks) {
            rf_edition_series_texts(run->leaks, &run->series);
        }
        run->step = STEP_MEETINGS;
        if (!run->lone_text) {
            rf_known_walk(&run->known, run->root);
            report_folders(run);
        }
    }
    run->has_series_errors = run->diags.error_count > 0;
    run->is_settings = true;
    const struct referat_unit_result *unit = end_unit(run, NULL);
    run->is_settings = false;
    return unit;
}

/* ---- The public edition ---- */

/* Before anything is kept of a meeting: what is closed in it. */
static void find_closed(struct referat *run, const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_arena *arena)
{
    if (!is_public(run)) {
        return;
    }
    rf_edition_mark(meeting, known, arena);
    if (run->leaks) {
        rf_edition_texts(run->leaks, meeting, known, arena);
    }
}

/* Prunes a meeting that was registered and keeps it for what is printed; its row, or NULL
 * where the public edition does not even say that it was held. */
static struct rf_record_meeting *publish(struct referat *run, struct rf_model *model,
                                         const struct rf_folder *folder,
                                         struct referat_meeting *meeting)
{
    if (!is_public(run) || !rf_record_is_shown(&run->series, folder->meeting)) {
        return NULL;
    }
    rf_edition_prune(model, meeting);
    return rf_record_add(&run->public_record, meeting, folder->meeting->order);
}

/* Answers from what is known already: nothing is loaded. */
static const struct rf_record_meeting *no_meeting(void *data, const char *folder,
                                                  const char *written)
{
    (void)data;
    (void)folder;
    (void)written;
    return NULL;
}

static const struct rf_record_action *known_action(void *data, const char *action)
{
    struct referat *run = data;
    return rf_record_action(&run->known.record, action);
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
        const struct rf_known quiet = {
            .data = run, .meeting = no_meeting, .action = known_action};
        rf_model_build(&model, meeting);
        if (run->only_path) { /* else it is compiled in its turn */
            find_closed(run, meeting, &quiet, &run->survey_arena);
        }
        rf_known_register(&run->known, folder, meeting);
        model.known = &quiet;
        publish(run, &model, folder, meeting);
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
    rf_record_advance(&run->public_record, at);
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
    loader.checks_seals = true;
    loader.keeps_sums = run->sums_of && strcmp(run->sums_of, folder->path) == 0;
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
    run->loaded = meeting;
    find_closed(run, meeting, &answers, &run->meeting_arena);
    settle_earlier(run, at);
    rf_check_meeting(meeting, &run->diags, &run->meeting_arena);
    rf_check_in_series(meeting, &answers, &run->diags, &run->meeting_arena);
    run->row = rf_known_register(&run->known, folder, meeting);
    run->public_row = publish(run, &model, folder, meeting);
    rf_follow_up(printed_record(run), meeting, &run->meeting_arena);
    return !is_public(run) || run->public_row ? meeting : NULL;
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
    rf_record_advance(&run->public_record, SIZE_MAX);
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

void rf_run_keep_sums(struct referat *run, const char *folder)
{
    run->sums_of = folder;
}

void rf_run_hash_files(struct referat *run)
{
    run->hashes_files = true;
}

void rf_run_collect_texts(struct referat *run, struct rf_leaks *leaks)
{
    run->leaks = leaks;
}

const struct rf_record *rf_run_record(const struct referat *run)
{
    return is_public(run) ? &run->public_record : &run->known.record;
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
