/* Dates, times, numbers and sentences in a language (lang). Each is a pattern of the
 * language whose {names} are filled in; nothing here depends on which language it is. */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/digits.h"
#include "base/utf8.h"
#include "lang/lang.h"

/* The value of the placeholder that *text begins with, "{name}", which is passed over; or
 * NULL. */
static const char *value_of(const char *const *pairs, const char **text)
{
    for (; *pairs; pairs += 2) {
        const char *name = pairs[0], *p = *text + 1;
        while (*name && *name == *p) {
            name++;
            p++;
        }
        if (!*name && *p == '}') {
            *text = p + 1;
            return pairs[1];
        }
    }
    return NULL;
}

void rf_lang_fill(const char *text, const char *const *pairs, struct rf_buf *out)
{
    while (*text) {
        const char *value = *text == '{' ? value_of(pairs, &text) : NULL;
        if (value) {
            rf_buf_puts(out, value);
        } else {
            rf_buf_char(out, *text++);
        }
    }
}

static void fill_date(const char *pattern, const struct rf_lang *lang,
                      const struct referat_date *date, struct rf_buf *out)
{
    char day[12], month[12], year[12];
    assert(date->month >= 1 && date->month <= 12); /* an absent date has no words */
    rf_decimal(day, (unsigned)date->day, 1);
    rf_decimal(month, (unsigned)date->month, 1);
    rf_decimal(year, (unsigned)date->year, 1);
    const char *const pairs[] = {
        "d", day, "m", month, "y", year, "month", lang->months[date->month - 1], NULL};
    rf_lang_fill(pattern, pairs, out);
}

void rf_lang_date(const struct rf_lang *lang, const struct referat_date *date,
                  struct rf_buf *out)
{
    fill_date(date->day ? lang->date_pattern : lang->month_pattern, lang, date, out);
}

void rf_lang_when(const struct rf_lang *lang, const struct referat_date *date,
                  struct rf_buf *out)
{
    struct rf_buf plain = {0};
    rf_lang_date(lang, date, &plain);
    const char *const pairs[] = {"date", rf_buf_string(&plain), NULL};
    rf_lang_fill(lang->when_pattern, pairs, out);
    rf_buf_clear(&plain);
}

void rf_lang_join(const struct rf_lang *lang, size_t i, size_t count, struct rf_buf *out)
{
    if (i && i + 1 == count) {
        rf_buf_join(out, " ", lang->and_word, " ", NULL);
    } else if (i) {
        rf_buf_puts(out, ", ");
    }
}

/* A label of one word is small within a sentence, as "punkt"; one of capitals, "TOP", and
 * those of a language whose nouns have one stay as they are. */
static void put_in_sentence(const struct rf_lang *lang, const char *label,
                            struct rf_buf *out)
{
    size_t n = strlen(label), size, next_size = 0;
    uint32_t first = rf_utf8_next(label, n, &size);
    uint32_t next = n > size ? rf_utf8_next(label + size, n - size, &next_size) : ' ';
    bool is_abbreviation = next != rf_small_letter(next);
    if (n && !lang->keeps_capitals && !is_abbreviation) {
        rf_utf8_put(out, rf_small_letter(first));
        label += size;
    }
    rf_buf_puts(out, label);
}

bool rf_number_has_word(const char *number)
{
    return strchr(number, ' ') && !(*number >= '0' && *number <= '9');
}

void rf_lang_item(const struct referat_series *series, const char *number,
                  struct rf_buf *out)
{
    if (!rf_number_has_word(number)) {
        put_in_sentence(rf_lang_of(series), rf_label(series, RF_LABEL_ITEM), out);
        rf_buf_puts(out, " ");
    }
    rf_buf_puts(out, number);
}

bool rf_lang_is_checker(const struct rf_lang *lang, const char *role)
{
    return lang->checker && strncasecmp(role, lang->checker, strlen(lang->checker)) == 0;
}

void rf_lang_deadline(const struct rf_lang *lang, const struct referat_date *due,
                      const char *written, struct rf_buf *out)
{
    int year, week;
    if (written && rf_week_parse(written, &year, &week)) {
        char w[12], y[12];
        rf_decimal(w, (unsigned)week, 1);
        rf_decimal(y, (unsigned)year, 1);
        const char *const pairs[] = {"w", w, "y", y, NULL};
        rf_lang_fill(lang->week_pattern, pairs, out);
    } else if (due->year) {
        rf_lang_date(lang, due, out);
    } else {
        rf_buf_puts(out, written ? written : "");
    }
}

void rf_lang_numeric_date(const struct rf_lang *lang, const struct referat_date *date,
                          struct rf_buf *out)
{
    fill_date(date->day ? lang->numeric_date_pattern : lang->month_pattern, lang, date,
              out);
}

void rf_lang_weekday_date(const struct rf_lang *lang, const struct referat_date *date,
                          struct rf_buf *out)
{
    struct rf_buf plain = {0};
    rf_lang_date(lang, date, &plain);
    const char *const pairs[] = {"weekday", lang->weekdays[rf_date_weekday(date) - 1],
                                 "date", rf_buf_string(&plain), NULL};
    rf_lang_fill(lang->weekday_pattern, pairs, out);
    rf_buf_clear(&plain);
}

void rf_lang_meeting_title(const struct rf_lang *lang, const char *body,
                           const struct referat_date *date, struct rf_buf *out)
{
    rf_buf_puts(out, body);
    if (date->year) {
        rf_buf_puts(out, *body ? " " : "");
        rf_lang_date(lang, date, out);
    }
}

enum { CLOCK_SIZE = 16 };

static const char *clock_text(const struct rf_lang *lang, int minutes, char *text)
{
    unsigned of_day = (unsigned)minutes % 1440;
    /* The end of a day is 24.00 where it is meant as such. */
    if (minutes == 1440) {
        of_day = 1440;
    }
    char *p = rf_decimal(text, of_day / 60, 2);
    *p++ = lang->clock_separator;
    rf_decimal(p, of_day % 60, 2);
    return text;
}

void rf_lang_clock(const struct rf_lang *lang, int minutes, struct rf_buf *out)
{
    char text[CLOCK_SIZE];
    rf_buf_puts(out, clock_text(lang, minutes, text));
}

void rf_lang_time(const struct rf_lang *lang, int minutes, struct rf_buf *out)
{
    char text[CLOCK_SIZE];
    const char *const pairs[] = {"time", clock_text(lang, minutes, text), NULL};
    rf_lang_fill(lang->clock_pattern, pairs, out);
}

void rf_lang_range(const struct rf_lang *lang, int start_min, int end_min,
                   struct rf_buf *out)
{
    char from[CLOCK_SIZE], to[CLOCK_SIZE];
    const char *const pairs[] = {"from", clock_text(lang, start_min, from), "to",
                                 clock_text(lang, end_min, to), NULL};
    rf_lang_fill(lang->range_pattern, pairs, out);
}

void rf_lang_number(const struct rf_lang *lang, long long value, struct rf_buf *out)
{
    char text[RF_DIGITS_SIZE];
    const char *digits = rf_digits(text, value < 0 ? 0ULL - (unsigned long long)value
                                                   : (unsigned long long)value);
    if (value < 0) {
        rf_buf_puts(out, "−");
    }
    for (size_t i = 0, n = strlen(digits); i < n; i++) {
        if (i && (n - i) % 3 == 0) {
            rf_buf_puts(out, lang->thousands);
        }
        rf_buf_char(out, digits[i]);
    }
}

/* The body's own sentence; NULL: the language's. */
static const char *own_sentence(const struct referat_series *series,
                                enum referat_outcome outcome)
{
    return series && series->outcome_sentences ? series->outcome_sentences[outcome]
                                               : NULL;
}

const char *rf_outcome_sentence(const struct referat_series *series,
                                enum referat_outcome outcome)
{
    const char *own = own_sentence(series, outcome);
    return own ? own : rf_lang_of(series)->outcome_sentences[outcome];
}

const char *rf_outcome_to_sentence(const struct referat_series *series,
                                   enum referat_outcome outcome)
{
    return own_sentence(series, outcome)
               ? NULL
               : rf_lang_of(series)->outcome_to_sentences[outcome];
}

/* The sentence of an outcome, with its destination where there is one. */
static void put_outcome(const struct referat_series *series, enum referat_outcome outcome,
                        const char *to, struct rf_buf *out)
{
    const char *with_destination = rf_outcome_to_sentence(series, outcome);
    if (to && *to && with_destination) {
        const char *const pairs[] = {"to", to, NULL};
        rf_lang_fill(with_destination, pairs, out);
    } else {
        rf_buf_puts(out, rf_outcome_sentence(series, outcome));
    }
}

/* The sentence that a typed word prints, with the destination as the outcome's own
 * sentence adds it: "Henvist." and "Oversendt til {to}." make "Henvist til …". */
static void put_said(const struct referat_series *series, enum referat_outcome outcome,
                     const char *sentence, const char *to, struct rf_buf *out)
{
    const char *own = rf_outcome_sentence(series, outcome);
    const char *with_destination = rf_outcome_to_sentence(series, outcome);
    size_t n = strlen(own) ? strlen(own) - 1 : 0;
    if (!to || !*to || !with_destination) {
        rf_buf_puts(out, sentence);
    } else if (strncmp(with_destination, own, n) == 0) {
        const char *const pairs[] = {"to", to, NULL};
        rf_buf_add(out, sentence, strlen(sentence) - 1);
        rf_lang_fill(with_destination + n, pairs, out);
    } else {
        put_outcome(series, outcome, to, out);
    }
}

void rf_lang_decision(const struct referat_series *series,
                      const struct referat_decision *decision, struct rf_buf *out)
{
    struct rf_buf date = {0};
    const char *to = decision->to.given == REFERAT_GIVEN ? decision->to.plain : NULL;
    if (decision->to_date.year) {
        rf_lang_date(rf_lang_of(series), &decision->to_date, &date);
        to = rf_buf_string(&date);
    }
    if (decision->sentence && !own_sentence(series, decision->outcome)) {
        put_said(series, decision->outcome, decision->sentence, to, out);
    } else {
        put_outcome(series, decision->outcome, to, out);
    }
    rf_buf_clear(&date);
}
