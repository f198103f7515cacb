/* What was probably meant by a date or a time (lang). A text is split into numbers and
 * words; a guess is made only where every piece has a place in it, because a wrong hint
 * is worse than none. */
#include "lang/guess.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"

/* ---- Dates ---- */

/* The numbers of a text, and its month where that is a word. */
struct pieces {
    int numbers[3];
    int digits[3];
    int count;
    int month;
    bool has_slash;
    bool has_more; /* there is something else, so it is not a date */
};

/* The month of that name, or of its first three letters, in any language; 0: none. */
static int month_named(struct rf_arena *arena, const char *word)
{
    const char *const *tags = rf_lang_tags();
    for (size_t t = 0; tags[t]; t++) {
        const struct rf_lang *lang = rf_lang_find(tags[t]);
        for (int i = 0; i < 12; i++) {
            const char *month = rf_fold(arena, lang->months[i]);
            size_t n = strlen(word);
            if (strcmp(month, word) == 0 || (n == 3 && strncmp(month, word, 3) == 0)) {
                return i + 1;
            }
        }
    }
    return 0;
}

/* Days of the week and small words, which do not change the date. */
static bool is_aside(struct rf_arena *arena, const char *word)
{
    static const char *const small[] = {"den", "d",  "der", "the", "of", "st", "nd",
                                        "rd",  "th", "am",  "on",  "kl", NULL};
    for (size_t i = 0; small[i]; i++) {
        if (strcmp(word, small[i]) == 0) {
            return true;
        }
    }
    const char *const *tags = rf_lang_tags();
    for (size_t t = 0; tags[t]; t++) {
        const struct rf_lang *lang = rf_lang_find(tags[t]);
        for (int i = 0; i < 7; i++) {
            if (rf_starts_with(word, rf_fold(arena, lang->weekdays[i]))) {
                return true;
            }
        }
    }
    return false;
}

static void take_number(struct pieces *p, const char *s, size_t n)
{
    if (p->count == 3 || n > 8) {
        p->has_more = true;
        return;
    }
    p->digits[p->count] = (int)n;
    p->numbers[p->count++] = atoi(s);
}

static struct pieces take_apart(struct rf_arena *arena, const char *text)
{
    struct pieces p = {0};
    const char *s = rf_fold(arena, text);
    while (*s) {
        size_t n = strspn(s, "0123456789");
        if (n) {
            take_number(&p, s, n);
            s += n;
            continue;
        }
        while (isalpha((unsigned char)s[n]) || (unsigned char)s[n] >= 0x80) {
            n++;
        }
        if (n) {
            const char *word = rf_arena_copy(arena, s, n);
            int month = month_named(arena, word);
            p.has_more = p.has_more || (month ? p.month != 0 : !is_aside(arena, word));
            p.month = month ? month : p.month;
            s += n;
            continue;
        }
        p.has_slash = p.has_slash || *s == '/';
        s++;
    }
    return p;
}

/* The place of the year, the number of four digits; -1: there is none. */
static int year_at(const struct pieces *p)
{
    for (int i = 0; i < p->count; i++) {
        if (p->digits[i] == 4) {
            return i;
        }
    }
    return -1;
}

static const char *iso(struct rf_arena *arena, int year, int month, int day)
{
    if (!rf_date_is_real(year, month, day)) {
        return NULL;
    }
    const struct referat_date date = {.year = year, .month = month, .day = day};
    char out[RF_ISO_DATE_SIZE];
    return rf_arena_string(arena, rf_date_iso(&date, out));
}

/* "3/2/2026": in English the month may come first, so both are suggested. */
static const char *either(struct rf_arena *arena, const struct rf_lang *lang,
                          const struct pieces *p, const char *day_first,
                          const char *month_first)
{
    bool is_english = strncmp(lang->tag, "en", 2) == 0;
    if (!day_first) {
        return month_first;
    }
    if (!is_english || !p->has_slash || !month_first ||
        strcmp(day_first, month_first) == 0) {
        return day_first;
    }
    return rf_arena_join(arena, day_first, " or ", month_first, NULL);
}

const char *rf_guess_date(struct rf_arena *arena, const struct rf_lang *lang,
                          const char *text)
{
    struct pieces p = take_apart(arena, text);
    const int *n = p.numbers;
    if (p.has_more) {
        return NULL;
    }
    if (p.count == 1 && p.digits[0] == 8 && !p.month) {
        return iso(arena, n[0] / 10000, n[0] / 100 % 100, n[0] % 100);
    }
    int at = year_at(&p);
    if (p.month && p.count == 2 && at >= 0) {
        return iso(arena, n[at], p.month, n[1 - at]);
    }
    if (p.month || p.count != 3 || at == 1) {
        return NULL;
    }
    if (at == 0) {
        return iso(arena, n[0], n[1], n[2]);
    }
    int year = at == 2 ? n[2] : p.digits[2] == 2 ? 2000 + n[2] : 0;
    return either(arena, lang, &p, iso(arena, year, n[1], n[0]),
                  iso(arena, year, n[0], n[1]));
}

const char *rf_guess_why_no_day(struct rf_arena *arena, const char *text)
{
    struct pieces p = take_apart(arena, text);
    if (p.has_more || p.month || p.count != 3 || p.digits[0] != 4) {
        return NULL;
    }
    int month = p.numbers[1], last = 31;
    if (month < 1 || month > 12) {
        return rf_arena_format(arena, "the months are 01 to 12, and there is no %02d",
                               month);
    }
    while (!rf_date_is_real(p.numbers[0], month, last) && last > 28) {
        last--;
    }
    return p.numbers[2] > last
               ? rf_arena_format(arena, "the last day of that month is %04d-%02d-%02d",
                                 p.numbers[0], month, last)
               : NULL;
}

/* A number of up to four digits at *s; -1: none. */
static int read_number(const char **s, size_t *digits)
{
    *s += strspn(*s, " -/.");
    *digits = strspn(*s, "0123456789");
    if (!*digits || *digits > 4) {
        return -1;
    }
    int number = atoi(*s);
    *s += *digits;
    return number;
}

/* The length of a word for "week" that s begins with, in any language, or 0. */
static size_t week_word(const char *s)
{
    static const char *const words[] = {"uge", "vecka", "week", "uke",
                                        "kw",  "woche", "w",    NULL};
    for (size_t i = 0; words[i]; i++) {
        if (rf_starts_with(s, words[i])) {
            return strlen(words[i]);
        }
    }
    return 0;
}

const char *rf_guess_week(struct rf_arena *arena, const char *text, int year)
{
    const char *s = rf_fold(arena, text);
    size_t digits = 0;
    int before = read_number(&s, &digits);
    bool has_year = before > 0 && digits == 4;
    s += strspn(s, " -/");
    size_t word = week_word(s);
    if (!word || (before >= 0 && !has_year)) {
        return NULL;
    }
    s += word;
    int week = read_number(&s, &digits);
    if (week < 1 || week > 53 || digits > 2) {
        return NULL;
    }
    int after = read_number(&s, &digits);
    has_year = has_year || (after > 0 && digits == 4);
    year = before > 0 ? before : after > 0 ? after : year;
    struct referat_date date;
    const char *written = rf_arena_format(arena, "%04d-W%02d", year, week);
    return year && !*s && (after < 0 || has_year) && rf_deadline_parse(written, &date)
               ? written
               : NULL;
}

/* ---- Times ---- */

/* Skips one of the words at s, and the spaces around it. */
static const char *skip(const char *s, const char *const *words)
{
    s += strspn(s, " \t");
    for (size_t i = 0; words[i]; i++) {
        if (rf_starts_with(s, words[i])) {
            s += strlen(words[i]);
            return s + strspn(s, " .\t");
        }
    }
    return s;
}

/* A time at *s: "kl. 16", "1600", "4 pm", "16h", "16.00 Uhr"; minutes, or -1. */
static int read_clock(const char **s, bool *is_afternoon)
{
    static const char *const before[] = {"klokken", "kl",   "um",  "at",
                                         "fra",     "from", "von", NULL};
    static const char *const clocks[] = {"uhr", "hours", "hrs", "h", NULL};
    static const char *const noon[] = {"p.m", "pm", NULL};
    static const char *const morning[] = {"a.m", "am", NULL};
    const char *p = skip(skip(*s, before), before);
    size_t n = strspn(p, "0123456789");
    if (!n || n == 3 || n > 4) {
        return -1;
    }
    int hours = atoi(p), minutes = 0;
    if (n == 4) {
        minutes = hours % 100;
        hours /= 100;
    }
    p += n;
    if (n < 3 && *p && strchr(":.,h", *p) && isdigit((unsigned char)p[1]) &&
        isdigit((unsigned char)p[2])) {
        minutes = atoi(p + 1);
        p += 3;
    }
    p = skip(p, clocks);
    const char *after = skip(p, noon);
    *is_afternoon = after != p;
    *s = skip(after, morning);
    hours += *is_afternoon && hours < 12 ? 12 : 0;
    return hours > 24 || minutes > 59 || hours * 60 + minutes > 1440
               ? -1
               : hours * 60 + minutes;
}

const char *rf_guess_clock(struct rf_arena *arena, const char *text)
{
    const char *s = rf_fold(arena, text);
    bool is_afternoon;
    int minutes = read_clock(&s, &is_afternoon);
    bool is_range = *s == '-' || (unsigned char)*s == 0xE2;
    if (minutes < 0 || (*s && !is_range)) {
        return NULL;
    }
    return rf_arena_format(arena, "%02d:%02d", minutes / 60, minutes % 60);
}

const char *rf_guess_range(struct rf_arena *arena, const char *text)
{
    static const char *const between[] = {
        "-",  "\xE2\x80\x93", "\xE2\x80\x94", "til", "till",
        "to", "bis",          "until",        "og",  NULL};
    const char *s = rf_fold(arena, text);
    bool starts_late, ends_late = false;
    int start = read_clock(&s, &starts_late);
    const char *end = start < 0 ? s : skip(s, between);
    /* "till" begins with "til" */
    end += end != s && *end == 'l';
    int last = end != s ? read_clock(&end, &ends_late) : -1;
    if (start < 0 || last < 0 || *end) {
        return NULL;
    }
    if (ends_late && !starts_late && start + 720 < last) { /* "4.00 to 6.00 p.m." */
        start += 720;
    }
    return rf_arena_format(arena, "%02d:%02d-%02d:%02d", start / 60, start % 60,
                           last / 60, last % 60);
}
