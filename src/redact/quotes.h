/* Closed text that open places of a series hold (redact).
 *
 * The quotables of each meeting (quotable.h) are gathered while the series is compiled
 * (quotes_keep.c); when all of them are known, every open text is searched (quotes.c),
 * and messages are cleaned of what they would repeat (quotes_hide.c). Whether a text may
 * stand is decided over the whole series: a title that an open item or document of any
 * meeting has as well is no secret. */
#ifndef RF_REDACT_QUOTES_H
#define RF_REDACT_QUOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/list.h"
#include "diag/diag.h"
#include "redact/quotable.h"

/* The quotables of one meeting. */
struct rf_quotes_meeting {
    size_t order;      /* of its folder in the series */
    size_t first;      /* of them in the list; those of the next meeting follow */
    size_t origins_at; /* where what they are called begins */
};

/* What a name of something closed is, and so where messages may have it. */
enum rf_hidden_name {
    RF_HIDDEN_FILE = 'f',
    RF_HIDDEN_ID = 'i',
    RF_HIDDEN_TITLE = 't',
    RF_HIDDEN_PERSON = 'p',
};

/* Zeroed: empty. */
struct rf_quotes {
    struct rf_phrases phrases; /* of the series */
    struct rf_quotable *list;
    size_t count, capacity;
    RF_LIST(struct rf_quotes_meeting) meetings; /* that have some */
    struct rf_buf excuses;  /* texts that may stand, each with its NUL */
    struct rf_buf origins;  /* what messages call closed parts, likewise */
    struct rf_buf names;    /* of what is closed: the kind, the origin, the name */
    bool *is_excused;       /* by quotable: may stand; below: made by rf_quotes_index */
    uint32_t *table, *next; /* by the digests of their beginnings: index + 1; 0: none */
    size_t table_size;
};

void rf_quotes_clear(struct rf_quotes *quotes);

/* ---- Gathering ---- */

/* Appends what is to be kept of a meeting that is built whole and not pruned. */
void rf_quotes_keep(struct rf_quotes *quotes, const struct referat_meeting *meeting,
                    struct rf_arena *arena, struct rf_buf *out);

/* Adds what was kept of the order-th folder's meeting, by this run or an earlier one of
 * the same program. False: the bytes are damaged. */
bool rf_quotes_take(struct rf_quotes *quotes, size_t order, const char *kept, size_t n);

/* A text that may stand wherever it does. */
void rf_quotes_excuse(struct rf_quotes *quotes, const char *text);

/* ---- Looking ---- */

/* To be called once, after the last rf_quotes_take and before the first look. */
void rf_quotes_index(struct rf_quotes *quotes);

/* An open place that holds a quotable. */
struct rf_quote {
    size_t quotable; /* its index */
    size_t number;   /* of the open text among those of the look … */
    size_t block;    /* … and of the block where it begins */
    const struct rf_text *text;
    const char *words;              /* of the text: what was looked through */
    const struct rf_folded *folded; /* the same, folded */
    size_t first, last;             /* words of it */
};

struct rf_quotes_look {
    const struct rf_quotes *quotes;
    struct rf_arena *arena;
    void *owner;
    void (*take)(void *owner, const struct rf_quote *quote);
    /* Called for a title that something open has as well; may be NULL. */
    void (*take_open)(void *owner, size_t quotable);
};

/* Gives every quote of an open text, but for those that are excused. */
void rf_quotes_of_meeting(const struct rf_quotes_look *look,
                          const struct referat_meeting *meeting);
void rf_quotes_of_series(const struct rf_quotes_look *look,
                         const struct referat_series *series);

/* Finds the quotables that stand from a word on, to the word *last: *number is 0 before
 * the first, and the index + 1 of the one that was found. */
bool rf_quotes_next_at(const struct rf_quotes *quotes, const struct rf_folded *folded,
                       size_t word, uint32_t *number, size_t *last);

/* Excuses a quotable, however it is spelt. */
void rf_quotes_excuse_one(struct rf_quotes *quotes, size_t quotable);

/* The order of the folder whose meeting has the quotable. */
size_t rf_quotes_order(const struct rf_quotes *quotes, size_t quotable);

/* What messages call the closed part that it is of: "item 4 of 2026-03-09". */
const char *rf_quotes_origin(const struct rf_quotes *quotes, size_t quotable);

/* ---- Hiding ---- */

/* Adds a name that messages must not say; origin replaces it. */
void rf_quotes_add_name(struct rf_quotes *quotes, enum rf_hidden_name kind,
                        const char *origin, const char *name);

/* Appends messages[0..n), as they are printed or as JSON, without what is closed: the
 * closed part is named instead, and excerpts that have it are left out. */
void rf_quotes_hide(const struct rf_quotes *quotes, const char *messages, size_t n,
                    struct rf_buf *out);

/* Where the quote stands in its source, as far as it can be found there; no source: the
 * text stands in none. */
struct referat_span rf_quote_span(const struct rf_quote *quote);

/* The same for a quotable of a closed text. */
struct referat_span rf_quotable_span(const struct rf_quotable_place *place);

#endif
