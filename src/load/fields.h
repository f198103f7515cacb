/* Fields: a table of rows a kind of document, and one reader a kind of value (load).
 * Adding a field is a member in the model and a row in a table. */
#ifndef RF_LOAD_FIELDS_H
#define RF_LOAD_FIELDS_H

#include "load/loader.h"

/* Reads value into *member. It reports what is not of its kind and then leaves *member as
 * it was. Returns false then. */
typedef bool rf_field_reader(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more);

struct rf_field {
    const char *key;
    rf_field_reader *read;
    size_t offset;    /* of the member within the object */
    const void *more; /* what the reader wants to know besides: a word list, the size of
                         an element … */
    bool is_required; /* missing-field, unless the value is given */
};

/* Makes every member of a zeroed object absent: "" for text, -1 for times. rf_fields_read
 * does it too. */
void rf_fields_prepare(void *object, const struct rf_field *const tables[]);

/* Reads every field of map into object by the rows (key NULL at the end) of up to three
 * tables. Unknown fields are reported with the nearest known one. what names the thing in
 * messages: "the agenda", "an item". False where something was wrong. */
bool rf_fields_read(struct rf_loader *loader, const struct rf_yaml *map, void *object,
                    const char *what, const struct rf_field *const tables[]);

/* ---- Readers of the kinds of format.md section 3; `more` in brackets ---- */
rf_field_reader rf_read_text;     /* struct referat_text */
rf_field_reader rf_read_prose;    /* struct referat_prose */
rf_field_reader rf_read_raw;      /* struct referat_raw */
rf_field_reader rf_read_date;     /* struct referat_date: a whole date */
rf_field_reader rf_read_month;    /* struct referat_date: a date or a month */
rf_field_reader rf_read_clock;    /* struct referat_time_range: start_min */
rf_field_reader rf_read_range;    /* struct referat_time_range */
rf_field_reader rf_read_duration; /* struct referat_minutes_count */
rf_field_reader rf_read_number;   /* int, 1 or more */
rf_field_reader rf_read_bool;   /* bool: true, false, yes, no, and the language's words */
rf_field_reader rf_read_person; /* struct referat_person */
rf_field_reader rf_read_persons;     /* struct referat_persons: one or a list */
rf_field_reader rf_read_lines;       /* struct referat_lines: one or a list */
rf_field_reader rf_read_word;        /* an enum (int) [struct rf_words] */
rf_field_reader rf_read_item_ref;    /* struct referat_item_ref */
rf_field_reader rf_read_meeting_ref; /* struct referat_meeting_ref */
rf_field_reader rf_read_ignored;     /* nothing: read elsewhere */

/* A word list: the canonical English terms (NULL at the end, "" for values that cannot be
 * written), and where the language keeps its own words for them, by offset into struct
 * rf_lang. */
struct rf_words {
    const char *const *(*terms)(void);
    size_t lang_offset;
    const char *what; /* "an outcome" */
    size_t
        synonyms_offset; /* of the words that people type for them; 0: none are known */
};

/* What a word prints that is none of ours but means one and is a sentence of its own,
 * "vedtaget": "Vedtaget."; NULL: the sentence of ours. */
const char *rf_word_sentence(const struct rf_loader *loader, const struct rf_words *words,
                             const char *s);

/* Lists: fills *count and returns an array of count objects of size_bytes; a single value
 * is a list of one. */
void *rf_read_list(struct rf_loader *loader, const struct rf_yaml *value,
                   size_t size_bytes, size_t *count, rf_field_reader *read,
                   const void *more);

/* Prepares Markdown of a scalar, with the place of every line. */
struct rf_markdown rf_scalar_markdown(struct rf_loader *loader,
                                      const struct rf_yaml *scalar);

/* Reports bad-value: "'X' is not WHAT", with a hint that shows the accepted form. Returns
 * false. */
bool rf_bad_value(struct rf_loader *loader, const struct rf_yaml *value, const char *what,
                  const char *hint);

/* True where a scalar is `none` or "-". */
bool rf_is_none(const struct rf_yaml *value);

/* A copy of a text in another place: the same inlines and span. */
struct referat_text rf_text_of(struct rf_loader *loader, const char *plain,
                               struct referat_span span);

#endif
