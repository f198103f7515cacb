/* What lies in a ZIP file without being listed (leak_scan). PKWARE APPNOTE 4.3.
 *
 * Programs that save a document may append to its file: the old parts stay in it, and
 * the new directory does not name them. So every local header is found by its mark, and
 * those that lie within a listed part are passed over. libzip reads what a directory
 * lists; no library reads what none does, so a local header is read here. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/zip_hidden.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "leak_scan/readers.h"

enum {
    LOCAL_BYTES = 30, /* of a local header, before name and extra field */
    END_BYTES = 22,   /* of the record at the end, before its comment … */
    COMMENT_BYTES = 65535,
    STORED = 0, /* methods of packing … */
    DEFLATED = 8,
    ENCRYPTED = 1, /* … and a flag */
};

/* A number of so many bytes, the lowest first. */
static uint64_t number(const char *p, int bytes)
{
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | (unsigned char)p[i];
    }
    return value;
}

/* The record at the end of the file, or NULL. */
static const char *find_end(const char *p, size_t n)
{
    if (n < END_BYTES) {
        return NULL;
    }
    size_t lowest = n > END_BYTES + COMMENT_BYTES ? n - END_BYTES - COMMENT_BYTES : 0;
    for (size_t at = n - END_BYTES + 1; at-- > lowest;) {
        if (memcmp(p + at, "PK\5\6", 4) == 0) {
            return p + at;
        }
    }
    return NULL;
}

bool rf_look_ends_as_zip(const char *p, size_t n)
{
    return find_end(p, n) != NULL;
}

size_t rf_look_zip_start(const char *p, size_t n)
{
    const char *end = find_end(p, n);
    size_t at = end ? (size_t)(end - p) : 0;
    uint64_t directory = end ? number(end + 12, 4) + number(end + 16, 4) : 0;
    return directory < at ? (size_t)(at - directory) : 0;
}

/* How much of p[0..n) a local header takes; its bytes follow. */
static size_t head_bytes(const char *p)
{
    return (size_t)(LOCAL_BYTES + number(p + 26, 2) + number(p + 28, 2));
}

/* A stored part without bytes is nothing, whether or not it is listed. */
static bool is_empty(const char *header, size_t n)
{
    size_t head = head_bytes(header);
    bool has_size = number(header + 8, 2) != STORED || number(header + 18, 4) != 0;
    return !has_size && head + 2 <= n && memcmp(header + head, "PK", 2) == 0;
}

/* Looks into the part whose local header is given. Where its size stands after its bytes
 * (bit 3 of the flags), stored bytes end at the next mark of the archive. */
static bool look_at_unlisted(struct rf_looking *l, const char *header, size_t n)
{
    size_t head = head_bytes(header);
    uint64_t method = number(header + 8, 2), size = number(header + 18, 4);
    if (head > n) {
        return false;
    }
    const char *name =
        rf_arena_copy(l->arena, header + LOCAL_BYTES, (size_t)number(header + 26, 2));
    const char *data = header + head;
    size_t left = n - head;
    struct rf_buf bytes = {0};
    if (number(header + 6, 2) & ENCRYPTED || (method != STORED && method != DEFLATED)) {
        return rf_look_miss(
            l, rf_arena_join(
                   l->arena, name,
                   ": it is encrypted, or packed in a way that referat does not know",
                   NULL));
    }
    if (method == DEFLATED) {
        rf_look_inflate(l, data, left, -MAX_WBITS, &bytes, NULL);
    } else {
        const char *next = left ? memmem(data, left, "PK", 2) : NULL;
        size_t to_mark = next ? (size_t)(next - data) : left;
        rf_buf_add(&bytes, data, size && size < left ? (size_t)size : to_mark);
    }
    bool is_enough = bytes.n && rf_look_part(l, name, bytes.p, bytes.n, RF_PART_FILE);
    rf_buf_clear(&bytes);
    return is_enough;
}

bool rf_look_zip_hidden(struct rf_looking *l, const char *p, size_t n,
                        const struct rf_zip_stretch *listed, size_t count)
{
    size_t i = 0;
    bool is_enough = false;
    for (size_t at = 0; !is_enough && at < n && !l->is_full;) {
        const char *found = memmem(p + at, n - at, "PK\3\4", 4);
        if (!found || n - (size_t)(found - p) < LOCAL_BYTES) {
            break;
        }
        at = (size_t)(found - p);
        while (i < count && listed[i].end <= at) {
            i++;
        }
        if (i < count &&
            (listed[i].start <= at || listed[i].start == at + head_bytes(found))) {
            at = listed[i].end;
            continue;
        }
        bool is_part = !is_empty(found, n - at);
        if (is_part && !rf_look_may_open(l)) {
            break;
        }
        is_enough = is_part && look_at_unlisted(l, found, n - at);
        at += 4;
    }
    return is_enough;
}
