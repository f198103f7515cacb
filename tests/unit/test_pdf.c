/* Tests of what poppler's programs say of a print engine's PDF, whole and broken, and of
 * signing it (print/pdf.h). */
#include "print/pdf.h"

#include <stdlib.h>

#include "harness.h"
#include "base/scratch_folder.h"

/* A reader whose folder has the text as a.pdf. */
static struct rf_pdf_reader reader_of(struct rf_arena *arena, const char *text, size_t n)
{
    struct rf_pdf_reader reader;
    struct rf_buf file = {0};
    const char *why = rf_pdf_reader_init(&reader, rf_folder_make(arena), arena);
    rf_buf_add(&file, text, n);
    if (why || !reader.folder ||
        !rf_file_write(rf_arena_join(arena, reader.folder, "/a.pdf", NULL), &file)) {
        puts(why ? why : "no temporary file can be made");
        abort();
    }
    rf_buf_clear(&file);
    return reader;
}

static const char *read_text(struct rf_arena *arena, const char *text, struct rf_pdf *pdf)
{
    struct rf_pdf_reader reader = reader_of(arena, text, strlen(text));
    const char *why = rf_pdf_read(&reader, "a.pdf", pdf);
    rf_folder_remove(reader.folder);
    return why;
}

static const char *find_blank(struct rf_arena *arena, const char *text,
                              size_t *page_count, size_t *blank_page)
{
    struct rf_pdf_reader reader = reader_of(arena, text, strlen(text));
    const char *why = rf_pdf_find_blank(&reader, "a.pdf", page_count, blank_page);
    rf_folder_remove(reader.folder);
    return why;
}

/* Two pages, the second with its text in two streams; as Chromium writes destinations. */
#define PAGES                                                                            \
    "%PDF-1.4\n"                                                                         \
    "1 0 obj <</Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /MediaBox [0 0 200 200]\n"      \
    "/Resources <</Font <</F 11 0 R>>>>>> endobj\n"                                      \
    "2 0 obj <</Type /Page /Parent 1 0 R /Contents 4 0 R>> endobj\n"                     \
    "3 0 obj <</Type /Page /Parent 1 0 R /Contents [5 0 R 6 0 R]>> endobj\n"             \
    "4 0 obj <</Length 39>> stream\nBT /F 9 Tf 20 20 Td (a b) Tj ET        \nendstream " \
    "endobj\n"                                                                           \
    "5 0 obj <</Length 2>> stream\nq\nendstream endobj\n"                                \
    "6 0 obj <</Length 37>> stream\nBT /F 9 Tf 20 20 Td [(a)] TJ ET Q  \nendstream "     \
    "endobj\n"                                                                           \
    "11 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\n"
#define END "trailer <</Size 12 /Root 7 0 R>> startxref 0 %%EOF\n"

static void destinations_of_a_dictionary(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_pdf pdf;
    CHECK_STRING(t,
                 read_text(&arena,
                           PAGES
                           "7 0 obj <</Type /Catalog /Pages 1 0 R /Dests 8 0 R>> endobj\n"
                           "8 0 obj <</p#2eend [3 0 R /XYZ 0 0 0] /a [2 0 R /XYZ 0 1.5 "
                           "0] /no [99 0 R]>> endobj\n" END,
                           &pdf),
                 NULL);
    CHECK_INT(t, pdf.place_count, 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "a"), 1);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "p.end"), 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "no"), 0);
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
            "7 0 obj <</Type /Catalog /Pages 1 0 R /Names <</Dests 8 0 R>>>> endobj\n"
            "8 0 obj <</Kids [<</Limits [(a) (b)] /Names [(a\\051\\)) [3 0 R /Fit] (b) "
            "<</D [2 0 R /Fit]>>]>> "
            "<</Limits [(c) (c)] /Names [<63>[2 0 R /Fit]]>>]>> endobj\n" END,
            &pdf),
        NULL);
    CHECK_INT(t, pdf.place_count, 3);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "a))"), 2);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "b"), 1);
    CHECK_INT(t, rf_pdf_page_of(&pdf, "c"), 1);
    rf_arena_clear(&arena);
}

static void pages_and_their_text(struct test *t)
{
    struct rf_arena arena = {0};
    size_t page_count, blank_page;
    const char *catalog = "7 0 obj <</Type /Catalog /Pages 1 0 R>> endobj\n";
    CHECK_STRING(t,
                 find_blank(&arena, rf_arena_join(&arena, PAGES, catalog, END, NULL),
                            &page_count, &blank_page),
                 NULL);
    CHECK_INT(t, page_count, 2);
    CHECK_INT(t, blank_page, 0);
    CHECK_STRING(t,
                 find_blank(&arena,
                            rf_arena_join(&arena, PAGES, catalog,
                                          "6 0 obj <</Length 5>> stream\nQ    \n"
                                          "endstream endobj\n",
                                          END, NULL),
                            &page_count, &blank_page),
                 NULL);
    CHECK_INT(t, page_count, 2);
    CHECK_INT(t, blank_page, 2);
    rf_arena_clear(&arena);
}

static void what_is_broken(struct test *t)
{
    static const struct {
        const char *text, *why; /* how it begins or ends */
    } rows[] = {
        {"", "it is no PDF"},
        {"%PDF-1", "it is no PDF"},
        {"<!DOCTYPE html> %%EOF", "it is no PDF"},
        {"%PDF-1.4\n1 0 obj", "it is cut off"},
        {"%PDF-1.4\n%%EOF", "Couldn't read xref table"},
        {"%PDF-1.4\n1 0 obj [[[ (( << /a trailer<</Root 1 0 R>>%%EOF", "xref table"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        struct rf_arena arena = {0};
        struct rf_pdf pdf;
        const char *why = read_text(&arena, rows[i].text, &pdf);
        CHECK_ABOUT(t, why && strstr(why, rows[i].why), rows[i].text);
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
    size_t page_count, blank_page;
    CHECK_STRING(t, find_blank(&arena, text, &page_count, &blank_page), NULL);
    CHECK_INT(t, page_count, 2);
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
        TEST(pages_and_their_text),
        TEST(what_is_broken),
        TEST(signing),
        TEST(signing_needs_a_table),
    };
    return test_run(cases, TEST_COUNT(cases));
}
