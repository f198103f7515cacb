/* Texts and strings, in every way they may be read (leak_scan).
 *
 * A text is handed to see as it stands, then with each kind of escape undone, then with
 * all of them, layer by layer: a file does not say which of its signs are escapes, and a
 * wrong guess must not hide a text. */
#define _GNU_SOURCE /* memmem, strcasestr */
#include "leak_scan/internal.h"

#include <string.h>

#include "base/escape.h"
#include "base/str.h"

enum {
    LAYERS = 4,  /* of escapes within escapes: "&amp;aring;" has two */
    NESTING = 2, /* of markup within escapes within markup … */
    TEXT_ESCAPES = RF_ESCAPE_ENTITY | RF_ESCAPE_PERCENT | RF_ESCAPE_STRING,
};

static bool has(const struct rf_buf *text, char c)
{
    return text->n && memchr(text->p, c, text->n) != NULL;
}

/* ---- Strings ---- */

/* Says a string with its escapes of these kinds undone, if it has any. */
static bool say_undone(struct rf_looking *l, const struct rf_buf *text, unsigned kinds)
{
    struct rf_buf undone = {0};
    bool is_enough = rf_unescape(text->p, text->n, kinds, &undone) &&
                     rf_look_say(l, undone.p ? undone.p : "", undone.n);
    rf_buf_clear(&undone);
    return is_enough;
}

/* What is left when all kinds of escapes are undone may hold others. It may also be
 * markup that was written with escapes, as feeds and JSON have it. */
static bool say_layers(struct rf_looking *l, const struct rf_buf *text)
{
    struct rf_buf layers[2] = {{0}};
    bool is_enough = false;
    const struct rf_buf *from = text;
    for (unsigned i = 0; i < LAYERS && !is_enough; i++) {
        struct rf_buf *to = &layers[i % 2];
        rf_buf_reset(to);
        if (!rf_unescape(from->p, from->n, TEXT_ESCAPES, to) || !to->n) {
            break;
        }
        is_enough = rf_look_say(l, to->p, to->n);
        if (!is_enough && l->nesting < NESTING && has(to, '<')) {
            l->nesting++;
            is_enough = rf_look_markup(l, to->p, to->n);
            l->nesting--;
        }
        from = to;
    }
    rf_buf_clear(&layers[0]);
    rf_buf_clear(&layers[1]);
    return is_enough;
}

/* Each kind for itself too: a percent sign or a backslash may stand for itself, and what
 * follows it is then a part of a word. */
static bool say_escapes(struct rf_looking *l, const struct rf_buf *text)
{
    bool has_entity = has(text, '&'), has_percent = has(text, '%');
    bool has_backslash = has(text, '\\');
    if (!has_entity && !has_percent && !has_backslash) {
        return false;
    }
    bool is_mixed = has_entity + has_percent + has_backslash > 1;
    return (is_mixed && has_entity && say_undone(l, text, RF_ESCAPE_ENTITY)) ||
           (is_mixed && has_percent &&
            say_undone(l, text, RF_ESCAPE_ENTITY | RF_ESCAPE_PERCENT)) ||
           (is_mixed && has_backslash &&
            say_undone(l, text, RF_ESCAPE_ENTITY | RF_ESCAPE_STRING)) ||
           (has_backslash && say_undone(l, text, RF_ESCAPE_ENTITY | RF_ESCAPE_CSS)) ||
           say_layers(l, text);
}

/* An entity with its semicolon never stands for itself: letters of its name would be
 * taken for those of a word. */
bool rf_look_string(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf undone = {0};
    struct rf_buf text = {.p = (char *)(uintptr_t)p, .n = n};
    if (!l->look->see) {
        return false; /* a caller of read alone gets the text with its escapes */
    }
    if (has(&text, '&') && rf_unescape(p, n, RF_ESCAPE_CLOSED_ENTITY, &undone)) {
        text = undone;
    }
    bool is_enough = text.n && (rf_look_say(l, text.p, text.n) || say_escapes(l, &text));
    rf_buf_clear(&undone);
    return is_enough;
}

/* ---- UTF-8 that was taken for Windows-1252, and written as UTF-8 ("lejemÃ¥l") ---- */

/* Each character that is a byte of Windows-1252 becomes that byte again; U+0080 to U+009F
 * of that encoding lie beyond U+00FF. */
static bool say_twice_encoded(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf once = {0};
    if (n < 4 || !memmem(p, n, "\xC3\x83", 2)) { /* Ã */
        return false;
    }
    for (size_t i = 0, size; i < n; i += size) {
        uint32_t c = rf_utf8_next(p + i, n - i, &size), byte = c;
        for (unsigned high = 0x9F; c > 0xFF && high >= 0x80; high--) {
            byte = rf_windows_1252((unsigned char)high) == c ? high : byte;
        }
        if (size > 1 && byte && byte <= 0xFF) {
            rf_buf_char(&once, (char)byte);
        } else {
            rf_buf_add(&once, p + i, size);
        }
    }
    bool is_enough = rf_look_string(l, once.p, once.n);
    rf_buf_clear(&once);
    return is_enough;
}

/* ---- Texts ---- */

/* In cards, calendars and archived pages lines may be quoted-printable. */
static bool say_quoted_printable(struct rf_looking *l, const char *p, size_t n)
{
    static const char name[] = "QUOTED-PRINTABLE";
    struct rf_buf plain = {0};
    bool is_enough = false;
    for (size_t i = 0; i + sizeof name <= n; i++) {
        const char *q = memchr(p + i, '=', n - i);
        if (!q) {
            break;
        }
        i = (size_t)(q - p);
        if (n - i >= sizeof name && strncasecmp(q + 1, name, sizeof name - 1) == 0) {
            rf_look_quoted_printable(p, n, &plain);
            is_enough = rf_look_string(l, plain.p ? plain.p : "", plain.n);
            break;
        }
    }
    rf_buf_clear(&plain);
    return is_enough;
}

bool rf_look_text(struct rf_looking *l, const char *p, size_t n)
{
    if (l->look->read && n && !l->is_guess) {
        l->look->read(l->look->data, l->path, p, n);
    }
    bool has_tags = n && memchr(p, '<', n);
    bool is_markup = has_tags && rf_look_is_markup(p, n);
    if (n && memmem(p, n, "-----BEGIN PGP MESSAGE-----", 27)) {
        rf_look_miss(l, "it is encrypted");
    }
    return (!is_markup && rf_look_string(l, p, n)) ||
           (has_tags && rf_look_markup(l, p, n)) || say_twice_encoded(l, p, n) ||
           say_quoted_printable(l, p, n) || rf_look_base64(l, p, n);
}
