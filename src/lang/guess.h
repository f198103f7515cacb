/* What was probably meant by a date, a time or a language that is not written as the
 * format wants it (lang). A guess is a hint in a message; it is never used as the value.
 */
#ifndef RF_LANG_GUESS_H
#define RF_LANG_GUESS_H

#include "base/arena.h"
#include "lang/lang.h"

/* Each returns the text as it should be typed, in the arena; NULL: no guess. A date with
 * slashes may be meant in two ways: then both, "… or …". */
const char *rf_guess_date(struct rf_arena *arena, const struct rf_lang *lang,
                          const char *text);
const char *rf_guess_clock(struct rf_arena *arena, const char *text);
const char *rf_guess_range(struct rf_arena *arena, const char *text);

/* "uge 8", "2026W8", "w8/2026": the week, of the year where none is named, which may be
 * 0: unknown. */
const char *rf_guess_week(struct rf_arena *arena, const char *text, int year);

/* "2026-04-31": why there is no such day; NULL: the reason is not known. */
const char *rf_guess_why_no_day(struct rf_arena *arena, const char *text);

/* "English", "da-DK": the language that is meant; NULL where documents cannot be in it.
 * *is_known: the text names a language, supported or not. */
const struct rf_lang *rf_guess_language(struct rf_arena *arena, const char *text,
                                        bool *is_known);

#endif
