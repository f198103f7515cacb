/* Rules about what final minutes leave open: items without minutes or decision, and
 * recommended points without an answer (check): missing-minutes, missing-decision,
 * unanswered-point. format.md section 6.
 *
 * unanswered-point, where the recommendation of item 1 has two points:
 *
 *     decisions:
 *       1: {outcome: approved, points: {1: approved}} */
#include "base/str.h"
#include "check/rules.h"
#include "lang/lang.h"
#include "model/assemble.h"

/* Every point of the recommendation should have an outcome of its own. An outcome whose
 * point was not found has been reported, and may be the one that is missing here. */
static void check_points(const struct referat_item *item, const char *name,
                         struct rf_diags *diags)
{
    const struct referat_recommendation *r = item->recommendation;
    const struct referat_decision *decision = item->decision;
    if (!r || !decision || !rf_outcome_answers_points(decision->outcome)) {
        return;
    }
    for (size_t i = 0; i < decision->point_count; i++) {
        if (!decision->points[i].point) {
            return;
        }
    }
    for (size_t i = 0; i < r->point_count; i++) {
        const struct referat_point *point = &r->points[i];
        size_t k = 0;
        while (k < decision->point_count && decision->points[k].point != point) {
            k++;
        }
        if (k < decision->point_count) {
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

/* Reports at the item's title, where the agenda asks for it; the minutes are the related
 * place. */
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

/* An item without an outcome needs a text, and one to be decided needs an outcome. An
 * item with sub-items may leave everything to them. */
static void check_minutes(const struct referat_item *item, const char *name,
                          struct rf_diags *diags, struct rf_arena *arena)
{
    const struct referat_decision *decision = item->decision;
    if (!referat_item_is_treated(item) ||
        (decision && decision->outcome != REFERAT_UNDECIDED)) {
        return;
    }
    const struct referat_item *first = item->treated_with ? item->treated_with : item;
    if (!first->minutes_text && !decision && !item->item_count) {
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
        if (is_final) {
            check_points(item, name, diags);
        }
        if (is_final && meeting->agenda && !referat_meeting_is_cancelled(meeting)) {
            check_minutes(item, name, diags, arena);
        }
    }
}
