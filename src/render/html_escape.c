/* The four doors into HTML: every byte of text, attribute and URL goes through one of
 * them (render). Nearly all bytes of a page pass here unchanged, so they are copied a
 * block at a time while the same block is searched for what has to be escaped
 * (base/scan.h). */
#include "render/html_escape.h"

#include <stdbool.h>
#include <string.h>

#include "base/digits.h"
#include "base/scan.h"
#include "base/str.h"

/* One of two characters that differ in one bit: a comparison instead of two. */
#define IS_ONE_OF(c, one, other) (((c) | ((one) ^ (other))) == ((one) | (other)))

/* What is escaped or replaced: the characters with entities, what HTML forbids (C0 but
 * tab and newline, DEL), and the lead bytes of noncharacters (EF on). Those and C0 follow
 * each other where bytes begin anew: one comparison instead of two. */
#define IS_LOOKED_AT(c)                                                                  \
    (IS_ONE_OF(c, '&', '\'') | IS_ONE_OF(c, '<', '>') | ((c) == '"') |                   \
     ((c)-0xEF <= 0x1F + 0x100 - 0xEF) | ((c) == 0x7F))

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* The length of the character at p that HTML forbids, or 0: C0 but tab and newline, DEL,
 * noncharacters. */
static size_t forbidden_bytes(const unsigned char *p, size_t n)
{
    if ((*p < 0x20 && *p != '\t' && *p != '\n') || *p == 0x7f) {
        return 1;
    }
    size_t size = 0;
    bool is_none =
        *p >= 0xEF && rf_is_noncharacter(rf_utf8_next((const char *)p, n, &size));
    return is_none ? size : 0;
}

static const char *entity(char c, bool is_attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return is_attribute ? "&#39;" : NULL;
    default:
        return NULL;
    }
}

/* Copies a block; returns how many bytes, from before on, come before the first that is
 * looked at. */
static size_t copy_block(char *to, rf_scan_block block, unsigned before)
{
    memcpy(to, &block, sizeof block);
    return rf_scan_first(rf_scan_mask((rf_scan_block)(IS_LOOKED_AT(block))) >> before);
}

/* Copies what comes before the first byte that is looked at, and up to a block more;
 * returns its length. The last block is copied with what was in front of it. */
static size_t copy_blocks(char *to, const unsigned char *p, size_t n)
{
    size_t i = 0;
    for (; i + RF_SCAN_BLOCK <= n; i += RF_SCAN_BLOCK) {
        size_t at = copy_block(to + i, rf_scan_load(p + i), 0);
        if (at < RF_SCAN_BLOCK) {
            return i + at;
        }
    }
    if (i < n) {
        unsigned before;
        rf_scan_block last = rf_scan_last(p, i, n, &before);
        i += copy_block(to + i - before, last, before);
    }
    return i < n ? i : n;
}

/* Appends what comes before the first byte that is looked at; returns its length. There
 * is room for a block more, which copy_blocks may write. */
static size_t copy_plain(struct rf_buf *out, const char *s, size_t n)
{
    rf_buf_reserve(out, n + RF_SCAN_BLOCK);
    size_t plain = copy_blocks(out->p + out->n, (const unsigned char *)s, n);
    out->n += plain;
    return plain;
}

static void escape(struct rf_buf *out, const char *s, size_t n, bool is_attribute)
{
    for (size_t i = copy_plain(out, s, n); i < n; i += copy_plain(out, s + i, n - i)) {
        const char *instead = entity(s[i], is_attribute);
        size_t size = instead ? 1 : forbidden_bytes((const unsigned char *)s + i, n - i);
        if (instead || size) {
            rf_buf_puts(out, instead ? instead : replacement);
            i += size;
        } else {
            rf_buf_char(out, s[i++]);
        }
    }
}

void rf_html_text(struct rf_buf *out, const char *s)
{
    escape(out, s, strlen(s), false);
}

void rf_html_text_n(struct rf_buf *out, const char *s, size_t n)
{
    escape(out, s, n, false);
}

void rf_html_attribute(struct rf_buf *out, const char *s)
{
    escape(out, s, strlen(s), true);
}

/* What stands in a URL as it is: unreserved and reserved characters of RFC 3986 but those
 * that end an attribute, and "%", which began an escape already. */
static bool is_url_safe(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.+!*(),%#@?=;:/$~", c));
}

void rf_html_url(struct rf_buf *out, const char *s, size_t n)
{
    char coded[RF_PERCENT_BYTES];
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (is_url_safe(c)) {
            continue;
        }
        rf_buf_add(out, s + from, i - from);
        from = i + 1;
        if (c == '&') {
            rf_buf_puts(out, "&amp;");
        } else if (c == '\'') {
            rf_buf_puts(out, "&#x27;");
        } else {
            rf_percent(coded, c);
            rf_buf_add(out, coded, sizeof coded);
        }
    }
    rf_buf_add(out, s + from, n - from);
}

void rf_put_base64(struct rf_buf *out, const unsigned char *p, size_t n)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    rf_buf_reserve(out, (n + 2) / 3 * 4);
    for (size_t i = 0; i < n; i += 3) {
        unsigned bits = (unsigned)p[i] << 16;
        bits |= i + 1 < n ? (unsigned)p[i + 1] << 8 : 0;
        bits |= i + 2 < n ? (unsigned)p[i + 2] : 0;
        const char four[] = {digits[bits >> 18], digits[bits >> 12 & 63],
                             i + 1 < n ? digits[bits >> 6 & 63] : '=',
                             i + 2 < n ? digits[bits & 63] : '='};
        rf_buf_add(out, four, sizeof four);
    }
}

void rf_html_picture(struct rf_buf *out, const struct referat_image *image)
{
    rf_buf_printf(out, "data:%s;base64,", image->media_type);
    rf_put_base64(out, image->bytes, image->byte_count);
}
