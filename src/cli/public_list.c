/* The files of a public edition on disk (command line). */
#include "cli/public_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/path.h"
#include "base/real.h"
#include "base/str.h"
#include "cli/public.h"

/* ---- Lists ---- */

struct list {
    struct rf_arena *arena;
    const char **paths;
    size_t count, capacity;
};

static void add(struct list *list, const char *path)
{
    if (list->count + 1 >= list->capacity) {
        const char **old = list->paths;
        list->capacity = list->capacity ? 2 * list->capacity : 64;
        list->paths = RF_ARENA_NEW_ARRAY(list->arena, list->capacity, const char *);
        if (list->count) {
            memcpy(list->paths, old, list->count * sizeof *old);
        }
    }
    list->paths[list->count++] = path;
    list->paths[list->count] = NULL;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted(struct list *list, size_t *count)
{
    if (list->count) {
        qsort(list->paths, list->count, sizeof *list->paths, compare);
    }
    *count = list->count;
    return list->paths;
}

bool rf_public_list_has(const char *const *paths, size_t count, const char *path)
{
    return count && bsearch(&path, paths, count, sizeof *paths, compare) != NULL;
}

/* ---- Folders ---- */

static void walk(struct list *list, const char *root, const char *below)
{
    const char *folder = rf_arena_join(list->arena, root, *below ? "/" : "", below, NULL);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        bool is_ours = rf_starts_with(entry->d_name, ".referat"); /* lists, temporaries */
        if (is_ours || strcmp(entry->d_name, ".") == 0 ||
            strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        const char *path = rf_path_join(list->arena, below, entry->d_name);
        struct stat info;
        if (lstat(rf_arena_join(list->arena, root, "/", path, NULL), &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            walk(list, root, path);
        } else {
            add(list, path);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

const char **rf_files_below(struct rf_arena *arena, const char *folder, size_t *count)
{
    struct list list = {.arena = arena};
    walk(&list, folder, "");
    return sorted(&list, count);
}

/* ---- Files ---- */

bool rf_read_whole(const char *path, struct rf_buf *out)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    rf_buf_reset(out);
    if (fd < 0) {
        return false;
    }
    rf_buf_reserve(out, (size_t)size_bytes + 1);
    ssize_t got = rf_read_full(fd, out->p, (size_t)size_bytes);
    int reason = errno;
    close(fd);
    errno = reason;
    out->n = got > 0 ? (size_t)got : 0;
    return got >= 0;
}

/* ---- The list ---- */

/* Only a newline would end a line too soon. */
static const char *decode(struct rf_arena *arena, const char *line, size_t n)
{
    struct rf_buf path = {0};
    for (size_t i = 0; i < n; i++) {
        bool is_newline = line[i] == '%' && n - i > 2 && memcmp(line + i, "%0A", 3) == 0;
        bool is_percent = line[i] == '%' && n - i > 2 && memcmp(line + i, "%25", 3) == 0;
        rf_buf_char(&path, (char)(is_newline ? '\n' : is_percent ? '%' : line[i]));
        i += is_newline || is_percent ? 2 : 0;
    }
    const char *kept = rf_arena_copy(arena, path.p ? path.p : "", path.n);
    rf_buf_clear(&path);
    return kept;
}

static bool stays_inside(const char *path)
{
    if (!*path || *path == '/') {
        return false;
    }
    for (const char *p = path; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL) {
        size_t n = strcspn(p, "/");
        if ((n == 2 && memcmp(p, "..", 2) == 0) || (n == 1 && *p == '.') || n == 0) {
            return false;
        }
    }
    return true;
}

static void put_path(const char *path, struct rf_buf *out)
{
    for (; *path; path++) {
        if (*path == '\n' || *path == '%') {
            rf_buf_puts(out, *path == '%' ? "%25" : "%0A");
        } else {
            rf_buf_char(out, *path);
        }
    }
    rf_buf_char(out, '\n');
}

/* The nearest folder from dir upwards that has a list; NULL: none. */
static const char *find_home(struct rf_arena *arena, const char *dir)
{
    for (char *home = rf_arena_string(arena, dir); *home;) {
        if (access(rf_arena_join(arena, home, "/" RF_PUBLIC_LIST, NULL), F_OK) == 0) {
            return home;
        }
        *strrchr(home, '/') = '\0';
    }
    return NULL;
}

/* Each line is the destination's, or beside it. */
static void read_lines(const struct rf_buf *text, const char *prefix, struct list *own,
                       struct list *others)
{
    size_t prefix_bytes = strlen(prefix);
    for (size_t at = 0; at < text->n;) {
        const char *end = memchr(text->p + at, '\n', text->n - at);
        size_t n = end ? (size_t)(end - (text->p + at)) : text->n - at;
        const char *path = decode(own->arena, text->p + at, n);
        bool is_own = strncmp(path, prefix, prefix_bytes) == 0;
        if (stays_inside(path)) {
            add(is_own ? own : others, is_own ? path + prefix_bytes : path);
        }
        at += n + 1;
    }
}

bool rf_public_list_find(struct rf_arena *arena, const char *dir,
                         struct rf_public_list *list)
{
    const char *place = rf_real_path(arena, dir), *home = find_home(arena, place);
    *list = (struct rf_public_list){.home = home ? home : dir, .prefix = ""};
    if (!home) {
        return false;
    }
    size_t n = strlen(home);
    list->prefix = place[n] ? rf_arena_join(arena, place + n + 1, "/", NULL) : "";
    struct list own = {.arena = arena}, others = {.arena = arena};
    struct rf_buf text = {0};
    if (rf_read_whole(rf_arena_join(arena, home, "/" RF_PUBLIC_LIST, NULL), &text)) {
        read_lines(&text, list->prefix, &own, &others);
    }
    rf_buf_clear(&text);
    list->paths = sorted(&own, &list->count);
    list->others = sorted(&others, &list->other_count);
    return true;
}

void rf_public_list_text(const struct rf_public_list *list, const char *const *paths,
                         size_t count, struct rf_arena *arena, struct rf_buf *out)
{
    struct list all = {.arena = arena};
    size_t all_count;
    for (size_t i = 0; i < list->other_count; i++) {
        add(&all, list->others[i]);
    }
    for (size_t i = 0; i < count; i++) {
        add(&all, rf_arena_join(arena, list->prefix, paths[i], NULL));
    }
    const char **lines = sorted(&all, &all_count);
    for (size_t i = 0; i < all_count; i++) {
        put_path(lines[i], out);
    }
}
