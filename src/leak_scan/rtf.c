/* Rich Text Format 1.9: the text of all its groups, whatever they are for (leak_scan). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "leak_scan/readers.h"

enum { WORD_BYTES = 32, HEX_RUN = 128, DEPTH = 256 };

/* What a group begins with, and its own words change. */
struct group {
    unsigned char replaced; /* characters behind \uN that stand for it elsewhere (\ucN) */
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

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

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

/* \'e5 */
static void read_hex(struct rtf *r)
{
    int high = r->at + 1 < r->n ? hex_digit(r->p[r->at]) : -1;
    int low = high >= 0 ? hex_digit(r->p[r->at + 1]) : -1;
    if (low >= 0) {
        put(r, (char)(high << 4 | low));
        r->at += 2;
    }
}

static void put_unicode(struct rtf *r, uint32_t c)
{
    rf_utf8_put(&r->all, c);
    if (!r->groups[r->depth].is_aside) {
        rf_utf8_put(&r->main, c);
    }
    r->skipped = r->groups[r->depth].replaced;
}

/* "\deleted0" ends what "\deleted" begins. */
static void set_aside(struct rtf *r, const char *word, bool is_off)
{
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++) {
        if (strcmp(word, asides[i]) == 0) {
            r->groups[r->depth].is_aside = !is_off;
        }
    }
}

/* A word that changes nothing but how letters look ends no word of the text. */
static void obey(struct rtf *r, const char *word, long value, bool has_value)
{
    if (strcmp(word, "u") == 0) {
        put_unicode(r, (uint32_t)(value & 0xFFFF));
    } else if (strcmp(word, "uc") == 0) {
        r->groups[r->depth].replaced =
            value >= 0 && value < 16 ? (unsigned char)value : 1;
    } else if (strcmp(word, "bin") == 0 && value > 0) {
        size_t left = r->n - r->at;
        r->at += (size_t)value < left ? (size_t)value : left;
    } else {
        set_aside(r, word, has_value && value == 0);
    }
}

static void open_group(struct rtf *r)
{
    r->skipped = 0;
    if (r->depth + 1 == DEPTH) {
        r->beyond++;
        return;
    }
    r->groups[r->depth + 1] = r->groups[r->depth];
    r->depth++;
}

static void close_group(struct rtf *r)
{
    r->skipped = 0;
    if (r->beyond) {
        r->beyond--;
    } else if (r->depth) {
        r->depth--;
    }
}

/* What follows a backslash. */
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

static void read_backslash(struct rtf *r)
{
    char c = r->at < r->n ? r->p[r->at] : '\0';
    if (c == '\'') {
        r->at++;
        read_hex(r);
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

/* How many hexadecimal digits, line breaks between, stand at the place. */
static size_t hex_run(const struct rtf *r)
{
    size_t i = r->at;
    while (i < r->n && (hex_digit(r->p[i]) >= 0 || r->p[i] == '\r' || r->p[i] == '\n')) {
        i++;
    }
    return i - r->at;
}

/* A picture or an embedded file, in hexadecimal; "datastore" is the program's own. */
static bool look_at_object(struct rf_looking *l, struct rtf *r, size_t run)
{
    int high = -1;
    rf_buf_reset(&r->object);
    for (size_t end = r->at + run; r->at < end; r->at++) {
        int digit = hex_digit(r->p[r->at]);
        if (digit >= 0 && high >= 0) {
            rf_buf_char(&r->object, (char)(high << 4 | digit));
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        }
    }
    if (strcmp(r->word, "datastore") == 0) {
        return rf_look_raw(l, r->object.p, r->object.n);
    }
    return rf_look_part(l, "an embedded object", r->object.p, r->object.n, RF_PART_FILE);
}

/* Hexadecimal digits at the place: an object, or letters and digits of the text. */
static bool read_digits(struct rf_looking *l, struct rtf *r)
{
    size_t run = hex_run(r);
    if (run >= HEX_RUN) {
        return look_at_object(l, r, run);
    }
    for (size_t end = r->at + run; r->at < end; r->at++) {
        if (r->p[r->at] != '\r' && r->p[r->at] != '\n') {
            put(r, r->p[r->at]);
        }
    }
    return false;
}

static bool read_rtf(struct rf_looking *l, struct rtf *r)
{
    while (r->at < r->n) {
        char c = r->p[r->at];
        if (hex_digit(c) >= 0) {
            if (read_digits(l, r)) {
                return true;
            }
            continue;
        }
        r->at++;
        if (c == '\\') {
            read_backslash(r);
        } else if (c == '{') {
            open_group(r);
        } else if (c == '}') {
            close_group(r);
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
