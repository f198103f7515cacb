/* The rules of the check stage, as check.c lists them (check). */
#ifndef RF_CHECK_RULES_H
#define RF_CHECK_RULES_H

#include "check/check.h"

/* title-mismatch, file-name-title, long-stamp */
void rf_check_titles(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* date-mismatch, duration-mismatch, missing-section */
void rf_check_references(const struct referat_meeting *meeting, struct rf_diags *diags,
                         struct rf_arena *arena);

/* missing-minutes, missing-decision, unanswered-point */
void rf_check_outcomes(const struct referat_meeting *meeting, struct rf_diags *diags,
                       struct rf_arena *arena);

/* vote-count, absent-voted, disqualified-voted, voted-twice */
void rf_check_votes(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* action-without-owner, action-without-deadline, unknown-owner, owner-in-sentence,
 * bad-deadline */
void rf_check_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena);

/* near-action */
void rf_check_near_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                           struct rf_arena *arena);

/* unknown-person, ambiguous-person, names-in-a-line, present-twice, unaccounted,
 * absent-acted, no-quorum */
void rf_check_people(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* present-twice; is_list_read: who was there is not several names in one line */
void rf_check_twice(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena, bool is_list_read);

/* over-time, overlap, guest-outside-item */
void rf_check_times(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* bad-order */
void rf_check_order(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* closed-without-basis, review-due, empty-heading */
void rf_check_access(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

/* Everything about prose: markup.c, text.c, annex_words.c. */
void rf_check_prose(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena);

/* How messages call an item: "item 3"; a heading, which has no number, by its title where
 * that is open. */
const char *rf_check_item_name(struct rf_arena *arena, const struct referat_item *item);

/* file-name-title for one title; owner is what the message begins with. */
void rf_check_file_name(const struct referat_text *title, const char *owner,
                        struct rf_diags *diags);

#endif
