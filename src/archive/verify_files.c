/* Every file of a bag, once: listed, and with the bytes that the manifests name
 * (archive). RFC 8493 section 3.
 *
 * The bag is walked from its folder down, by descriptors, so that no link leads out of
 * it. Each file is read once for all checksums that any manifest has of it; entries that
 * no file was found for are reported at the end. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "archive/verifier.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/set.h"
#include "base/str.h"

enum { CHUNK_BYTES = 64 * 1024 };

/* ---- One file ---- */

/* Adds what is left of fd to every kind of checksum that is wanted; false with errno. */
static bool hash_file(struct rf_verifier *v, int fd, unsigned wanted,
                      uint64_t *size_bytes)
{
    char chunk[CHUNK_BYTES];
    ssize_t got;
    *size_bytes = 0;
    while ((got = rf_read_full(fd, chunk, sizeof chunk)) > 0) {
        for (enum rf_hash_kind kind = RF_MD5; kind < RF_HASH_COUNT; kind++) {
            if ((wanted >> kind) & 1U) {
                rf_hash_add(v->hashes[kind], chunk, (size_t)got);
            }
        }
        *size_bytes += (uint64_t)got;
    }
    return got == 0;
}

/* The entries for one file: one a manifest, NULL where that does not list it. */
struct entries {
    struct rf_manifests *manifests;
    struct rf_manifest_entry **list;
    size_t listed_count;
    unsigned wanted; /* bit i: a checksum of kind i is to be compared */
};

/* Looks a file up in every manifest of its kind, and marks the entries as seen. An entry
 * that is found by its literal form was written by an older tool, which is said once. */
static struct entries find_entries(struct rf_verifier *v, struct rf_manifests *manifests,
                                   const char *path)
{
    struct entries entries = {.manifests = manifests};
    entries.list =
        RF_ARENA_NEW_ARRAY(v->arena, manifests->count + 1, struct rf_manifest_entry *);
    for (size_t i = 0; i < manifests->count; i++) {
        const struct rf_manifest *m = &manifests->list[i];
        struct rf_manifest_entry *e = rf_manifest_find(m, path);
        entries.list[i] = e;
        if (!e) {
            continue;
        }
        e->is_seen = true;
        entries.listed_count++;
        entries.wanted |= m->is_known ? 1U << m->kind : 0;
        if (strcmp(e->path, path) != 0 && !v->has_said_literal) {
            v->has_said_literal = true;
            rf_verifier_say(v, RF_BAG_WARNING, m->name,
                            "line %zu: a '%%' in a path is to be written '%%25'",
                            e->line);
        }
    }
    return entries;
}

/* Version 1.0 wants a payload file in every manifest, older ones in one of them. A tag
 * file that no tag manifest lists is permitted; it is reported all the same, because
 * nothing says that it belongs there. */
static void check_listed(struct rf_verifier *v, const struct entries *entries,
                         const char *path)
{
    bool is_payload = entries->manifests == &v->payload;
    bool is_tag_manifest = rf_starts_with(path, "tagmanifest-") && !strchr(path, '/');
    if (v->is_partly_seen) {
        return;
    }
    if (!entries->listed_count) {
        if (is_payload) {
            rf_verifier_say(v, RF_BAG_WRONG, path, "no manifest lists this file");
        } else if (v->tags.count && !is_tag_manifest) {
            rf_verifier_say(v, v->is_strict ? RF_BAG_WRONG : RF_BAG_WARNING, path,
                            "no tag manifest lists this file");
        }
        return;
    }
    for (size_t i = 0; is_payload && v->is_strict && i < entries->manifests->count; i++) {
        if (!entries->list[i]) {
            rf_verifier_say(v, RF_BAG_WRONG, path, "%s does not list this file",
                            entries->manifests->list[i].name);
        }
    }
}

/* Reads a file once, for all manifests that list it, and compares their checksums; a kind
 * that two manifests have is computed once. */
static void check_file(struct rf_verifier *v, int fd, const char *path)
{
    char digits[RF_HASH_COUNT][RF_HASH_SIZE];
    bool is_payload = rf_starts_with(path, "data/");
    uint64_t size_bytes;
    struct entries entries = find_entries(v, is_payload ? &v->payload : &v->tags, path);
    check_listed(v, &entries, path);
    if (!hash_file(v, fd, entries.wanted, &size_bytes)) {
        rf_verifier_say(v, RF_BAG_UNREADABLE, path, "%s", strerror(errno));
        v->is_partly_counted = true;
        return;
    }
    for (enum rf_hash_kind kind = RF_MD5; kind < RF_HASH_COUNT; kind++) {
        if ((entries.wanted >> kind) & 1U) {
            rf_hash_take(v->hashes[kind], digits[kind]);
        }
    }
    for (size_t i = 0; i < entries.manifests->count; i++) {
        const struct rf_manifest *m = &entries.manifests->list[i];
        const struct rf_manifest_entry *e = entries.list[i];
        if (e && m->is_known &&
            strcmp(rf_fold(v->arena, e->digits), digits[m->kind]) != 0) {
            rf_verifier_say(v, RF_BAG_WRONG, path,
                            "the file has changed: its checksum is not the one in %s",
                            m->name);
        }
    }
    if (is_payload) {
        v->check->payload_count++;
        v->check->payload_bytes += size_bytes;
    }
}

/* ---- The walk ---- */

/* Files are visited in one order everywhere, so that reports can be compared. */
static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted; false with errno where they cannot be read. Closes fd.
 */
static bool list_folder(struct rf_arena *arena, int fd, const char ***list, size_t *count)
{
    RF_LIST(const char *) names = {0};
    DIR *folder = fdopendir(fd);
    int reason = errno;
    errno = 0;
    for (struct dirent *e; folder && (e = readdir(folder)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) {
            continue;
        }
        RF_LIST_ADD(arena, &names, rf_arena_string(arena, e->d_name));
        errno = 0;
    }
    if (folder) {
        reason = errno;
        closedir(folder);
    } else {
        close(fd);
    }
    if (names.count) {
        qsort(names.list, names.count, sizeof *names.list, compare_names);
    }
    *list = names.list;
    *count = names.count;
    errno = reason;
    return reason == 0;
}

static void walk(struct rf_verifier *v, int folder, const char *path, int depth);

/* An entry of a folder. Links are not followed, and a device is not waited for. A file
 * that cannot be read is there: its entries count as seen. */
static void visit(struct rf_verifier *v, int folder, const char *name, const char *path,
                  int depth)
{
    enum { FLAGS = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY };
    struct stat info;
    int fd = openat(folder, name, FLAGS);
    bool is_known = fd >= 0 && fstat(fd, &info) == 0;
    if (!is_known && errno != ELOOP && errno != ENXIO) {
        rf_verifier_say(v, RF_BAG_UNREADABLE, path, "%s", strerror(errno));
        v->is_partly_counted = true;
        find_entries(v, rf_starts_with(path, "data/") ? &v->payload : &v->tags, path);
    } else if (is_known && S_ISDIR(info.st_mode)) {
        walk(v, fd, path, depth + 1);
    } else if (is_known && S_ISREG(info.st_mode)) {
        check_file(v, fd, path);
    } else {
        rf_verifier_say(v, RF_BAG_REFUSED, path,
                        "is a link or a device: a bag holds files only");
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* The bag's own folder has the path "". Does not close folder. */
static void walk(struct rf_verifier *v, int folder, const char *path, int depth)
{
    size_t count;
    if (depth > RF_LIMIT_BAG_DEPTH) {
        rf_verifier_say(v, RF_BAG_REFUSED, path, "lies more than %d folders deep",
                        RF_LIMIT_BAG_DEPTH);
        return;
    }
    const char **names;
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (again < 0 || !list_folder(v->arena, again, &names, &count)) {
        rf_verifier_say(v, RF_BAG_UNREADABLE, path, "%s", strerror(errno));
        v->is_partly_seen = v->is_partly_counted = true;
        return;
    }
    if (!count && *path && strcmp(path, "data") != 0) {
        rf_verifier_say(
            v, RF_BAG_WARNING, path,
            "is an empty folder: a bag holds files, and no manifest lists it");
    }
    for (size_t i = 0; i < count; i++) {
        const char *below =
            rf_arena_join(v->arena, path, *path ? "/" : "", names[i], NULL);
        visit(v, folder, names[i], below, depth);
    }
}

/* ---- What is not there ---- */

/* True where one of the manifests before the i-th lists the path as well. */
static bool is_in_earlier(const struct rf_manifests *manifests, size_t before,
                          const char *path)
{
    for (size_t i = 0; i < before; i++) {
        if (rf_manifest_find(&manifests->list[i], path)) {
            return true;
        }
    }
    return false;
}

/* Reports each missing file once, however many manifests list it. */
static void report_missing(struct rf_verifier *v, const struct rf_manifests *manifests)
{
    for (size_t i = 0; i < manifests->count; i++) {
        const struct rf_manifest *m = &manifests->list[i];
        for (size_t k = 0; k < m->count; k++) {
            const struct rf_manifest_entry *e = &m->list[k];
            if (e->is_seen || is_in_earlier(manifests, i, e->path)) {
                continue;
            }
            bool is_elsewhere = !rf_set_add(&v->fetched, e->path);
            rf_verifier_say(v, RF_BAG_WRONG, e->path,
                            "the file is missing: %s lists it%s", m->name,
                            is_elsewhere ? ", and fetch.txt says where it lies" : "");
        }
    }
}

void rf_verify_files(struct rf_verifier *v)
{
    walk(v, v->root, "", 0);
    if (!v->is_partly_seen) {
        report_missing(v, &v->payload);
        report_missing(v, &v->tags);
    }
}
