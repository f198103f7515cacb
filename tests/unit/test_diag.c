/* Tests of diagnostics: both forms to the byte, the limit of one file, order
 * (diag/diag.h). */
#include "base/printable.h"
#include "diag/diag.h"

#include "diag/source.h"
#include "harness.h"

struct findings {
    struct rf_arena arena;
    struct rf_diags diags;
    struct rf_buf out;
};

static void begin(struct findings *f)
{
    *f = (struct findings){0};
    rf_diags_init(&f->diags, &f->arena);
}

static void finish(struct findings *f)
{
    rf_buf_clear(&f->out);
    rf_arena_clear(&f->arena);
}

static const struct referat_source *make(struct findings *f, const char *name,
                                         const char *text)
{
    return rf_source_make(&f->arena, name, text, strlen(text));
}

/* The first place of a word in a source. */
static struct referat_span find(const struct referat_source *source, const char *word)
{
    size_t start = (size_t)(strstr(source->text, word) - source->text);
    return rf_span(source, start, start + strlen(word));
}

/* A finding with everything that one can have, behind letters of two bytes and a tab. */
static const struct referat_diagnostic *full(struct findings *f)
{
    const struct referat_source *s =
        make(f, "møde/agenda.yaml", "titel: Blåt\n\tpå øen: rød\tgrød\n");
    struct referat_diagnostic *d = rf_diag_report(
        &f->diags, RF_CODE_BAD_VALUE, find(s, "rød\tgrød"), "'%s' is no number", "rød");
    rf_diag_related(&f->diags, d, find(s, "Blåt"), "the title stands here");
    rf_diag_hint(&f->diags, d, "write %d", 3);
    rf_diag_did_you_mean(&f->diags, d, "grød");
    rf_diag_did_you_mean(&f->diags, d, NULL);
    return d;
}

static void text_form(struct test *t)
{
    struct findings f;
    begin(&f);
    rf_diag_text(full(&f), false, &f.out);
    CHECK_STRING(t, rf_buf_string(&f.out),
                 "møde/agenda.yaml:2:10: error: 'rød' is no number [bad-value]\n"
                 "    2 | \tpå øen: rød grød\n"
                 "      | \t        ^~~~~~~~\n"
                 "møde/agenda.yaml:1:8: note: the title stands here\n"
                 "    1 | titel: Blåt\n"
                 "      |        ^~~~\n"
                 "  hint: write 3; did you mean 'grød'?\n");
    finish(&f);
}

static void json_form(struct test *t)
{
    struct findings f;
    begin(&f);
    rf_diag_json(full(&f), &f.out);
    CHECK_STRING(t, rf_buf_string(&f.out),
                 "{\"name\":\"bad-value\",\"severity\":\"error\","
                 "\"file\":\"møde/agenda.yaml\",\"line\":2,\"column\":10,\"end_line\":2,"
                 "\"end_column\":18,\"start_byte\":24,\"end_byte\":34,"
                 "\"message\":\"'rød' is no number\","
                 "\"hint\":\"write 3; did you mean 'grød'?\","
                 "\"related\":{\"file\":\"møde/agenda.yaml\",\"line\":1,\"column\":8,"
                 "\"message\":\"the title stands here\"}}\n");
    finish(&f);
}

static void colour(struct test *t)
{
    struct findings f;
    begin(&f);
    const struct referat_source *s = make(&f, "a.md", "x\n");
    struct referat_span end = rf_span(s, 2, 2);
    rf_diag_text(rf_diag_report(&f.diags, RF_CODE_UNUSED_DOCUMENT, end, "unused"), true,
                 &f.out);
    CHECK_STRING(t, rf_buf_string(&f.out),
                 "\x1b[1ma.md:2:1: \x1b[1;35mwarning: \x1b[0munused [unused-document]\n"
                 "    2 | \n"
                 "      | \x1b[1;32m^\x1b[0m\n");
    finish(&f);
}

/* Without a source: the file alone, or nothing at all. */
static void no_source(struct test *t)
{
    struct findings f;
    begin(&f);
    struct referat_diagnostic *d = rf_diag_report(
        &f.diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0}, "cannot read it");
    rf_diag_text(d, false, &f.out);
    d->file = "møde\xFF/a\n.md";
    rf_diag_text(d, false, &f.out);
    rf_diag_json(d, &f.out);
    CHECK_STRING(
        t, rf_buf_string(&f.out),
        "error: cannot read it [unreadable-file]\n"
        "møde\\xff/a\\x0a.md: error: cannot read it [unreadable-file]\n"
        "{\"name\":\"unreadable-file\",\"severity\":\"error\","
        "\"file\":\"møde\xEF\xBF\xBD/a\\n.md\",\"message\":\"cannot read it\"}\n");
    CHECK(t, f.diags.faults == REFERAT_FAULT_UNREADABLE);
    finish(&f);
}

/* ---- Escapes ---- */

struct escape {
    const char *raw, *shown;
};

static void escapes(struct test *t)
{
    static const struct escape escaped[] = {
        {"blåbær 😀", "blåbær 😀"},
        {"a\x1b[31m", "a\\x1b[31m"},
        {"\x7f\t\r\n", "\\x7f\\x09\\x0d\\x0a"},
        {"\xE2\x80\xAEgrp", "<U+202E>grp"},
        {"\xE2\x81\xA6", "<U+2066>"},
        {"\xC2\x9B"
         "31m",
         "<U+009B>31m"},
        {"\xE2\x80\xA8\xEF\xBB\xBF\xC2\xAD", "<U+2028><U+FEFF><U+00AD>"},
        {"a\xC3", "a\\xc3"},
        {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
        {"", ""},
    };
    for (size_t i = 0; i < TEST_COUNT(escaped); i++) {
        struct rf_buf out = {0};
        rf_put_printable(escaped[i].raw, strlen(escaped[i].raw), &out);
        CHECK_STRING_ABOUT(t, rf_buf_string(&out), escaped[i].shown, escaped[i].shown);
        rf_buf_clear(&out);
    }
}

/* The caret stays below its word where what is before it is escaped. */
static void escapes_in_an_excerpt(struct test *t)
{
    struct findings f;
    begin(&f);
    const struct referat_source *s = make(&f, "a\x1b.md", "\x1b[2J\xE2\x80\xAE word\n");
    struct referat_diagnostic *d = rf_diag_report(&f.diags, RF_CODE_BIDI_CONTROL,
                                                  find(s, "word"), "hides \xE2\x80\xAE");
    rf_diag_text(d, false, &f.out);
    CHECK_STRING(t, rf_buf_string(&f.out),
                 "a\\x1b.md:1:7: error: hides <U+202E> [bidi-control]\n"
                 "    1 | \\x1b[2J<U+202E> word\n"
                 "      |                 ^~~~\n");
    rf_buf_reset(&f.out);
    rf_diag_json(d, &f.out);
    CHECK(t, strstr(rf_buf_string(&f.out), "\"file\":\"a\\u001B.md\""));
    finish(&f);
}

/* A long line is shown about its word. */
static void a_long_line(struct test *t)
{
    struct findings f;
    begin(&f);
    struct rf_buf text = {0};
    for (int i = 0; i < 500; i++) {
        rf_buf_puts(&text, "å ");
    }
    rf_buf_puts(&text, "her");
    for (int i = 0; i < 500; i++) {
        rf_buf_puts(&text, " ø");
    }
    const struct referat_source *s = make(&f, "a.md", rf_buf_string(&text));
    rf_diag_text(rf_diag_report(&f.diags, RF_CODE_BAD_VALUE, find(s, "her"), "x"), false,
                 &f.out);
    const char *line = strstr(rf_buf_string(&f.out), "    1 | ") + 8;
    const char *end = strchr(line, '\n');
    const char *caret = strchr(end, '^');
    CHECK(t, strncmp(line, "…", 3) == 0 && strncmp(end - 3, "…", 3) == 0);
    /* Forty columns before the word: half of them letters of two bytes. */
    CHECK(t, caret && caret - strstr(end, "| ") - 2 == 41);
    CHECK(t, strncmp(line + 3 + 60, "her", 3) == 0);
    CHECK(t, rf_buf_string(&f.out)[0] == 'a' && end - line < 170);
    rf_buf_clear(&text);
    finish(&f);
}

/* ---- The collection ---- */

static void limit_of_one_file(struct test *t)
{
    enum { LIMIT = 1000, MORE = 5 };
    struct findings f;
    begin(&f);
    const struct referat_source *a = make(&f, "a.md", "x");
    const struct referat_source *b = make(&f, "b.md", "x");
    struct referat_diagnostic *last = NULL;
    for (int i = 0; i < LIMIT + MORE; i++) {
        last = rf_diag_report(&f.diags, RF_CODE_BAD_VALUE, rf_span(a, 0, 1), "no. %d", i);
    }
    CHECK(t, last == NULL);
    rf_diag_hint(&f.diags, last, "nothing to hang on");
    CHECK(t, rf_diag_report(&f.diags, RF_CODE_BAD_VALUE, rf_span(b, 0, 1), "x") != NULL);
    CHECK_INT(t, f.diags.count, LIMIT + 1);
    CHECK_INT(t, f.diags.left_out, MORE);
    CHECK_INT(t, f.diags.error_count, LIMIT + MORE + 1); /* those left out, too */
    finish(&f);
}

static void severities(struct test *t)
{
    struct findings f;
    begin(&f);
    struct referat_span none = {0};
    f.diags.severities[RF_CODE_BAD_VALUE] = REFERAT_SEVERITY_OFF;
    CHECK(t, rf_diag_report(&f.diags, RF_CODE_BAD_VALUE, none, "x") == NULL);
    CHECK_INT(t, f.diags.count + f.diags.error_count, 0);
    const struct referat_diagnostic *d = rf_diag_report_as(
        &f.diags, RF_CODE_MISSING_FILE, REFERAT_SEVERITY_WARNING, none, "x");
    CHECK(t, d && d->severity == REFERAT_SEVERITY_WARNING);
    f.diags.severities[RF_CODE_MISSING_FILE] = REFERAT_SEVERITY_NOTE; /* asked for */
    d = rf_diag_report_as(&f.diags, RF_CODE_MISSING_FILE, REFERAT_SEVERITY_WARNING, none,
                          "y");
    CHECK(t, d && d->severity == REFERAT_SEVERITY_NOTE);
    CHECK_INT(t, f.diags.warning_count, 1);
    CHECK_INT(t, f.diags.note_count, 1);
    rf_diag_report(&f.diags, RF_CODE_LIMIT_EXCEEDED, none, "x");
    CHECK(t, f.diags.faults == REFERAT_FAULT_REFUSED && f.diags.error_count == 1);
    finish(&f);
}

static void order(struct test *t)
{
    static const char *const expected[] = {"first", "second", "third", "fourth", "fifth"};
    struct findings f;
    begin(&f);
    const struct referat_source *a = make(&f, "a.md", "0123456789");
    const struct referat_source *b = make(&f, "b.md", "0123456789");
    struct rf_diags *d = &f.diags;
    rf_diag_report(d, RF_CODE_YAML_SYNTAX, rf_span(b, 0, 1), "fifth");
    rf_diag_report(d, RF_CODE_YAML_SYNTAX, rf_span(a, 9, 10), "fourth");
    rf_diag_report(d, RF_CODE_BAD_VALUE, rf_span(a, 2, 3), "third");
    rf_diag_report(d, RF_CODE_YAML_SYNTAX, rf_span(a, 2, 3), "second");
    rf_diag_report(d, RF_CODE_BAD_VALUE, rf_span(a, 2, 3), "third");
    rf_diag_report(d, RF_CODE_BAD_VALUE, rf_span(a, 2, 5), "third"); /* the longer one */
    rf_diag_report(d, RF_CODE_BAD_VALUE, rf_span(a, 0, 3), "first");
    rf_diags_sort(d);
    CHECK_INT(t, d->count, TEST_COUNT(expected));
    CHECK_INT(t, d->error_count, TEST_COUNT(expected));
    for (size_t i = 0; i < TEST_COUNT(expected) && i < d->count; i++) {
        CHECK_STRING(t, d->list[i].message, expected[i]);
    }
    CHECK_INT(t, d->list[2].span.end_bytes, 5);
    finish(&f);
}

static void codes(struct test *t)
{
    const char *const *names = rf_code_names();
    for (int i = 0; i < RF_CODE_COUNT; i++) {
        enum rf_code code = (enum rf_code)i;
        CHECK_STRING(t, names[i], rf_code_name(code));
        CHECK_INT_ABOUT(t, rf_code_find(names[i]), i, names[i]);
        CHECK_ABOUT(t, *rf_code_summary(code), names[i]);
    }
    CHECK(t, names[RF_CODE_COUNT] == NULL);
    CHECK_INT(t, rf_code_find("no-such-name"), RF_CODE_COUNT);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(text_form),   TEST(json_form),
        TEST(colour),      TEST(no_source),
        TEST(escapes),     TEST(escapes_in_an_excerpt),
        TEST(a_long_line), TEST(limit_of_one_file),
        TEST(severities),  TEST(order),
        TEST(codes),
    };
    return test_run(cases, TEST_COUNT(cases));
}
