/* The decisions of the minutes, linked to the agenda's items (model). format.md
 * section 6.
 *
 * A key of `decisions` is read as the beginning of a heading is: it may name several
 * items or a range. The decision then belongs to the first of them, and each of the
 * others gets a copy that points back to it (decided_with), with the outcomes of its own
 * recommended points. */
#include <string.h>

#include "base/str.h"
#include "diag/source.h"
#include "model/assemble.h"
#include "model/near.h"
#include "model/person_names.h"

/* ---- Decisions ---- */

static const struct referat_point *find_point(const struct referat_recommendation *r,
                                              const char *written)
{
    for (size_t i = 0; r && i < r->point_count; i++) {
        if (strcmp(r->points[i].number, written) == 0) {
            return &r->points[i];
        }
    }
    return NULL;
}

/* unknown-point: an outcome for a recommended point that the item does not have. */
static void report_point(struct rf_model *model, const struct referat_decision *decision,
                         const struct referat_point_outcome *outcome)
{
    const struct referat_recommendation *r = decision->item->recommendation;
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_UNKNOWN_POINT, outcome->span,
                       "item %s has no recommended point '%s'", decision->item->number,
                       outcome->written);
    if (r && r->point_count) {
        rf_diag_related(model->diags, d, r->points[0].text.span, "its points begin here");
        rf_diag_hint(model->diags, d,
                     "count the points under 'recommends'; the last is %s",
                     r->points[r->point_count - 1].number);
    } else {
        rf_diag_hint(model->diags, d, "the item has no recommendation with points");
    }
}

/* Leaves in a decision the outcomes of the points that its item has. A point that none of
 * the items has is reported once, for the first; not where a recommendation could not be
 * read, or is missing: it may have the point. */
static void link_points(struct rf_model *model, struct referat_decision *decision,
                        const struct rf_mention *mention)
{
    const struct referat_item *item = decision->item;
    const struct referat_recommendation *r = item->recommendation;
    bool is_lost =
        r ? r->document.has_errors : item->recommendation_path.given == REFERAT_GIVEN;
    struct referat_point_outcome *all = decision->points;
    size_t count = decision->point_count;
    decision->points =
        RF_ARENA_NEW_ARRAY(model->arena, count + 1, struct referat_point_outcome);
    decision->point_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < mention->count && !is_known; k++) {
            is_known = find_point(mention->items[k]->recommendation, all[i].written);
        }
        if (!is_known && !decision->decided_with && !is_lost) {
            report_point(model, decision, &all[i]);
        }
        struct referat_point_outcome *own = &decision->points[decision->point_count];
        *own = all[i];
        own->point = find_point(r, all[i].written);
        bool is_kept = own->point || mention->count == 1;
        decision->point_count += is_kept;
    }
}

/* True where one point was adopted and another was not: then no one word says what became
 * of the item. */
static bool went_different_ways(const struct referat_decision *d)
{
    enum rf_way first = RF_WAY_NONE;
    for (size_t i = 0; i < d->point_count; i++) {
        enum rf_way way = rf_outcome_way(d->points[i].outcome);
        if (first != RF_WAY_NONE && way != RF_WAY_NONE && way != first) {
            return true;
        }
        first = way != RF_WAY_NONE ? way : first;
    }
    return false;
}

/* The key as it is written, without its quotes. */
static const char *key_of(struct rf_model *model, const struct referat_decision *decision)
{
    const char *p = decision->span.source->text + decision->span.start_bytes;
    size_t n = decision->span.end_bytes - decision->span.start_bytes;
    bool is_quoted = n > 1 && (*p == '"' || *p == '\'') && p[n - 1] == *p;
    return rf_arena_copy(model->arena, p + is_quoted, n - 2 * is_quoted);
}

/* Two keys that are spelled alike were reported when the fields were read. */
static void report_second_decision(struct rf_model *model,
                                   const struct referat_decision *decision,
                                   const struct referat_item *item)
{
    if (rf_streq(key_of(model, decision), key_of(model, item->decision))) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, decision->span,
                       "item %s is decided twice", item->number);
    rf_diag_related(model->diags, d, item->decision->span, "the first decision");
    rf_diag_hint(model->diags, d, "keep one of the two");
}

/* The items that a key names; false where it names none, which is reported. A key that is
 * no mention as a whole, or means a heading, is looked up as one number or id, for the
 * message that this gives. */
static bool read_key(struct rf_model *model, const struct referat_meeting *m,
                     struct rf_names *names, const struct referat_decision *decision,
                     struct rf_mention *mention)
{
    const char *written = key_of(model, decision);
    bool is_read = rf_names_read(names, written, mention);
    const char *rest = written + (is_read ? mention->end : 0);
    bool is_whole = is_read && !rest[rf_names_marks(rest)];
    bool is_several =
        is_whole && (mention->count > 1 || mention->problem > RF_MENTION_AMBIGUOUS);
    if (is_several && mention->problem) {
        if (!m->is_agenda_unread) {
            rf_model_report_mention(model, mention, decision->span);
        }
        return false;
    }
    bool is_good =
        is_whole && !mention->problem && referat_item_is_treated(mention->items[0]);
    if (!is_good) {
        mention->items = RF_ARENA_NEW(model->arena, struct referat_item *);
        mention->items[0] =
            rf_model_find_item(model, m, written, decision->span, "the decision's item");
        mention->count = mention->items[0] != NULL;
    }
    return mention->count > 0;
}

/* Gives each item of a mention the decision: the first has it itself, every other a copy
 * of its own. */
static void decide(struct rf_model *model, struct referat_decision *decision,
                   const struct rf_mention *mention)
{
    const struct referat_decision written = *decision;
    for (size_t i = 0; i < mention->count; i++) {
        struct referat_item *item = mention->items[i];
        if (item->decision) {
            if (!item->meeting->is_agenda_unread) {
                report_second_decision(model, &written, item);
            }
            continue;
        }
        struct referat_decision *own = decision;
        if (decision->item) {
            own = RF_ARENA_NEW(model->arena, struct referat_decision);
            *own = written;
            own->decided_with = decision->item;
        }
        own->item = item;
        item->decision = own;
        link_points(model, own, mention);
        own->is_split = went_different_ways(own);
    }
}

void rf_model_minutes(struct rf_model *model, struct referat_meeting *m)
{
    if (!m->minutes) {
        return;
    }
    struct rf_names *names = rf_names_make(model, m);
    struct rf_near_look *look = rf_near_begin(model, m, names);
    rf_model_sections(model, m, names, look);
    rf_near_take_body(look);
    for (size_t i = 0; i < m->minutes->decision_count; i++) {
        struct rf_mention mention;
        if (read_key(model, m, names, &m->minutes->decisions[i], &mention)) {
            decide(model, &m->minutes->decisions[i], &mention);
        } else {
            m->minutes->document.has_errors = true; /* the item that is meant has none */
        }
    }
}
