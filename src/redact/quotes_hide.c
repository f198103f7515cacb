/* Messages without what is closed (redact).
 *
 * What a finding says of a closed part is left out where it is made (mask.c). This is for
 * what remains: an open line that quotes something closed, the name of a file, an id that
 * is suggested. It works on the text as it goes out, so nothing is forgotten. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
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
    if (s->count == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : 16;
        s->list = realloc(s->list, s->capacity * sizeof *s->list);
        if (!s->list) {
            rf_out_of_memory();
        }
    }
    s->list[s->count++] = (struct hidden){from, to, origin};
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

/* Of those that stand at a place the longest. */
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

/* Whether what stands before and behind a name makes it that: a file's name ends a path,
 * ids and titles are quoted. -1: the messages begin or end there. */
static bool is_name(enum rf_hidden_name kind, int before, int behind)
{
    switch (kind) {
    case RF_HIDDEN_FILE:
        return (before < 0 || is_one_of(before, "/'\" \n")) &&
               (behind < 0 || is_one_of(behind, "'\": ,\n"));
    case RF_HIDDEN_ID:
        return is_one_of(before, "'/") && is_one_of(behind, "'/");
    case RF_HIDDEN_TITLE:
        return before == '\'' && behind == '\'';
    case RF_HIDDEN_PERSON:
        return !is_word(before) && !is_word(behind);
    }
    return false;
}

static void find_name(struct search *s, enum rf_hidden_name kind, const char *origin,
                      const char *name)
{
    size_t n = strlen(name);
    const char *at = s->text, *end = s->text + s->n;
    while (n && (at = memmem(at, (size_t)(end - at), name, n)) != NULL) {
        int before = at > s->text ? (unsigned char)at[-1] : -1;
        int behind = at + n < end ? (unsigned char)at[n] : -1;
        if (is_name(kind, before, behind)) {
            size_t from = (size_t)(at - s->text);
            add(s, from, from + n, origin);
        }
        at += n;
    }
}

static void find_names(struct search *s)
{
    const char *p = s->quotes->names.p, *end = p ? p + s->quotes->names.n : p;
    while (p < end) {
        enum rf_hidden_name kind = (enum rf_hidden_name)(unsigned char)*p++;
        const char *origin = rf_take_word(&p, end), *name = rf_take_word(&p, end);
        if (origin && name) {
            find_name(s, kind, origin, name);
        }
    }
}

/* ---- Lines ---- */

/* "   12 | text" of an excerpt, or "      |  ^~~" below it. */
static bool is_excerpt(const char *line, size_t n, bool is_marks)
{
    size_t i = 0;
    while (i < n && line[i] == ' ') {
        i++;
    }
    size_t digits = i;
    while (i < n && line[i] >= '0' && line[i] <= '9') {
        i++;
    }
    return i >= 5 && n - i >= 2 && memcmp(line + i, " |", 2) == 0 &&
           (digits == i) == is_marks;
}

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

/* Goes past what begins in [from, to); true where there is something. */
static bool skip(const struct search *s, size_t *next, size_t to)
{
    size_t first = *next;
    while (*next < s->count && s->list[*next].from < to) {
        ++*next;
    }
    return *next > first;
}

static void put_lines(const struct search *s, struct rf_buf *out)
{
    size_t next = 0;
    for (size_t from = 0, to; from < s->n; from = to) {
        to = end_of_line(s, from);
        bool has_hidden = next < s->count && s->list[next].from < to;
        if (has_hidden && is_excerpt(s->text + from, to - from, false)) {
            skip(s, &next, to);
            size_t end = end_of_line(s, to);
            to = is_excerpt(s->text + to, end - to, true) ? end : to;
        } else {
            put_line(s, &next, from, to, out);
        }
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
    free(s.list);
}
