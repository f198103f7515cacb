/* What lies in a ZIP file without being listed (leak_scan). PKWARE APPNOTE 4.3.
 *
 * Programs that save a document may append to its file: the old parts stay in it, and
 * the new directory does not name them. So every local header is found by its mark, and
 * those that lie within a listed part are passed over. The directory is read here
 * because libzip gives no places. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/zip_hidden.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "leak_scan/readers.h"

enum {
    LOCAL_BYTES = 30,     /* of a local header, before name and extra field */
    DIRECTORY_BYTES = 46, /* of a directory entry, likewise */
    END_BYTES = 22,       /* of the record at the end, before its comment */
    LOCATOR_BYTES = 20,   /* of ZIP64's, in front of that */
    LONG_END_BYTES = 56,  /* of ZIP64's record at the end */
    COMMENT_BYTES = 65535,
};

/* One listed part: its header and packed bytes are p[start..end). */
struct stretch {
    size_t start, end;
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

/* ---- What is listed ---- */

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

/* Where the directory begins, and by how much the places it names are too low: something
 * may stand in front of the archive. n: nowhere. */
static size_t find_directory(const char *p, size_t n, size_t *shift)
{
    const char *end = find_end(p, n);
    if (!end) {
        return n;
    }
    size_t at = (size_t)(end - p);
    uint64_t size = number(end + 12, 4), start = number(end + 16, 4);
    if (at >= LOCATOR_BYTES + LONG_END_BYTES &&
        memcmp(end - LOCATOR_BYTES, "PK\6\7", 4) == 0 &&
        memcmp(end - LOCATOR_BYTES - LONG_END_BYTES, "PK\6\6", 4) == 0) {
        at -= LOCATOR_BYTES + LONG_END_BYTES;
        size = number(p + at + 40, 8);
        start = number(p + at + 48, 8);
    }
    if (size > at) {
        return n;
    }
    *shift = (size_t)(at - size - start);
    return (size_t)(at - size);
}

size_t rf_look_zip_start(const char *p, size_t n)
{
    size_t shift = 0;
    return find_directory(p, n, &shift) < n && shift < n ? shift : 0;
}

/* The place that an entry names, and how long its packed bytes are. In ZIP64 they stand
 * in an extra field, of which each has eight bytes where the entry itself has none. */
static void read_entry(const char *entry, uint64_t *start, uint64_t *packed)
{
    enum { ZIP64 = 1 };
    const uint64_t none = 0xFFFFFFFF;
    const char *extra = entry + DIRECTORY_BYTES + number(entry + 28, 2);
    size_t left = (size_t)number(entry + 30, 2);
    *packed = number(entry + 20, 4);
    *start = number(entry + 42, 4);
    while (left >= 4 && left - 4 >= number(extra + 2, 2)) {
        size_t size = (size_t)number(extra + 2, 2);
        size_t at = number(entry + 24, 4) == none ? 12 : 4;
        bool is_long = number(extra, 2) == ZIP64;
        if (is_long && *packed == none && at + 8 <= size + 4) {
            *packed = number(extra + at, 8);
            at += 8;
        }
        if (is_long && *start == none && at + 8 <= size + 4) {
            *start = number(extra + at, 8);
        }
        extra += size + 4;
        left -= size + 4;
    }
}

/* What of p[0..n) a listed part takes; empty where its header is not there. */
static struct stretch stretch_of(const char *p, size_t n, uint64_t start, uint64_t packed)
{
    struct stretch none = {0, 0};
    if (start > n || n - start < LOCAL_BYTES || memcmp(p + start, "PK\3\4", 4) != 0) {
        return none;
    }
    uint64_t head = LOCAL_BYTES + number(p + start + 26, 2) + number(p + start + 28, 2);
    uint64_t left = n - start;
    uint64_t size = head < left && packed < left - head ? head + packed : left;
    return (struct stretch){(size_t)start, (size_t)(start + size)};
}

static int by_start(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* Every listed part, in the order of their places, in arena. */
static struct stretch *list_parts(const char *p, size_t n, struct rf_arena *arena,
                                  size_t *count)
{
    size_t shift = 0, at = find_directory(p, n, &shift), most = 0;
    *count = 0;
    for (size_t i = at; i < n; most++) {
        const char *next = memmem(p + i, n - i, "PK\1\2", 4);
        i = next ? (size_t)(next - p) + DIRECTORY_BYTES : n;
    }
    struct stretch *list = RF_ARENA_NEW_ARRAY(arena, most + 1, struct stretch);
    while (at < n && n - at >= DIRECTORY_BYTES && memcmp(p + at, "PK\1\2", 4) == 0) {
        const char *entry = p + at;
        size_t size = (size_t)(DIRECTORY_BYTES + number(entry + 28, 2) +
                               number(entry + 30, 2) + number(entry + 32, 2));
        uint64_t start, packed;
        if (n - at < size || *count == most) {
            break;
        }
        read_entry(entry, &start, &packed);
        list[(*count)++] = stretch_of(p, n, start + shift, packed);
        at += size;
    }
    qsort(list, *count, sizeof *list, by_start);
    return list;
}

/* ---- What is not ---- */

/* Looks into the part whose local header is given. Where its size stands after its bytes
 * (bit 3 of the flags), stored bytes end at the next mark of the archive. */
static bool look_at_unlisted(struct rf_looking *l, const char *header, size_t n)
{
    enum { STORED = 0, DEFLATED = 8, ENCRYPTED = 1 };
    size_t head = (size_t)(LOCAL_BYTES + number(header + 26, 2) + number(header + 28, 2));
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

bool rf_look_zip_hidden(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_arena arena = {0};
    size_t count, next = 0;
    const struct stretch *list = list_parts(p, n, &arena, &count);
    bool is_enough = false;
    for (size_t at = 0; !is_enough && at < n && !l->is_full;) {
        const char *found = memmem(p + at, n - at, "PK\3\4", 4);
        if (!found || n - (size_t)(found - p) < LOCAL_BYTES) {
            break;
        }
        at = (size_t)(found - p);
        while (next < count && list[next].end <= at) {
            next++;
        }
        if (next < count && list[next].start <= at) {
            at = list[next].end;
            continue;
        }
        if (!rf_look_may_open(l)) {
            break;
        }
        is_enough = look_at_unlisted(l, found, n - at);
        at += 4;
    }
    rf_arena_clear(&arena);
    return is_enough;
}
