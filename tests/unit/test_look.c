/* Tests of what the last look reads (leak_scan/look.h), and of the escapes and letters
 * below it: what a program outside cannot ask for. */
#include "leak_scan/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/entities.h"
#include "base/escape.h"
#include "base/str.h"
#include "leak_scan/leak.h"
#include "leak_scan/normalize.h"
#include "harness.h"

/* ---- Escapes ---- */

static const char *undone(struct rf_buf *buf, const char *text, unsigned kinds)
{
    rf_buf_reset(buf);
    rf_unescape(text, strlen(text), kinds, buf);
    return rf_buf_string(buf);
}

static void escapes_are_undone(struct test *t)
{
    static const struct {
        unsigned kind;
        const char *from, *to;
    } cases[] = {
        {RF_ESCAPE_ENTITY, "&aring;&Aring;&NotEqualTilde;&nbsp;", "åÅ≂̸\u00a0"},
        {RF_ESCAPE_ENTITY, "&aring &aringen &ampx &notit; &foo; & &;",
         "å åen &x ¬it; &foo; & &;"},
        {RF_ESCAPE_ENTITY, "&ARING; &AMP;", "Å &"},
        {RF_ESCAPE_ENTITY, "&#229;&#xE5;&#229 &#xe5;&#0000000000000229;", "ååå åå"},
        {RF_ESCAPE_ENTITY, "&#138;&#0;&#x110000;&#99999999999;&#xD800;",
         "Š\ufffd\ufffd\ufffd\ufffd"},
        {RF_ESCAPE_ENTITY, "&#;&#x;&#xg;%E5\\u00e5", "&#;&#x;&#xg;%E5\\u00e5"},
        {RF_ESCAPE_CLOSED_ENTITY, "&aring;&aring &#229;&#229 &reg",
         "å&aring å&#229 &reg"},
        {RF_ESCAPE_PERCENT, "%C3%A5%u00E5%2%%41&amp;", "åå%2%A&amp;"},
        {RF_ESCAPE_STRING, "\\u00e5\\u{e5}\\u{0000E5}\\xc3\\xa5\\303\\245\\U000000e5",
         "åååååå"},
        {RF_ESCAPE_STRING, "\\ud83d\\ude00\\ud83d.\\u12", "😀\ufffd.u12"},
        {RF_ESCAPE_STRING, "a\\nb\\/c\\\\d\\\"e\\", "a b/c\\d\"e\\"},
        {RF_ESCAPE_CSS, "\\e5 l\\0000e5l\\e5\\22 x\\z", "ålålå\"xz"},
    };
    struct rf_buf buf = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        CHECK_STRING(t, undone(&buf, cases[i].from, cases[i].kind), cases[i].to);
    }
    CHECK(t, !rf_unescape("100 % & \\", 8, RF_ESCAPE_ENTITY | RF_ESCAPE_PERCENT, &buf));
    rf_buf_clear(&buf);
}

static void escapes_end_where_the_text_does(struct test *t)
{
    static const char text[] = "&aring;&#xE5;%C3\\u00e5\\ud83d\\ude00\\U0001F600\\345";
    struct rf_buf buf = {0};
    for (size_t n = 0; n < sizeof text; n++) {
        char *copy = malloc(n ? n : 1); /* so that a byte too many is noticed */
        memcpy(copy, text, n);
        for (unsigned kinds = 0; kinds < 32; kinds++) {
            rf_buf_reset(&buf);
            rf_unescape(copy, n, kinds, &buf);
            CHECK(t, buf.n <= n);
        }
        free(copy);
    }
    rf_buf_clear(&buf);
}

static void every_name_is_found(struct test *t)
{
    static const struct {
        const char name[33], text[7];
    } entities[] = {
#include "base/entities.inc"
    };
    for (size_t i = 0; i < TEST_COUNT(entities); i++) {
        const char *text = "";
        size_t n = strlen(entities[i].name);
        CHECK(t, rf_entity_find(entities[i].name, n, &text) == n);
        CHECK_STRING(t, text, entities[i].text);
    }
}

/* ---- Letters ---- */

static void the_table_of_letters_is_that_of_unicode(struct test *t)
{
    struct rf_buf text = {0}, letters = {0}, base = {0};
    for (uint32_t c = 0x80; c < 0x200; c++) {
        rf_buf_reset(&text);
        rf_buf_reset(&letters);
        rf_buf_reset(&base);
        rf_utf8_put(&text, c);
        rf_letters(text.p, text.n, &letters);
        rf_utf8_put_base(&base, c);
        CHECK_STRING(t, rf_buf_string(&letters), rf_buf_string(&base));
    }
    for (unsigned byte = 0x80; byte <= 0xFF; byte++) {
        char one = (char)byte;
        rf_buf_reset(&letters);
        rf_buf_reset(&base);
        rf_letters(&one, 1, &letters);
        rf_utf8_put_base(&base, rf_windows_1252((unsigned char)byte));
        CHECK_STRING(t, rf_buf_string(&letters), rf_buf_string(&base));
    }
    rf_buf_clear(&text);
    rf_buf_clear(&letters);
    rf_buf_clear(&base);
}

/* Wherever the steps end in which a long text is looked at. */
static void a_title_anywhere_in_a_long_text(struct test *t)
{
    static const char title[] = "Opsigelse af lejemålet i Pakhus 7";
    enum { STEP = 1024 * 1024 };
    struct rf_leaks *leaks = rf_leaks_new();
    struct rf_buf text = {0};
    const char *origin;
    rf_leaks_add_closed(leaks, title, "item 2");
    rf_buf_reserve(&text, 2 * STEP + 200);
    memset(text.p, 'x', 2 * STEP + 200);
    CHECK(t, !rf_leak_scan(leaks, text.p, 2 * STEP + 200, &origin));
    for (size_t at = STEP - 60; at < STEP + 60; at++) {
        memset(text.p, 'x', 2 * STEP + 200);
        memcpy(text.p + at, title, sizeof title - 1);
        CHECK(t, rf_leak_scan(leaks, text.p, 2 * STEP + 200, &origin));
    }
    rf_buf_clear(&text);
    rf_leaks_free(leaks);
}

/* ---- Texts that are handed on ---- */

struct collected {
    struct rf_buf all;
    size_t count, limit;
};

static bool collect(void *data, const char *text, size_t n)
{
    struct collected *c = data;
    rf_buf_add(&c->all, text, n);
    rf_buf_char(&c->all, '\n');
    return ++c->count == c->limit;
}

static struct rf_look_result look_into(struct collected *c, const char *bytes, size_t n,
                                       struct rf_arena *arena)
{
    struct rf_look look;
    rf_buf_reset(&c->all);
    c->count = 0;
    rf_look_init(&look, collect, c);
    struct rf_look_result result = rf_look_into(&look, bytes, n, arena);
    rf_look_clear(&look);
    return result;
}

static void ends_when_it_is_enough(struct test *t)
{
    static const char page[] =
        "<!DOCTYPE html><p title='et &amp; to'>Tre<!-- fire --></p>";
    struct collected c = {.limit = 0};
    struct rf_arena arena = {0};
    CHECK(t, !look_into(&c, page, strlen(page), &arena).is_enough);
    size_t all = c.count;
    for (c.limit = 1; c.limit <= all; c.limit++) {
        CHECK(t, look_into(&c, page, strlen(page), &arena).is_enough);
        CHECK_INT(t, c.count, c.limit);
    }
    rf_buf_clear(&c.all);
    rf_arena_clear(&arena);
}

/* The name of an entity, the letter of an escape: no letters of the text. */
static void escapes_in_markup_are_no_letters(struct test *t)
{
    static const char page[] = "<!DOCTYPE html><p>Havn &amp; kaj</p>";
    struct collected c = {.limit = 0};
    struct rf_arena arena = {0};
    look_into(&c, page, strlen(page), &arena);
    CHECK(t, strstr(rf_buf_string(&c.all), "Havn & kaj") != NULL);
    CHECK(t, strstr(rf_buf_string(&c.all), "amp") == NULL);
    rf_buf_clear(&c.all);
    rf_arena_clear(&arena);
}

/* Bytes of every kind in hexadecimal, as an embedded object of RTF has them. */
static void objects_in_rtf(struct test *t)
{
    enum { FIRST = 0x09, LAST = 0x7e };
    static const char *const digits[] = {"0123456789abcdef", "0123456789ABCDEF"};
    static const char *const breaks[] = {"", "\n", "\r\n"};
    struct rf_arena arena = {0};
    struct collected c = {.limit = 0};
    for (size_t i = 0; i < TEST_COUNT(digits) * TEST_COUNT(breaks); i++) {
        const char *digit = digits[i % TEST_COUNT(digits)];
        struct rf_buf rtf = {0}, text = {0};
        for (int byte = FIRST; byte <= LAST; byte++) { /* each between two letters */
            bool is_text = byte >= ' ' || byte == '\n' || byte == '\t';
            rf_buf_printf(&text, "K%ca", is_text ? byte : ' ');
        }
        rf_buf_puts(&rtf, "{\\rtf1 {\\object{\\*\\objdata ");
        for (size_t n = 0; n < text.n; n++) {
            rf_buf_char(&rtf, digit[(unsigned char)text.p[n] >> 4]);
            rf_buf_puts(&rtf, n % 30 == 29 ? breaks[i / TEST_COUNT(digits)] : "");
            rf_buf_char(&rtf, digit[text.p[n] & 15]);
        }
        rf_buf_puts(&rtf, "}}\\par }");
        look_into(&c, rtf.p, rtf.n, &arena);
        CHECK_ABOUT(t, strstr(rf_buf_string(&c.all), rf_buf_string(&text)) != NULL,
                    rf_buf_string(&rtf));
        rf_buf_clear(&rtf);
        rf_buf_clear(&text);
    }
    rf_buf_clear(&c.all);
    rf_arena_clear(&arena);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(escapes_are_undone),
        TEST(escapes_end_where_the_text_does),
        TEST(every_name_is_found),
        TEST(the_table_of_letters_is_that_of_unicode),
        TEST(a_title_anywhere_in_a_long_text),
        TEST(ends_when_it_is_enough),
        TEST(objects_in_rtf),
        TEST(escapes_in_markup_are_no_letters),
    };
    return test_run(cases, TEST_COUNT(cases));
}
