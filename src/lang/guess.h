/* What a date, a time, a language that is written another way is taken to mean: told,
 * never read (lang). */
#ifndef RF_LANG_GUESS_H
#define RF_LANG_GUESS_H

#include "base/arena.h"
#include "lang/lang.h"

/* Each returns the cure as it is to be typed, in the arena; NULL: nothing can be made of
 * text. A date with a slash may be meant in two ways: then both. */
const char *rf_guess_date(struct rf_arena *arena, const struct rf_lang *lang,
                          const char *text);
const char *rf_guess_clock(struct rf_arena *arena, const char *text);
const char *rf_guess_range(struct rf_arena *arena, const char *text);

/* "uge 8", "2026W8", "w8/2026": the week, of the year where none is named, which may be
 * 0: unknown. */
const char *rf_guess_week(struct rf_arena *arena, const char *text, int year);

/* "2026-04-31": why that is no day; NULL: for no reason that can be told. */
const char *rf_guess_why_no_day(struct rf_arena *arena, const char *text);

/* "English", "da-DK": the language that is meant; NULL: none that documents can be in.
 * is_known: it is the name of one, of whichever. */
const struct rf_lang *rf_guess_language(struct rf_arena *arena, const char *text,
                                        bool *is_known);

#endif
