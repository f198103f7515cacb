/* The ids of actions: each is of one action, here and in earlier meetings, and the
 * `actions` of the minutes name earlier ones by them (model). format.md section 6.2.
 *
 * Earlier meetings are known through rf_known alone. A meeting that is loaded only to
 * answer another's question has none (known is NULL): then the ids of this meeting are
 * compared with each other, and no more. */
#include "base/str.h"
#include "diag/source.h"
#include "model/assemble.h"
#include "store/evict.h"
#include "store/others.h"

/* duplicate-id within the meeting. Ids that are made of places are never equal, so only
 * those that actions give themselves are compared. */
static void report_twins(struct rf_model *model, const struct referat_meeting *m)
{
    for (size_t i = 1; i < m->action_count; i++) {
        for (size_t k = 0; m->actions[i].own_id && k < i; k++) {
            if (rf_streq(m->actions[i].id, m->actions[k].id)) {
                struct referat_diagnostic *d =
                    rf_diag_report(model->diags, RF_CODE_DUPLICATE_ID, m->actions[i].span,
                                   "two actions have the id '%s'", m->actions[i].id);
                rf_diag_related(model->diags, d, m->actions[k].span, "the other one");
                rf_diag_hint(model->diags, d, "give each action an id of its own");
                break;
            }
        }
    }
}

/* The first action with an id counts, and it is an earlier meeting's. The error does not
 * make this meeting unread, except in a public edition: others may have looked this
 * meeting up before, when no earlier one was known, and must get the same answer. */
static void report_earlier_twins(struct rf_model *model, const struct referat_meeting *m)
{
    for (size_t i = 0; i < m->action_count; i++) {
        const struct referat_action *action = &m->actions[i];
        const struct rf_record_action *earlier =
            action->own_id ? model->known->action(model->known->data, action->id) : NULL;
        if (!earlier) {
            continue;
        }
        size_t unread_before = model->diags->unread_count;
        const struct rf_record_meeting *meeting = earlier->item->meeting;
        struct referat_diagnostic *d = rf_diag_report(
            model->diags, RF_CODE_DUPLICATE_ID, action->span,
            "an action of '%s' has the id '%s' already", meeting->id, action->id);
        rf_diag_related(
            model->diags, d,
            rf_source_excerpt(model->arena, rf_record_fetch(meeting)->place_span),
            "that meeting");
        rf_diag_hint(model->diags, d, "give this one another id");
        if (!model->diags->is_public) {
            model->diags->unread_count = unread_before;
        }
    }
}

/* Resolves what the minutes write of earlier actions: the id, the task and the access of
 * each. An id that no meeting has may be one of a meeting that could not be read; it is
 * taken as closed then, and not reported. */
static void link_changes(struct rf_model *model, const struct referat_meeting *m)
{
    for (size_t i = 0; i < m->minutes->change_count; i++) {
        struct referat_action_change *change = &m->minutes->changes[i];
        const struct rf_known *known = model->known;
        const struct rf_record_action *action =
            known->action(known->data, change->action.text);
        change->id = change->action.text;
        change->task = "";
        if (action) {
            change->id = rf_arena_string(model->arena, action->id);
            change->task = rf_arena_string(model->arena, action->task);
            change->series = rf_record_other_title(action->item->meeting);
            change->access = action->access;
        } else if (known->may_be_unread(known->data, change->action.text)) {
            change->access = REFERAT_CLOSED;
        } else {
            struct referat_diagnostic *d = rf_diag_report(
                model->diags, RF_CODE_UNKNOWN_ACTION, change->action.span,
                "no earlier minutes have the action '%s'", change->action.text);
            rf_diag_hint(model->diags, d,
                         "an action's id is meeting/item/n, as in 2023-11-27/3/1, or the "
                         "name it was given with id:");
        }
    }
}

void rf_model_action_ids(struct rf_model *model, const struct referat_meeting *m)
{
    report_twins(model, m);
    if (model->known) {
        report_earlier_twins(model, m);
        link_changes(model, m);
    }
}
