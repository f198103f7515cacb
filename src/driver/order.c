/* The order of a series' meetings (driver): looks into the heads of each folder's
 * documents for the day and the start, unless the cache knows them, and sorts once. */
#include "driver/order.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/limits.h"

/* ---- When meetings were ---- */

/* True where the cache knows when the meeting of a folder was. Below a meeting that has
 * not changed nothing has, and there is no other meeting but those that the cache has. */
static bool is_cached(const struct rf_known_series *known, const char *folder,
                      struct rf_arena *scratch, struct rf_when *when)
{
    struct rf_when above;
    *when = (struct rf_when){.start_min = -1};
    if (!known->when || known->when(known->owner, folder, when)) {
        return known->when != NULL;
    }
    while (*folder && *(folder = rf_path_folder(scratch, folder))) {
        if (known->when(known->owner, folder, &above)) {
            when->leads_up = above.leads_up;
            return above.is_meeting;
        }
        if (known->has_changed(known->owner, folder)) {
            return false;
        }
    }
    return false;
}

static void look(struct rf_known_series *known, struct rf_folder *folder,
                 struct rf_root root, int open, const struct rf_entry *entries,
                 size_t count)
{
    const char *name = *folder->path ? folder->name : rf_path_name(known->series->path);
    folder->when = rf_when_look(known->series, root, open, folder->path, name, entries,
                                entries ? count : 0);
}

void rf_order_look(struct rf_known_series *known, size_t at, struct rf_root root,
                   int open, const struct rf_entry *entries, size_t count)
{
    struct rf_arena scratch = {0};
    struct rf_folder *folder = &known->folders[at];
    if (!is_cached(known, folder->path, &scratch, &folder->when)) {
        look(known, folder, root, open, entries, count);
    }
    rf_arena_clear(&scratch);
}

void rf_order_look_again(struct rf_known_series *known, size_t at, struct rf_root root)
{
    struct rf_arena scratch = {0};
    struct rf_folder *folder = &known->folders[at];
    if (!is_cached(known, folder->path, &scratch, &folder->when)) {
        size_t count = 0;
        int open = rf_folder_open(root, folder->path);
        const struct rf_entry *entries =
            rf_list_open(&scratch, root, folder->path, open, &count);
        look(known, folder, root, open, entries, count);
        rf_folder_close(open);
    }
    rf_arena_clear(&scratch);
}

/* ---- Sorting ---- */

/* A folder's place is its own, or that of the meeting whose folder it lies in. */
struct key {
    int day, start_min;
    const char *name;
    size_t place, walk;
};

enum { DAY_FIRST = 0, DAY_LAST = INT_MAX }; /* of those without one */

/* A folder whose documents are no meeting may be one that cannot be read, whatever
 * lies below it. */
static int day_of(const struct rf_folder *folder)
{
    const struct referat_date *date = &folder->when.date;
    if (date->year && folder->when.has_documents) {
        return date->year * 10000 + date->month * 100 + date->day;
    }
    return folder->when.is_meeting ? DAY_LAST : DAY_FIRST;
}

static int compare_places(const struct key *x, const struct key *y)
{
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    if (x->start_min != y->start_min) {
        return x->start_min < y->start_min ? -1 : 1;
    }
    int order = x->place == y->place ? 0 : strcmp(x->name, y->name);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int compare(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = compare_places(x, y);
    return order ? order : (x->walk > y->walk) - (x->walk < y->walk);
}

/* Where a folder is to stand; above: the key of the nearest folder above it that may hold
 * a meeting, or NULL. */
static struct key key_of(const struct rf_folder *folder, const struct key *above)
{
    const int day = day_of(folder);
    struct key key = {
        .day = day,
        .start_min = day == DAY_FIRST || day == DAY_LAST ? -1 : folder->when.start_min,
        .name = folder->name,
        .place = folder->walk,
        .walk = folder->walk,
    };
    if (above && (!folder->when.has_documents || compare_places(&key, above) < 0)) {
        key = *above;
        key.walk = folder->walk;
    }
    return key;
}

/* Folders below the series' own are no meeting's. */
static void make_keys(const struct rf_known_series *known, struct key *keys)
{
    size_t above[RF_LIMIT_FOLDER_DEPTH + 1], depth = 0;
    for (size_t i = 0; i < known->folder_count; i++) {
        const struct rf_folder *folder = &known->folders[i];
        while (depth &&
               !rf_path_is_within(folder->path, known->folders[above[depth - 1]].path)) {
            depth--;
        }
        keys[i] = key_of(folder, depth ? &keys[above[depth - 1]] : NULL);
        if (folder->when.has_documents && *folder->path) {
            above[depth++] = i;
        }
    }
}

static bool are_sorted(const struct key *keys, size_t count)
{
    size_t i = 1;
    while (i < count && compare(&keys[i - 1], &keys[i]) < 0) {
        i++;
    }
    return i >= count;
}

void rf_order_sort(struct rf_known_series *known)
{
    size_t count = known->folder_count;
    struct rf_arena scratch = {0};
    struct key *keys = RF_ARENA_NEW_ARRAY(&scratch, count + 1, struct key);
    make_keys(known, keys);
    if (!are_sorted(keys, count)) {
        struct rf_folder *walked = known->folders;
        known->folders =
            RF_ARENA_NEW_ARRAY(known->arena, known->folder_capacity, struct rf_folder);
        qsort(keys, count, sizeof *keys, compare);
        for (size_t i = 0; i < count; i++) {
            known->folders[i] = walked[keys[i].walk];
        }
    }
    rf_arena_clear(&scratch);
}

/* ---- Back to the walk ---- */

/* As the walk goes: a slash comes before every byte of a name. */
static int compare_paths(const void *a, const void *b)
{
    const unsigned char *x = (const unsigned char *)(*(struct rf_folder *const *)a)->path;
    const unsigned char *y = (const unsigned char *)(*(struct rf_folder *const *)b)->path;
    while (*x && *x == *y) {
        x++;
        y++;
    }
    int from = *x == '/' ? 0 : *x ? *x + 1 : -1, to = *y == '/' ? 0 : *y ? *y + 1 : -1;
    return (from > to) - (from < to);
}

void rf_order_find_walk(struct rf_known_series *known)
{
    size_t count = known->folder_count;
    struct rf_arena scratch = {0};
    struct rf_folder **list = RF_ARENA_NEW_ARRAY(&scratch, count + 1, struct rf_folder *);
    for (size_t i = 0; i < count; i++) {
        list[i] = &known->folders[i];
    }
    qsort(list, count, sizeof *list, compare_paths);
    for (size_t i = 0; i < count; i++) {
        list[i]->walk = i;
    }
    rf_arena_clear(&scratch);
}

/* ---- As bytes ---- */

void rf_order_put(const struct rf_folder *folder, struct rf_buf *out)
{
    struct rf_when when;
    memset(&when, 0, sizeof when); /* as it lies in memory, without a span */
    when.date.year = folder->when.date.year;
    when.date.month = folder->when.date.month;
    when.date.day = folder->when.date.day;
    when.start_min = folder->when.start_min;
    when.is_meeting = folder->when.is_meeting;
    when.has_documents = folder->when.has_documents;
    when.leads_up = folder->when.leads_up;
    rf_put_word(out, folder->path);
    rf_buf_add(out, (const char *)&when, sizeof when);
}

const char *rf_order_take(const char **p, const char *end, struct rf_when *when)
{
    const char *folder = *p < end ? rf_take_word(p, end) : NULL;
    if (!folder || (size_t)(end - *p) < sizeof *when) {
        return NULL;
    }
    memcpy(when, *p, sizeof *when);
    *p += sizeof *when;
    return folder;
}
