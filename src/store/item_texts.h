/* The texts of an item that tables and data print, made from the model (store). Each
 * function appends its text to out. */
#ifndef RF_STORE_ITEM_TEXTS_H
#define RF_STORE_ITEM_TEXTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "referat/model.h"

/* Names, with commas between them. */
void rf_item_names(const struct referat_persons *persons, struct rf_buf *out);

/* "For: 5 (Ane Holm, Bo Lund), against: 2"; several votes with semicolons between them.
 */
void rf_item_votes(const struct referat_series *series, const struct referat_decision *d,
                   struct rf_buf *out);

/* Who dissented. */
void rf_item_dissents(const struct referat_decision *d, struct rf_buf *out);

/* The wording, else the outcome's sentence in the language of the series; nothing where
 * nothing was decided. */
void rf_item_sentence(const struct referat_series *series,
                      const struct referat_decision *d, struct rf_buf *out);

/* The guests of the agenda who come for the item. */
void rf_item_guests(const struct referat_item *item, struct rf_buf *out);

/* What the at-th member of a meeting took no part in. */
void rf_item_missed(const struct referat_meeting *m, size_t at, struct rf_buf *out);

/* What became of a recommended point; d may be NULL. */
enum referat_outcome rf_item_point_outcome(const struct referat_decision *d,
                                           const struct referat_point *point);

/* The promise to come back: in the decision, else in the recommendation; year 0: there is
 * none. */
const struct referat_date *rf_item_returns(const struct referat_item *item);

/* The name of the meeting that a reference leads to: its id; for a meeting of another
 * series its folder, as it was found. Where it was not found (ref may be NULL), the name
 * is that of the path as it is written in folder. */
const char *rf_item_meeting_name(struct rf_arena *arena, const char *folder,
                                 const struct referat_meeting_ref *ref,
                                 const char *written);

#endif
