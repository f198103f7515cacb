/* Files given from memory, by path (base). They are sorted, so what lies below a folder
 * is a run of them: all that begin with its path and a slash. */
#include "base/overlay.h"

#include <stdlib.h>
#include <string.h>

static int compare_files(const void *a, const void *b)
{
    const struct rf_overlay_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

void rf_overlay_sort(struct rf_overlay *overlay)
{
    if (overlay->count) {
        qsort(overlay->files, overlay->count, sizeof *overlay->files, compare_files);
    }
}

const struct rf_overlay_file *rf_overlay_find(const struct rf_overlay *overlay,
                                              const char *path)
{
    const struct rf_overlay_file wanted = {.path = path};
    return overlay->count ? bsearch(&wanted, overlay->files, overlay->count,
                                    sizeof *overlay->files, compare_files)
                          : NULL;
}

/* Whether a path lies before the folder's run, in it (0), or after it. */
static int compare_to_folder(const char *path, const char *folder, size_t folder_bytes)
{
    int order = strncmp(path, folder, folder_bytes);
    return order || !folder_bytes ? order : (unsigned char)path[folder_bytes] - '/';
}

/* The first file that does not lie before the folder's run. */
static size_t find_run(const struct rf_overlay *overlay, const char *folder)
{
    size_t low = 0, high = overlay->count, folder_bytes = strlen(folder);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_to_folder(overlay->files[middle].path, folder, folder_bytes) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const char *rf_overlay_next(const struct rf_overlay *overlay, struct rf_arena *arena,
                            const char *folder, size_t *at, bool *is_folder)
{
    size_t folder_bytes = strlen(folder);
    size_t i = *at ? *at - 1 : find_run(overlay, folder);
    if (i >= overlay->count ||
        compare_to_folder(overlay->files[i].path, folder, folder_bytes) != 0) {
        return NULL;
    }
    const char *path = overlay->files[i].path;
    const char *name = path + folder_bytes + (folder_bytes > 0);
    size_t name_bytes = strcspn(name, "/");
    size_t below_bytes = (size_t)(name - path) + name_bytes + 1;
    *is_folder = name[name_bytes] == '/';
    do { /* of a folder's files the first one names it */
        i++;
    } while (*is_folder && i < overlay->count &&
             strncmp(overlay->files[i].path, path, below_bytes) == 0);
    *at = i + 1;
    return rf_arena_copy(arena, name, name_bytes);
}

bool rf_overlay_has_folder(const struct rf_overlay *overlay, const char *folder)
{
    size_t i = find_run(overlay, folder);
    return i < overlay->count &&
           compare_to_folder(overlay->files[i].path, folder, strlen(folder)) == 0;
}

const char *rf_overlay_contradiction(const struct rf_overlay *overlay)
{
    for (size_t i = 0; i < overlay->count; i++) {
        const char *path = overlay->files[i].path;
        bool is_twice = i && strcmp(overlay->files[i - 1].path, path) == 0;
        if (is_twice || rf_overlay_has_folder(overlay, path)) {
            return path;
        }
    }
    return NULL;
}
