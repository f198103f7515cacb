/* Other series that meetings of this one refer to (store): joining their records, finding
 * their meetings and actions by path, and applying what they say to this series and the
 * other way round, in the order of dates. */
#include "store/others.h"

#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "store/evict.h"
#include "store/internal.h"
#include "store/item_texts.h"

/* ---- Joining ---- */

void rf_record_move(struct rf_record *record, const char *prefix)
{
    for (struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        m->folder = rf_path_join(record->arena, prefix, m->folder);
    }
}

void rf_record_join(struct rf_record *record, struct rf_record *other, const char *prefix,
                    bool is_followed)
{
    struct rf_record_other **end = &record->others;
    struct rf_record_other *joined = RF_ARENA_NEW(record->arena, struct rf_record_other);
    *joined = (struct rf_record_other){NULL, other, prefix, is_followed};
    while (*end) {
        end = &(*end)->next;
    }
    *end = joined;
    if (is_followed) {
        other->lead = record;
    }
}

bool rf_record_is_other(const struct rf_record_meeting *meeting)
{
    return rf_path_is_outward(meeting->folder);
}

const char *rf_record_other_title(const struct rf_record_meeting *meeting)
{
    const struct rf_record *record = meeting->record;
    bool is_named = rf_record_is_other(meeting) && !record->lead && !meeting->is_unread &&
                    (record->series->edition == REFERAT_EDITION_FULL ||
                     record->series->access != REFERAT_CLOSED);
    return is_named ? record->series->title.plain : NULL;
}

/* ---- Meetings ---- */

struct rf_record_meeting *rf_record_followed(const struct rf_record *record,
                                             const char *id)
{
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        struct rf_record_meeting *m = o->is_followed ? o->record->last : NULL;
        while (m && strcmp(m->id, id) != 0) {
            m = m->previous;
        }
        if (m) {
            return m;
        }
    }
    return NULL;
}

struct rf_record_meeting *rf_record_other(const struct rf_record *record,
                                          const char *folder)
{
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        size_t n = strlen(o->prefix);
        struct rf_record_meeting *m =
            strncmp(folder, o->prefix, n) == 0 && folder[n] == '/' ? o->record->meetings
                                                                   : NULL;
        while (m && strcmp(m->folder, folder) != 0) {
            m = m->next;
        }
        if (m) {
            return m;
        }
    }
    return NULL;
}

const struct rf_record_meeting *rf_record_before(const struct rf_record *record,
                                                 const struct rf_record_meeting *meeting)
{
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        const struct rf_record_meeting *m = o->is_followed ? o->record->last : NULL;
        while (m && meeting && rf_record_is_after(m, meeting)) {
            m = m->previous;
        }
        if (m) {
            return m;
        }
    }
    return NULL;
}

bool rf_record_has_unread(const struct rf_record *record)
{
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        const struct rf_record_meeting *m = o->is_followed ? o->record->meetings : NULL;
        while (m && !m->is_unread) {
            m = m->next;
        }
        if (m) {
            return true;
        }
    }
    return false;
}

const char *rf_record_name_of(struct rf_record *record, const char *folder,
                              const struct referat_meeting_ref *ref, const char *written)
{
    const char *name = rf_item_meeting_name(record->row_arena, folder, ref, written);
    return rf_record_keep_text(record, name, strlen(name));
}

/* ---- Actions ---- */

/* "bro/1" for "3/1": an item's id serves wherever its number does. */
static bool is_by_id(const struct rf_record_action *action, const char *own,
                     const char *rest)
{
    size_t n = strlen(action->item->id);
    const char *last = strrchr(own, '/');
    return n && last && strncmp(rest, action->item->id, n) == 0 &&
           strcmp(rest + n, last) == 0;
}

/* The action of a meeting whose id is written after the meeting's, or alone. */
static struct rf_record_action *action_of(const struct rf_record_meeting *m,
                                          const char *rest)
{
    size_t n = strlen(m->id);
    for (struct rf_record_action *a = rf_record_fetch(m)->actions; a; a = a->next) {
        bool is_numbered = strncmp(a->id, m->id, n) == 0 && a->id[n] == '/';
        const char *own = is_numbered ? a->id + n + 1 : a->id;
        if (strcmp(own, rest) == 0 || (is_numbered && is_by_id(a, own, rest))) {
            return a;
        }
    }
    return NULL;
}

/* "2026-12-07/bro/1": where no action has that id, of the meeting with that name. */
static struct rf_record_action *named_by_item(const struct rf_record *record,
                                              const char *written)
{
    const char *slash = strchr(written, '/');
    size_t n = slash ? (size_t)(slash - written) : 0;
    const struct rf_record_meeting *m = n && strchr(slash + 1, '/') ? record->last : NULL;
    while (m && (strncmp(m->id, written, n) != 0 || m->id[n])) {
        m = m->previous;
    }
    return m && m->is_complete ? action_of(m, slash + 1) : NULL;
}

/* "../schools/2026-03-02/2/1": a meeting's folder, then an action of it. Where the folder
 * ends is tried from the last slash on. */
static struct rf_record_action *action_at(const struct rf_record *record,
                                          const char *path)
{
    struct rf_arena arena = {0};
    struct rf_record_action *found = NULL;
    for (const char *slash = strrchr(path, '/'); slash && !found;) {
        const char *folder = rf_arena_copy(&arena, path, (size_t)(slash - path));
        const struct rf_record_meeting *m = rf_record_other(record, folder);
        found = m ? action_of(m, slash + 1) : NULL;
        while (slash > path && *--slash != '/') {
        }
        slash = slash > path ? slash : NULL;
    }
    rf_arena_clear(&arena);
    return found;
}

struct rf_record_action *rf_record_resolve_action(const struct rf_record *record,
                                                  const char *folder, const char *written)
{
    struct rf_record_action *found = rf_record_action(record, written);
    found = found ? found : named_by_item(record, written);
    return found ? found : rf_record_resolve_elsewhere(record, folder, written);
}

struct rf_record_action *rf_record_resolve_elsewhere(const struct rf_record *record,
                                                     const char *folder,
                                                     const char *written)
{
    struct rf_record_action *found = NULL;
    for (const struct rf_record_other *o = record->others; o && !found; o = o->next) {
        found = o->is_followed ? rf_record_action(o->record, written) : NULL;
        found = found || !o->is_followed ? found : named_by_item(o->record, written);
    }
    if (!found && record->others && strstr(written, "../")) {
        struct rf_arena arena = {0};
        const char *path = rf_path_outward(&arena, folder, written);
        found = path ? action_at(record, path) : NULL;
        path = found ? NULL : rf_path_outward(&arena, "", written);
        found = path ? action_at(record, path) : found;
        rf_arena_clear(&arena);
    }
    return found;
}

/* ---- Time ---- */

bool rf_record_is_after(const struct rf_record_meeting *a,
                        const struct rf_record_meeting *b)
{
    int order = a->date.year && b->date.year ? rf_date_compare(&a->date, &b->date) : 0;
    bool has_times =
        a->date.year && b->date.year && a->start_min >= 0 && b->start_min >= 0;
    return order ? order > 0 : has_times && a->start_min > b->start_min;
}

static struct rf_record_meeting *next_of(const struct rf_record *record)
{
    return record->applied ? record->applied->next : record->meetings;
}

/* The next meeting to be applied of all series that are followed; where two have the same
 * time, that of the series which was joined first. */
static struct rf_record_meeting *earliest(const struct rf_record *record)
{
    struct rf_record_meeting *found = NULL;
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        struct rf_record_meeting *next = o->is_followed ? next_of(o->record) : NULL;
        if (next && (!found || !rf_record_is_after(next, found))) {
            found = next;
        }
    }
    return found;
}

void rf_record_apply_others(struct rf_record *record,
                            const struct rf_record_meeting *until)
{
    struct rf_record_meeting *m = record->others ? earliest(record) : NULL;
    while (m && !(until && rf_record_is_after(m, until))) {
        rf_record_apply(m->record, m);
        m = earliest(record);
    }
}

/* ---- What another series says of this one ---- */

/* The meeting of this series that a folder means which the other series wrote. */
static struct rf_record_meeting *own_meeting(const struct rf_record *record,
                                             const char *prefix, const char *folder)
{
    size_t n = strlen(prefix);
    struct rf_record_meeting *m =
        strncmp(folder, prefix, n) == 0 && folder[n] == '/' ? record->meetings : NULL;
    while (m && strcmp(m->folder, folder + n + 1) != 0) {
        m = m->next;
    }
    return m;
}

static void apply_other_changes(struct rf_record *record, const struct rf_record *other,
                                const char *prefix, const struct rf_record_meeting *m)
{
    for (const struct rf_record_change *c = m->changes; c; c = c->next) {
        const struct rf_record_action *seen =
            rf_record_resolve_action(other, m->folder, c->action);
        const struct rf_record_meeting *own =
            seen ? own_meeting(record, prefix, seen->item->meeting->folder) : NULL;
        struct rf_record_action *action = own ? rf_record_action(record, seen->id) : NULL;
        if (action && !rf_record_is_after(own, m)) {
            rf_record_apply_other_change(record, m, c, action);
            if (record->table_columns) {
                rf_record_list_open(record, action);
            }
        }
    }
}

static void apply_other_approvals(const struct rf_record *record, const char *prefix,
                                  const struct rf_record_item *item)
{
    const struct rf_record_approval *a = item->links ? item->links->approvals : NULL;
    for (; a; a = a->next) {
        struct rf_record_meeting *approved = own_meeting(record, prefix, a->meeting);
        if (approved) {
            rf_record_apply_approval(approved, item);
        }
    }
}

/* The pending list of this series needs an item that is linked to its own: a copy. */
static void apply_other_origins(struct rf_record *record, const char *prefix,
                                const struct rf_record_item *item, bool is_followed)
{
    struct rf_record_meeting *from =
        own_meeting(record, prefix, item->links ? item->links->carried_meeting : "");
    struct rf_record_item *origin =
        from ? rf_record_find_item(from, item->links->carried_item) : NULL;
    bool is_hidden = origin && record->is_public && origin->access == REFERAT_CLOSED;
    struct rf_record_item *copy = RF_ARENA_NEW(record->arena, struct rf_record_item);
    *copy = *item;
    copy->links = RF_ARENA_NEW(record->arena, struct rf_record_links);
    *copy->links = (struct rf_record_links){
        .carried_meeting = "", .carried_item = "", .to_meeting = "", .case_number = ""};
    if (is_followed && item->links) {
        copy->links->case_number = item->links->case_number;
    }
    copy->links->carried_from = is_hidden ? NULL : origin;
    copy->words = is_followed ? item->words : NULL;
    rf_record_apply_return(record, copy);
    if (origin && !is_hidden) {
        rf_record_add_taken_up(record, origin, item);
        origin->carried_to = origin->carried_to ? origin->carried_to : copy;
    }
}

void rf_record_apply_series(struct rf_record *record, const struct rf_record *other,
                            const char *prefix)
{
    const struct rf_record_other *seen = other->others;
    while (seen && strcmp(seen->prefix, prefix) != 0) {
        seen = seen->next;
    }
    for (const struct rf_record_meeting *m = seen ? other->meetings : NULL; m;
         m = m->next) {
        const struct rf_record_item *item = rf_record_is_cancelled(m) ? NULL : m->items;
        apply_other_changes(record, other, prefix, m);
        for (; item; item = item->next) {
            apply_other_approvals(record, prefix, item);
            if (record->table_columns) {
                apply_other_origins(record, prefix, item, seen->is_followed);
            }
        }
    }
    rf_record_unlist_closed(record);
}
