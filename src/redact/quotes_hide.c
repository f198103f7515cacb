/* Messages without what is closed (redact).
 *
 * The words of a finding about a closed part are replaced when it is masked
 * (mask_messages.c). This is for what remains: an open line that quotes something closed,
 * the name of a file, an id that is suggested. It works on the rendered text, just before
 * it is printed, so that no kind of message can be forgotten. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/list.h"
#include "redact/quotes.h"

/* A part of the messages that says what is closed. */
struct hidden {
    size_t from, to;
    const char *origin;
};

struct search {
    const struct rf_quotes *quotes;
    const char *text;
    size_t n;
    struct hidden *list;
    size_t count, capacity;
};

static void add(struct search *s, size_t from, size_t to, const char *origin)
{
    RF_LIST_ADD(NULL, s, (struct hidden){from, to, origin});
}

/* ---- Words ---- */

/* Colours part words, and invisible characters, which are shown as "<U+00AD>", do not:
 * both are written over, so that every place stays where it is. */
static void write_over(char *text, size_t n)
{
    static const char unseen[] = "\xc2\xad\xc2\xad\xc2\xad\xc2\xad";
    enum { SHOWN = sizeof unseen - 1 };
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\x1b') {
            for (; i < n && text[i] != 'm'; i++) {
                text[i] = ' ';
            }
            if (i < n) {
                text[i] = ' ';
            }
        } else if (n - i >= SHOWN && memcmp(text + i, "<U+", 3) == 0 &&
                   text[i + SHOWN - 1] == '>') {
            memcpy(text + i, unseen, SHOWN);
        }
    }
}

/* Finds quotables by their letters; of several at one word the longest. */
static void find_words(struct search *s)
{
    const struct rf_quotes *q = s->quotes;
    struct rf_folded f = {0};
    struct rf_buf copy = {0};
    rf_buf_add(&copy, s->text, s->n);
    write_over(copy.p, s->n);
    rf_fold_words(&f, copy.p, s->n);
    for (size_t i = 0; i < f.count; i++) {
        size_t last, longest = 0, found = 0;
        for (uint32_t number = 0; rf_quotes_next_at(q, &f, i, &number, &last);) {
            if (!q->is_excused[number - 1] && (!found || last > longest)) {
                found = number;
                longest = last;
            }
        }
        if (found) {
            add(s, f.words[i].from, f.words[longest].to, rf_quotes_origin(q, found - 1));
        }
    }
    rf_buf_clear(&copy);
    rf_folded_clear(&f);
}

/* ---- Names ---- */

static bool is_one_of(int c, const char *signs)
{
    return c != '\0' && strchr(signs, c);
}

static bool is_word(int c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') ||
           ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether the characters before and after a name make it that: a file's name ends a path,
 * ids and titles are quoted. -1: the messages begin or end there. */
static bool is_name(enum rf_hidden_name kind, int before, int after)
{
    switch (kind) {
    case RF_HIDDEN_FILE:
        return (before < 0 || is_one_of(before, "/'\" \n")) &&
               (after < 0 || is_one_of(after, "'\": ,\n"));
    case RF_HIDDEN_ID:
        return is_one_of(before, "'/") && is_one_of(after, "'/");
    case RF_HIDDEN_TITLE:
        return before == '\'' && after == '\'';
    case RF_HIDDEN_PERSON:
        return !is_word(before) && !is_word(after);
    }
    return false;
}

/* Finds every name of the list (rf_quotes_add_name) by its bytes. */
static void find_names(struct search *s)
{
    const char *p = s->quotes->names.p, *end = p ? p + s->quotes->names.n : p;
    const char *text_end = s->text + s->n;
    while (p < end) {
        enum rf_hidden_name kind = (enum rf_hidden_name)(unsigned char)*p++;
        const char *origin = rf_take_word(&p, end), *name = rf_take_word(&p, end);
        size_t n = origin && name ? strlen(name) : 0;
        const char *at = s->text;
        while (n && (at = memmem(at, (size_t)(text_end - at), name, n)) != NULL) {
            int before = at > s->text ? (unsigned char)at[-1] : -1;
            int after = at + n < text_end ? (unsigned char)at[n] : -1;
            if (is_name(kind, before, after)) {
                size_t from = (size_t)(at - s->text);
                add(s, from, from + n, origin);
            }
            at += n;
        }
    }
}

/* ---- Lines ---- */

/* "   12 | text" of an excerpt, or "      | ^~~" below it. */
static bool is_excerpt(const char *line, size_t n, bool is_marks)
{
    size_t blanks = 0;
    while (blanks < n && line[blanks] == ' ') {
        blanks++;
    }
    size_t i = blanks;
    while (i < n && line[i] >= '0' && line[i] <= '9') {
        i++;
    }
    if (is_marks) {
        return blanks >= 6 && blanks < n && line[blanks] == '|';
    }
    return i > blanks && i >= 5 && n - i >= 2 && memcmp(line + i, " |", 2) == 0;
}

/* Appends [from, to) with the origin in brackets for what is hidden. Hidden parts may
 * overlap: *next goes on with the first that begins after this line. */
static void put_line(const struct search *s, size_t *next, size_t from, size_t to,
                     struct rf_buf *out)
{
    size_t at = from;
    for (; *next < s->count && s->list[*next].from < to; ++*next) {
        const struct hidden *hidden = &s->list[*next];
        if (hidden->from >= at) {
            rf_buf_add(out, s->text + at, hidden->from - at);
            rf_buf_join(out, "[", hidden->origin, "]", NULL);
        }
        at = hidden->to > at ? hidden->to : at;
    }
    if (at < to) {
        rf_buf_add(out, s->text + at, to - at);
    }
}

static size_t end_of_line(const struct search *s, size_t from)
{
    const char *newline = memchr(s->text + from, '\n', s->n - from);
    return newline ? (size_t)(newline - s->text) + 1 : s->n;
}

/* Appends line by line. An excerpt is left out together with the carets below it: without
 * a part of its text these would point at nothing. */
static void put_lines(const struct search *s, struct rf_buf *out)
{
    size_t next = 0;
    for (size_t from = 0, to; from < s->n; from = to) {
        to = end_of_line(s, from);
        bool has_hidden = next < s->count && s->list[next].from < to;
        if (!has_hidden || !is_excerpt(s->text + from, to - from, false)) {
            put_line(s, &next, from, to, out);
            continue;
        }
        while (next < s->count && s->list[next].from < to) {
            next++;
        }
        size_t end = end_of_line(s, to);
        to = is_excerpt(s->text + to, end - to, true) ? end : to;
    }
}

static int compare(const void *a, const void *b)
{
    const struct hidden *x = a, *y = b;
    int order = (x->from > y->from) - (x->from < y->from);
    return order ? order : (y->to > x->to) - (y->to < x->to);
}

void rf_quotes_hide(const struct rf_quotes *quotes, const char *messages, size_t n,
                    struct rf_buf *out)
{
    struct search s = {.quotes = quotes, .text = messages, .n = n};
    if (n && (quotes->count || quotes->names.n)) {
        find_words(&s);
        find_names(&s);
    }
    if (s.count) {
        qsort(s.list, s.count, sizeof *s.list, compare);
        put_lines(&s, out);
    } else {
        rf_buf_add(out, messages, n);
    }
    RF_LIST_CLEAR(&s);
}
