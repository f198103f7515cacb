/* Where a text has one of the series' abbreviations (render). Every word of every page is
 * looked at, and few are abbreviations: a scan stops where the first byte and the byte
 * after it are those of some abbreviation, and only there the word is looked up. The scan
 * takes ranges of bytes; abbreviations that begin in ASCII and those that do not have
 * ranges of their own, so that one Å does not widen the range to all of it. */
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

static struct rf_scan_pair pair_of(const struct leads *leads)
{
    return (struct rf_scan_pair){rf_scan_range(leads->low, leads->high),
                                 rf_scan_range(leads->next_low, leads->next_high)};
}

struct rf_abbreviations rf_abbreviations_of(const struct referat_series *series)
{
    enum { ASCII = 0x7F, LAST = 0xFF, NONE = 0xFF }; /* no text in UTF-8 holds 0xFF */
    const struct leads none = {.low = NONE, .next_low = NONE};
    struct rf_abbreviations list = {.series = series};
    struct leads ascii = none, beyond = none;
    for (size_t i = 0; series && i < series->unit_count; i++) {
        const char *abbreviation = series->units[i].abbreviation;
        unsigned char first = (unsigned char)abbreviation[0];
        unsigned char next = (unsigned char)abbreviation[1];
        struct leads *leads = first <= ASCII ? &ascii : &beyond;
        widen(&leads->low, &leads->high, first);
        widen(&leads->next_low, &leads->next_high, next);
        if (next) {
            list.next[next / 64] |= (uint64_t)1 << next % 64;
        } else { /* an abbreviation of one letter: anything may follow */
            leads->next_high = LAST;
            memset(list.next, 0xFF, sizeof list.next);
        }
    }
    ascii.high = ascii.high ? ascii.high : NONE; /* no abbreviation begins so */
    beyond.high = beyond.high ? beyond.high : NONE;
    list.leads = (struct rf_scan_leads){pair_of(&ascii), pair_of(&beyond)};
    return list;
}

/* ---- Words ---- */

/* The unit that is called so, by bisection: units are sorted by abbreviation. */
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

/* True at the beginning, and after a character that belongs to no word. */
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
    for (; i < n; i = rf_scan_lead(&list->leads, p, i + 1, n)) {
        unsigned char next = i + 1 < n ? (unsigned char)p[i + 1] : 0;
        if ((list->next[next / 64] >> next % 64 & 1) && is_word_start(p, i)) {
            break;
        }
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
        size_t bytes;
        *size = 0;
        while (i + *size < n &&
               rf_is_word(rf_utf8_next(p + i + *size, n - i - *size, &bytes))) {
            *size += bytes;
        }
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
