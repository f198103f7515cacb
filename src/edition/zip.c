/* The parts of a ZIP file in memory, found by its central directory (edition). PKWARE
 * APPNOTE 4.3. */
#include "edition/zip.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"

enum {
    LOCAL_BYTES = 30,     /* of a local header, before name and extra field */
    DIRECTORY_BYTES = 46, /* of a directory entry, likewise */
    END_BYTES = 22,       /* of the record at the end, before its comment */
    COMMENT_BYTES = 65535,
    LIMIT_BYTES = 256 * 1024 * 1024, /* of all parts, unpacked: a second or two */
};

static uint32_t number(const char *p, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | (unsigned char)p[i];
    }
    return value;
}

bool rf_zip_is(const char *bytes, size_t n)
{
    return n >= END_BYTES && memcmp(bytes, "PK\3\4", 4) == 0;
}

/* The record at the end of the file, or NULL. */
static const char *find_end(const char *bytes, size_t n)
{
    size_t lowest = n > END_BYTES + COMMENT_BYTES ? n - END_BYTES - COMMENT_BYTES : 0;
    for (size_t at = n - END_BYTES + 1; at-- > lowest;) {
        if (memcmp(bytes + at, "PK\5\6", 4) == 0) {
            return bytes + at;
        }
    }
    return NULL;
}

static bool inflate_part(const char *p, size_t n, size_t limit_bytes, struct rf_buf *out)
{
    enum { STEP = 64 * 1024 };
    z_stream z = {.next_in = (Bytef *)(uintptr_t)p, .avail_in = (uInt)n};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK) {
        return false;
    }
    int status = Z_OK;
    while (status == Z_OK && out->n < limit_bytes) {
        rf_buf_reserve(out, STEP);
        z.next_out = (Bytef *)out->p + out->n;
        z.avail_out = STEP;
        status = inflate(&z, Z_NO_FLUSH);
        out->n += STEP - z.avail_out;
    }
    inflateEnd(&z);
    return status == Z_STREAM_END;
}

/* Unpacks the part of a directory entry; false where it cannot be, or is larger. */
static bool unpack(const char *bytes, size_t n, const char *entry, size_t limit_bytes,
                   struct rf_buf *out)
{
    enum { STORED = 0, DEFLATED = 8 };
    size_t size = number(entry + 20, 4), at = number(entry + 42, 4);
    if (at > n || n - at < LOCAL_BYTES) {
        return false;
    }
    at += LOCAL_BYTES + number(bytes + at + 26, 2) + number(bytes + at + 28, 2);
    if (at > n || n - at < size) {
        return false;
    }
    switch (number(entry + 10, 2)) {
    case STORED:
        rf_buf_add(out, bytes + at, size);
        return true;
    case DEFLATED:
        return inflate_part(bytes + at, size, limit_bytes, out);
    default:
        return false;
    }
}

bool rf_zip_each(const char *bytes, size_t n,
                 bool (*visit)(void *data, const char *part, size_t part_bytes),
                 void *data, bool *is_whole)
{
    const char *end = find_end(bytes, n);
    struct rf_buf part = {0};
    bool is_found = false;
    size_t at = end ? number(end + 16, 4) : n, left_bytes = LIMIT_BYTES;
    *is_whole = end != NULL;
    while (!is_found && at <= n && n - at >= DIRECTORY_BYTES &&
           memcmp(bytes + at, "PK\1\2", 4) == 0) {
        const char *entry = bytes + at;
        size_t name_bytes = number(entry + 28, 2);
        size_t size =
            DIRECTORY_BYTES + name_bytes + number(entry + 30, 2) + number(entry + 32, 2);
        if (n - at < size) {
            *is_whole = false;
            break;
        }
        rf_buf_reset(&part);
        bool is_unpacked = unpack(bytes, n, entry, left_bytes, &part);
        *is_whole = *is_whole && is_unpacked;
        left_bytes -= part.n < left_bytes ? part.n : left_bytes;
        is_found = visit(data, entry + DIRECTORY_BYTES, name_bytes) ||
                   (is_unpacked && visit(data, part.p ? part.p : "", part.n));
        at += size;
    }
    rf_buf_clear(&part);
    return is_found;
}
