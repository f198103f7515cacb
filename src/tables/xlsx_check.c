/* Whether a workbook is whole (tables): its ZIP directory is walked (APPNOTE.TXT 4.3 has
 * the records), each part unpacked and its tags paired, except among the rows of a sheet,
 * which are only counted in bytes: they are nearly all of the file, and were checked when
 * they were written. */
#define ZLIB_CONST
#include "tables/xlsx_check.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/buf.h"
#include "fs/bytes.h"

enum {
    END_BYTES = 22, /* the end record, without a comment */
    ENTRY_BYTES = 46,
    LOCAL_BYTES = 30,
    STORED = 0,
    DEFLATED = 8,
    MOST_OPEN = 64, /* elements; a sheet needs 8 */
    NAME_SIZE = 64, /* of a sheet's part; it has some 30 */
    CHUNK_BYTES = 16 * 1024,
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

/* ---- ZIP ---- */

/* A number as ZIP stores it, the lowest byte first. */
static uint32_t number(const unsigned char *p, int bytes)
{
    uint32_t n = 0;
    for (int i = bytes; i > 0; i--) {
        n = n << 8 | p[i - 1];
    }
    return n;
}

/* The bytes of one part while they are read. */
struct packed {
    int fd;
    uint64_t at;
    size_t left; /* that have not been read */
    unsigned char chunk[CHUNK_BYTES];
};

/* The next bytes; 0 at the end, or where they cannot be read. */
static size_t read_more(struct packed *packed)
{
    size_t n = packed->left < CHUNK_BYTES ? packed->left : CHUNK_BYTES;
    if (!rf_read_at(packed->fd, packed->at, packed->chunk, n)) {
        return 0;
    }
    packed->at += n;
    packed->left -= n;
    return n;
}

static bool is_stored_whole(struct packed *packed, size_t row_bytes)
{
    struct tags tags = {.row_bytes = row_bytes};
    for (size_t n; (n = read_more(packed)) > 0;) {
        take_bytes(&tags, packed->chunk, n);
    }
    return is_closed(&tags) && !packed->left;
}

/* Unpacks the part a chunk at a time; a sheet may be larger than memory should hold. */
static bool is_deflated_whole(struct packed *packed, size_t row_bytes)
{
    struct tags tags = {.row_bytes = row_bytes};
    unsigned char chunk[CHUNK_BYTES];
    z_stream stream = {.next_in = packed->chunk};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return false;
    }
    int result = Z_OK;
    while (result == Z_OK) {
        if (!stream.avail_in) {
            stream.next_in = packed->chunk;
            stream.avail_in = (unsigned)read_more(packed);
        }
        stream.next_out = chunk;
        stream.avail_out = sizeof chunk;
        result = inflate(&stream, Z_NO_FLUSH);
        take_bytes(&tags, chunk, sizeof chunk - stream.avail_out);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END && is_closed(&tags);
}

/* A workbook's directory: an entry for each part. */
struct directory {
    int fd;
    uint64_t file_bytes;
    struct rf_buf entries;
    size_t count;
};

/* The bytes of the part's rows, and one more sheet found; 0 for a part that is no sheet.
 */
static size_t rows_of(const char *name, size_t length, const struct rf_xlsx_rows *rows,
                      size_t *found)
{
    char expected[NAME_SIZE];
    snprintf(expected, sizeof expected, "xl/worksheets/sheet%zu.xml", *found + 1);
    bool is_next = *found < rows->count && length == strlen(expected) &&
                   memcmp(name, expected, length) == 0;
    return is_next ? rows->bytes[(*found)++] : 0;
}

/* A part's sizes are in the directory; its local header, which has a length of its own,
 * says where its bytes begin. */
static bool is_part_whole(const struct directory *directory, const unsigned char *entry,
                          size_t row_bytes)
{
    unsigned char head[LOCAL_BYTES];
    uint64_t local = number(entry + 42, 4);
    struct packed packed = {.fd = directory->fd, .left = number(entry + 20, 4)};
    if (!rf_read_at(packed.fd, local, head, sizeof head)) {
        return false;
    }
    packed.at = local + LOCAL_BYTES + number(head + 26, 2) + number(head + 28, 2);
    if (packed.at + packed.left > directory->file_bytes) {
        return false;
    }
    switch (number(entry + 10, 2)) {
    case DEFLATED:
        return is_deflated_whole(&packed, row_bytes);
    case STORED:
        return is_stored_whole(&packed, row_bytes);
    default:
        return false;
    }
}

/* Reads the directory where the file's last record says it is. */
static bool read_directory(struct directory *directory)
{
    unsigned char end[END_BYTES];
    struct stat info;
    if (fstat(directory->fd, &info) != 0 || info.st_size < END_BYTES) {
        return false;
    }
    directory->file_bytes = (uint64_t)info.st_size;
    if (!rf_read_at(directory->fd, directory->file_bytes - END_BYTES, end, END_BYTES) ||
        memcmp(end, "PK\5\6", 4) != 0) {
        return false;
    }
    size_t n = number(end + 12, 4);
    uint64_t at = number(end + 16, 4);
    directory->count = number(end + 10, 2);
    if (at + n > directory->file_bytes) {
        return false;
    }
    return rf_read_all(directory->fd, at, n, &directory->entries);
}

/* Every entry of the directory in turn; the sheets come in their order, and all of them.
 */
static bool are_parts_whole(const struct directory *directory,
                            const struct rf_xlsx_rows *rows)
{
    const unsigned char *entry = (const unsigned char *)directory->entries.p;
    size_t left = directory->entries.n, found = 0;
    for (size_t i = 0; i < directory->count; i++) {
        if (left < ENTRY_BYTES || memcmp(entry, "PK\1\2", 4) != 0) {
            return false;
        }
        size_t name = number(entry + 28, 2);
        size_t n = ENTRY_BYTES + name + number(entry + 30, 2) + number(entry + 32, 2);
        if (n > left || !is_part_whole(directory, entry,
                                       rows_of((const char *)entry + ENTRY_BYTES, name,
                                               rows, &found))) {
            return false;
        }
        entry += n;
        left -= n;
    }
    return directory->count > 0 && found == rows->count;
}

bool rf_xlsx_is_whole(int fd, const struct rf_xlsx_rows *rows)
{
    struct directory directory = {.fd = fd};
    bool is_whole = read_directory(&directory) && are_parts_whole(&directory, rows);
    rf_buf_clear(&directory.entries);
    return is_whole;
}
