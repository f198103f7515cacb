/* Rules about what minutes leave open: items without minutes, points without an answer,
 * actions that nobody has to do by any day (check). */
#include "base/str.h"
#include "check/rules.h"
#include "lang/lang.h"
#include "model/build.h"

static bool has_outcome(const struct referat_item *item)
{
    return item->decision && item->decision->outcome != REFERAT_UNDECIDED;
}

static bool is_answered(const struct referat_decision *decision,
                        const struct referat_point *point)
{
    for (size_t i = 0; i < decision->point_count; i++) {
        if (decision->points[i].point == point) {
            return true;
        }
    }
    return false;
}

static void check_points(const struct referat_item *item, const char *name,
                         struct rf_diags *diags)
{
    const struct referat_recommendation *r = item->recommendation;
    const struct referat_decision *decision = item->decision;
    if (!r || !decision || !rf_outcome_answers_points(decision->outcome)) {
        return;
    }
    for (size_t i = 0; i < r->point_count; i++) {
        const struct referat_point *point = &r->points[i];
        if (is_answered(decision, point)) {
            continue;
        }
        struct referat_diagnostic *found =
            rf_diag_report(diags, RF_CODE_UNANSWERED_POINT, decision->span,
                           "%s has an outcome, and its recommended point %s has none",
                           name, point->number);
        rf_diag_related(diags, found, point->text.span, "the recommended point");
        rf_diag_hint(diags, found, "add the point to 'points', with 'none' if need be");
    }
}

/* The item's title is where the agenda asks for it; the minutes are the second place. */
static void report_missing(const struct referat_item *item, enum rf_code code,
                           const char *message, const char *hint, struct rf_diags *diags)
{
    const struct referat_span *minutes = &item->meeting->minutes->meeting.written.span;
    struct referat_diagnostic *found =
        rf_diag_report(diags, code, item->title.span, "%s", message);
    if (minutes->source) {
        rf_diag_related(diags, found, *minutes, "the minutes");
    }
    rf_diag_hint(diags, found, "%s", hint);
}

/* An item with sub-items may leave everything to them. */
static void check_minutes(const struct referat_item *item, const char *name,
                          struct rf_diags *diags, struct rf_arena *arena)
{
    if (item->type == REFERAT_TYPE_HEADING || has_outcome(item)) {
        return;
    }
    const struct referat_item *told = item->treated_with ? item->treated_with : item;
    if (!told->minutes_text && !item->decision && !item->item_count) {
        report_missing(
            item, RF_CODE_MISSING_MINUTES,
            rf_arena_format(arena, "%s has neither a text nor an outcome in the minutes",
                            name),
            "write its section, or state its outcome", diags);
    }
    if (item->type == REFERAT_TYPE_DECISION) {
        report_missing(
            item, RF_CODE_MISSING_DECISION,
            rf_arena_format(
                arena, "%s is to be decided and has no outcome in the minutes", name),
            "state its outcome under 'decisions', or say 'none'", diags);
    }
}

/* A unit's abbreviation or name, or a person whom the meeting names. */
static bool is_known_owner(const struct referat_meeting *m, const char *owner,
                           struct rf_arena *arena)
{
    const struct referat_persons *lists[] = {&m->chair, &m->secretary, &m->participants};
    const char *key = rf_fold(arena, owner);
    for (size_t i = 0; i < m->series->unit_count; i++) {
        const struct referat_unit *unit = &m->series->units[i];
        if (rf_streq(rf_fold(arena, unit->abbreviation), key) ||
            rf_streq(rf_fold(arena, unit->name), key)) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (size_t k = 0; k < lists[i]->count; k++) {
            if (rf_streq(rf_fold(arena, lists[i]->list[k].name.plain), key)) {
                return true;
            }
        }
    }
    return rf_model_member(arena, m, owner) != NULL;
}

static void check_owners(const struct referat_action *action, const char *name,
                         const struct referat_meeting *m, struct rf_diags *diags,
                         struct rf_arena *arena)
{
    if (diags->severities[RF_CODE_UNKNOWN_OWNER] == REFERAT_SEVERITY_OFF) {
        return;
    }
    for (size_t i = 0; i < action->owner_count; i++) {
        if (!is_known_owner(m, action->owners[i], arena)) {
            struct referat_diagnostic *found = rf_diag_report(
                diags, RF_CODE_UNKNOWN_OWNER, action->span,
                "%s: the owner '%s' is neither a unit nor a person of the meeting", name,
                action->owners[i]);
            rf_diag_hint(diags, found,
                         "spell it as under 'units', or as among the persons");
        }
    }
}

static void check_actions(const struct referat_item *item, const char *name,
                          struct rf_diags *diags, struct rf_arena *arena)
{
    for (size_t i = 0; i < item->action_count; i++) {
        const struct referat_action *action = item->actions[i];
        if (action->state != REFERAT_ACTION_OPEN) {
            continue;
        }
        check_owners(action, name, item->meeting, diags, arena);
        if (!action->owner_count) {
            struct referat_diagnostic *found =
                rf_diag_report(diags, RF_CODE_ACTION_WITHOUT_OWNER, action->span,
                               "%s: the action %s has no owner", name, action->id);
            rf_diag_hint(diags, found, "name who does it, as in @FAS or @\"Full Name\"");
        }
        if (!action->due_written) {
            struct referat_diagnostic *found =
                rf_diag_report(diags, RF_CODE_ACTION_WITHOUT_DEADLINE, action->span,
                               "%s: the action %s%s%s has no deadline", name, action->id,
                               action->owner_count ? " of " : "",
                               action->owner_count ? action->owners[0] : "");
            rf_diag_hint(diags, found, "add due:2024-02-01, or due:\"in words\"");
        }
    }
}

void rf_check_outcomes(const struct referat_meeting *meeting, struct rf_diags *diags,
                       struct rf_arena *arena)
{
    const struct referat_minutes *minutes = meeting->minutes;
    if (!minutes) {
        return;
    }
    bool is_final = minutes->status == REFERAT_FINAL && !minutes->document.has_errors;
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const char *name = rf_check_item_name(arena, item);
        check_actions(item, name, diags, arena);
        if (is_final) {
            check_points(item, name, diags);
        }
        if (is_final && meeting->agenda) {
            check_minutes(item, name, diags, arena);
        }
    }
}
