/* Rich Text Format 1.9: the text of all its groups, whatever they are for (leak_scan).
 *
 * Groups nest, and control words in a group hold to its end. The text is collected
 * twice: of every group, in the order of the file, and of those that a reader sees from
 * top to bottom, so that a note in the middle of a word hides neither. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/str.h"
#include "leak_scan/readers.h"

enum { WORD_BYTES = 32, HEX_RUN = 128, DEPTH = 256 };

/* What a group begins with, and its own words change. */
struct group {
    unsigned char replaced; /* characters after \uN that stand for it elsewhere (\ucN) */
    bool is_aside; /* it is no part of the text that is read from top to bottom */
};

struct rtf {
    const char *p;
    size_t n, at;
    struct rf_buf all;  /* text of every group … */
    struct rf_buf main; /* … of those that are not aside; UTF-8 and bytes as they are */
    struct rf_buf object;  /* bytes of the hexadecimal run at hand */
    char word[WORD_BYTES]; /* the last control word */
    struct group groups[DEPTH];
    unsigned depth; /* of the group at hand; those beyond DEPTH are like the last */
    unsigned beyond;
    unsigned skipped; /* characters still to come that stand for a \uN */
};

/* Groups that hold something else than the text. */
static const char *const asides[] = {
    "fonttbl",  "colortbl",   "stylesheet", "info",   "pict",      "fldinst",
    "footnote", "annotation", "xe",         "tc",     "bkmkstart", "bkmkend",
    "deleted",  "v",          "object",     "header", "footer",    "listtable"};

/* Appends a character of the text, unless it stands for a \uN that was read. */
static void put(struct rtf *r, char c)
{
    if (r->skipped) {
        r->skipped--;
        return;
    }
    rf_buf_char(&r->all, c);
    if (!r->groups[r->depth].is_aside) {
        rf_buf_char(&r->main, c);
    }
}

/* What a control word does to the text. One that changes nothing but how letters look
 * ends no word of it. "\deleted0" ends what "\deleted" begins. */
static void obey(struct rtf *r, const char *word, long value, bool has_value)
{
    struct group *group = &r->groups[r->depth];
    if (strcmp(word, "u") == 0) {
        uint32_t c = (uint32_t)(value & 0xFFFF);
        rf_utf8_put(&r->all, c);
        if (!group->is_aside) {
            rf_utf8_put(&r->main, c);
        }
        r->skipped = group->replaced;
    } else if (strcmp(word, "uc") == 0) {
        group->replaced = value >= 0 && value < 16 ? (unsigned char)value : 1;
    } else if (strcmp(word, "bin") == 0 && value > 0) {
        size_t left = r->n - r->at;
        r->at += (size_t)value < left ? (size_t)value : left;
    } else {
        for (size_t i = 0; i < sizeof asides / sizeof *asides; i++) {
            if (strcmp(word, asides[i]) == 0) {
                group->is_aside = !has_value || value != 0;
            }
        }
    }
}

/* Reads a control word, its number and the blank that ends it. */
static void read_word(struct rtf *r)
{
    size_t length = 0;
    while (r->at < r->n && ((r->p[r->at] | 0x20) >= 'a' && (r->p[r->at] | 0x20) <= 'z')) {
        if (length < WORD_BYTES - 1) {
            r->word[length++] = r->p[r->at];
        }
        r->at++;
    }
    r->word[length] = '\0';
    bool is_negative = r->at < r->n && r->p[r->at] == '-';
    r->at += is_negative;
    long value = 0;
    size_t digits = r->at;
    for (; r->at < r->n && r->p[r->at] >= '0' && r->p[r->at] <= '9'; r->at++) {
        value = value < 100000000 ? value * 10 + (r->p[r->at] - '0') : value;
    }
    bool has_value = r->at > digits;
    r->at += r->at < r->n && r->p[r->at] == ' ';
    obey(r, r->word, is_negative ? -value : value, has_value);
}

/* What follows a backslash: \'e5 is a byte, a word a command, anything else a character
 * or nothing; \* begins a group that readers may not know. */
static void read_backslash(struct rtf *r)
{
    char c = r->at < r->n ? r->p[r->at] : '\0';
    if (c == '\'') {
        r->at++;
        int high = r->at + 1 < r->n ? rf_hex_digit(r->p[r->at]) : -1;
        int low = high >= 0 ? rf_hex_digit(r->p[r->at + 1]) : -1;
        if (low >= 0) {
            put(r, (char)(high << 4 | low));
            r->at += 2;
        }
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
        read_word(r);
    } else {
        r->at += r->at < r->n;
        if (c == '\\' || c == '{' || c == '}') {
            put(r, c);
        } else if (c == '*') {
            r->groups[r->depth].is_aside = true;
        }
    }
}

/* A run of hexadecimal digits, line breaks between: a long one is a picture or an
 * embedded file ("datastore" is the program's own), a short one letters and digits of the
 * text. */
static bool read_digits(struct rf_looking *l, struct rtf *r)
{
    size_t end = r->at;
    while (end < r->n &&
           (rf_hex_digit(r->p[end]) >= 0 || r->p[end] == '\r' || r->p[end] == '\n')) {
        end++;
    }
    bool is_object = end - r->at >= HEX_RUN;
    int high = -1;
    rf_buf_reset(&r->object);
    for (; r->at < end; r->at++) {
        int digit = rf_hex_digit(r->p[r->at]);
        if (digit >= 0 && !is_object) {
            put(r, r->p[r->at]);
        } else if (digit >= 0 && high >= 0) {
            rf_buf_char(&r->object, (char)(high << 4 | digit));
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        }
    }
    if (is_object && strcmp(r->word, "datastore") == 0) {
        return rf_look_raw(l, r->object.p, r->object.n);
    }
    return is_object &&
           rf_look_part(l, "an embedded object", r->object.p, r->object.n, RF_PART_FILE);
}

/* Groups that lie too deep change the last one that there is room for. */
static bool read_rtf(struct rf_looking *l, struct rtf *r)
{
    while (r->at < r->n) {
        char c = r->p[r->at];
        if (rf_hex_digit(c) >= 0) {
            if (read_digits(l, r)) {
                return true;
            }
            continue;
        }
        r->at++;
        r->skipped = c == '{' || c == '}' ? 0 : r->skipped;
        if (c == '\\') {
            read_backslash(r);
        } else if (c == '{' && r->depth + 1 == DEPTH) {
            r->beyond++;
        } else if (c == '{') {
            r->groups[r->depth + 1] = r->groups[r->depth];
            r->depth++;
        } else if (c == '}' && r->beyond) {
            r->beyond--;
        } else if (c == '}') {
            r->depth -= r->depth > 0;
        } else if (c != '\r' && c != '\n') {
            put(r, c);
        }
    }
    return false;
}

bool rf_look_rtf(struct rf_looking *l, const char *p, size_t n)
{
    struct rtf r = {.p = p, .n = n, .groups = {{.replaced = 1}}};
    bool is_enough = false;
    if (rf_look_enter(l, RF_DOCUMENT)) {
        is_enough = read_rtf(l, &r);
        rf_look_leave(l, RF_DOCUMENT);
    }
    is_enough = is_enough || rf_look_encoded(l, r.all.p ? r.all.p : "", r.all.n) ||
                rf_look_encoded(l, r.main.p ? r.main.p : "", r.main.n) ||
                rf_look_string(l, p, n);
    rf_buf_clear(&r.all);
    rf_buf_clear(&r.main);
    rf_buf_clear(&r.object);
    return is_enough;
}
