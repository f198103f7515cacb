/* Fields: every kind of document has a table of rows, every kind of value a reader
 * (load).
 *
 * A row names the key as it is typed, the reader, and the member that the reader fills,
 * by its offset in the object. rf_fields_read walks a mapping and calls the readers; it
 * also reports keys that no row has, and required rows that no key has. So adding a field
 * is a member in the model and a row in a table.
 *
 * A list of objects is one row too: RF_ROWS says where the array and its count are and
 * how one element is read. */
#ifndef RF_LOAD_FIELDS_H
#define RF_LOAD_FIELDS_H

#include <stddef.h>

#include "load/loader.h"

/* Reads value into *member. A value of another kind is reported, *member stays as it was,
 * and false is returned. more is the row's. */
typedef bool rf_field_reader(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more);

struct rf_field {
    const char *key;
    rf_field_reader *read;
    size_t offset;    /* of the member within the object */
    const void *more; /* what the reader needs besides: a word list, an array … */
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
rf_field_reader rf_read_array;       /* the object itself [struct rf_array] */

/* enum referat_access [NULL, or the offset (size_t) from the member to a struct
 * referat_span that keeps where it was given]. A value that cannot be read closes: a
 * mistyped `access` never opens what was meant to be closed. */
rf_field_reader rf_read_access;

/* Where an array of objects and its count are in the object whose field they are, and how
 * one element is read. */
struct rf_array {
    size_t list_offset, count_offset;
    size_t size_bytes; /* of an element */
    rf_field_reader *read;
    const void *more;   /* for read */
    size_t span_offset; /* of the field's span in the object; 0: it keeps none */
};

/* The row of such a field; with the offset of its span in the object, and whether it is
 * required. */
#define RF_ROWS(key, read, type, list, count)                                            \
    RF_ROWS_AT(key, read, type, list, count, 0, false)
#define RF_ROWS_AT(key, read, type, list, count, span_offset, is_required)               \
    {                                                                                    \
        key, rf_read_array, 0, &(const struct rf_array){offsetof(type, list),            \
                                                        offsetof(type, count),           \
                                                        sizeof *((type *)0)->list,       \
                                                        read,                            \
                                                        NULL,                            \
                                                        span_offset},                    \
            is_required                                                                  \
    }

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

/* The sentence that an accepted synonym prints for itself ("vedtaget": "Vedtaget."); NULL
 * where our term's own sentence is printed (format.md section 6). */
const char *rf_word_sentence(const struct rf_loader *loader, const struct rf_words *words,
                             const char *s);

/* Reads a list: returns an array of *count objects of size_bytes. A single value is a
 * list of one; elements that cannot be read are left out. */
void *rf_read_list(struct rf_loader *loader, const struct rf_yaml *value,
                   size_t size_bytes, size_t *count, rf_field_reader *read,
                   const void *more);

/* The index of a scalar's text among words (NULL at the end); -1 where it is none of
 * them, or not a scalar. For settings whose few words are the same in every language. */
int rf_choice(const struct rf_yaml *value, const char *const *words);

/* The Markdown in a scalar, with the place of every line. */
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
