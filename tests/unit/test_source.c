/* Tests of sources, their lines, and the two parts of a document (diag/source.h). */
#include "diag/source.h"

#include "harness.h"

static struct referat_source *make(struct rf_arena *arena, const char *text)
{
    return rf_source_make(arena, "agenda.md", text, strlen(text));
}

/* ---- Bytes ---- */

struct text {
    const char *from;
    const char *to;
};

static void bytes(struct test *t)
{
    static const struct text texts[] = {
        {"", ""},
        {"a", "a"},
        {"a\nb\n", "a\nb\n"},
        {"a\r\nb\r\n", "a\nb\n"},
        {"\r\n", "\n"},
        {"\r\n\r\n", "\n\n"},
        {"\r\r\n", "\r\n"},
        {"a\rb", "a\rb"}, /* alone it is no line's end: a check reports it */
        {"a\r", "a\r"},
        {"\xEF\xBB\xBF", ""},
        {"\xEF\xBB\xBF"
         "a\r\n",
         "a\n"},
        {"\xEF\xBB\xBF\xEF\xBB\xBF", "\xEF\xBB\xBF"}, /* the second one is text */
        {"a\xEF\xBB\xBF", "a\xEF\xBB\xBF"},
        {"\xEF\xBB", "\xEF\xBB"},
        {"Rødgrød\r\npå", "Rødgrød\npå"},
        {"\xFF\r\n", "\xFF\n"},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        const struct referat_source *source = make(&arena, texts[i].from);
        CHECK_STRING_ABOUT(t, source->text, texts[i].to, texts[i].to);
        CHECK_INT_ABOUT(t, source->text_bytes, strlen(texts[i].to), texts[i].to);
        CHECK_STRING(t, source->name, "agenda.md");
    }
    rf_arena_clear(&arena);
}

static void bytes_are_copied(struct test *t)
{
    struct rf_arena arena = {0};
    char text[] = "a\nb", name[] = "x.md";
    const struct referat_source *source = rf_source_make(&arena, name, text, 3);
    text[0] = name[0] = '?';
    CHECK_STRING(t, source->text, "a\nb");
    CHECK_STRING(t, source->name, "x.md");
    source = rf_source_make(&arena, "x.md", "a\0b\r\n", 5);
    CHECK(t, source->text_bytes == 4 && memcmp(source->text, "a\0b\n", 5) == 0);
    source = rf_source_make(&arena, "x.md", "a\r\nbcd", 3); /* no byte behind n counts */
    CHECK_STRING(t, source->text, "a\n");
    source = rf_source_make(&arena, "x.md", "a\r\nbcd", 2);
    CHECK_STRING(t, source->text, "a\r");
    rf_arena_clear(&arena);
}

/* ---- Lines ---- */

static void check_line(struct test *t, const struct referat_source *source, uint32_t line,
                       const char *expected)
{
    size_t n = 0;
    const char *text = rf_source_line_text(source, line, &n);
    CHECK_ABOUT(t, n == strlen(expected) && memcmp(text, expected, n) == 0, expected);
}

static void lines(struct test *t)
{
    struct rf_arena arena = {0};
    const struct referat_source *source = make(&arena, "en\r\n\r\ntre æøå\nfire");
    check_line(t, source, 1, "en");
    check_line(t, source, 2, "");
    check_line(t, source, 3, "tre æøå");
    check_line(t, source, 4, "fire");
    source = make(&arena, "en\n");
    check_line(t, source, 1, "en");
    check_line(t, source, 2, "");
    source = make(&arena, "");
    check_line(t, source, 1, "");
    rf_arena_clear(&arena);
}

static void check_place(struct test *t, const struct referat_source *source,
                        uint32_t offset, uint32_t line, uint32_t column)
{
    struct rf_place place = rf_source_place(source, offset);
    CHECK_INT(t, place.line, line);
    CHECK_INT(t, place.column_chars, column);
    CHECK_INT(t, rf_source_line(source, offset), line);
}

static void places(struct test *t)
{
    struct rf_arena arena = {0};
    const struct referat_source *source = make(&arena, "ab\næø\tå\n\ne\xCC\x81x");
    check_place(t, source, 0, 1, 1);
    check_place(t, source, 2, 1, 3); /* the newline ends its own line */
    check_place(t, source, 3, 2, 1);
    check_place(t, source, 5, 2, 2); /* ø, behind a character of two bytes */
    check_place(t, source, 7, 2, 3); /* a tab is one character */
    check_place(t, source, 8, 2, 4);
    check_place(t, source, 10, 2, 5);
    check_place(t, source, 11, 3, 1); /* an empty line */
    check_place(t, source, 12, 4, 1);
    check_place(t, source, 15, 4, 3); /* behind e and its accent */
    check_place(t, source, 16, 4, 4); /* the end of the file */
    check_place(t, source, 17, 4, 4); /* and what lies behind it */
    check_place(t, source, UINT32_MAX, 4, 4);
    rf_arena_clear(&arena);
}

static void places_at_the_ends(struct test *t)
{
    struct rf_arena arena = {0};
    check_place(t, make(&arena, ""), 0, 1, 1);
    check_place(t, make(&arena, ""), 9, 1, 1);
    check_place(t, make(&arena, "a\n"), 2, 2, 1);
    check_place(t,
                make(&arena, "\xEF\xBB\xBF"
                             "ab"),
                1, 1, 2); /* the mark is not there */
    check_place(t, make(&arena, "a\r\nb"), 2, 2, 1);
    rf_arena_clear(&arena);
}

/* A long file, whose lines lie closer together than a search may jump: every offset
 * against a plain count. */
static void every_offset(struct test *t)
{
    enum { LENGTH = 3000 };
    char text[LENGTH + 1];
    for (int i = 0; i < LENGTH; i++) {
        text[i] = i % 7 == 3 || i % 11 == 5 ? '\n' : 'x';
    }
    text[LENGTH] = '\0';
    struct rf_arena arena = {0};
    const struct referat_source *source = make(&arena, text);
    uint32_t line = 1, column = 1;
    long wrong = 0;
    for (uint32_t i = 0; i <= LENGTH; i++) {
        struct rf_place place = rf_source_place(source, i);
        wrong += place.line != line || place.column_chars != column;
        line += text[i] == '\n';
        column = text[i] == '\n' ? 1 : column + 1;
    }
    CHECK_INT(t, wrong, 0);
    rf_arena_clear(&arena);
}

/* ---- The two parts ---- */

struct parts {
    const char *text;
    const char *yaml; /* NULL: there is none */
    const char *body;
    bool is_unclosed;
};

static void check_part(struct test *t, const struct referat_source *source,
                       uint32_t start, uint32_t end, const char *expected,
                       const char *about)
{
    size_t n = strlen(expected ? expected : "");
    CHECK_ABOUT(t, start <= end && end <= source->text_bytes, about);
    CHECK_ABOUT(t,
                end - start == n &&
                    memcmp(source->text + start, expected ? expected : "", n) == 0,
                about);
}

static void check_parts(struct test *t, const struct parts *parts,
                        struct rf_split (*split)(const struct referat_source *))
{
    struct rf_arena arena = {0};
    const struct referat_source *source = make(&arena, parts->text);
    struct rf_split got = split(source);
    CHECK_ABOUT(t, got.has_yaml == (parts->yaml != NULL), parts->text);
    CHECK_ABOUT(t, got.has_body == (parts->body != NULL), parts->text);
    CHECK_ABOUT(t, got.is_unclosed == parts->is_unclosed, parts->text);
    check_part(t, source, got.yaml_start, got.yaml_end, parts->yaml, parts->text);
    check_part(t, source, got.body_start, got.body_end, parts->body, parts->text);
    rf_arena_clear(&arena);
}

static void markdown_parts(struct test *t)
{
    static const struct parts cases[] = {
        {"---\nkind: agenda\n---\nTekst\n", "kind: agenda\n", "Tekst\n", false},
        {"---\r\nkind: agenda\r\n---\r\nTekst\r\n", "kind: agenda\n", "Tekst\n", false},
        {"\xEF\xBB\xBF---\nkind: agenda\n---\n", "kind: agenda\n", "", false},
        {"---\nkind: agenda\n---", "kind: agenda\n", "", false},
        {"---\n---\nTekst", "", "Tekst", false},
        {"--- \t\na: 1\n---  \nTekst", "a: 1\n", "Tekst", false},
        {"---\na: 1\n---\nTekst\n---\nmere\n", "a: 1\n", "Tekst\n---\nmere\n", false},
        {"---\na: |\n  ---\n---\nTekst", "a: |\n  ---\n", "Tekst", false},
        {"---\na: 1\n----\n--- x\n---\nB", "a: 1\n----\n--- x\n", "B", false},
        {"---\na: 1\n", "a: 1\n", "", true},
        {"---\na: 1", "a: 1", "", true},
        {"---\n", "", "", true},
        {"---", "", "", true},
        {"", NULL, "", false},
        {"Tekst\n---\nmere\n---\n", NULL, "Tekst\n---\nmere\n---\n", false},
        {"\n---\na: 1\n---\n", NULL, "\n---\na: 1\n---\n", false},
        {" ---\na: 1\n---\n", NULL, " ---\na: 1\n---\n", false},
        {"----\na: 1\n---\n", NULL, "----\na: 1\n---\n", false},
        {"--", NULL, "--", false},
    };
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        check_parts(t, &cases[i], rf_split_markdown);
    }
}

static void yaml_parts(struct test *t)
{
    static const struct parts cases[] = {
        {"kind: agenda\nbody: x\n", "kind: agenda\nbody: x\n", NULL, false},
        {"---\n## 1\nTekst\n---\nkind: minutes\n", "kind: minutes\n", "## 1\nTekst\n",
         false},
        {"---\r\nTekst\r\n---\r\na: 1\r\n", "a: 1\n", "Tekst\n", false},
        {"---\n---\na: 1", "a: 1", "", false},
        {"---\nTekst\n---", "", "Tekst\n", false},
        {"---\na: 1\n", "---\na: 1\n", NULL,
         false}, /* YAML's own first line of a document */
        {"---", "---", NULL, false},
        {"a: |\n  x\n---\nb: 1\n---\n", "a: |\n  x\n---\nb: 1\n---\n", NULL, false},
        {"", "", NULL, false},
    };
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        check_parts(t, &cases[i], rf_split_yaml);
    }
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(bytes),          TEST(bytes_are_copied),   TEST(lines),
        TEST(places),         TEST(places_at_the_ends), TEST(every_offset),
        TEST(markdown_parts), TEST(yaml_parts),
    };
    return test_run(cases, TEST_COUNT(cases));
}
