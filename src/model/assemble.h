/* From loaded documents to one linked model: numbers, references, annexes, minutes,
 * actions, times (model).
 *
 * The loader fills the documents of one meeting with what is written in them. This folder
 * completes them: it computes what is not written (numbers, anchors, planned times), and
 * turns each name, number, path and id that is written into a pointer to what it means.
 * Its central type is `struct referat_meeting` (referat/model.h), which it fills in
 * place; `struct rf_model` is what the steps share. The driver calls rf_model_build once
 * for each meeting, and a second time on the public edition, when what is closed has been
 * taken out.
 *
 * Hard to see: the order of the steps is a chain of dependencies, listed in
 * rf_model_build. Access comes last, since the minutes may open or close an item;
 * therefore nothing before it may quote a text that could turn out to be closed. Other
 * meetings are reached only through struct rf_known, whose answers may load them. */
#ifndef RF_MODEL_ASSEMBLE_H
#define RF_MODEL_ASSEMBLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "lang/lang.h"
#include "store/record.h"
#include "referat/model.h"

/* What a meeting may ask about other meetings. To answer, the driver may load meetings
 * that have not been compiled yet. Each function takes data first. */
struct rf_known {
    void *data;
    /* The meeting that a reference means, seen from folder: an id of the series, or a
     * relative path; NULL: none. */
    const struct rf_record_meeting *(*meeting)(void *data, const char *folder,
                                               const char *written);
    /* The first action of that id in the earlier meetings, or NULL. */
    const struct rf_record_action *(*action)(void *data, const char *action);
    /* The meeting before this one in the series, which has a date and was not cancelled;
     * or NULL. */
    const struct rf_record_meeting *(*earlier)(void *data);
    /* True where the action of that id, which no meeting has, may be one of an earlier
     * meeting that is unread. */
    bool (*may_be_unread)(void *data, const char *action);
    /* True for a meeting that stands before this one. */
    bool (*is_before)(void *data, const struct rf_record_meeting *meeting);
    /* True where a folder of the series, which is not the meeting's, may be another's:
     * no document encloses its agenda or minutes. */
    bool (*may_be_meeting)(void *data, const char *folder);
};

struct rf_near;

struct rf_model {
    bool is_pruned; /* linked for the second time, of the public edition */
    struct rf_arena *arena;
    struct rf_diags *diags;
    const struct referat_series *series;
    const struct rf_lang *lang;
    const struct rf_known *known; /* NULL: references that lead outside are left alone (a
                                     meeting loaded for another) */
    struct rf_near *near;         /* of the meeting's minutes, until access is known */
};

/* Builds a meeting and the agendas nested in it. */
void rf_model_build(struct rf_model *model, struct referat_meeting *meeting);

/* ---- The steps, in order; each file of this folder holds one ---- */

/* all_items, positions, numbers, anchors. Reports duplicate-id, duplicate-number. */
void rf_model_number(struct rf_model *model, struct referat_meeting *meeting);

/* Makes items of the minutes' headings where there is no agenda. Runs before
 * rf_model_number. */
void rf_model_items_from_minutes(struct rf_model *model, struct referat_meeting *meeting);

/* Every item's annexes in pack order, their numbers, titles, anchors. */
void rf_model_annexes(struct rf_model *model, struct referat_meeting *meeting);

/* Order of treatment, guests, attendance, approvals: references to items and meetings. */
void rf_model_references(struct rf_model *model, struct referat_meeting *meeting);

/* Cuts the minutes' body, links sections and decisions to items, points to outcomes. */
void rf_model_minutes(struct rf_model *model, struct referat_meeting *meeting);

/* Task-list items become actions; `actions` refers to earlier ones. */
void rf_model_actions(struct rf_model *model, struct referat_meeting *meeting);

/* Reports ids that two actions have, here or in an earlier meeting; links the `actions`
 * of the minutes to the earlier actions that they close or change. */
void rf_model_action_ids(struct rf_model *model, const struct referat_meeting *meeting);

/* Whom the minutes name, and their presence at each item. */
void rf_model_presence(struct rf_model *model, struct referat_meeting *meeting);

/* Planned times of all items, from the order of treatment (rf_model_references). */
void rf_model_schedule(struct referat_meeting *meeting);

/* Links to annexes and meetings in prose. */
void rf_model_links(struct rf_model *model, struct referat_meeting *meeting);

/* What is open and what is closed: flows down from the series to annexes, nested agendas
 * included, and only narrows. Runs after rf_model_minutes, since the minutes have the
 * last word on an item. Reports still-closed. */
void rf_model_access(struct rf_model *model, struct referat_meeting *meeting);

/* ---- Shared ---- */

/* The item that a number or id means. Reports unknown-item or ambiguous-item at span and
 * returns NULL. what begins the message: "a guest's item", "the decision". */
struct referat_item *rf_model_find_item(struct rf_model *model,
                                        const struct referat_meeting *meeting,
                                        const char *written, struct referat_span span,
                                        const char *what);

/* The same, quietly; *count is how many fit. */
struct referat_item *rf_model_look_up(const struct referat_meeting *meeting,
                                      const char *written, size_t *count);

/* The date that a meeting which is not there is called by: "2026-03-09", or a path that
 * ends with it. */
bool rf_model_reference_date(const char *written, struct referat_date *date);

/* The day that a page gives of the meeting a matter goes to, which is NULL if it is not
 * there. A later meeting has the day that it is called by, so that the page is the same
 * before and after that meeting's folder appears. Year 0: none. */
struct referat_date rf_model_destination_date(const struct rf_known *known,
                                              const struct rf_record_meeting *meeting,
                                              const char *written);

/* The meeting that "2026-03-09/wall" begins with, as written, if an item follows it and
 * the beginning is a meeting or a date; *item is the rest. NULL: it is no such reference.
 * Copies are in arena; known may be NULL. */
const char *rf_model_split_reference(const struct rf_known *known, struct rf_arena *arena,
                                     const char *folder, const char *written,
                                     const char **item);

/* The document that an annex is; NULL: a file of another kind. */
const struct referat_document *rf_annex_document(const struct referat_annex *annex);

/* A text that no source states. plain is kept, not copied. */
struct referat_text rf_model_text(struct rf_model *model, const char *plain);

#endif
