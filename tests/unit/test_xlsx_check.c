/* Tests of what is found out about a finished workbook (tables/xlsx_check.h). */
#define _GNU_SOURCE /* memmem */
#include "tables/xlsx_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/zip_library.h"
#include "harness.h"

#define HEAD "<?xml version=\"1.0\"?><worksheet><cols/><sheetData>"
#define ROWS "<row r=\"1\"><c t=\"inlineStr\"><is><t>a</t></is></c></row>"
#define TAIL "</sheetData><hyperlinks><hyperlink ref=\"A1\"/></hyperlinks></worksheet>"

struct part {
    const char *name, *xml;
};

static void put_number(struct rf_buf *out, size_t n, int bytes)
{
    for (; bytes > 0; bytes--, n >>= 8) {
        rf_buf_char(out, (char)(n & 0xFF));
    }
}

static void put_zeros(struct rf_buf *out, int bytes)
{
    put_number(out, 0, bytes);
}

/* The records of APPNOTE.TXT 4.3.7 and 4.3.12, with what is looked at. */
static void put_part(struct rf_buf *zip, struct rf_buf *directory,
                     const struct part *part)
{
    size_t at = zip->n, n = strlen(part->xml);
    uLong sum = crc32(crc32(0, NULL, 0), (const Bytef *)part->xml, (uInt)n);
    rf_buf_puts(zip, "PK\3\4");
    put_zeros(zip, 22);
    put_number(zip, strlen(part->name), 2);
    put_zeros(zip, 2);
    rf_buf_puts(zip, part->name);
    rf_buf_puts(zip, part->xml);
    rf_buf_puts(directory, "PK\1\2");
    put_zeros(directory, 12);
    put_number(directory, sum, 4);
    put_number(directory, n, 4);
    put_number(directory, n, 4);
    put_number(directory, strlen(part->name), 2);
    put_zeros(directory, 12);
    put_number(directory, at, 4);
    rf_buf_puts(directory, part->name);
}

static bool is_file_whole(const struct rf_buf *bytes, const struct rf_xlsx_rows *rows)
{
    FILE *file = tmpfile();
    if (!file) {
        perror("tmpfile");
        abort();
    }
    fwrite(bytes->p ? bytes->p : "", 1, bytes->n, file);
    fflush(file);
    struct rf_arena arena = {0};
    const struct rf_zip_library *zip = rf_zip_load(&arena);
    if (!zip) {
        puts("libzip is not there");
        abort();
    }
    bool whole = rf_xlsx_is_whole(zip, fileno(file), rows);
    rf_arena_clear(&arena);
    fclose(file);
    return whole;
}

static void put_zip(struct rf_buf *zip, const struct part *parts, size_t count)
{
    struct rf_buf directory = {0};
    for (size_t i = 0; i < count; i++) {
        put_part(zip, &directory, &parts[i]);
    }
    size_t at = zip->n;
    rf_buf_add(zip, directory.p, directory.n);
    rf_buf_puts(zip, "PK\5\6");
    put_zeros(zip, 4);
    put_number(zip, count, 2);
    put_number(zip, count, 2);
    put_number(zip, directory.n, 4);
    put_number(zip, at, 4);
    put_zeros(zip, 2);
    rf_buf_clear(&directory);
}

static bool is_whole(const struct part *parts, size_t count, struct rf_xlsx_rows rows)
{
    struct rf_buf zip = {0};
    put_zip(&zip, parts, count);
    bool whole = is_file_whole(&zip, &rows);
    rf_buf_clear(&zip);
    return whole;
}

static bool is_sheet_whole(const char *xml)
{
    const struct part parts[] = {{"xl/worksheets/sheet1.xml", xml}};
    return is_whole(parts, 1, (struct rf_xlsx_rows){{strlen(ROWS)}, 1});
}

static void whole_sheets(struct test *t)
{
    CHECK(t, is_sheet_whole(HEAD ROWS TAIL));
    const struct part parts[] = {
        {"xl/worksheets/sheet1.xml", HEAD ROWS TAIL},
        {"xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"},
        {"xl/worksheets/sheet3.xml", HEAD ROWS ROWS TAIL},
        {"xl/styles.xml", "<styleSheet><fonts/></styleSheet>"}};
    size_t n = strlen(ROWS);
    CHECK(t, is_whole(parts, 4, (struct rf_xlsx_rows){{n, 0, 2 * n}, 3}));
    CHECK(t, !is_whole(parts, 4, (struct rf_xlsx_rows){{n, 0, n}, 3}));
    CHECK(t, !is_whole(parts, 4, (struct rf_xlsx_rows){{n, n, 2 * n}, 3}));
    CHECK(t, !is_whole(parts, 4, (struct rf_xlsx_rows){{n, 0, 2 * n, n}, 4}));
}

/* However many bytes a failed write left out, and wherever. */
static void bytes_left_out(struct test *t)
{
    static const char whole[] = HEAD ROWS TAIL;
    size_t rows_end = strlen(HEAD ROWS);
    for (size_t from = strlen(HEAD); from < rows_end; from++) {
        for (size_t n = 1; from + n < sizeof whole; n++) {
            char torn[sizeof whole];
            memcpy(torn, whole, from);
            memcpy(torn + from, whole + from + n, sizeof whole - from - n);
            CHECK(t, !is_sheet_whole(torn));
        }
    }
}

static void ends_left_out(struct test *t)
{
    static const char whole[] = HEAD ROWS TAIL;
    for (size_t n = 0; n + 1 < sizeof whole; n++) {
        char torn[sizeof whole] = {0};
        memcpy(torn, whole, n);
        CHECK(t, !is_sheet_whole(torn));
    }
}

/* Bytes that changed under the same length: the part's checksum tells. */
static void bytes_changed(struct test *t)
{
    struct rf_buf zip = {0};
    const struct part part = {"xl/styles.xml", "<a>text</a>"};
    put_zip(&zip, &part, 1);
    CHECK(t, is_file_whole(&zip, &(struct rf_xlsx_rows){.count = 0}));
    memcpy(memmem(zip.p, zip.n, "text", 4), "TEXT", 4);
    CHECK(t, !is_file_whole(&zip, &(struct rf_xlsx_rows){.count = 0}));
    rf_buf_clear(&zip);
}

static void other_parts(struct test *t)
{
    static const char *const wrong[] = {
        "", "<a>", "<a></b>", "<a", "<a></a></a>", "<a><b</a>",
        /* what was lost from one tag to within another */
        "<a><b<c/></a>", "<a><b <c/></a>", "<a><b c=\"<d/></a>", "<b<b></b<b>",
        "<a></a<b>", "<a/><b<"};
    const struct part whole = {"xl/styles.xml", "<a><b c=\"=\"/><d/></a>"};
    CHECK(t, is_whole(&whole, 1, (struct rf_xlsx_rows){.count = 0}));
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        const struct part part = {"xl/styles.xml", wrong[i]};
        CHECK(t, !is_whole(&part, 1, (struct rf_xlsx_rows){.count = 0}));
    }
    struct rf_buf nothing = {0};
    struct rf_xlsx_rows none = {.count = 0};
    CHECK(t, !is_file_whole(&nothing, &none));
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(whole_sheets),  TEST(bytes_left_out), TEST(ends_left_out),
        TEST(bytes_changed), TEST(other_parts),
    };
    return test_run(cases, TEST_COUNT(cases));
}
