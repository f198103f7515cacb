/* Series rendered to a sink. */
#include <stddef.h>

#include "harness.h"
#include "referat/referat.h"

#define TEXT(path, text)                                                                 \
    {                                                                                    \
        path, text, sizeof text - 1                                                      \
    }

static const char settings[] = "series: Club\nlanguage: en\n";

/* Its second item is closed; the last line shows a picture. */
static const char agenda[] = "---\n"
                             "kind: agenda\n"
                             "title: First meeting\n"
                             "date: 2026-01-12\n"
                             "items:\n"
                             "  - {title: Oars, type: information}\n"
                             "  - title: Dismissal of the treasurer\n"
                             "    type: information\n"
                             "    access: closed\n"
                             "---\n"
                             "![A picture](oar.svg)\n";

static const char second[] = "---\nkind: agenda\ntitle: Second\ndate: 2026-02-09\n"
                             "items:\n  - {title: Boats, type: information}\n---\n";

static const char harmless[] = "<svg xmlns=\"http://www.w3.org/2000/svg\">"
                               "<text>An oar</text></svg>";
static const char leaking[] = "<svg xmlns=\"http://www.w3.org/2000/svg\">"
                              "<text>Dismissal of the treasurer</text></svg>";

/* What a sink received. */
struct received {
    char paths[1000], findings[400];
    size_t file_count;
    size_t file_limit;
    unsigned last_faults;
    bool names_closed;
};

static void add_word(char *line, size_t size, const char *word)
{
    size_t n = strlen(line);
    snprintf(line + n, size - n, "%s%s", n ? " " : "", word);
}

static void take_unit(void *user, const struct referat_unit_result *unit)
{
    struct received *received = user;
    received->last_faults = unit->faults;
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        add_word(received->findings, sizeof received->findings,
                 unit->diagnostics[i].name);
    }
}

static bool take_file(void *user, const char *path, const char *bytes, size_t byte_count)
{
    static const char closed[] = "treasurer";
    struct received *received = user;
    add_word(received->paths, sizeof received->paths, path);
    for (size_t i = 0; i + sizeof closed <= byte_count; i++) {
        bool is_here = memcmp(bytes + i, closed, sizeof closed - 1) == 0;
        received->names_closed = received->names_closed || is_here;
    }
    received->file_count++;
    return received->file_count != received->file_limit;
}

static struct referat_sink sink_of(struct received *received)
{
    struct referat_sink sink = referat_default_sink();
    sink.user = received;
    sink.unit = take_unit;
    sink.file = take_file;
    return sink;
}

/* A run over the series, with that picture. */
static struct referat *open_club(enum referat_edition edition, const char *picture,
                                 const char *only_path)
{
    static struct referat_file files[] = {
        TEXT("referat.yaml", settings),
        TEXT("2026-01-12/agenda.md", agenda),
        TEXT("2026-02-09/agenda.md", second),
        {"2026-01-12/oar.svg", NULL, 0},
    };
    struct referat_options options = referat_default_options();
    files[3].bytes = picture;
    files[3].byte_count = strlen(picture);
    options.files = files;
    options.file_count = TEST_COUNT(files);
    options.files_only = true;
    options.edition = edition;
    options.only_path = only_path;
    return referat_open("club", &options);
}

static unsigned render(struct referat *run, struct received *received)
{
    const struct referat_sink sink = sink_of(received);
    unsigned faults = referat_render(run, &sink);
    referat_close(run);
    return faults;
}

/* ---- Rendering ---- */

static void all_pages_are_given(struct test *t)
{
    struct received received = {0};
    CHECK_INT(t, render(open_club(REFERAT_EDITION_FULL, harmless, NULL), &received), 0);
    CHECK_STRING(t, received.paths,
                 "2026-01-12/agenda.html 2026-01-12/pack.html 2026-01-12/agenda.md "
                 "2026-01-12/pack.md 2026-02-09/agenda.html 2026-02-09/pack.html "
                 "2026-02-09/agenda.md 2026-02-09/pack.md index.html");
    CHECK(t, received.names_closed);
}

static void a_public_edition_says_nothing_closed(struct test *t)
{
    struct received received = {0};
    CHECK_INT(t, render(open_club(REFERAT_EDITION_PUBLIC, harmless, NULL), &received), 0);
    CHECK_INT(t, received.file_count, 9);
    CHECK_STRING(t, received.findings, "");
    CHECK(t, !received.names_closed);
}

static void of_a_public_edition_that_leaks_no_file_is_given(struct test *t)
{
    struct received received = {0};
    unsigned faults = render(open_club(REFERAT_EDITION_PUBLIC, leaking, NULL), &received);
    CHECK_INT(t, received.file_count, 0);
    CHECK_STRING(t, received.findings, "closed-leak");
    CHECK(t, faults & REFERAT_FAULT_EDITION);
    CHECK(t, faults & REFERAT_FAULT_REFUSED);
    CHECK(t, received.last_faults & REFERAT_FAULT_EDITION);
}

static void a_full_edition_may_hold_it(struct test *t)
{
    struct received received = {0};
    CHECK_INT(t, render(open_club(REFERAT_EDITION_FULL, leaking, NULL), &received), 0);
    CHECK_INT(t, received.file_count, 9);
}

static void the_sink_stops(struct test *t)
{
    static const enum referat_edition editions[] = {REFERAT_EDITION_FULL,
                                                    REFERAT_EDITION_PUBLIC};
    for (size_t i = 0; i < TEST_COUNT(editions); i++) {
        struct received received = {.file_limit = 3};
        render(open_club(editions[i], harmless, NULL), &received);
        CHECK_INT(t, received.file_count, 3);
    }
}

static void one_format(struct test *t)
{
    struct received received = {0};
    struct referat *run = open_club(REFERAT_EDITION_FULL, harmless, NULL);
    struct referat_sink sink = sink_of(&received);
    sink.formats = 1U << REFERAT_FORMAT_MARKDOWN;
    referat_render(run, &sink);
    referat_close(run);
    CHECK_STRING(t, received.paths,
                 "2026-01-12/agenda.md 2026-01-12/pack.md 2026-02-09/agenda.md "
                 "2026-02-09/pack.md");
}

static void one_meeting(struct test *t)
{
    struct received received = {0};
    render(open_club(REFERAT_EDITION_FULL, harmless, "2026-02-09"), &received);
    CHECK_STRING(t, received.paths,
                 "2026-02-09/agenda.html 2026-02-09/pack.html 2026-02-09/agenda.md "
                 "2026-02-09/pack.md");
}

/* Its closed texts would not be known. */
static void a_run_that_has_begun_is_not_rendered(struct test *t)
{
    struct received received = {0};
    struct referat *run = open_club(REFERAT_EDITION_PUBLIC, leaking, NULL);
    referat_next(run);
    CHECK(t, render(run, &received) & REFERAT_FAULT_ERRORS);
    CHECK_INT(t, received.file_count, 0);
    CHECK_STRING(t, received.findings, "bad-value");
}

static void a_sink_of_a_size_that_is_not_known(struct test *t)
{
    struct {
        struct referat_sink sink;
        long more;
    } newer = {.sink = referat_default_sink()};
    const size_t sizes[] = {sizeof newer, 0, offsetof(struct referat_sink, formats)};
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        struct received received = {0};
        struct referat *run = open_club(REFERAT_EDITION_FULL, harmless, NULL);
        newer.sink = sink_of(&received);
        newer.sink.size = sizes[i];
        CHECK(t, referat_render(run, &newer.sink) & REFERAT_FAULT_ERRORS);
        CHECK_INT(t, received.file_count, 0);
        CHECK(t, sizes[i] == 0 || strcmp(received.findings, "bad-value") == 0);
        referat_close(run);
    }
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(all_pages_are_given),
        TEST(a_public_edition_says_nothing_closed),
        TEST(of_a_public_edition_that_leaks_no_file_is_given),
        TEST(a_full_edition_may_hold_it),
        TEST(the_sink_stops),
        TEST(one_format),
        TEST(one_meeting),
        TEST(a_run_that_has_begun_is_not_rendered),
        TEST(a_sink_of_a_size_that_is_not_known),
    };
    return test_run(cases, TEST_COUNT(cases));
}
