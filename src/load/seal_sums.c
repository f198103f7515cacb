/* The checksums of every file that goes into a meeting (load). */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "load/seal.h"

void rf_sums_add(struct rf_loader *loader, const char *path, const char *sha256)
{
    if (!loader->keeps_sums || !sha256) {
        return;
    }
    struct rf_file_sum *entry = RF_ARENA_NEW(loader->arena, struct rf_file_sum);
    *entry = (struct rf_file_sum){loader->sums, {path, sha256, 0}};
    loader->sums = entry;
}

void rf_sums_add_bytes(struct rf_loader *loader, const char *path,
                       const struct rf_buf *bytes)
{
    char digits[RF_SHA256_SIZE];
    if (loader->keeps_sums) {
        rf_sha256(bytes->p ? bytes->p : "", bytes->n, digits);
        rf_sums_add(loader, path, rf_arena_string(loader->arena, digits));
    }
}

static int compare_paths(const void *a, const void *b)
{
    const struct referat_file_sum *x = a, *y = b;
    return strcmp(x->path, y->path);
}

void rf_sums_sort(struct referat_file_sum *list, size_t count)
{
    if (count) {
        qsort(list, count, sizeof *list, compare_paths);
    }
}

const struct referat_file_sum *rf_sums_find(const struct referat_file_sum *list,
                                            size_t count, const char *path)
{
    const struct referat_file_sum wanted = {.path = path};
    return count ? bsearch(&wanted, list, count, sizeof *list, compare_paths) : NULL;
}

/* The list of the loader has a file as often as it was named. */
void rf_sums_take(struct rf_loader *loader, struct referat_meeting *meeting)
{
    size_t count = 0, kept = 0;
    for (const struct rf_file_sum *s = loader->sums; s; s = s->next) {
        count++;
    }
    struct referat_file_sum *list =
        RF_ARENA_NEW_ARRAY(loader->arena, count + 1, struct referat_file_sum);
    for (const struct rf_file_sum *s = loader->sums; s; s = s->next) {
        list[kept++] = s->sum;
    }
    rf_sums_sort(list, count);
    kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!kept || strcmp(list[kept - 1].path, list[i].path) != 0) {
            list[kept++] = list[i];
        }
    }
    meeting->files = kept ? list : NULL;
    meeting->file_count = kept;
}
