/* Where a text has one of the series' abbreviations (render). */
#include "render/abbreviation.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

/* ---- Beginnings ---- */

/* The first bytes of abbreviations, and the second ones. */
struct leads {
    unsigned char low, high, next_low, next_high;
};

static void widen(unsigned char *low, unsigned char *high, unsigned char byte)
{
    *low = byte < *low ? byte : *low;
    *high = byte > *high ? byte : *high;
}

static bool is_next(const struct rf_abbreviations *list, unsigned char byte)
{
    return list->next[byte / 64] >> byte % 64 & 1;
}

static void add_next(struct rf_abbreviations *list, struct leads *leads,
                     unsigned char byte)
{
    enum { LAST = 0xFF };
    widen(&leads->next_low, &leads->next_high, byte);
    if (byte) {
        list->next[byte / 64] |= (uint64_t)1 << byte % 64;
    } else { /* it has one letter: anything may follow */
        leads->next_high = LAST;
        memset(list->next, 0xFF, sizeof list->next);
    }
}

static struct rf_scan_pair pair_of(const struct leads *leads)
{
    return (struct rf_scan_pair){rf_scan_range(leads->low, leads->high),
                                 rf_scan_range(leads->next_low, leads->next_high)};
}

struct rf_abbreviations rf_abbreviations_of(const struct referat_series *series)
{
    enum { ASCII = 0x7F, NONE = 0xFF }; /* which no text in UTF-8 holds */
    const struct leads none = {.low = NONE, .next_low = NONE};
    struct rf_abbreviations list = {.series = series};
    struct leads ascii = none, beyond = none;
    for (size_t i = 0; series && i < series->unit_count; i++) {
        const char *abbreviation = series->units[i].abbreviation;
        unsigned char first = (unsigned char)abbreviation[0];
        struct leads *leads = first <= ASCII ? &ascii : &beyond;
        widen(&leads->low, &leads->high, first);
        add_next(&list, leads, (unsigned char)abbreviation[1]);
    }
    ascii.high = ascii.high ? ascii.high : NONE; /* none begins so */
    beyond.high = beyond.high ? beyond.high : NONE;
    list.leads = (struct rf_scan_leads){pair_of(&ascii), pair_of(&beyond)};
    return list;
}

/* ---- Words ---- */

static const struct referat_unit *find_unit(const struct referat_series *series,
                                            const char *p, size_t n)
{
    size_t low = 0;
    size_t high = series->unit_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *name = series->units[middle].abbreviation;
        int order = strncmp(p, name, n);
        order = order ? order : -(name[n] != '\0');
        if (order == 0) {
            return &series->units[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

static size_t word_bytes(const char *p, size_t n)
{
    size_t i = 0;
    size_t size;
    while (i < n && rf_is_word(rf_utf8_next(p + i, n - i, &size))) {
        i += size;
    }
    return i;
}

/* True behind what belongs to no word, and at the beginning. */
static bool is_word_start(const char *p, size_t at)
{
    size_t start = at, size;
    while (start && ((unsigned char)p[--start] & 0xC0) == 0x80) {
    }
    return !at || !rf_is_word(rf_utf8_next(p + start, at - start, &size));
}

/* The first index from i on where an abbreviation may begin, or n. */
static size_t next_candidate(const struct rf_abbreviations *list, const char *p, size_t i,
                             size_t n)
{
    i = rf_scan_lead(&list->leads, p, i, n);
    while (i < n && !(is_next(list, i + 1 < n ? (unsigned char)p[i + 1] : 0) &&
                      is_word_start(p, i))) {
        i = rf_scan_lead(&list->leads, p, i + 1, n);
    }
    return i;
}

const struct referat_unit *rf_abbreviation_find(const struct rf_abbreviations *list,
                                                const char *p, size_t n, size_t from,
                                                size_t *at, size_t *size)
{
    bool has_any = list->series && list->series->unit_count;
    for (size_t i = has_any ? next_candidate(list, p, from, n) : n; i < n;
         i = next_candidate(list, p, i + *size, n)) {
        *size = word_bytes(p + i, n - i);
        const struct referat_unit *unit =
            *size ? find_unit(list->series, p + i, *size) : NULL;
        if (unit) {
            *at = i;
            return unit;
        }
        *size = *size ? *size : 1;
    }
    return NULL;
}
