/* The rules of the check stage, as check.c lists them (check). Each looks at a whole
 * meeting and reports to diags; the names are those of diag/codes.def. arena lives as
 * long as the meeting. */
#ifndef RF_CHECK_RULES_H
#define RF_CHECK_RULES_H

#include "check/check.h"

/* title-mismatch: minutes or a list call a thing by another title than it has itself.
 * file-name-title: a title that is the name of a file, "Budget_v2.docx".
 * long-stamp: a stamp that is too long for the pages it stands on. */
void rf_check_titles(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* date-mismatch: a date or `meeting` that another document or the folder contradicts.
 * duration-mismatch: a recommendation plans other minutes than the agenda.
 * missing-section: a recommendation without a section that the series asks for. */
void rf_check_references(const struct referat_meeting *meeting, struct rf_diags *diags,
                         struct rf_arena *arena);

/* Of final minutes:
 * missing-minutes: an item with neither a text nor an outcome.
 * missing-decision: an item that is for decision, without an outcome.
 * unanswered-point: a decision that leaves out a recommended point. */
void rf_check_outcomes(const struct referat_meeting *meeting, struct rf_diags *diags,
                       struct rf_arena *arena);

/* vote-count: more votes than people, or two votes with unequal sums.
 * absent-voted, disqualified-voted: voters who were out, or took no part.
 * voted-twice: a name on two sides, or twice on one. */
void rf_check_votes(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* action-without-owner, action-without-deadline: who, or when, is not said.
 * unknown-owner: an owner who is neither a unit nor one of the meeting's people.
 * owner-in-sentence: a name that was read as text, and may have been an owner.
 * bad-deadline: a deadline with digits that is no date, month or week. */
void rf_check_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena);

/* near-action: a line of the minutes that looks like an action and is read as text. */
void rf_check_near_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                           struct rf_arena *arena);

/* unknown-person, ambiguous-person: a name that is not of the meeting, or could be
 * several. names-in-a-line: several persons that are written as one. present-twice: see
 * rf_check_twice. unaccounted: a participant whom final minutes list neither as present
 * nor as absent. absent-acted: a mover, seconder, dissenter or signer who was not there.
 * no-quorum: fewer people were there than the series asks for. */
void rf_check_people(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* present-twice: a name that a list has twice, or that is present and absent at once.
 * is_list_read: no list of who was there has several names in one line */
void rf_check_twice(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena, bool is_list_read);

/* over-time: the items take longer than the meeting.
 * overlap: two fixed times that collide.
 * guest-outside-item: a guest who comes at another time than the item. */
void rf_check_times(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* bad-order: times or days that are in the wrong order. */
void rf_check_order(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* closed-without-basis: a closed item for which no law is named.
 * review-due: a closed item that was to be looked at again by now.
 * empty-heading: a closed heading that groups, and so closes, nothing. */
void rf_check_access(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* Everything about prose: markup_rules.c, text_rules.c, near_markup.c, annex_words.c. */
void rf_check_prose(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* How messages call an item: "item 3"; a heading, which has no number, by its title where
 * that is open. */
const char *rf_check_item_name(struct rf_arena *arena, const struct referat_item *item);

/* file-name-title for one title; owner is what the message begins with. */
void rf_check_file_name(const struct referat_text *title, const char *owner,
                        struct rf_diags *diags);

#endif
