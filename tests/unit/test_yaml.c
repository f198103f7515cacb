/* Tests of the YAML tree: positions, what it refuses, and its limits (parse/yaml_tree.h).
 */
#include "parse/yaml_tree.h"

#include <stdlib.h>
#include <time.h>

#include "diag/source.h"
#include "harness.h"

/* One reading of a text, and what it turned up. */
struct reading {
    struct rf_arena arena;
    struct rf_diags diags;
    const struct referat_source *source;
    const struct rf_yaml *top;
    bool failed;
};

static void read_range(struct reading *r, const char *text, uint32_t start)
{
    *r = (struct reading){0};
    rf_diags_init(&r->diags, &r->arena);
    r->source = rf_source_make(&r->arena, "agenda.yaml", text, strlen(text));
    r->top = rf_yaml_read(&r->arena, &r->diags, r->source, start, r->source->text_bytes,
                          &r->failed);
}

static void finish(struct reading *r)
{
    rf_arena_clear(&r->arena);
}

/* The source below a span is the expected text. */
static void check_span(struct test *t, struct referat_span span, const char *expected)
{
    struct rf_arena arena = {0};
    const char *text = rf_arena_copy(&arena, span.source->text + span.start_bytes,
                                     span.end_bytes - span.start_bytes);
    CHECK_STRING(t, text, expected);
    rf_arena_clear(&arena);
}

/* ---- Positions ---- */

static void positions_are_bytes(struct test *t)
{
    struct reading r;
    read_range(&r, "æøå: blåbær\nliste: [ø, 'å b', \"x\"]\n", 0);
    CHECK(t, r.top && r.top->type == RF_YAML_MAP && !r.failed);
    const struct rf_yaml *value = rf_yaml_get(r.top, "æøå");
    CHECK_STRING(t, value->text, "blåbær");
    CHECK_INT(t, value->text_bytes, 8);
    CHECK_INT(t, value->span.start_bytes, 8);
    CHECK_INT(t, value->span.end_bytes, 16);
    check_span(t, value->key->span, "æøå");
    const struct rf_yaml *list = rf_yaml_get(r.top, "liste");
    CHECK_INT(t, list->type, RF_YAML_LIST);
    check_span(t, list->span, "[ø, 'å b', \"x\"]");
    check_span(t, list->first->span, "ø");
    check_span(t, list->first->next->span, "'å b'");
    CHECK_STRING(t, list->first->next->text, "å b");
    CHECK_INT(t, list->first->next->style, RF_YAML_QUOTED);
    CHECK(t, list->first->next->next->next == NULL);
    CHECK(t, rf_yaml_get(r.top, "findes ikke") == NULL);
    CHECK(t, rf_yaml_get(list, "æøå") == NULL && rf_yaml_get(NULL, "æøå") == NULL);
    finish(&r);
}

static void positions_count_from_the_source(struct test *t)
{
    struct reading r;
    read_range(&r, "---\n# Præ\n---\nnøgle: værdi\n", 15);
    check_span(t, rf_yaml_get(r.top, "nøgle")->span, "værdi");
    finish(&r);
}

static void scalars_keep_their_text(struct test *t)
{
    struct reading r;
    read_range(&r, "a: 010\nb: yes\nc: ~\nd:\ne: |\n  én\n    to\n\nf: >-\n  x\n  y\n",
               0);
    CHECK_STRING(t, rf_yaml_get(r.top, "a")->text, "010");
    CHECK_STRING(t, rf_yaml_get(r.top, "b")->text, "yes");
    CHECK_STRING(t, rf_yaml_get(r.top, "c")->text, "~");
    CHECK_STRING(t, rf_yaml_get(r.top, "d")->text, "");
    CHECK_STRING(t, rf_yaml_get(r.top, "e")->text, "én\n  to\n");
    CHECK_INT(t, rf_yaml_get(r.top, "e")->style, RF_YAML_LITERAL);
    CHECK_STRING(t, rf_yaml_get(r.top, "f")->text, "x y");
    CHECK_INT(t, rf_yaml_get(r.top, "f")->style, RF_YAML_FOLDED);
    CHECK_INT(t, rf_yaml_get(r.top, "a")->style, RF_YAML_PLAIN);
    CHECK_INT(t, r.diags.count, 0);
    finish(&r);
}

static void nothing(struct test *t)
{
    static const char *const texts[] = {"", "\n\n", "# kun en kommentar\n"};
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        struct reading r;
        read_range(&r, texts[i], 0);
        CHECK_ABOUT(t, !r.top && !r.failed && !r.diags.count, texts[i]);
        finish(&r);
    }
}

/* ---- Refusals ---- */

static void a_key_given_twice(struct test *t)
{
    struct reading r;
    read_range(&r, "å: 1\nb: 2\nå: 3\n", 0);
    CHECK_STRING(t, rf_yaml_get(r.top, "å")->text, "1"); /* the first one counts */
    CHECK_INT(t, r.diags.count, 1);
    CHECK_STRING(t, r.diags.list[0].name, "duplicate-field");
    CHECK_STRING(t, r.diags.list[0].message, "'å' is given twice");
    CHECK_INT(t, r.diags.list[0].span.start_bytes, 11);
    CHECK_INT(t, r.diags.list[0].related.start_bytes, 0);
    finish(&r);
    read_range(&r, "a: {x: 1}\nb: {x: 1}\n", 0); /* of two mappings */
    CHECK_INT(t, r.diags.count, 0);
    finish(&r);
}

/* A text, the code that it earns, and where. */
struct refusal {
    const char *text, *name, *below;
};

static void refusals(struct test *t)
{
    static const struct refusal refused[] = {
        {"æ: &anker x\n", "yaml-feature", "&anker x"},
        {"a: &b [x]\n", "yaml-feature", NULL},
        {"a: &b {x: y}\n", "yaml-feature", NULL},
        {"æ: *b\n", "yaml-feature", "*b"},
        {"a: !!int 3\n", "yaml-feature", "!!int 3"},
        {"a: !x [y]\n", "yaml-feature", NULL},
        {"a: ! x\n", "yaml-feature", NULL},
        {"a: 1\n---\nb: 2\n", "yaml-feature", NULL},
        {"? [a]\n: b\n", "yaml-feature", "["},
        {"? {a: b}\n: c\n", "yaml-feature", "{"},
        {"a: b: c\n", "yaml-syntax", NULL},
        {"a: [b\n", "yaml-syntax", NULL},
        {"a: 'b\n", "yaml-syntax", NULL},
        {"a: @b\n", "yaml-syntax", "@"},
        {"a: \"x\\0y\"\n", "control-character", "\"x\\0y\""},
    };
    for (size_t i = 0; i < TEST_COUNT(refused); i++) {
        struct reading r;
        read_range(&r, refused[i].text, 0);
        CHECK_ABOUT(t, r.failed && !r.top, refused[i].text);
        CHECK_INT_ABOUT(t, r.diags.count, 1, refused[i].text);
        if (r.diags.count) {
            CHECK_STRING_ABOUT(t, r.diags.list[0].name, refused[i].name, refused[i].text);
        }
        if (r.diags.count && refused[i].below) {
            check_span(t, r.diags.list[0].span, refused[i].below);
        }
        finish(&r);
    }
}

/* ---- Limits ---- */

/* Reads count opening brackets and as many closing ones around an x. */
static void read_brackets(struct reading *r, size_t count, bool has_end)
{
    char *text = malloc(2 * count + 2);
    if (!text) {
        abort();
    }
    memset(text, '[', count);
    text[count] = 'x';
    memset(text + count + 1, ']', count);
    text[has_end ? 2 * count + 1 : count + 1] = '\0';
    read_range(r, text, 0);
    free(text);
}

static void depth(struct test *t)
{
    struct reading r;
    read_brackets(&r, 16, true);
    CHECK(t, r.top && !r.failed && !r.diags.count);
    finish(&r);
    read_brackets(&r, 17, true);
    CHECK(t, !r.top && r.failed && (r.diags.faults & REFERAT_FAULT_REFUSED));
    CHECK_INT(t, r.diags.count, 1);
    CHECK_STRING(t, r.diags.list[0].name, "limit-exceeded");
    CHECK_INT(t, r.diags.list[0].span.start_bytes, 16);
    finish(&r);
}

/* libyaml alone takes minutes for this. */
static void many_brackets_are_fast(struct test *t)
{
    struct reading r;
    clock_t before = clock();
    read_brackets(&r, 100000, false);
    CHECK(t, r.failed && (r.diags.faults & REFERAT_FAULT_REFUSED));
    CHECK(t, clock() - before < 2 * CLOCKS_PER_SEC);
    finish(&r);
}

static void many_nodes(struct test *t)
{
    enum { VALUES = 20001 };
    struct rf_buf text = {0};
    struct reading r;
    for (size_t i = 0; i < VALUES; i++) {
        rf_buf_puts(&text, "- å\n");
    }
    read_range(&r, rf_buf_string(&text), 0);
    CHECK(t, r.failed && (r.diags.faults & REFERAT_FAULT_REFUSED));
    CHECK_STRING(t, r.diags.list[0].name, "limit-exceeded");
    finish(&r);
    rf_buf_clear(&text);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(positions_are_bytes),
        TEST(positions_count_from_the_source),
        TEST(scalars_keep_their_text),
        TEST(nothing),
        TEST(a_key_given_twice),
        TEST(refusals),
        TEST(depth),
        TEST(many_brackets_are_fast),
        TEST(many_nodes),
    };
    return test_run(cases, TEST_COUNT(cases));
}
