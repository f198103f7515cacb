/* Characters of Unicode and their bytes, independent of any locale (base): decoded by RFC
 * 3629, classified by utf8proc.
 *
 * Every byte that is read is validated here once (rf_utf8_look), so this goes by blocks:
 * pass_blocks takes sixteen bytes at a step as long as all characters have one or two,
 * which in our languages is nearly always; what is left is decoded one by one. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/scan.h"

enum { FIRST_SHORT_LEAD = 0xC2, LAST_SHORT_LEAD = 0xDF }; /* of two bytes */

/* The length of the valid sequence at p, and its character; 0: none. RFC 3629: no
 * overlong forms, no surrogates, nothing above U+10FFFF. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *c)
{
    if (p[0] < 0x80) {
        *c = p[0];
        return 1;
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF && n >= 2 && rf_utf8_is_tail(p[1])) {
        *c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if ((p[0] & 0xF0) == 0xE0 && n >= 3 && rf_utf8_is_tail(p[1]) &&
        rf_utf8_is_tail(p[2])) {
        *c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return *c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF) ? 3 : 0;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4 && n >= 4 && rf_utf8_is_tail(p[1]) &&
        rf_utf8_is_tail(p[2]) && rf_utf8_is_tail(p[3])) {
        *c = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
             (p[3] & 0x3Fu);
        return *c >= 0x10000 && *c <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

uint32_t rf_utf8_next(const char *p, size_t n, size_t *size_bytes)
{
    uint32_t c = 0xFFFD;
    size_t size = sequence((const unsigned char *)p, n, &c);
    *size_bytes = size ? size : 1;
    return size ? c : 0xFFFD;
}

uint32_t rf_windows_1252(unsigned char byte)
{
    /* Those without a character keep the control character of Latin-1. */
    static const uint16_t characters[] = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
        0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    return byte >= 0x80 && byte <= 0x9F ? characters[byte - 0x80] : byte;
}

/* How many bytes at the start of a block, which begins with a character, are whole
 * characters of one or two bytes. After a lead byte a tail must follow and nowhere else,
 * so tails have to be the leads moved by one. A lead in the block's last byte moves to
 * bit 16, beyond the mask: its character is left for the next block. */
static size_t short_characters(rf_scan_block block)
{
    unsigned beyond = rf_scan_mask((rf_scan_block)(block >= 0x80));
    unsigned leads = rf_scan_mask(
        (rf_scan_block)(block - FIRST_SHORT_LEAD <= LAST_SHORT_LEAD - FIRST_SHORT_LEAD));
    unsigned tails = rf_scan_mask((rf_scan_block)((block & 0xC0) == 0x80));
    unsigned after = leads << 1;
    size_t n = rf_scan_first((beyond ^ (leads | tails)) | ((tails ^ after) & 0xFFFF));
    return n - (after >> n & 1);
}

/* The bytes of a block that may begin a suspect character: C0 but newline, DEL, and the
 * lead byte of C1. */
static rf_scan_block suspects(rf_scan_block block)
{
    return (rf_scan_block)(((block < 0x20) & ~(block == '\n')) | (block == 0x7F) |
                           (block == FIRST_SHORT_LEAD));
}

static bool is_suspect(uint32_t c)
{
    return (c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0xBF) || rf_is_bidi_control(c) ||
           rf_is_noncharacter(c);
}

/* Goes on from i, where a character begins, over whole blocks that have only characters
 * of one or two bytes; returns where the first character after them begins. Bytes that
 * may begin a suspect character are added to *found. */
static size_t pass_blocks(const unsigned char *p, size_t i, size_t n,
                          rf_scan_block *found)
{
    unsigned carry = 0; /* 1: the last byte of the block before is a lead */
    for (; i + RF_SCAN_BLOCK <= n; i += RF_SCAN_BLOCK) {
        rf_scan_block block = rf_scan_load(p + i);
        *found |= suspects(block);
        unsigned beyond = rf_scan_mask((rf_scan_block)(block >= 0x80));
        unsigned leads =
            rf_scan_mask((rf_scan_block)(block - FIRST_SHORT_LEAD <=
                                         LAST_SHORT_LEAD - FIRST_SHORT_LEAD));
        unsigned tails = rf_scan_mask((rf_scan_block)((block & 0xC0) == 0x80));
        if (beyond != (leads | tails) || tails != ((leads << 1 | carry) & 0xFFFF)) {
            break;
        }
        carry = leads >> (RF_SCAN_BLOCK - 1);
    }
    return i - carry;
}

size_t rf_utf8_look(const char *s, size_t n, bool *has_suspects)
{
    const unsigned char *p = (const unsigned char *)s;
    rf_scan_block found = rf_scan_fill(0);
    size_t i = 0;
    *has_suspects = false;
    while ((i = pass_blocks(p, i, n, &found)) < n) {
        i += n - i >= RF_SCAN_BLOCK ? short_characters(rf_scan_load(p + i)) : 0;
        for (bool is_alone = true; i < n && is_alone;) {
            uint32_t c;
            size_t size = sequence(p + i, n - i, &c);
            if (!size) {
                return i;
            }
            *has_suspects = *has_suspects || is_suspect(c);
            i += size;
            is_alone = n - i < RF_SCAN_BLOCK || p[i] > LAST_SHORT_LEAD;
        }
    }
    *has_suspects = *has_suspects || rf_scan_mask((rf_scan_block)(found != 0));
    return n;
}

size_t rf_utf8_valid(const char *s, size_t n)
{
    bool has_suspects;
    return rf_utf8_look(s, n, &has_suspects);
}

uint32_t rf_small_letter(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

void rf_utf8_put(struct rf_buf *out, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    rf_buf_add(out, (const char *)bytes, (size_t)n);
}

void rf_utf8_put_clean(struct rf_buf *out, const char *s)
{
    for (size_t n = strlen(s), i = 0, size; i < n; i += size) {
        rf_utf8_put(out, rf_utf8_next(s + i, n - i, &size));
    }
}

size_t rf_utf8_count(const char *p, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += !rf_utf8_is_tail((unsigned char)p[i]);
    }
    return count;
}

void rf_utf8_put_base(struct rf_buf *out, uint32_t c)
{
    enum { MOST = 32 }; /* that one character decomposes to: 18, in Unicode 15 */
    utf8proc_int32_t parts[MOST];
    if (c < 0x80) {
        if (rf_is_word(c)) {
            rf_buf_char(out, rf_ascii_lower((char)c));
        }
        return;
    }
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, MOST,
        (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                            UTF8PROC_STRIPMARK),
        &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < MOST; i++) {
        if (rf_is_word((uint32_t)parts[i])) {
            rf_utf8_put(out, (uint32_t)parts[i]);
        }
    }
}

void rf_utf8_put_form(struct rf_buf *out, uint32_t c, bool ignores_case)
{
    enum { MOST = 32 };
    utf8proc_int32_t parts[MOST];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, MOST,
        (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE |
                            (ignores_case ? UTF8PROC_CASEFOLD : 0)),
        &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < MOST; i++) {
        rf_utf8_put(out, rf_is_space((uint32_t)parts[i]) ? ' ' : (uint32_t)parts[i]);
    }
}

int rf_utf8_width(uint32_t c)
{
    return c < 0x7F && c >= 0x20 ? 1 : utf8proc_charwidth((utf8proc_int32_t)c);
}

bool rf_is_space(uint32_t c)
{
    if (c < 0x80) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool rf_is_bidi_control(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool rf_is_noncharacter(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool rf_is_word(uint32_t c)
{
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool rf_is_lower(uint32_t c)
{
    return utf8proc_toupper((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
}

/* Unicode keeps the ten digits of a script together and in order, so that the value
 * follows from how many of them stand in front of one. */
int rf_decimal_digit(uint32_t c)
{
    if (c < 0x80) {
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    }
    int before = -1;
    while (before < 0x80 &&
           utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND) {
        before++;
        c--;
    }
    return before < 0 ? -1 : before % 10;
}

bool rf_is_dash(uint32_t c)
{
    static const uint32_t others[] = {0x2D7, 0x2043, 0x207B, 0x208B, 0x2212, 0x2796};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (c == others[i]) {
            return true;
        }
    }
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_PD;
}

bool rf_is_unseen(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
           category == UTF8PROC_CATEGORY_CF;
}
