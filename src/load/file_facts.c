/* What was looked at in a series' folder, as bytes that a later run compares with what is
 * there then (load). file_facts.h says what an entry is.
 *
 * Times are trusted as git trusts them: a file that was changed within one tick of the
 * clock before the run began may change again without a new time, so its facts are kept
 * as "fresh", and its content is compared. */
#define _GNU_SOURCE /* O_PATH */
#include "load/file_facts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/leftover_names.h"
#include "base/path.h"
#include "parse/kind.h"

/* How close a time may be to the run's start to be trusted: FAT keeps times of two
 * seconds (they look like whole seconds); a kernel's tick is at most 10 ms. */
static const int64_t coarse_ns = 2000000000, tick_ns = 20000000;

enum kind {
    KIND_FILE = 'f',
    KIND_FOLDER = 'd',
    KIND_PLACE = 'p',  /* a folder that was written to */
    KIND_MARKED = 'k', /* one with an edition's mark, and what document is in it */
    KIND_MISSING = 'm',
    KIND_UNSURE = 'u', /* counts as changed: it could not be read, or leads out */
};

/* What tells one state of a file from another. Written as it lies in memory. */
struct stamp {
    uint64_t size_bytes, inode;
    int64_t modified_ns, changed_ns;
    struct rf_digest content;
    uint8_t has_content; /* true or false; any byte may stand in a file */
    uint8_t is_fresh;    /* the same: its times are not to be trusted */
};

/* ---- Stamps ---- */

/* Nanoseconds since 1970. */
static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* True where a file may have been changed again since, within the same tick of its clock,
 * without a new time. */
static bool is_fresh(int64_t time_ns, int64_t since_ns)
{
    int64_t margin = time_ns % 1000000000 == 0 ? coarse_ns : tick_ns;
    return time_ns >= since_ns - margin;
}

/* The stamp of a file or folder that was looked at at since_ns or later, without its
 * content. */
static struct stamp stamp_of(const struct stat *info, int64_t since_ns)
{
    struct stamp stamp;
    memset(&stamp, 0, sizeof stamp); /* also what lies between the members */
    stamp.size_bytes = S_ISDIR(info->st_mode) ? 0 : (uint64_t)info->st_size;
    stamp.inode = info->st_ino;
    stamp.modified_ns = nanoseconds(info->st_mtim);
    stamp.changed_ns = nanoseconds(info->st_ctim);
    stamp.is_fresh =
        is_fresh(stamp.modified_ns, since_ns) || is_fresh(stamp.changed_ns, since_ns);
    return stamp;
}

/* True where the times and the inode show that nothing has changed; a file that was
 * replaced by an older one has another inode. */
static bool has_same_times(const struct stamp *a, const struct stamp *b)
{
    return a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns &&
           a->inode == b->inode && !a->is_fresh;
}

/* Appends each name with its NUL, and a letter for its kind. */
static void put_entries(struct rf_buf *out, const struct rf_entry *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rf_buf_add(out, list[i].name, strlen(list[i].name) + 1);
        rf_buf_char(out, list[i].is_folder ? 'd'
                         : list[i].is_file ? 'f'
                         : list[i].is_mark ? 'k'
                                           : 'o');
    }
}

/* Of a folder's list, in its sorted order. */
static struct rf_digest digest_entries(const struct rf_entry *list, size_t count)
{
    struct rf_buf names = {0};
    put_entries(&names, list, count);
    struct rf_digest digest = rf_digest_of(names.p, names.n);
    rf_buf_clear(&names);
    return digest;
}

/* ---- Noting ---- */

/* Appends an entry. */
static void note(struct rf_buf *entries, enum kind kind, const char *path,
                 const struct stamp *stamp)
{
    rf_buf_char(entries, (char)kind);
    rf_buf_add(entries, path, strlen(path) + 1);
    rf_buf_add(entries, (const char *)stamp, sizeof *stamp);
}

/* Notes a path without a stamp. */
static void note_bare(struct rf_buf *entries, enum kind kind, const char *path)
{
    struct stamp stamp;
    memset(&stamp, 0, sizeof stamp);
    note(entries, kind, path, &stamp);
}

/* A file that is not there is noted as missing; one that cannot be read, or leads out, as
 * unsure, so that the next run looks again. */
enum rf_open_result rf_file_facts_open(struct rf_file_facts *facts, struct rf_root root,
                                       const char *path, int *fd, uint64_t *size_bytes)
{
    struct stat info;
    enum rf_open_result result = rf_look_beneath(root, path, fd, &info);
    if (result == RF_OPEN_DONE) {
        *size_bytes = (uint64_t)info.st_size;
    }
    if (!facts) {
        return result;
    }
    if (result == RF_OPEN_DONE) {
        struct stamp stamp = stamp_of(&info, facts->since_ns);
        stamp.has_content = facts->hashes_files && rf_digest_fd(*fd, &stamp.content);
        note(&facts->entries, KIND_FILE, path, &stamp);
    } else {
        note_bare(&facts->entries, result == RF_OPEN_MISSING ? KIND_MISSING : KIND_UNSURE,
                  path);
    }
    return result;
}

/* The entry of the file that was opened last is the last one: its digest is written into
 * it. */
void rf_file_facts_content(struct rf_file_facts *facts, const char *bytes, size_t n)
{
    struct stamp stamp;
    if (facts) {
        char *last = facts->entries.p + facts->entries.n - sizeof stamp;
        memcpy(&stamp, last, sizeof stamp);
        stamp.content = rf_digest_of(bytes, n);
        stamp.has_content = true;
        memcpy(last, &stamp, sizeof stamp);
    }
}

struct rf_entry *rf_file_facts_list_open(struct rf_file_facts *facts,
                                         struct rf_arena *arena, struct rf_root root,
                                         const char *path, int folder, size_t *count)
{
    struct stat info;
    int reason = errno;
    /* Times before the list: what changes meanwhile is noticed by a later run. */
    bool is_there = facts && folder >= 0 && fstat(folder, &info) == 0;
    struct rf_entry *list = NULL;
    if (folder >= 0 || root.overlay) {
        list = rf_list_open(arena, root, path, folder, count);
        reason = errno;
    }
    if (list && is_there) {
        struct stamp stamp = stamp_of(&info, facts->since_ns);
        stamp.content = digest_entries(list, *count);
        stamp.has_content = true;
        note(&facts->entries, KIND_FOLDER, path, &stamp);
    } else if (facts) {
        note_bare(&facts->entries, KIND_UNSURE, path);
    }
    errno = reason;
    return list;
}

struct rf_entry *rf_file_facts_list(struct rf_file_facts *facts, struct rf_arena *arena,
                                    struct rf_root root, const char *path, size_t *count)
{
    int folder = rf_folder_open(root, path);
    struct rf_entry *list =
        rf_file_facts_list_open(facts, arena, root, path, folder, count);
    rf_folder_close(folder);
    return list;
}

void rf_file_facts_marked(struct rf_file_facts *facts, size_t bytes, const char *path,
                          const char *document)
{
    struct stamp stamp;
    if (facts) {
        memset(&stamp, 0, sizeof stamp);
        stamp.content = rf_digest_of(document, document ? strlen(document) : 0);
        facts->entries.n = bytes;
        note(&facts->entries, KIND_MARKED, path, &stamp);
    }
}

struct rf_listing {
    struct stamp stamp;
    const char *entries; /* as put_entries has them */
    size_t count;
};

const struct rf_listing *rf_file_facts_keep_list(const struct rf_file_facts *facts,
                                                 struct rf_arena *arena,
                                                 const struct rf_entry *list,
                                                 size_t count)
{
    struct stamp stamp;
    struct rf_buf entries = {0};
    if (!facts || !list) {
        return NULL;
    }
    memcpy(&stamp, facts->entries.p + facts->entries.n - sizeof stamp, sizeof stamp);
    if (!stamp.has_content) {
        return NULL;
    }
    struct rf_listing *listing = RF_ARENA_NEW(arena, struct rf_listing);
    put_entries(&entries, list, count);
    *listing = (struct rf_listing){
        stamp, rf_arena_copy(arena, entries.p ? entries.p : "", entries.n), count};
    rf_buf_clear(&entries);
    return listing;
}

struct rf_entry *rf_file_facts_list_again(struct rf_file_facts *facts,
                                          struct rf_arena *arena, struct rf_root root,
                                          const char *path,
                                          const struct rf_listing *before, size_t *count)
{
    struct stat info;
    if (!before || before->stamp.is_fresh || root.overlay ||
        fstatat(root.fd, *path ? path : ".", &info, 0) != 0 || !S_ISDIR(info.st_mode)) {
        return rf_file_facts_list(facts, arena, root, path, count);
    }
    /* With no start of a run, nothing is fresh: whether the first look was fresh was
     * asked above. */
    struct stamp now = stamp_of(&info, INT64_MAX);
    if (!has_same_times(&now, &before->stamp)) {
        return rf_file_facts_list(facts, arena, root, path, count);
    }
    if (facts) {
        note(&facts->entries, KIND_FOLDER, path, &before->stamp);
    }
    struct rf_entry *list = RF_ARENA_NEW_ARRAY(arena, before->count + 1, struct rf_entry);
    const char *p = before->entries;
    for (size_t i = 0; i < before->count; i++) {
        const char *kind = p + strlen(p) + 1;
        list[i] = (struct rf_entry){p, *kind == 'd', *kind == 'f', *kind == 'k'};
        p = kind + 1;
    }
    *count = before->count;
    return list;
}

void rf_file_facts_written(struct rf_file_facts *facts, int root, const char *path)
{
    struct stat info;
    int fd = facts->hashes_files ? openat(root, path, O_RDONLY | O_CLOEXEC) : -1;
    if (fstatat(root, path, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        note_bare(&facts->entries, KIND_UNSURE, path);
    } else {
        struct stamp stamp = stamp_of(&info, facts->since_ns);
        stamp.has_content = fd >= 0 && rf_digest_fd(fd, &stamp.content);
        note(&facts->entries, KIND_FILE, path, &stamp);
    }
    if (fd >= 0) {
        close(fd);
    }
}

void rf_file_facts_made(struct rf_file_facts *facts, const char *path,
                        const struct stat *info)
{
    const struct stamp stamp = stamp_of(info, facts->since_ns);
    note(&facts->entries, S_ISDIR(info->st_mode) ? KIND_PLACE : KIND_FILE, path, &stamp);
}

/* False where a run has left something unfinished in a folder, or it cannot be listed. */
static bool is_clean(int root, const char *path)
{
    int fd = openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    bool is_clean = folder != NULL;
    errno = 0;
    for (struct dirent *e; is_clean && (e = readdir(folder)) != NULL;) {
        is_clean = !rf_is_leftover(e->d_name);
    }
    is_clean = is_clean && errno == 0;
    if (folder) {
        closedir(folder);
    } else if (fd >= 0) {
        close(fd);
    }
    return is_clean;
}

void rf_file_facts_place(struct rf_file_facts *facts, int root, const char *path)
{
    struct stat info;
    bool is_there = fstatat(root, *path ? path : ".", &info, 0) == 0;
    if (is_there && is_clean(root, path)) {
        struct stamp stamp = stamp_of(&info, facts->since_ns);
        note(&facts->entries, KIND_PLACE, path, &stamp);
    } else {
        note_bare(&facts->entries, KIND_UNSURE, path);
    }
}

void rf_file_facts_never(struct rf_buf *entries)
{
    note_bare(entries, KIND_UNSURE, "");
}

/* ---- Comparing ---- */

struct entry {
    enum kind kind;
    const char *path;
    char *stamp; /* where they are in the bytes, unaligned */
};

/* Reads the entry at *at and advances *at past it; false at the end, or where the bytes
 * are damaged. */
static bool next_entry(const char *entries, size_t n, size_t *at, struct entry *entry)
{
    if (*at >= n) {
        return false;
    }
    const char *path = entries + *at + 1;
    const char *end = memchr(path, 0, n - *at - 1);
    if (!end || n - (size_t)(end + 1 - entries) < sizeof(struct stamp)) {
        return false;
    }
    entry->kind = (enum kind)(unsigned char)entries[*at];
    entry->path = path;
    entry->stamp = (char *)(uintptr_t)(end + 1);
    *at = (size_t)(end + 1 - entries) + sizeof(struct stamp);
    return true;
}

/* Paths of another series begin with "../": they are followed from the folder that holds
 * this one. */
static int root_of(const struct rf_file_facts_check *check, const struct entry *entry)
{
    return rf_path_is_outward(entry->path) ? check->above : check->root;
}

/* The entry's path below root_of: without its "../", and "." for the folder itself. */
static const char *path_of(const struct entry *entry)
{
    const char *path = entry->path + (rf_path_is_outward(entry->path) ? 3 : 0);
    return *path ? path : ".";
}

/* True where the file, or the folder's list, still has that digest. */
static bool has_content(const struct rf_file_facts_check *check,
                        const struct entry *entry, const struct rf_digest *content)
{
    struct rf_digest now;
    bool is_read = false;
    if (entry->kind == KIND_FOLDER) {
        size_t count;
        struct rf_entry *list =
            rf_list_folder(check->scratch, rf_root_on_disk(root_of(check, entry)),
                           path_of(entry), &count);
        is_read = list != NULL;
        now = digest_entries(list, is_read ? count : 0);
        rf_arena_reset(check->scratch);
    } else {
        int fd;
        uint64_t size_bytes;
        if (rf_open_beneath(rf_root_on_disk(root_of(check, entry)), path_of(entry), &fd,
                            &size_bytes) == RF_OPEN_DONE) {
            is_read = rf_digest_fd(fd, &now);
            close(fd);
        }
    }
    return is_read && rf_digest_equal(&now, content);
}

/* True where one entry is as it was. A file with new times and its old content is given
 * the new times in the entries (is_renewed), so that the next run need not read it again.
 */
static bool is_same(struct rf_file_facts_check *check, const struct entry *entry)
{
    struct stat info;
    struct stamp then;
    int root = root_of(check, entry);
    const char *path = path_of(entry);
    memcpy(&then, entry->stamp, sizeof then);
    if (entry->kind == KIND_UNSURE) {
        return false;
    }
    if (entry->kind == KIND_MARKED) { /* still marked, with the same document or none */
        size_t count;
        const struct rf_root below = rf_root_on_disk(root);
        const struct rf_entry *list = rf_list_folder(check->scratch, below, path, &count);
        bool is_marked = list && rf_mark_in_list(list, count);
        const char *document =
            is_marked ? rf_find_document(check->scratch, below, path, false) : NULL;
        struct rf_digest now = rf_digest_of(document, document ? strlen(document) : 0);
        rf_arena_reset(check->scratch);
        return is_marked && rf_digest_equal(&now, &then.content);
    }
    if (entry->kind == KIND_FOLDER && check->skips_folders &&
        !rf_path_is_outward(entry->path)) {
        return true;
    }
    bool is_there = fstatat(root, path, &info, 0) == 0;
    if (entry->kind == KIND_MISSING || !is_there) {
        return !is_there && entry->kind == KIND_MISSING;
    }
    struct stamp now = stamp_of(&info, check->since_ns);
    bool has_old_times = !check->by_content && has_same_times(&then, &now);
    if (entry->kind == KIND_PLACE) { /* other runs may write there, if they finished */
        return has_old_times || is_clean(check->root, entry->path);
    }
    bool is_folder = S_ISDIR(info.st_mode);
    if (is_folder != (entry->kind == KIND_FOLDER) ||
        (!is_folder && !S_ISREG(info.st_mode)) || then.size_bytes != now.size_bytes) {
        return false;
    }
    if (has_old_times) {
        return true;
    }
    if (!then.has_content || !has_content(check, entry, &then.content)) {
        return false;
    }
    if (!has_same_times(&then, &now)) {
        now.content = then.content;
        now.has_content = true;
        memcpy(entry->stamp, &now, sizeof now);
        check->is_renewed = true;
    }
    return true;
}

bool rf_file_facts_is_same(struct rf_file_facts_check *check, char *entries, size_t n)
{
    struct entry entry;
    size_t at = 0;
    while (next_entry(entries, n, &at, &entry)) {
        if (!is_same(check, &entry)) {
            return false;
        }
    }
    return at == n;
}

/* ---- Other series ---- */

void rf_file_facts_move(struct rf_buf *to, const char *entries, size_t n,
                        const char *prefix)
{
    struct rf_arena arena = {0};
    struct entry entry;
    size_t at = 0;
    while (next_entry(entries, n, &at, &entry)) {
        const char *path = rf_path_is_outward(entry.path)
                               ? entry.path
                               : rf_path_join(&arena, prefix, entry.path);
        rf_buf_char(to, (char)entry.kind);
        rf_buf_add(to, path, strlen(path) + 1);
        rf_buf_add(to, entry.stamp, sizeof(struct stamp));
        rf_arena_reset(&arena);
    }
    rf_arena_clear(&arena);
}

/* ---- Reading ---- */

/* The path of the next entry of a kind from *at on. */
static const char *next_of(const char *entries, size_t n, size_t *at, enum kind kind)
{
    struct entry entry;
    while (next_entry(entries, n, at, &entry)) {
        if (entry.kind == kind) {
            return entry.path;
        }
    }
    return NULL;
}

const char *rf_file_facts_next_folder(const char *entries, size_t n, size_t *at)
{
    return next_of(entries, n, at, KIND_FOLDER);
}

const char *rf_file_facts_next_marked(const char *entries, size_t n, size_t *at)
{
    return next_of(entries, n, at, KIND_MARKED);
}

const char *rf_file_facts_next_file(const char *entries, size_t n, size_t *at)
{
    return next_of(entries, n, at, KIND_FILE);
}

const char *rf_file_facts_next_altered(int root, const char *entries, size_t n,
                                       size_t *at, int *reason)
{
    struct entry entry;
    while (next_entry(entries, n, at, &entry)) {
        struct stamp stamp;
        struct rf_digest now;
        if (entry.kind != KIND_FILE) {
            continue;
        }
        memcpy(&stamp, entry.stamp, sizeof stamp);
        /* Without following a link, and without waiting for a pipe. */
        int fd = openat(root, entry.path,
                        O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
        bool is_read = fd >= 0 && (!stamp.has_content || rf_digest_fd(fd, &now));
        bool is_other = errno == ELOOP || errno == ENXIO || errno == EISDIR;
        *reason = is_read || is_other ? 0 : errno;
        bool is_same =
            is_read && stamp.has_content && rf_digest_equal(&now, &stamp.content);
        if (fd >= 0) {
            close(fd);
        }
        if (!is_same) {
            return entry.path;
        }
    }
    return NULL;
}

void rf_file_facts_mention(struct rf_file_facts *facts, struct rf_root root,
                           const char *path)
{
    int fd;
    uint64_t size_bytes;
    size_t at = 0;
    const char *noted;
    do {
        noted = rf_file_facts_next_file(facts->entries.p, facts->entries.n, &at);
    } while (noted && strcmp(noted, path) != 0);
    if (!noted &&
        rf_file_facts_open(facts, root, path, &fd, &size_bytes) == RF_OPEN_DONE) {
        close(fd);
    }
}
