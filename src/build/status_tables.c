/* The status tables of series, to a file or standard output (build). All series are
 * compiled first, and their runs stay open until the tables are written of their
 * records. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/date.h"
#include "base/str.h"
#include "build/guard.h"
#include "build/publish.h"
#include "build/related_series.h"
#include "build/scan_outputs.h"
#include "build/status_tables.h"
#include "build/targets.h"
#include "build/today.h"
#include "driver/run.h"
#include "output/write.h"
#include "tables/table.h"

struct status {
    const struct rf_options *options;
    struct rf_report report;
    struct rf_arena arena;
    struct referat **runs; /* open until the tables are written */
    const struct rf_record **records;
    const char **only_paths;
    size_t count;
    struct rf_buf out;
    struct rf_leaks *leaks; /* of a public edition; NULL: it is a full one */
    struct rf_company company;
};

/* ---- Reading ---- */

/* True where a path, NULL for the whole series, is the folder or below it. */
static bool is_below(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    return !path || (strncmp(path, folder, n) == 0 && (!path[n] || path[n] == '/'));
}

/* A part of a series is compiled as a whole: what became of its matters stands in other
 * meetings. Only its own errors are printed. Of a series whose settings cannot be read
 * nothing is public. */
static void read_series(struct status *s, const struct rf_target *target)
{
    struct rf_target whole = *target;
    whole.only_path = NULL;
    const struct rf_run_plan plan = {.table_columns = true, .leaks = s->leaks};
    struct referat *run = rf_target_open(&whole, &s->report, &plan);
    if (!run) {
        return;
    }
    bool is_withheld = false;
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        is_withheld = is_withheld ||
                      (s->leaks && !unit->folder && unit->faults & REFERAT_FAULT_UNREAD);
        if (!unit->meeting || is_below(unit->meeting->folder, target->only_path)) {
            rf_report_unit(&s->report, unit);
        }
    }
    if (is_withheld) {
        rf_report_end_run(&s->report, run);
        return;
    }
    s->runs[s->count] = run;
    s->records[s->count] = rf_run_record(run);
    s->only_paths[s->count] = target->only_path;
    s->count++;
}

/* ---- Writing ---- */

/* The tables that are asked for, NULL at the end. */
static const struct rf_table *const *asked_tables(struct status *s)
{
    if (!s->options->table) {
        return rf_tables;
    }
    const struct rf_table **one =
        RF_ARENA_NEW_ARRAY(&s->arena, 2, const struct rf_table *);
    one[0] = rf_table_find(s->options->table);
    return one;
}

/* libxlsxwriter writes to a file only, which is read again. */
static bool write_workbook(struct status *s, const struct rf_question *question)
{
    const char *error = NULL;
    int fd = rf_tables_xlsx(asked_tables(s), question, &s->arena, &error);
    struct stat info = {0};
    bool is_read = fd >= 0 && fstat(fd, &info) == 0 &&
                   rf_read_all(fd, 0, (size_t)info.st_size, &s->out);
    if (fd >= 0 && !is_read) {
        error = rf_arena_join(&s->arena, "cannot read the workbook's temporary file: ",
                              strerror(errno), NULL);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (!is_read) {
        rf_report_failure(&s->report, RF_EXIT_WORLD, error);
    } else if (error) {
        rf_report_say(&s->report, "%s", error);
    }
    return is_read;
}

/* Fills s->out; false where that cannot be done, which is reported. Text and Markdown
 * without a table are the dashboard, which has a title. */
static bool write_form(struct status *s, const struct rf_question *question)
{
    const struct rf_options *options = s->options;
    const struct rf_table *const *tables = asked_tables(s);
    const struct referat_series *series = s->records[0]->series;
    struct rf_text_sink text;
    struct rf_markdown_sink markdown;
    struct rf_csv_sink csv;
    switch (options->form) {
    case RF_FORM_TEXT:
        rf_text_sink_init(&text, series, &s->arena, &s->out);
        text.use_colour =
            !options->status_output && rf_wants_colour(options->colour, STDOUT_FILENO);
        text.has_title = !options->table;
        if (options->table) {
            rf_table_write(tables[0], question, &text.sink);
        } else {
            rf_text_edition(&text, question);
            rf_dashboard(question, &text.sink);
        }
        break;
    case RF_FORM_MARKDOWN:
        rf_markdown_sink_init(&markdown, series, &s->arena, &s->out);
        rf_markdown_edition(&markdown, question);
        markdown.has_title = !options->table;
        if (options->table) {
            rf_table_write(tables[0], question, &markdown.sink);
        } else {
            rf_dashboard(question, &markdown.sink);
            s->out.n--; /* the blank line after the last table */
        }
        break;
    case RF_FORM_CSV:
        rf_csv_sink_init(&csv, series, &s->arena, &s->out);
        rf_table_write(tables[0], question, &csv.sink);
        break;
    case RF_FORM_JSON:
        rf_tables_json(tables, question, &s->arena, &s->out);
        break;
    case RF_FORM_XLSX:
        return write_workbook(s, question);
    }
    return true;
}

/* What is there and no regular file (a device, a pipe) is written to, never replaced. */
static bool is_device(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* To standard output, to a device or a pipe, or into a file as a whole. */
static void deliver(struct status *s)
{
    const char *path = s->options->status_output;
    if (!path || strcmp(path, "-") == 0) {
        fwrite(s->out.p, 1, s->out.n, stdout);
        return;
    }
    if (is_device(path)) {
        FILE *file = fopen(path, "wb");
        bool is_done = file && fwrite(s->out.p, 1, s->out.n, file) == s->out.n;
        int reason = errno;
        if (file && fclose(file) != 0 && is_done) {
            is_done = false;
            reason = errno;
        }
        if (!is_done) {
            rf_report_fail(&s->report, &s->arena, RF_EXIT_WORLD, path, strerror(reason));
        }
        return;
    }
    const char *slash = strrchr(path, '/');
    struct rf_output output = {.path = slash ? slash + 1 : path,
                               .bytes = s->out.p ? s->out.p : "",
                               .n = s->out.n};
    struct rf_writer writer = {
        .dir = slash ? rf_arena_copy(&s->arena, path, (size_t)(slash - path) + 1) : ".",
        .arena = &s->arena,
    };
    if (rf_write_set(&writer, &output) != RF_WRITE_DONE) {
        rf_report_failure(&s->report, RF_EXIT_WORLD, writer.error);
    }
}

int rf_status_tables(const struct rf_options *options)
{
    /* What is wrong stands in the table of checks; here only what makes it unreliable. */
    struct rf_options quiet = *options;
    quiet.is_quiet = !options->is_verbose;
    struct status s = {.options = options};
    size_t count;
    rf_report_init(&s.report, &quiet);
    s.report.as_of = options->as_of.year ? options->as_of : rf_today();
    s.leaks = options->edition == REFERAT_EDITION_PUBLIC ? rf_leaks_new() : NULL;
    const struct rf_target *targets = rf_targets_find(&s.arena, &s.report, &count);
    s.runs = RF_ARENA_NEW_ARRAY(&s.arena, count + 1, struct referat *);
    s.records = RF_ARENA_NEW_ARRAY(&s.arena, count + 1, const struct rf_record *);
    s.only_paths = RF_ARENA_NEW_ARRAY(&s.arena, count + 1, const char *);
    /* The file is the user's to replace, unless it is a source or lies in another
     * edition. */
    const char *path = options->status_output;
    if (!path || strcmp(path, "-") == 0 || is_device(path) ||
        rf_guard_file(&s.report, &s.arena, path, targets, count)) {
        rf_company_gather(&s.company, &s.report, targets, count);
        for (size_t i = 0; i < count; i++) {
            read_series(&s, &targets[i]);
        }
        const struct rf_question question = {
            .records = s.records,
            .only_paths = s.only_paths,
            .record_count = s.count,
            .as_of = s.report.as_of,
            .open_only = options->open_only,
        };
        bool is_refused = s.report.summary.faults & REFERAT_FAULT_EDITION;
        if (s.count && !is_refused && write_form(&s, &question) &&
            (!s.leaks || rf_last_look_at_bytes(&s.report, s.leaks, "the status",
                                               s.out.p ? s.out.p : "", s.out.n))) {
            deliver(&s);
        }
    }
    for (size_t i = 0; i < s.count; i++) {
        rf_report_end_run(&s.report, s.runs[i]);
    }
    rf_company_clear(&s.company);
    rf_leaks_free(s.leaks);
    rf_buf_clear(&s.out);
    rf_arena_clear(&s.arena);
    return rf_report_finish(&s.report);
}

const char *rf_status_table_name(size_t i)
{
    return rf_tables[i] ? rf_tables[i]->name : NULL;
}
