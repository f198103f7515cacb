/* Any bytes as the files of a small series, from its folder to pages, tables, workbook
 * and database (test).
 *
 * The input is cut at lines "%%% N": what follows is the file with that number below; a
 * and b are 10 and 11. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "build/formats.h"
#include "driver/run.h"
#include "facts/database.h"
#include "tables/table.h"
#include "fuzz.h"

static const char *const names[] = {
    "referat.yaml",          "2026-01-12/agenda.md",
    "2026-01-12/minutes.md", "2026-01-12/sag.md",
    "2026-01-12/bilag.md",   "2026-01-12/tegning.svg",
    "2026-02-09/agenda.md",  "2026-02-09/minutes.md",
    "2026-02-09/sag.md",     "2026-02-09/udvalg/agenda.md",
    "2026-01-12/seal.yaml",  "2026-01-12/corrections.yaml",
};

enum { NAME_COUNT = sizeof names / sizeof names[0] };

static const char numerals[] = "0123456789ab"; /* one a name */

static char root[32] = "/tmp/referat-fuzz-XXXXXX";
static bool is_ready;

static void path_of(const char *name, char path[128])
{
    (void)snprintf(path, 128, "%s/%s", root, name);
}

static void remove_all(void)
{
    char path[128];
    static const char *const folders[] = {"2026-01-12", "2026-02-09/udvalg", "2026-02-09",
                                          ""};
    for (size_t i = 0; i < NAME_COUNT; i++) {
        path_of(names[i], path);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        path_of(folders[i], path);
        rmdir(path);
    }
}

static void make_ready(void)
{
    static const char *const folders[] = {"2026-01-12", "2026-02-09",
                                          "2026-02-09/udvalg"};
    char path[128];
    fuzz_require(mkdtemp(root) != NULL, "no temporary folder");
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        path_of(folders[i], path);
        fuzz_require(mkdir(path, 0700) == 0, "no folder");
    }
    (void)atexit(remove_all);
    is_ready = true;
}

static void write_file(const char *name, const char *p, size_t n)
{
    char path[128];
    path_of(name, path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fuzz_require(fd >= 0 && write(fd, p, n) == (ssize_t)n, "no file");
    close(fd);
}

/* The next line "%%% N" at or behind p, or end. */
static const char *find_cut(const char *p, const char *end)
{
    for (; p + 6 <= end; p++) {
        if (memcmp(p, "%%% ", 4) == 0 && p[4] && strchr(numerals, p[4]) && p[5] == '\n') {
            return p;
        }
    }
    return end;
}

static void write_files(const char *p, const char *end)
{
    char path[128];
    for (size_t i = 0; i < NAME_COUNT; i++) {
        path_of(names[i], path);
        unlink(path);
    }
    for (p = find_cut(p, end); p < end;) {
        const char *next = find_cut(p + 6, end);
        write_file(names[strchr(numerals, p[4]) - numerals], p + 6,
                   (size_t)(next - p) - 6);
        p = next;
    }
}

/* An index has scripts of its own: what is between their tags goes, with the tags. */
static void check_index(struct rf_buf *page)
{
    struct rf_buf rest = {0};
    const char *p = rf_buf_string(page);
    for (const char *script; (script = strstr(p, "<script")) != NULL;) {
        const char *end = strstr(script, "</script>");
        fuzz_require(end != NULL, "a script without an end");
        rf_buf_add(&rest, p, (size_t)(script - p));
        p = end + strlen("</script>");
    }
    rf_buf_puts(&rest, p);
    fuzz_check_page(&rest);
    rf_buf_clear(&rest);
}

static bool take(struct rf_outlet *outlet, const char *name, struct rf_buf *buf)
{
    (void)outlet;
    if (rf_ends_with(name, ".html")) {
        check_index(buf);
    } else if (rf_ends_with(name, ".js")) {
        fuzz_check_text(buf);
    }
    rf_buf_reset(buf);
    return true;
}

/* The workbook, which was looked through when it was made. */
static bool take_file(struct rf_outlet *outlet, const char *name, int fd)
{
    (void)outlet;
    (void)name;
    fuzz_require(lseek(fd, 0, SEEK_END) > 0, "a workbook without bytes");
    close(fd);
    return true;
}

static bool see_cell(void *data, const char *text, size_t n)
{
    (void)data;
    return !text || !n;
}

/* The database: one of ours, whatever the series holds. */
static bool take_bytes(struct rf_outlet *outlet, const char *name, struct rf_bytes bytes)
{
    struct rf_buf copy = {0};
    (void)outlet;
    (void)name;
    rf_buf_add(&copy, bytes.p, bytes.n);
    fuzz_require(rf_database_read(copy.p, copy.n, see_cell, NULL) == RF_DATABASE_SEEN,
                 "a database that cannot be read");
    rf_buf_clear(&copy);
    return true;
}

/* The same series once more, for what only the record of all its meetings makes. */
static void check_series_outputs(const struct referat_options *options, bool has_database)
{
    struct rf_database *database = has_database ? rf_database_new() : NULL;
    const struct rf_run_plan plan = {.table_columns = true,
                                     .keeps_facts = true,
                                     .facts =
                                         database ? rf_database_sink(database) : NULL};
    struct referat *run = rf_run_open(root, options, &plan);
    while (referat_next(run)) {
    }
    const struct rf_record *record = rf_run_record(run);
    const struct rf_question question = {.records = &record,
                                         .record_count = 1,
                                         .has_pages = true,
                                         .has_workbook = true,
                                         .database = database};
    struct rf_arena arena = {0};
    struct rf_buf out = {0};
    struct rf_outlet outlet = {take, take_file, take_bytes};
    for (size_t i = 0; rf_emitters[i]; i++) {
        const char *error = NULL;
        if (rf_emitters[i]->series && (database || !rf_emitters[i]->wants_facts)) {
            fuzz_require(rf_emitters[i]->series(&question, &arena, &outlet, &error),
                         "an overview that cannot be made");
        }
    }
    rf_tables_json(rf_tables, &question, &arena, &out);
    fuzz_check_text(&out);
    rf_database_free(database);
    rf_buf_clear(&out);
    rf_arena_clear(&arena);
    referat_close(run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!is_ready) {
        make_ready();
    }
    if (!n) {
        return 0;
    }
    write_files((const char *)data, (const char *)data + n);
    struct referat_options options = referat_default_options();
    fuzz_compile(referat_open(root, &options));
    check_series_outputs(&options,
                         n % 8 == 0); /* to open one takes as long as all else */
    return 0;
}
