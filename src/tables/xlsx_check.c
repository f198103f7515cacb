/* Whether a workbook is whole (tables): libzip unpacks each part, and its tags are
 * paired, except among the rows of a sheet, which are only counted in bytes: they are
 * nearly all of the file, and were checked when they were written. */
#include "tables/xlsx_check.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/zip_library.h"

enum {
    MOST_OPEN = 64, /* elements; a sheet needs 8 */
    NAME_SIZE = 64, /* of a sheet's part; it has some 30 */
    CHUNK_BYTES = 64 * 1024,
};

/* FNV-1a */
#define FIRST_HASH 2166136261U
#define HASH_FACTOR 16777619U

/* The tags of one part, while its bytes arrive in chunks of any length. */
struct tags {
    uint32_t open[MOST_OPEN]; /* hashes of the elements' names */
    size_t depth, count;
    uint32_t name;    /* of the tag at hand, so far */
    size_t row_bytes; /* that follow on <sheetData>, as far as they have not come yet */
    char last;        /* the byte before */
    enum { IN_TEXT, IN_NAME, IN_TAG, IN_ROWS } state;
    bool is_closing, is_wrong;
    bool is_after_rows; /* the next tag must be </sheetData> */
};

/* ---- XML ---- */

static uint32_t hash(const char *name)
{
    uint32_t sum = FIRST_HASH;
    while (*name) {
        sum = (sum ^ (unsigned char)*name++) * HASH_FACTOR;
    }
    return sum;
}

/* ">": opens or closes an element. A closing tag must have the name of the innermost open
 * element; names are compared by their hashes. */
static void end_tag(struct tags *tags)
{
    tags->state = IN_TEXT;
    if (tags->last == '?') {
        return; /* <?xml …?> */
    }
    tags->count++;
    tags->is_wrong |= tags->is_after_rows && !tags->is_closing;
    tags->is_after_rows = false;
    if (tags->is_closing) {
        tags->is_wrong |= !tags->depth || tags->open[tags->depth - 1] != tags->name;
        tags->depth -= tags->depth > 0;
    } else if (tags->last != '/') {
        tags->is_wrong |= tags->depth == MOST_OPEN;
        tags->open[tags->depth - (tags->depth == MOST_OPEN)] = tags->name;
        tags->depth += tags->depth < MOST_OPEN;
        if (tags->row_bytes && tags->name == hash("sheetData")) {
            tags->state = IN_ROWS;
        }
    }
}

/* "<": only text may stand before it. */
static void begin_tag(struct tags *tags)
{
    tags->is_wrong |= tags->state != IN_TEXT;
    tags->state = IN_NAME;
    tags->name = FIRST_HASH;
    tags->is_closing = false;
    tags->last = '<';
}

/* Each of these consumes the bytes of one state and returns where the next one begins. */

static const unsigned char *take_text(struct tags *tags, const unsigned char *p,
                                      const unsigned char *end)
{
    const unsigned char *tag = memchr(p, '<', (size_t)(end - p));
    if (!tag) {
        return end;
    }
    begin_tag(tags);
    return tag + 1;
}

static const unsigned char *take_name(struct tags *tags, const unsigned char *p,
                                      const unsigned char *end)
{
    uint32_t name = tags->name;
    if (p < end && *p == '/' && tags->last == '<') {
        tags->is_closing = true;
        p++;
    }
    tags->last = '\0';
    while (p<end && * p> '/' && *p != '<' && *p != '>') {
        name = (name ^ *p++) * HASH_FACTOR;
    }
    tags->name = name;
    if (p < end && *p == '>') {
        end_tag(tags);
        return p + 1;
    }
    tags->state = p < end ? IN_TAG : IN_NAME;
    return p;
}

static const unsigned char *take_tag(struct tags *tags, const unsigned char *p,
                                     const unsigned char *end)
{
    const unsigned char *close = memchr(p, '>', (size_t)(end - p));
    const unsigned char *stop = close ? close : end;
    const unsigned char *open = memchr(p, '<', (size_t)(stop - p));
    stop = open ? open : stop;
    tags->last = stop > p ? (char)stop[-1] : tags->last;
    if (open) {
        begin_tag(tags);
    } else if (close) {
        end_tag(tags);
    }
    return stop < end ? stop + 1 : end;
}

/* Skips as many bytes as rows were written. Where the file has fewer, the markup after
 * them is skipped as well, so that <sheetData> is never closed and the part is not whole.
 */
static const unsigned char *take_rows(struct tags *tags, const unsigned char *p,
                                      const unsigned char *end)
{
    size_t n = (size_t)(end - p);
    n = n < tags->row_bytes ? n : tags->row_bytes;
    tags->row_bytes -= n;
    tags->is_after_rows = !tags->row_bytes;
    tags->state = tags->row_bytes ? IN_ROWS : IN_TEXT;
    return p + n;
}

static void take_bytes(struct tags *tags, const unsigned char *p, size_t n)
{
    const unsigned char *end = p + n;
    while (p < end) {
        switch (tags->state) {
        case IN_TEXT:
            p = take_text(tags, p, end);
            break;
        case IN_NAME:
            p = take_name(tags, p, end);
            break;
        case IN_TAG:
            p = take_tag(tags, p, end);
            break;
        case IN_ROWS:
            p = take_rows(tags, p, end);
            break;
        }
    }
}

/* True at the end of a part that has an element and has closed all. */
static bool is_closed(const struct tags *tags)
{
    return tags->count && !tags->depth && !tags->is_wrong && tags->state == IN_TEXT &&
           !tags->row_bytes;
}

/* ---- Parts ---- */

/* The bytes of the part's rows, and one more sheet found; 0 for a part that is no sheet.
 */
static size_t rows_of(const char *name, const struct rf_xlsx_rows *rows, size_t *found)
{
    char expected[NAME_SIZE];
    snprintf(expected, sizeof expected, "xl/worksheets/sheet%zu.xml", *found + 1);
    bool is_next = *found < rows->count && strcmp(name, expected) == 0;
    return is_next ? rows->bytes[(*found)++] : 0;
}

/* Unpacks the part a chunk at a time; a sheet may be larger than memory should hold.
 * libzip compares its checksum. */
static bool is_part_whole(const struct rf_zip_library *zip, zip_t *file,
                          zip_uint64_t index, size_t row_bytes)
{
    struct tags tags = {.row_bytes = row_bytes};
    unsigned char chunk[CHUNK_BYTES];
    zip_file_t *part = zip->zip_fopen_index(file, index, 0);
    zip_int64_t got = part ? 1 : -1;
    while (got > 0) {
        got = zip->zip_fread(part, chunk, sizeof chunk);
        take_bytes(&tags, chunk, got > 0 ? (size_t)got : 0);
    }
    if (part) {
        zip->zip_fclose(part);
    }
    return got == 0 && is_closed(&tags);
}

/* Every part in turn; the sheets come in their order, and all of them. */
static bool are_parts_whole(const struct rf_zip_library *zip, zip_t *file,
                            const struct rf_xlsx_rows *rows)
{
    zip_int64_t count = zip->zip_get_num_entries(file, 0);
    size_t found = 0;
    for (zip_uint64_t i = 0; i < (zip_uint64_t)count; i++) {
        zip_stat_t info = {0};
        if (zip->zip_stat_index(file, i, ZIP_FL_ENC_RAW, &info) != 0 ||
            !is_part_whole(zip, file, i, rows_of(info.name, rows, &found))) {
            return false;
        }
    }
    return count > 0 && found == rows->count;
}

/* libzip closes the descriptor that it is given, and moves where the file stands. */
bool rf_xlsx_is_whole(const struct rf_zip_library *zip, int fd,
                      const struct rf_xlsx_rows *rows)
{
    int own_fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    zip_t *file = own_fd < 0 ? NULL : zip->zip_fdopen(own_fd, ZIP_RDONLY, NULL);
    if (!file) {
        close(own_fd);
        return false;
    }
    bool is_whole = are_parts_whole(zip, file, rows);
    zip->zip_discard(file);
    return lseek(fd, 0, SEEK_SET) == 0 && is_whole;
}
