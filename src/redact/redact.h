/* The public edition: the model without what is closed (redact). docs/editions.md says
 * what it keeps.
 *
 * This folder makes a meeting public, and proves that it is. Its central type is the
 * model's own struct referat_meeting: rf_edition_prune takes out of it what is closed, so
 * that no later stage has to ask. The driver calls it for each meeting, after the checks
 * and in a fixed order, because pruning destroys what the other functions need: mark the
 * closed parts of the sources, collect texts, report guests and quotes, mask messages,
 * and then prune. Every function works on a meeting that is complete and whose access is
 * known (rf_model_access).
 *
 * What is hard to see: there are two independent ways from the model to "closed". Pruning
 * (prune*.c, omit.c) changes the model; collecting (collect_texts.c, text_reader.c) only
 * reads it, before that. The texts that it collects are what leak_scan searches every
 * output for, and what quotes.h searches open sources for. A field that pruning forgets
 * is found by the scan, because neither way calls the other. What they share are the
 * rules of what may be named: reference.h, guest.c and the public title of a closed item.
 */
#ifndef RF_REDACT_REDACT_H
#define RF_REDACT_REDACT_H

#include "base/arena.h"
#include "diag/diag.h"
#include "leak_scan/leak.h"
#include "model/assemble.h"
#include "redact/reference.h"

/* Gives every text of a meeting to leaks, as closed or as open; of one that is unread
 * only what is closed for sure. Before it is pruned, and independent of how that is done.
 */
void rf_edition_texts(struct rf_leaks *leaks, const struct referat_meeting *meeting,
                      struct rf_arena *arena);

/* The same for the settings of the series and the words of its language. */
void rf_edition_series_texts(struct rf_leaks *leaks, const struct referat_series *series);

/* Reports closed-quoted, as a note, where an open text names the guest of a closed item
 * of the same meeting. Before it is pruned. */
void rf_edition_report_guests(const struct referat_meeting *meeting,
                              struct rf_diags *diags, struct rf_arena *arena);

/* Marks the closed parts of a meeting's sources, so that no message quotes them, and, for
 * the public edition, references that may not be printed as leading to what is closed.
 * Before it is pruned. */
void rf_edition_mark(const struct referat_meeting *meeting, const struct rf_known *known,
                     struct rf_arena *arena);

/* Takes out of every finding what a reader of the public edition may not see: where it
 * concerns a closed part, or a file that is not published, its words become the summary
 * of its code, and the item is called by its number. Where one of them is an error that
 * may hide what is closed, all are treated so. The meeting, which may be NULL, is pruned
 * or not; place is what a closed document is called. */
void rf_edition_mask(struct rf_diags *diags, const struct referat_meeting *meeting,
                     const char *place);

/* The same for the series' own findings. */
void rf_edition_mask_settings(struct rf_diags *diags,
                              const struct referat_series *series);

/* To be called before rf_edition_mask, for a public edition: a personal number in an open
 * part becomes an error, and notes about unscanned files are left to the leak scan. */
void rf_edition_judge(struct rf_diags *diags, const struct referat_meeting *meeting);

/* Notes which documents the public edition may hold as files, and whether it withholds
 * any: those with a closed part, that name one, or that may (a link that no page has).
 * After rf_edition_mark; rf_edition_prune does it. */
void rf_edition_withhold(struct referat_meeting *meeting);

/* Takes everything closed out of a meeting and the agendas nested in it, and links it
 * anew. Numbers of items and annexes stay. Its sources, and diagnostics about it, are not
 * to be used afterwards. */
void rf_edition_prune(struct rf_model *model, struct referat_meeting *meeting);

/* Takes out of what earlier meetings left open what the page of this one may not say.
 * Those meetings may have been loaded for it alone, when less was known. */
void rf_edition_prune_follow_ups(const struct rf_model *model,
                                 struct referat_meeting *meeting);

/* ---- Shared by the files of this folder ---- */

/* True for a guest who comes for closed items alone: those that are named, or else those
 * that are treated at the guest's own time. Before the meeting is pruned. */
bool rf_edition_is_closed_guest(const struct referat_meeting *meeting,
                                const struct referat_guest *guest);

/* Names open items in place of closed ones; false for who was there for closed ones
 * alone. Before the meeting is pruned. */
bool rf_edition_open_attendance(const struct referat_meeting *meeting,
                                struct referat_attendance *attendance);

/* True for a link to what is on no page of the public edition, as far as it is known. */
bool rf_edition_names_hidden(const struct referat_node *node);

/* What a closed item is called in the public edition; absent: nothing but its kind. */
struct referat_text rf_edition_title(const struct referat_item *item);

/* Where a matter goes, as a public page says it, and the date of that meeting; "" where
 * it may not. A page does not change when a later meeting is there: it names the meeting,
 * never an item of it. */
const char *rf_edition_destination(const struct rf_model *model,
                                   const struct rf_reference *reference,
                                   struct referat_date *date);

/* Takes everything out of a closed item but its number and what it says to the public. */
void rf_edition_close_item(struct rf_model *model, struct referat_item *item);

/* Takes the closed annexes and references out of an open item. */
void rf_edition_open_item(struct rf_model *model, struct referat_item *item);

/* Takes the closed items of a meeting out altogether: their places close up. */
void rf_edition_omit(struct rf_model *model, struct referat_meeting *meeting);

#endif
