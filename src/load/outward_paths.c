/* Whether documents of a series may refer to another one (load). Their bytes are searched
 * for "../"; nothing is parsed, so a false alarm is possible: it costs a compilation of
 * that series, and changes no result. */
#define _GNU_SOURCE /* memmem */
#include "load/outward_paths.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/real_path.h"

struct look {
    struct rf_arena arena;
    struct rf_buf text;
    struct rf_root root;
    const char *parent; /* the folder that holds the series */
    const char *const *reals;
    size_t count;
    size_t folders;
};

/* True where a name next to the series' folder is on the way to one of the folders. */
static bool leads_to_one(const struct look *look, const char *name, size_t n)
{
    /* The root folder's own name is its slash. */
    size_t above = strcmp(look->parent, "/") == 0 ? 0 : strlen(look->parent);
    for (size_t i = 0; n && i < look->count; i++) {
        const char *rest = look->reals[i] + above;
        if (strncmp(look->reals[i], look->parent, above) == 0 && *rest == '/' &&
            strncmp(rest + 1, name, n) == 0 && (!rest[1 + n] || rest[1 + n] == '/')) {
            return true;
        }
    }
    return false;
}

/* A path leads up, and then to a name; one that leads up more than twice may come down
 * anywhere. Settings that follow a series always lead out. */
static bool is_outward(struct look *look, const char *path)
{
    int fd;
    uint64_t size_bytes;
    bool is_larger;
    if (rf_open_beneath(look->root, path, &fd, &size_bytes) != RF_OPEN_DONE ||
        !rf_read_fd(fd, size_bytes, RF_LIMIT_DOCUMENT_BYTES, &look->text, &is_larger)) {
        return false;
    }
    const char *p = look->text.p, *end = p + look->text.n;
    bool is_settings = strcmp(path, "referat.yaml") == 0 && look->text.n;
    if (is_settings && memmem(p, look->text.n, "follows", 7)) {
        return true;
    }
    while (p && (p = memmem(p, (size_t)(end - p), "../", 3)) != NULL) {
        size_t up = 0, n = 0;
        for (; end - p >= 3 && memcmp(p, "../", 3) == 0; p += 3) {
            up++;
        }
        while (p + n < end && !strchr("/\r\n\"'),]}", p[n])) {
            n++;
        }
        if (up > 2 || leads_to_one(look, p, n)) {
            return true;
        }
    }
    return false;
}

/* Looks into all documents of a folder and its sub-folders; a destination that is marked
 * as one is left out. */
static bool look_below(struct look *look, const char *folder, int depth)
{
    size_t count = 0;
    const struct rf_entry *list =
        depth < RF_LIMIT_FOLDER_DEPTH && look->folders++ < RF_LIMIT_FOLDERS
            ? rf_list_folder(&look->arena, look->root, folder, &count)
            : NULL;
    if (list && rf_mark_in_list(list, count)) {
        return false;
    }
    for (size_t i = 0; list && i < count; i++) {
        const char *path = rf_path_join(&look->arena, folder, list[i].name);
        bool is_document = list[i].is_file && rf_path_is_document(path);
        if ((is_document && is_outward(look, path)) ||
            (list[i].is_folder && look_below(look, path, depth + 1))) {
            return true;
        }
    }
    return false;
}

bool rf_may_lead_outward(const char *series, const char *const *reals, size_t count)
{
    struct look look = {.reals = reals, .count = count};
    const char *real = rf_real_path(&look.arena, series);
    const char *above = rf_path_folder(&look.arena, real);
    look.parent = *above ? above : "/";
    look.root = rf_root_on_disk(open(series, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    bool found = look.root.fd >= 0 && look_below(&look, "", 0);
    if (look.root.fd >= 0) {
        close(look.root.fd);
    }
    rf_buf_clear(&look.text);
    rf_arena_clear(&look.arena);
    return found;
}
