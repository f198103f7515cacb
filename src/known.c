/* What is known of a series beyond the meeting at hand (driver). */
#include "known.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "load/path.h"

/* Folders below a series: decades of weekly meetings with annex folders stay far below.
 * Deeper than 8 lies no meeting. */
enum { FOLDER_LIMIT = 200000, DEPTH_LIMIT = 8 };

/* ---- The walk ---- */

static void add_folder(struct rf_known_series *known, const char *path)
{
    if (known->folder_count == known->folder_capacity) {
        struct rf_folder *old = known->folders;
        known->folder_capacity = known->folder_capacity ? 2 * known->folder_capacity : 64;
        known->folders =
            RF_ARENA_NEW_ARRAY(known->arena, known->folder_capacity, struct rf_folder);
        if (known->folder_count) {
            memcpy(known->folders, old, known->folder_count * sizeof *old);
        }
    }
    known->folders[known->folder_count++] =
        (struct rf_folder){.path = path, .name = rf_path_name(path)};
}

static void walk_below(struct rf_known_series *known, struct rf_arena *scratch, int root,
                       const char *path, int depth)
{
    if (known->folder_count >= FOLDER_LIMIT) {
        known->is_truncated = true;
        return;
    }
    add_folder(known, rf_arena_string(known->arena, path));
    size_t count = 0;
    const struct rf_entry *entries =
        depth < DEPTH_LIMIT ? rf_list_folder(scratch, root, path, &count) : NULL;
    for (size_t i = 0; entries && i < count; i++) {
        if (entries[i].is_folder) {
            walk_below(known, scratch, root, rf_path_join(scratch, path, entries[i].name),
                       depth + 1);
        }
    }
}

static int compare_names(const void *a, const void *b)
{
    const struct rf_folder *x = *(struct rf_folder *const *)a,
                           *y = *(struct rf_folder *const *)b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->path, y->path);
}

void rf_known_walk(struct rf_known_series *known, int root)
{
    struct rf_arena scratch;
    rf_arena_init(&scratch);
    walk_below(known, &scratch, root, "", 0);
    rf_arena_clear(&scratch);
    known->by_name =
        RF_ARENA_NEW_ARRAY(known->arena, known->folder_count, struct rf_folder *);
    for (size_t i = 0; i < known->folder_count; i++) {
        known->by_name[i] = &known->folders[i];
    }
    qsort(known->by_name, known->folder_count, sizeof *known->by_name, compare_names);
}

/* ---- Actions ---- */

static size_t hash(const char *s)
{
    size_t h = 14695981039346656037u; /* FNV-1a */
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    }
    return h;
}

static const char **action_slot(const struct rf_known_series *known, const char *id)
{
    size_t mask = known->action_capacity - 1;
    size_t at = hash(id) & mask;
    while (known->actions[at] && strcmp(known->actions[at], id) != 0) {
        at = (at + 1) & mask;
    }
    return &known->actions[at];
}

static void grow_actions(struct rf_known_series *known)
{
    const char **old = known->actions;
    size_t old_capacity = known->action_capacity;
    known->action_capacity = old_capacity ? 2 * old_capacity : 256;
    known->actions =
        RF_ARENA_NEW_ARRAY(known->arena, known->action_capacity, const char *);
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i]) {
            *action_slot(known, old[i]) = old[i];
        }
    }
}

static void add_action(struct rf_known_series *known, const char *id)
{
    if (2 * known->action_count >= known->action_capacity) {
        grow_actions(known);
    }
    const char **slot = action_slot(known, id);
    if (!*slot) {
        *slot = rf_arena_string(known->arena, id);
        known->action_count++;
    }
}

/* ---- Registering ---- */

void rf_known_register(struct rf_known_series *known, struct rf_folder *folder,
                       const struct referat_meeting *m)
{
    if (folder->items) {
        return;
    }
    folder->state = RF_FOLDER_MEETING;
    folder->items =
        RF_ARENA_NEW_ARRAY(known->arena, 2 * m->all_item_count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        if (*item->number) {
            folder->items[n++] = rf_arena_string(known->arena, item->number);
        }
        if (*item->id.text) {
            folder->items[n++] = rf_arena_string(known->arena, item->id.text);
        }
    }
    for (size_t i = 0; i < m->action_count; i++) {
        add_action(known, m->actions[i].id);
    }
}

/* ---- Answers ---- */

static bool is_meeting(struct rf_known_series *known, struct rf_folder *folder)
{
    if (folder->state == RF_FOLDER_UNSEEN) {
        known->survey(known->owner, folder);
    }
    return folder->state == RF_FOLDER_MEETING;
}

/* The first folder of that name in the sorted list, or the number of folders. */
static size_t lower_bound(const struct rf_known_series *known, const char *name)
{
    size_t low = 0, high = known->folder_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(known->by_name[middle]->name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct rf_folder *find_by_name(struct rf_known_series *known, const char *name)
{
    for (size_t i = lower_bound(known, name); i < known->folder_count; i++) {
        struct rf_folder *folder = known->by_name[i];
        if (strcmp(folder->name, name) != 0) {
            break;
        }
        if (is_meeting(known, folder)) {
            return folder;
        }
    }
    return NULL;
}

static struct rf_folder *find_by_path(struct rf_known_series *known, const char *path)
{
    const char *name = rf_path_name(path);
    for (size_t i = lower_bound(known, name); i < known->folder_count; i++) {
        if (strcmp(known->by_name[i]->path, path) == 0) {
            return is_meeting(known, known->by_name[i]) ? known->by_name[i] : NULL;
        }
    }
    return NULL;
}

static const char *answer_meeting(void *data, const char *folder, const char *written)
{
    struct rf_known_series *known = data;
    struct rf_folder *found = NULL;
    if (strchr(written, '/')) {
        const char *why = "";
        const char *path = rf_path_resolve(known->arena, folder, written, &why);
        found = path ? find_by_path(known, path) : NULL;
        path = rf_path_resolve(known->arena, "", written, &why);
        found = found || !path ? found : find_by_path(known, path);
    } else {
        found = find_by_name(known, written);
    }
    return found ? found->name : NULL;
}

static bool answer_item(void *data, const char *meeting_id, const char *item)
{
    struct rf_folder *folder = find_by_name(data, meeting_id);
    for (const char **name = folder ? folder->items : NULL; name && *name; name++) {
        if (strcmp(*name, item) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_action(const struct rf_known_series *known, const char *id)
{
    return known->action_capacity && *action_slot(known, id);
}

static bool answer_action(void *data, const char *meeting_id, const char *action)
{
    (void)meeting_id;
    struct rf_known_series *known = data;
    for (size_t i = 0;
         known->surveys_earlier && i < known->current && !has_action(known, action);
         i++) {
        is_meeting(known, &known->folders[i]);
    }
    return has_action(known, action);
}

struct rf_known rf_known_answers(struct rf_known_series *known)
{
    return (struct rf_known){known, answer_meeting, answer_item, answer_action};
}
