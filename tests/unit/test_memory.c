/* Series whose files are in memory, over those on disk or instead of them. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/overlay.h"
#include "harness.h"
#include "referat/referat.h"

#define TEXT(path, text)                                                                 \
    {                                                                                    \
        path, text, sizeof text - 1                                                      \
    }

static const char settings[] = "series: Club\nlanguage: en\n";

static const char agenda[] = "---\n"
                             "kind: agenda\n"
                             "title: First meeting\n"
                             "date: 2026-01-12\n"
                             "items:\n"
                             "  - title: Oars\n"
                             "    type: information\n"
                             "---\n"
                             "![A picture](pictures/oar.svg)\n";

static const char picture[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";

/* What came of a run: its meetings' titles and its findings, a word each. */
struct outcome {
    char titles[200], findings[400], places[400];
    unsigned faults;
};

static void add_word(char *line, size_t size, const char *word)
{
    size_t n = strlen(line);
    snprintf(line + n, size - n, "%s%s", n ? " " : "", word);
}

static struct outcome run(const char *path, const struct referat_options *options)
{
    struct outcome outcome = {0};
    struct referat *run = referat_open(path, options);
    const struct referat_unit_result *unit;
    while ((unit = referat_next(run)) != NULL) {
        outcome.faults |= unit->faults;
        for (size_t i = 0; i < unit->diagnostic_count; i++) {
            const struct referat_diagnostic *d = &unit->diagnostics[i];
            add_word(outcome.findings, sizeof outcome.findings, d->name);
            add_word(outcome.places, sizeof outcome.places,
                     d->file ? d->file : referat_locate(d->span).file);
        }
        if (unit->meeting) {
            add_word(outcome.titles, sizeof outcome.titles,
                     unit->meeting->agenda->document.title.plain);
        }
    }
    referat_close(run);
    return outcome;
}

static struct outcome run_files(const char *path, const struct referat_file *files,
                                size_t count, bool files_only)
{
    struct referat_options options = referat_default_options();
    options.files = files;
    options.file_count = count;
    options.files_only = files_only;
    return run(path, &options);
}

/* ---- A series on disk ---- */

static char folder[] = "/tmp/referat-memory-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

static void make_folder(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    mkdir(path, 0777);
}

static const char saved[] = "---\nkind: agenda\ntitle: Saved\ndate: 2026-01-12\nitems:\n"
                            "  - {title: Oars, type: information}\n---\n";
static const char unsaved[] =
    "---\nkind: agenda\ntitle: Unsaved\ndate: 2026-01-12\nitems:\n"
    "  - {title: Oars, type: information}\n---\n";

static void make_series(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    CHECK_ABOUT(&(struct test){.name = "make_series"}, mkdtemp(folder) != NULL, folder);
    make_folder("2026-01-12");
    write_file("referat.yaml", settings);
    write_file("2026-01-12/agenda.md", saved);
}

static void remove_series(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK_INT(&(struct test){.name = "remove_series"}, system(command), 0);
}

/* ---- Tests ---- */

static void a_whole_series_is_in_memory(struct test *t)
{
    const struct referat_file files[] = {
        TEXT("2026-01-12/pictures/oar.svg", picture),
        TEXT("2026-01-12/agenda.md", agenda),
        TEXT("referat.yaml", settings),
    };
    struct outcome all = run_files("/nowhere/club", files, TEST_COUNT(files), true);
    CHECK_STRING(t, all.titles, "First meeting");
    CHECK_STRING(t, all.findings, "");
    CHECK_INT(t, all.faults, 0);
    all = run_files("/nowhere/club", files + 1, TEST_COUNT(files) - 1, true);
    CHECK_STRING(t, all.findings, "missing-file");
    CHECK_STRING(t, all.places, "/nowhere/club/2026-01-12/agenda.md");
}

static void nothing_on_disk_is_read_then(struct test *t)
{
    make_series();
    struct outcome none = run_files(folder, NULL, 0, true);
    CHECK_STRING(t, none.titles, "");
    CHECK_INT(t, none.faults, 0);
    CHECK_STRING(t, run(folder, NULL).titles, "Saved");
    const struct referat_file follows[] = {
        TEXT("referat.yaml", "series: Club\nfollows: ../referat\n"),
    };
    CHECK_STRING(t, run_files("/tmp", follows, 1, true).findings, "unknown-series");
    remove_series();
}

static void unsaved_text_stands_over_the_file(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-01-12/agenda.md", unsaved)};
    make_series();
    CHECK_STRING(t, run_files(folder, files, 1, false).titles, "Unsaved");
    CHECK_STRING(t, run_files(folder, files, 1, false).findings, "");
    CHECK_STRING(t, run(folder, NULL).titles, "Saved");
    remove_series();
}

static void a_new_meeting_is_added(struct test *t)
{
    const struct referat_file files[] = {
        TEXT("2026-02-09/agenda.md",
             "---\nkind: agenda\ntitle: New\ndate: 2026-02-09\nitems:\n"
             "  - {title: Oars, type: information}\n---\n")};
    make_series();
    CHECK_STRING(t, run_files(folder, files, 1, false).titles, "Saved New");
    remove_series();
}

static void the_file_hides_whatever_is_at_its_path(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-01-12/agenda.md", unsaved)};
    char path[200];
    make_series();
    snprintf(path, sizeof path, "%s/2026-01-12/agenda.md", folder);
    unlink(path);
    CHECK_INT(t, symlink("/dev/null", path), 0);
    CHECK_STRING(t, run(folder, NULL).findings, "path-escapes");
    CHECK_STRING(t, run_files(folder, files, 1, false).titles, "Unsaved");
    unlink(path);
    make_folder("2026-01-12/agenda.md");
    CHECK_STRING(t, run_files(folder, files, 1, false).titles, "Unsaved");
    remove_series();
}

static void a_folder_of_files_hides_a_file(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-02-09/agenda.md", unsaved)};
    make_series();
    write_file("2026-02-09", "no folder");
    CHECK_STRING(t, run_files(folder, files, 1, false).titles, "Saved Unsaved");
    remove_series();
}

static void a_link_does_not_lead_to_it(struct test *t)
{
    const struct referat_file files[] = {TEXT("texts/agenda.md", unsaved)};
    char path[200];
    make_series();
    make_folder("texts");
    write_file("texts/agenda.md", saved);
    snprintf(path, sizeof path, "%s/2026-01-12/agenda.md", folder);
    unlink(path);
    CHECK_INT(t, symlink("../texts/agenda.md", path), 0);
    CHECK(t, strstr(run_files(folder, files, 1, false).titles, "Saved") != NULL);
    remove_series();
}

static void letters_of_another_case_are_another_file(struct test *t)
{
    const struct referat_file files[] = {
        TEXT("referat.yaml", settings),
        TEXT("2026-01-12/agenda.md", agenda),
        TEXT("2026-01-12/Pictures/oar.svg", picture),
    };
    struct outcome all = run_files("club", files, TEST_COUNT(files), true);
    CHECK_STRING(t, all.findings, "case-of-letters");
}

static void a_path_that_leads_out_is_refused(struct test *t)
{
    static const char *const paths[] = {"../agenda.md",      "/tmp/agenda.md", "", ".",
                                        "a/../../agenda.md", "a\\agenda.md"};
    for (size_t i = 0; i < TEST_COUNT(paths); i++) {
        const struct referat_file file = {paths[i], agenda, sizeof agenda - 1};
        struct outcome refused = run_files("club", &file, 1, true);
        CHECK_STRING_ABOUT(t, refused.findings, "path-escapes", paths[i]);
        CHECK_STRING_ABOUT(t, refused.titles, "", paths[i]);
        CHECK(t, refused.faults & REFERAT_FAULT_REFUSED);
    }
}

static void a_path_is_given_once(struct test *t)
{
    const struct referat_file twice[] = {TEXT("2026-01-12/agenda.md", agenda),
                                         TEXT("2026-01-12/./agenda.md", unsaved)};
    const struct referat_file both[] = {TEXT("2026-01-12/agenda.md/x.md", agenda),
                                        TEXT("2026-01-12/agenda.md", unsaved)};
    CHECK_STRING(t, run_files("club", twice, 2, true).findings, "bad-value");
    CHECK_STRING(t, run_files("club", both, 2, true).findings, "bad-value");
}

static void a_folder_that_is_not_there_needs_files_only(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-01-12/agenda.md", agenda)};
    struct outcome missing = run_files("/nowhere/club", files, 1, false);
    CHECK_STRING(t, missing.findings, "unreadable-file");
    CHECK_STRING(t, missing.titles, "");
    CHECK(t, missing.faults & REFERAT_FAULT_UNREADABLE);
}

static void only_one_meeting_is_compiled(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-01-12/agenda.md", saved),
                                         TEXT("2026-02-09/agenda.md", unsaved)};
    struct referat_options options = referat_default_options();
    options.files = files;
    options.file_count = 2;
    options.files_only = true;
    options.only_path = "2026-02-09";
    CHECK_STRING(t, run("club", &options).titles, "Unsaved");
}

static void names_of_a_folder(struct test *t)
{
    struct rf_overlay_file files[] = {{"a/b/x", "", 0},
                                      {"a/b.md", "", 0},
                                      {"a/b/y/z", "", 0},
                                      {"c", "", 0},
                                      {"a-b/c", "", 0}};
    struct rf_overlay overlay = {files, TEST_COUNT(files)};
    struct rf_arena arena = {0};
    char names[100] = "";
    size_t at = 0;
    bool is_folder;
    rf_overlay_sort(&overlay);
    for (const char *name, *of = "a";
         (name = rf_overlay_next(&overlay, &arena, of, &at, &is_folder)) != NULL;) {
        add_word(names, sizeof names, name);
        add_word(names, sizeof names, is_folder ? "/" : "-");
    }
    CHECK_STRING(t, names, "b.md - b /");
    names[0] = '\0';
    at = 0;
    while (rf_overlay_next(&overlay, &arena, "", &at, &is_folder)) {
        add_word(names, sizeof names, is_folder ? "/" : "-");
    }
    CHECK_STRING(t, names, "/ / -");
    CHECK(t, rf_overlay_has_folder(&overlay, "a/b"));
    CHECK(t, !rf_overlay_has_folder(&overlay, "a/b.md"));
    CHECK(t, !rf_overlay_has_folder(&overlay, "a/"));
    CHECK(t, rf_overlay_find(&overlay, "c") != NULL);
    CHECK(t, rf_overlay_find(&overlay, "a/b") == NULL);
    rf_arena_clear(&arena);
}

/* ---- Sizes ---- */

static void options_of_a_size_that_is_not_known(struct test *t)
{
    struct {
        struct referat_options options;
        long more;
    } newer = {.options = referat_default_options()};
    const size_t sizes[] = {0, sizeof newer, offsetof(struct referat_options, strict)};
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        newer.options.size = sizes[i];
        newer.options.files_only = true;
        CHECK_STRING(t, run("club", &newer.options).findings, "bad-value");
    }
}

static void options_of_an_older_program(struct test *t)
{
    const struct referat_file files[] = {TEXT("2026-01-12/agenda.md", unsaved)};
    struct referat_options options = referat_default_options();
    make_series();
    options.files = files;
    options.file_count = 1;
    options.size = offsetof(struct referat_options, files);
    CHECK_STRING(t, run(folder, &options).titles, "Saved");
    remove_series();
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(a_whole_series_is_in_memory),
        TEST(nothing_on_disk_is_read_then),
        TEST(unsaved_text_stands_over_the_file),
        TEST(a_new_meeting_is_added),
        TEST(the_file_hides_whatever_is_at_its_path),
        TEST(a_folder_of_files_hides_a_file),
        TEST(a_link_does_not_lead_to_it),
        TEST(letters_of_another_case_are_another_file),
        TEST(a_path_that_leads_out_is_refused),
        TEST(a_path_is_given_once),
        TEST(a_folder_that_is_not_there_needs_files_only),
        TEST(only_one_meeting_is_compiled),
        TEST(names_of_a_folder),
        TEST(options_of_a_size_that_is_not_known),
        TEST(options_of_an_older_program),
    };
    return test_run(cases, TEST_COUNT(cases));
}
