/* The check stage: what a linked meeting contradicts or forgets, after load and model
 * (check).
 *
 * This folder holds the rules. A rule is a function over the finished model: it changes
 * nothing, looks at one `struct referat_meeting` (or, in series_rules.h, at the rows of
 * all meetings), and reports a diagnostic of diag/codes.def with the place, what is
 * wrong, and what to write instead. The driver calls rf_check_meeting once for each
 * meeting; check.c has the table of rules.
 *
 * Hard to see: one cause gives one message. A rule first asks whether what it misses may
 * have been reported under another name, or may stand in a document that could not be
 * read, and is silent then. Where a closed item is concerned, its message shows no text
 * of it.
 *
 * A new rule is a row in codes.def with its explanation, a function in the file of its
 * kind (rules.h lists them), and a folder below tests/errors: documents that break the
 * rule, and the message. The examples at the head of the files here are from there. */
#ifndef RF_CHECK_CHECK_H
#define RF_CHECK_CHECK_H

#include "base/arena.h"
#include "diag/diag.h"
#include "referat/model.h"

/* Runs every rule over the meeting and the agendas nested in it; arena holds what a rule
 * needs on the way. */
void rf_check_meeting(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena);

#endif
