/* References to items and meetings: order of treatment, guests, attendance, approvals,
 * carried items (model). format.md sections 5 and 6.
 *
 * An item is looked up in the meeting itself; another meeting through rf_known, which may
 * load it for the purpose. What is wrong with the words alone (no slash, no such item
 * here) is reported in every case; what needs other meetings is resolved only where they
 * are known. */
#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "base/str.h"
#include "model/assemble.h"
#include "store/others.h"

struct referat_item *rf_model_look_up(const struct referat_meeting *m,
                                      const char *written, size_t *count)
{
    struct referat_item *found = NULL;
    *count = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        if (*written && rf_same(item->id.text, written)) {
            *count = 1; /* an id wins over a number */
            return item;
        }
        if (*item->number && rf_same(item->number, written)) {
            found = found ? found : item;
            ++*count;
        }
    }
    return found;
}

/* Suggests what might have been meant: the item with this title, the one whose number or
 * id stands after a word ("item 2"), an id that is spelled alike, else the last of the
 * agenda's numbers, which shows their form. */
static void hint_items(struct rf_model *model, struct referat_diagnostic *d,
                       const struct referat_meeting *m, const char *written)
{
    if (!d) {
        return;
    }
    const char **ids =
        RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, const char *);
    const struct referat_item *last = NULL, *titled = NULL;
    const char *title = rf_fold(model->arena, written);
    size_t n = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        if (*item->id.text) {
            ids[n++] = item->id.text;
        }
        if (*title && *item->number &&
            rf_streq(rf_fold(model->arena, item->title.plain), title)) {
            titled = item;
        }
        last = *item->number && !referat_item_above(item) ? item : last;
    }
    const char *nearest = titled ? NULL : rf_nearest(written, ids);
    const char *blank = strrchr(written, ' ');
    size_t count = 0;
    if (titled) {
        rf_diag_hint(model->diags, d, "its title is that of item %s: write %s",
                     titled->number, titled->number);
    } else if (blank && rf_model_look_up(m, blank + 1, &count) && count == 1) {
        rf_diag_hint(model->diags, d, "write %s", blank + 1);
    } else if (nearest) {
        rf_diag_did_you_mean(model->diags, d, nearest);
    } else if (last) {
        rf_diag_hint(model->diags, d,
                     "write an item's number or id; the agenda's last item is %s",
                     last->number);
    } else {
        rf_diag_hint(model->diags, d, "the agenda has no items");
    }
}

/* A heading or break is not treated: it has no guests and no decision. The hint names the
 * next item, which is most often the one that is meant. */
static void report_untreated(struct rf_model *model, const struct referat_item *item,
                             const char *written, struct referat_span span,
                             const char *what)
{
    const struct referat_meeting *m = item->meeting;
    bool is_heading = item->type == REFERAT_TYPE_HEADING;
    size_t at = item->position + 1;
    struct referat_diagnostic *d = rf_diag_report(
        model->diags, RF_CODE_UNKNOWN_ITEM, span, "%s '%s' is a %s, and no item", what,
        written, is_heading ? "heading" : "break");
    rf_diag_related(model->diags, d, item->title.span,
                    is_heading ? "the heading" : "the break");
    while (at < m->all_item_count && !*m->all_items[at]->number) {
        at++;
    }
    if (at < m->all_item_count) {
        rf_diag_hint(model->diags, d, "name an item: the next one is %s",
                     m->all_items[at]->number);
    } else {
        rf_diag_hint(model->diags, d, "name an item by its number or id");
    }
}

struct referat_item *rf_model_find_item(struct rf_model *model,
                                        const struct referat_meeting *m,
                                        const char *written, struct referat_span span,
                                        const char *what)
{
    size_t count;
    struct referat_item *item = rf_model_look_up(m, written, &count);
    struct referat_diagnostic *d;
    if (count == 1 && referat_item_is_treated(item)) {
        return item;
    }
    if (m->is_agenda_unread) {
        return NULL; /* the item may stand in what could not be read */
    }
    if (count == 1) {
        report_untreated(model, item, written, span, what);
    } else if (count > 1) {
        d = rf_diag_report(model->diags, RF_CODE_AMBIGUOUS_ITEM, span,
                           "%s '%s' fits %zu items of the agenda", what, written, count);
        rf_diag_related(model->diags, d, item->title.span, "the first of them");
        rf_diag_hint(model->diags, d, "give the item an id and refer to it by that");
    } else {
        d = rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, span,
                           "%s '%s' is no item of the agenda", what, written);
        hint_items(model, d, m, written);
    }
    return NULL;
}

/* Resolves a reference to an item, if one is written; what begins the message. */
static void link_item(struct rf_model *model, const struct referat_meeting *m,
                      struct referat_item_ref *ref, const char *what)
{
    if (ref->written.given == REFERAT_GIVEN) {
        ref->item =
            rf_model_find_item(model, m, ref->written.text, ref->written.span, what);
    }
}

/* ---- Order of treatment ---- */

/* Appends an item of the top level to the order of treatment, once. */
static void add_to_order(struct referat_meeting *m, struct referat_item *item)
{
    if (item && !item->order && !referat_item_above(item) &&
        item->type != REFERAT_TYPE_HEADING) {
        m->ordered_items[m->ordered_count++] = item;
        item->order = (int)m->ordered_count;
    }
}

/* The order of treatment: the items that `order` names, each followed by the breaks that
 * come after it in the agenda; then what `order` leaves out, in agenda order. */
static void link_order(struct rf_model *model, struct referat_meeting *m)
{
    m->ordered_items =
        RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, struct referat_item *);
    for (size_t i = 0; m->agenda && i < m->agenda->order_count; i++) {
        struct referat_item_ref *ref = &m->agenda->order[i];
        link_item(model, m, ref, "in the order of treatment,");
        if (!ref->item) {
            continue;
        }
        size_t at = ref->item->position;
        add_to_order(m, m->all_items[at++]);
        while (at < m->all_item_count && m->all_items[at]->type == REFERAT_TYPE_BREAK) {
            add_to_order(m, m->all_items[at++]);
        }
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        add_to_order(m, m->all_items[i]);
    }
}

/* ---- Meetings ---- */

/* is_own: the meeting that is meant is the one being compiled; any other is most often
 * the one before it, which is named. */
static void hint_meeting(struct rf_model *model, const struct referat_meeting *m,
                         struct referat_diagnostic *d, bool is_own)
{
    const struct rf_record_meeting *before =
        is_own ? NULL : model->known->earlier(model->known->data);
    if (is_own) {
        rf_diag_hint(model->diags, d,
                     "write '%s', the name of its folder, or leave it out", m->id);
    } else if (before) {
        rf_diag_hint(
            model->diags, d,
            "write the name of a meeting's folder, or a relative path to one; the "
            "meeting before this one is '%s'",
            before->id);
    } else {
        rf_diag_hint(model->diags, d,
                     "write the name of a meeting's folder, or a relative path to one");
    }
}

/* Several meetings that are written in one line, as the items of a list; NULL: it names
 * one. */
static const char *several(struct rf_model *model, const char *written)
{
    static const char *const separators[] = {", ",   "; ",    " & ",   ",",     ";",
                                             " og ", " and ", " und ", " och ", " + "};
    enum { SEPARATORS = sizeof separators / sizeof *separators };
    struct rf_buf list = {0};
    bool are_several = false;
    for (const char *p = written; *p;) {
        size_t i = 0;
        while (i < SEPARATORS && !rf_starts_with(p, separators[i])) {
            i++;
        }
        if (i < SEPARATORS) {
            are_several = true;
            rf_buf_puts(&list, ", ");
            p += strlen(separators[i]);
        } else {
            rf_buf_char(&list, *p++);
        }
    }
    const char *kept =
        are_several ? rf_arena_string(model->arena, rf_buf_string(&list)) : NULL;
    rf_buf_clear(&list);
    return kept;
}

/* Resolves a reference to a meeting: its id, date and access, and its folder where it
 * belongs to another series. If it is not found, what begins the message. */
static const struct rf_record_meeting *link_meeting(struct rf_model *model,
                                                    const struct referat_meeting *m,
                                                    struct referat_meeting_ref *ref,
                                                    const char *written, const char *what,
                                                    bool is_own)
{
    const struct rf_record_meeting *known =
        model->known->meeting(model->known->data, m->folder, written);
    ref->meeting_id = known ? known->id : "";
    ref->other = known && rf_record_is_other(known) ? known->folder : NULL;
    ref->series = ref->other ? rf_record_other_title(known) : NULL;
    ref->is_unknown = !known;
    ref->date = known ? known->date : (struct referat_date){0};
    ref->access = known ? known->access : REFERAT_ACCESS_UNSET;
    if (!known) {
        struct referat_diagnostic *d =
            rf_diag_report(model->diags, RF_CODE_UNKNOWN_MEETING, ref->written.span,
                           "%s '%s' is no meeting of the series", what, written);
        const char *list = several(model, written);
        if (list) {
            rf_diag_hint(model->diags, d, "several meetings are a list: [%s]", list);
        } else {
            hint_meeting(model, m, d, is_own);
        }
    }
    return known;
}

/* "2023-11-20/3": the meeting, and its item. An item that the meeting does not have does
 * not make this meeting unread: others may have looked this meeting up before, when no
 * other was known, and must get the same answer. A public edition, where each meeting is
 * compiled in its turn, is as strict with it as with an item of the meeting's own. */
static void link_carried(struct rf_model *model, const struct referat_meeting *m,
                         struct referat_meeting_ref *ref)
{
    const char *slash = strrchr(ref->written.text, '/');
    if (!slash) {
        return; /* bad-value */
    }
    const char *meeting = rf_arena_copy(model->arena, ref->written.text,
                                        (size_t)(slash - ref->written.text));
    ref->item = slash + 1;
    const struct rf_record_meeting *known =
        link_meeting(model, m, ref, meeting, "carried from:", false);
    const struct rf_record_item *item =
        known ? rf_record_find_item(known, ref->item) : NULL;
    ref->item_number = item ? rf_arena_string(model->arena, item->number) : "";
    ref->access = item ? item->access : ref->access;
    if (!known || item || known->is_unread) {
        return;
    }
    size_t unread_before = model->diags->unread_count;
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, ref->written.span,
                       "the meeting '%s' has no item '%s'", ref->meeting_id, ref->item);
    rf_diag_hint(model->diags, d,
                 "write that meeting and the number or id of its item, as in %s/3",
                 ref->meeting_id);
    if (!model->diags->is_public) {
        model->diags->unread_count = unread_before;
    }
}

/* The meeting of that id or path, seen from folder; NULL also where none is known. */
static const struct rf_record_meeting *
find_meeting(const struct rf_known *known, const char *folder, const char *written)
{
    return known && *written ? known->meeting(known->data, folder, written) : NULL;
}

bool rf_model_reference_date(const char *written, struct referat_date *date)
{
    return rf_date_parse(rf_path_name(written), date);
}

struct referat_date rf_model_destination_date(const struct rf_known *known,
                                              const struct rf_record_meeting *meeting,
                                              const char *written)
{
    struct referat_date date = {0};
    if (meeting && known->is_before(known->data, meeting)) {
        return meeting->date;
    }
    rf_model_reference_date(written, &date);
    return date;
}

/* The first n bytes without blanks at their end, where they name a meeting; or NULL. */
static const char *head_of(const struct rf_known *known, struct rf_arena *arena,
                           const char *folder, const char *written, size_t n)
{
    struct referat_date date;
    while (n && written[n - 1] == ' ') {
        n--;
    }
    const char *head = rf_arena_copy(arena, written, n);
    bool is_meeting =
        rf_model_reference_date(head, &date) || find_meeting(known, folder, head);
    return is_meeting ? head : NULL;
}

const char *rf_model_split_reference(const struct rf_known *known, struct rf_arena *arena,
                                     const char *folder, const char *written,
                                     const char **item)
{
    enum { DATE_BYTES = 10 };
    size_t bytes = strlen(written);
    *item = "";
    if (find_meeting(known, folder, written)) {
        return NULL;
    }
    for (size_t n = bytes; n-- > 1;) {
        const char *head =
            strchr("/\\#", written[n]) ? head_of(known, arena, folder, written, n) : NULL;
        if (head) {
            *item = written + n + 1;
            *item += strspn(*item, " ");
            return head;
        }
    }
    /* "2026-03-09, wall": words after a date are an item where that meeting has it */
    const char *head =
        bytes > DATE_BYTES ? head_of(known, arena, folder, written, DATE_BYTES) : NULL;
    const struct rf_record_meeting *meeting =
        head ? find_meeting(known, folder, head) : NULL;
    if (!meeting) {
        return NULL;
    }
    const char *rest = written + DATE_BYTES;
    rest += strspn(rest, " ,:;(");
    size_t n = strlen(rest);
    n -= n && rest[n - 1] == ')';
    *item = rf_arena_copy(arena, rest, n);
    return rf_record_find_item(meeting, *item) ? head : NULL;
}

/* A matter goes to a meeting of the series, there already or not, or to an item of one,
 * or to a body of which nothing is known. */
static void link_destination(struct rf_model *model, const struct referat_meeting *m,
                             struct referat_decision *d)
{
    const char *item, *written = d->to.given == REFERAT_GIVEN ? d->to.plain : "";
    const struct rf_record_meeting *known =
        find_meeting(model->known, m->folder, written);
    d->to_meeting_id = known ? known->id : "";
    d->to_date = rf_model_destination_date(model->known, known, written);
    if (known) {
        return;
    }
    const char *head =
        rf_model_split_reference(model->known, model->arena, m->folder, written, &item);
    known = head ? find_meeting(model->known, m->folder, head) : NULL;
    const struct rf_record_item *found = known ? rf_record_find_item(known, item) : NULL;
    d->to_access = found ? found->access : known ? known->access : REFERAT_ACCESS_UNSET;
}

/* All references of the meeting to others: approvals, carried items, destinations of
 * decisions, and the meeting that a recommendation or the minutes say they are of. */
static void link_meetings(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        for (size_t k = 0; k < item->approves_count; k++) {
            link_meeting(model, m, &item->approves[k], item->approves[k].written.text,
                         "approves:", false);
        }
        if (item->carried_from.written.given == REFERAT_GIVEN) {
            link_carried(model, m, &item->carried_from);
        }
        struct referat_recommendation *r = item->recommendation;
        if (r && r->meeting.written.given == REFERAT_GIVEN) {
            link_meeting(model, m, &r->meeting, r->meeting.written.text,
                         "the recommendation's meeting", true);
        }
    }
    for (size_t i = 0; m->minutes && i < m->minutes->decision_count; i++) {
        link_destination(model, m, &m->minutes->decisions[i]);
    }
    if (m->minutes && m->minutes->meeting.written.given == REFERAT_GIVEN) {
        link_meeting(model, m, &m->minutes->meeting, m->minutes->meeting.written.text,
                     "the minutes' meeting", true);
    }
}

/* What is wrong with the meeting's own documents, whether others are known or not. */
static void check_names(struct rf_model *model, const struct referat_meeting *m)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_raw *carried = &m->all_items[i]->carried_from.written;
        const struct referat_recommendation *r = m->all_items[i]->recommendation;
        if (carried->given == REFERAT_GIVEN && !strchr(carried->text, '/')) {
            struct referat_diagnostic *d =
                rf_diag_report(model->diags, RF_CODE_BAD_VALUE, carried->span,
                               "'%s' does not say which item is carried", carried->text);
            rf_diag_hint(
                model->diags, d,
                "write the meeting, a slash, and the number or id of its item, as in "
                "%s/3",
                carried->text);
        }
        if (r && r->item_written.given == REFERAT_GIVEN) {
            rf_model_find_item(model, m, r->item_written.text, r->item_written.span,
                               "the recommendation's item");
        }
    }
}

void rf_model_references(struct rf_model *model, struct referat_meeting *m)
{
    link_order(model, m);
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        struct referat_guest *guest = &m->agenda->guests[i];
        for (size_t k = 0; k < guest->item_count; k++) {
            link_item(model, m, &guest->items[k], "a guest's item");
        }
    }
    for (size_t i = 0; m->minutes && i < m->minutes->attendance_count; i++) {
        struct referat_attendance *a = &m->minutes->attendances[i];
        link_item(model, m, &a->from_item, "the attendance from item");
        link_item(model, m, &a->until_item, "the attendance until item");
    }
    if (m->nested_in) {
        return; /* an agenda that is an annex knows no other meetings */
    }
    check_names(model, m);
    if (model->known) {
        link_meetings(model, m);
    }
}
