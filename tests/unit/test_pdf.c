/* Tests of reading what print engines write, whole and broken (print/pdf.h). */
#include "print/pdf.h"

#include <zlib.h>

#include "harness.h"
#include "print/pdf_value.h"

static const char *read_text(struct rf_arena *arena, const char *text, struct rf_pdf *pdf)
{
    return rf_pdf_read(text, strlen(text), arena, pdf);
}

/* Two pages, the second with its text in two streams; as Chromium writes destinations. */
#define PAGES                                                                            \
    "%PDF-1.4\n"                                                                         \
    "1 0 obj <</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>> endobj\n"                     \
    "2 0 obj <</Type /Page /Contents 4 0 R>> endobj\n"                                   \
    "3 0 obj <</Type /Page /Contents [5 0 R 6 0 R]>> endobj\n"                           \
    "4 0 obj <</Length 15>> stream\nBT (a b) Tj ET \nendstream endobj\n"                 \
    "5 0 obj <</Length 9 0 R>> stream\nq\nendstream endobj\n"                            \
    "6 0 obj <</Length 13>> stream\nBT [(a)] TJ E\nendstream endobj\n"                   \
    "9 0 obj 2 endobj\n"
#define END "trailer <</Size 10 /Root 7 0 R>> startxref 0 %%EOF\n"

static void destinations_of_a_dictionary(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_pdf pdf;
    CHECK_STRING(t,
                 read_text(&arena,
                           PAGES
                           "7 0 obj <</Pages 1 0 R /Dests 8 0 R>> endobj\n"
                           "8 0 obj <</p#2eend [3 0 R /XYZ 0 0 0] /a [2 0 R /XYZ 0 1.5 "
                           "0] /no [99 0 R]>>\n" END,
                           &pdf),
                 NULL);
    CHECK_INT(t, pdf.page_count, 2);
    CHECK_INT(t, pdf.place_count, 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "a"), 1);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "p.end"), 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "no"), 0);
    CHECK_INT(t, pdf.blank_page, 0);
    rf_arena_clear(&arena);
}

static void destinations_of_a_name_tree(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_pdf pdf;
    CHECK_STRING(
        t,
        read_text(
            &arena,
            PAGES
            "7 0 obj <</Pages 1 0 R /Names <</Dests 8 0 R>>>> endobj\n"
            "8 0 obj <</Kids [<</Names [(b) <</D [2 0 R /Fit]>> (a\\051\\)) [3 0 R]]>> "
            "<</Names [<63>[2 0 R]]>>]>> endobj\n" END,
            &pdf),
        NULL);
    CHECK_INT(t, pdf.place_count, 3);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "a))"), 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "b"), 1);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "c"), 1);
    rf_arena_clear(&arena);
}

static void a_page_without_text(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_pdf pdf;
    CHECK_STRING(t,
                 read_text(&arena,
                           "%PDF-1.4\n1 0 obj <</Kids [2 0 R 3 0 R]>> endobj\n"
                           "2 0 obj <</Contents 4 0 R>> endobj 3 0 obj <<>> endobj\n"
                           "4 0 obj <</Length 8>> stream\n(a) Tj \n\nendstream endobj\n"
                           "7 0 obj <</Pages 1 0 R>> endobj\n" END,
                           &pdf),
                 NULL);
    CHECK_INT(t, pdf.page_count, 2);
    CHECK_INT(t, pdf.blank_page, 2);
    rf_arena_clear(&arena);
}

/* Later objects take the place of earlier ones, and the last trailer counts. */
static void an_update(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_pdf pdf;
    CHECK_STRING(
        t,
        read_text(&arena,
                  PAGES
                  "7 0 obj <</Pages 1 0 R>> endobj\n" END
                  "1 0 obj <</Kids [2 0 R]>> endobj 11 0 obj <</Pages 1 0 R>> endobj\n"
                  "trailer <</Root 11 0 R>> startxref 0 %%EOF\n",
                  &pdf),
        NULL);
    CHECK_INT(t, pdf.page_count, 1);
    rf_arena_clear(&arena);
}

/* As newer engines write: objects in a compressed stream, a cross-reference stream. */
static void object_streams(struct test *t)
{
    static const char objects[] =
        "1 0 2 17 7 45 <</Kids [2 0 R]>> "
        "<</Contents 4 0 R /T(obj)>> <</Pages 1 0 R /Dests<</a[2 0 R]>>>>";
    struct rf_arena arena = {0};
    struct rf_buf file = {0};
    struct rf_pdf pdf;
    Bytef packed[256];
    uLongf n = sizeof packed;
    compress(packed, &n, (const Bytef *)objects, sizeof objects - 1);
    rf_buf_printf(&file,
                  "%%PDF-1.5\n4 0 obj <</Length 7>> stream\n(a) Tj \nendstream endobj\n"
                  "5 0 obj <</Type/ObjStm/N 3/First 14/Filter/FlateDecode/Length %zu>>"
                  "stream\r\n",
                  (size_t)n);
    rf_buf_add(&file, (const char *)packed, n);
    rf_buf_puts(&file, "\nendstream endobj\n6 0 obj <</Type/XRef/Root 7 0 R/Length 1>>"
                       "stream\n.\nendstream endobj startxref 0 %%EOF");
    CHECK_STRING(t, rf_pdf_read(file.p, file.n, &arena, &pdf), NULL);
    CHECK_INT(t, pdf.page_count, 1);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "a"), 1);
    CHECK_INT(t, pdf.blank_page, 0);
    rf_buf_clear(&file);
    rf_arena_clear(&arena);
}

static void what_is_broken(struct test *t)
{
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"", "it is no PDF"},
        {"%PDF-1", "it is no PDF"},
        {"<!DOCTYPE html> %%EOF", "it is no PDF"},
        {"%PDF-1.4\n1 0 obj", "it is cut off"},
        {"%PDF-1.4\n%%EOF", "it has no page"},
        {"%PDF-1.4\n1 0 obj <</Pages 1 0 R/Kids[1 0 R]>> trailer<</Root 1 0 R>>%%EOF",
         "it has no page"},
        {"%PDF-1.4\n1 0 obj <</Pages 9999999999 0 R>> trailer<</Root 1 0 R>>%%EOF",
         "it has no page"},
        {"%PDF-1.4\n4000000000 0 obj <<>> trailer<</Root 1 0 R>>%%EOF", "it has no page"},
        {"%PDF-1.4\n1 0 obj 1 0 R trailer<</Root 1 0 R>>%%EOF", "it has no page"},
        {"%PDF-1.4\n1 0 obj [[[ (( << /a trailer<</Root 1 0 R>>%%EOF", "it has no page"},
        {"%PDF-1.4\n1 0 obj <</Length 99999>> stream\n%%EOF", "it has no page"},
        {"%PDF-1.4\n1 0 obj <</Type/ObjStm/N 9/First 4>> stream\n1 9 2 endstream %%EOF",
         "it has no page"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        struct rf_arena arena = {0};
        struct rf_pdf pdf;
        CHECK_STRING_ABOUT(t, read_text(&arena, rows[i].text, &pdf), rows[i].why,
                           rows[i].text);
        rf_arena_clear(&arena);
    }
}

/* Every prefix, and every byte changed: a result or a reason, and never a fall. */
static void damage(struct test *t)
{
    static const char whole[] =
        PAGES "7 0 obj <</Pages 1 0 R /Dests <</a [2 0 R]>>>>\n" END;
    char text[sizeof whole];
    for (size_t i = 0; i < sizeof whole; i++) {
        struct rf_arena arena = {0};
        struct rf_pdf pdf;
        memcpy(text, whole, sizeof whole);
        rf_pdf_read(text, i, &arena, &pdf);
        text[i] = (char)(text[i] ^ (1 << i % 7));
        const char *why = rf_pdf_read(text, sizeof whole - 1, &arena, &pdf);
        CHECK(t, why || pdf.page_count);
        rf_arena_clear(&arena);
    }
}

static void deep_nesting(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_buf file = {0};
    struct rf_pdf pdf;
    rf_buf_puts(&file, "%PDF-1.4\n1 0 obj ");
    for (int i = 0; i < 100000; i++) {
        rf_buf_puts(&file, i % 2 ? "[" : "<</a");
    }
    rf_buf_puts(&file, " %%EOF");
    CHECK_STRING(t, rf_pdf_read(file.p, file.n, &arena, &pdf), "it has no page");
    rf_buf_clear(&file);
    rf_arena_clear(&arena);
}

static void numbers(struct test *t)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {{"12", 12}, {"-0.5", -0.5}, {"+3.25 ", 3.25}, {".5", 0.5}, {"4.", 4}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        struct rf_arena arena = {0};
        const char *p = rows[i].text;
        struct rf_pdf_input in = {p, p + strlen(p), &arena};
        const struct rf_pdf_value *v = rf_pdf_read_value(&in);
        CHECK_ABOUT(t, v && v->number == rows[i].value, p);
        rf_arena_clear(&arena);
    }
}

/* The update is read back, the engine's clock is gone, and a second signing of the same
 * pages gives the same bytes. */
static void signing(struct test *t)
{
    static const struct rf_pdf_info info = {"Møde 𝄞", "Rådet", "", "D:20260601000000Z"};
    static const char *const clocks[] = {"20261125152347", "20271231000000"};
    static const char *const tags[] = {
        "(node00000095) (node00000009) (node00000095) (node7)",
        "(node00000096) (node00000010) (node00000096) (node7)"};
    struct rf_arena arena = {0};
    struct rf_buf files[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        rf_buf_puts(&files[i], PAGES);
        rf_buf_printf(&files[i], "10 0 obj [%s] endobj\n", tags[i]);
        rf_buf_printf(&files[i],
                      "7 0 obj <</Pages 1 0 R>> endobj\n"
                      "8 0 obj <</CreationDate (D:%s+00'00')\n"
                      "/ModDate (D:%s+00'00')>> endobj\n"
                      "xref\n0 1\ntrailer\n<</Size 10 /Root 7 0 R /Info 8 0 R>>\n"
                      "startxref\n123\n%%%%EOF\n",
                      clocks[i], clocks[i]);
        CHECK(t, rf_pdf_sign(&files[i], &info, &arena));
    }
    CHECK_INT(t, files[0].n, files[1].n);
    CHECK_INT(t, memcmp(files[0].p, files[1].p, files[0].n), 0);
    const char *text = rf_buf_string(&files[0]);
    CHECK(t, strstr(text, "/Title <FEFF004D00F800640065"
                          "0020D834DD1E>"));
    CHECK(t, strstr(text, "(node00000002) (node00000001) (node00000002) (node7)"));
    CHECK(t, strstr(text, "/Author <FEFF"));
    CHECK(t, !strstr(text, "/Subject"));
    CHECK(t, strstr(text, "/Prev 123>>"));
    CHECK(t, !strstr(text, "2026112515"));
    struct rf_pdf pdf;
    CHECK_STRING(t, read_text(&arena, text, &pdf), NULL);
    CHECK_INT(t, pdf.page_count, 2);
    rf_buf_clear(&files[0]);
    rf_buf_clear(&files[1]);
    rf_arena_clear(&arena);
}

static void signing_needs_a_table(struct test *t)
{
    static const struct rf_pdf_info info = {"a", "b", "c", "D:20260601000000Z"};
    struct rf_arena arena = {0};
    struct rf_buf file = {0};
    rf_buf_puts(&file, "%PDF-1.5\n1 0 obj <</Type/XRef/Root 1 0 R>> startxref 0 %%EOF");
    CHECK(t, !rf_pdf_sign(&file, &info, &arena));
    rf_buf_clear(&file);
    rf_arena_clear(&arena);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(destinations_of_a_dictionary),
        TEST(destinations_of_a_name_tree),
        TEST(a_page_without_text),
        TEST(an_update),
        TEST(object_streams),
        TEST(what_is_broken),
        TEST(damage),
        TEST(deep_nesting),
        TEST(numbers),
        TEST(signing),
        TEST(signing_needs_a_table),
    };
    return test_run(cases, TEST_COUNT(cases));
}
