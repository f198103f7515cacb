/* Who was there while each item was treated (model). format.md section 6.
 *
 * The members are the people whom the minutes list as present or absent, and those who
 * came or left. For each item every member has one presence: from the lists, narrowed by
 * the lines of `attendance`, which say from or until which item somebody was there, and
 * by `disqualified`. Items are compared by their order of treatment, not by number. */
#include "model/assemble.h"

/* ---- Members: whom the minutes name ---- */

/* The member of the meeting that an entry of the roll is; made when first asked for. */
static struct referat_member *add_member(struct referat_meeting *m,
                                         const struct referat_roll_entry *who)
{
    struct referat_roll_entry *entry = &m->roll[who - m->roll];
    if (entry->member) {
        return &m->members[entry->member - m->members];
    }
    struct referat_member *member = &m->members[m->member_count++];
    member->person = entry->person;
    member->who = entry;
    entry->member = member;
    return member;
}

/* Somebody who came or left was there, even if the list of the present does not have the
 * name. */
static void collect_members(struct rf_model *model, struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    m->member_count = 0;
    m->members =
        RF_ARENA_NEW_ARRAY(model->arena, m->roll_count + 1, struct referat_member);
    for (size_t i = 0; i < minutes->present.count; i++) {
        add_member(m, minutes->present.list[i].who)->is_present = true;
    }
    for (size_t i = 0; i < minutes->absence_count; i++) {
        const struct referat_absence *absence = &minutes->absences[i];
        struct referat_member *member = add_member(m, absence->person.who);
        member->absence = absence;
        member->is_absent = !member->is_present;
        if (absence->substitute.who) {
            struct referat_member *substitute = add_member(m, absence->substitute.who);
            substitute->stands_in_for = member->person;
            substitute->is_present = true;
        }
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        const struct referat_roll_entry *who = minutes->attendances[i].person.who;
        if (who) {
            struct referat_member *member = add_member(m, who);
            member->is_present = true;
            member->is_absent = false;
        }
    }
}

/* ---- When an item was treated ---- */

/* Ranks by order of treatment; an item's sub-items follow it. */
struct ranks {
    size_t *first, *last; /* by position in all_items */
    size_t next;
};

/* first is the item's own rank, last that of its last sub-item. */
static void rank_item(struct ranks *ranks, const struct referat_item *item)
{
    ranks->first[item->position] = ranks->next++;
    for (size_t i = 0; i < item->item_count; i++) {
        rank_item(ranks, &item->items[i]);
    }
    ranks->last[item->position] = ranks->next - 1;
}

/* ---- Presence ---- */

/* What one line of `attendance` says of an item. A clock time does not say which item was
 * being treated then: meetings run early and late. */
static enum referat_presence part_of(const struct ranks *ranks,
                                     const struct referat_attendance *a,
                                     const struct referat_item *item)
{
    const struct referat_item *from = a->from_item.item, *until = a->until_item.item;
    size_t at = ranks->first[item->position];
    if (from && at < ranks->first[from->position]) {
        return REFERAT_NOT_YET_IN;
    }
    if (until && at > ranks->last[until->position]) {
        return REFERAT_LEFT;
    }
    bool has_time = a->from_time.start_min >= 0 || a->until_time.start_min >= 0;
    return has_time ? REFERAT_PERHAPS_IN : REFERAT_IN;
}

/* Of several lines about one person, the one that puts the person in the room counts. */
static enum referat_presence presence_of(const struct referat_meeting *m,
                                         const struct ranks *ranks,
                                         const struct referat_member *member,
                                         const struct referat_item *item)
{
    enum referat_presence found =
        member->is_absent ? REFERAT_ABSENT_FROM_MEETING : REFERAT_IN;
    bool is_first = true;
    for (size_t i = 0; i < m->minutes->attendance_count; i++) {
        if (m->minutes->attendances[i].person.who != member->who) {
            continue;
        }
        enum referat_presence part = part_of(ranks, &m->minutes->attendances[i], item);
        if (is_first || part < found) {
            found = part;
        }
        is_first = false;
    }
    return found;
}

/* Whoever is disqualified from an item is so from its sub-items too. */
static void take_out_disqualified(struct referat_meeting *m, struct referat_item *item)
{
    for (const struct referat_item *at = item; at; at = at->parent) {
        const struct referat_decision *d = at->decision;
        for (size_t i = 0; d && i < d->disqualified.count; i++) {
            const struct referat_roll_entry *who = d->disqualified.list[i].who;
            if (who && who->member) {
                item->presence[who->member - m->members] = REFERAT_DISQUALIFIED;
            }
        }
    }
}

void rf_model_presence(struct rf_model *model, struct referat_meeting *m)
{
    if (!m->minutes || m->minutes->is_written) {
        return; /* there was no meeting in a room */
    }
    collect_members(model, m);
    if (!m->member_count) {
        return;
    }
    struct ranks ranks = {
        .first = RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, size_t),
        .last = RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, size_t),
    };
    for (size_t i = 0; i < m->ordered_count; i++) {
        rank_item(&ranks, m->ordered_items[i]);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        item->presence =
            RF_ARENA_NEW_ARRAY(model->arena, m->member_count, enum referat_presence);
        for (size_t k = 0; k < m->member_count; k++) {
            item->presence[k] = presence_of(m, &ranks, &m->members[k], item);
        }
        take_out_disqualified(m, item);
    }
}
