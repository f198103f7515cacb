/* What a run may write into its destination, and the mark that lists it (output).
 *
 * The judgement before the first byte reads everything once; that of each set of outputs
 * (rf_destination_claim) reads the mark again only where it must, under its lock, and
 * appends the names before the files are put in place. A run that is killed so leaves
 * names without files, never files without names. */
#define _GNU_SOURCE /* flock */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/path.h"
#include "base/real_path.h"
#include "base/str.h"
#include "output/bag_edition.h"
#include "output/folders.h"
#include "output/internal.h"
#include "parse/kind.h"

enum rf_verdict rf_refuse(struct rf_arena *arena, const char **error, const char *format,
                          ...)
{
    va_list args;
    va_start(args, format);
    *error = rf_arena_vformat(arena, format, args);
    va_end(args);
    return RF_VERDICT_REFUSED;
}

enum rf_verdict rf_cannot(struct rf_arena *arena, const char **error, const char *path)
{
    *error = rf_arena_join(arena, path, ": ", strerror(errno), NULL);
    return RF_VERDICT_FAILED;
}

/* ---- The beginning ---- */

static enum rf_verdict read_mark(struct rf_destination *d)
{
    const char *why = NULL;
    enum rf_mark_result result = rf_mark_read(&d->lines, d->mark_path, &d->is_tidy, &why);
    d->is_marked = result == RF_MARK_READ;
    return result != RF_MARK_UNUSABLE
               ? RF_VERDICT_ALLOWED
               : rf_refuse(d->arena, &d->error,
                           "%s/%s: this is not the list of files that is to stand here: "
                           "%s; remove it, or name another folder with -o",
                           d->dir, rf_mark_name(d->mark), why);
}

static enum rf_verdict judge_above(struct rf_destination *d)
{
    const struct rf_lower lower = {.arena = d->arena,
                                   .name = d->dir,
                                   .real = d->real,
                                   .mark = d->mark,
                                   .may_be_bag = d->is_bag,
                                   .error = &d->error};
    return rf_editions_above(&lower);
}

enum rf_verdict rf_destination_begin(struct rf_destination *d)
{
    d->real = rf_real_path(d->arena, d->dir);
    d->mark_path = rf_arena_join(d->arena, strcmp(d->real, "/") == 0 ? "" : d->real, "/",
                                 rf_mark_name(d->mark), NULL);
    enum rf_verdict verdict = judge_above(d);
    if (verdict == RF_VERDICT_ALLOWED && !d->is_bag) {
        verdict = read_mark(d);
    }
    if (verdict == RF_VERDICT_ALLOWED) {
        verdict = rf_sources_judge(d);
    }
    if (verdict == RF_VERDICT_ALLOWED && !d->is_bag) {
        verdict = rf_editions_below(d);
    }
    if (verdict == RF_VERDICT_ALLOWED && !d->is_marked && !d->is_bag) {
        rf_adopt_from_above(d);
    }
    return verdict;
}

void rf_destination_clear(struct rf_destination *d)
{
    rf_destination_release(d);
    rf_mark_lines_clear(&d->lines);
    rf_mark_lines_clear(&d->adopted);
    rf_mark_lines_clear(&d->nested.lines);
    rf_arena_clear(&d->scratch);
}

/* ---- What is ours ---- */

static const char *in_place(struct rf_arena *arena, const struct rf_destination *d,
                            const char *path)
{
    return rf_arena_join(arena, d->real, *path ? "/" : "", path, NULL);
}

static bool is_listed(const struct rf_destination *d, const char *line)
{
    return rf_mark_lines_has(&d->lines, line) || rf_mark_lines_has(&d->adopted, line);
}

/* True for what lies in an archive of ours of the same edition: it is not written to. */
static bool lies_in_bag(struct rf_destination *d, const char *path)
{
    bool is_found = false;
    for (const char *folder = rf_path_folder(&d->scratch, path); *folder && !is_found;
         folder = rf_path_folder(&d->scratch, folder)) {
        is_found = rf_bag_edition(in_place(&d->scratch, d, folder)) == d->mark;
    }
    return is_found;
}

/* Another run may have added to the mark since it was read: it is read again where its
 * size has changed. */
bool rf_destination_owns(struct rf_destination *d, const char *path)
{
    struct stat info;
    const char *line = rf_mark_encode(&d->scratch, path);
    bool owns = is_listed(d, line) || rf_adopt_find(d, path) != NULL;
    if (!owns && stat(d->mark_path, &info) == 0 &&
        (!d->is_marked || (size_t)info.st_size != d->lines.text.n)) {
        owns = read_mark(d) == RF_VERDICT_ALLOWED && is_listed(d, line);
    }
    owns = owns || lies_in_bag(d, path);
    rf_arena_reset(&d->scratch);
    return owns;
}

/* The folder of an output, or one above it, may be a link to where its files are no
 * business of ours. *is_there: something may stand in the folder. */
static enum rf_verdict judge_folder(struct rf_destination *d, struct rf_arena *scratch,
                                    const char *folder, bool *is_there)
{
    struct stat info;
    *is_there = true;
    for (const char *slash = folder; *slash && *is_there;) {
        slash += strcspn(slash, "/");
        const char *part = rf_arena_copy(scratch, folder, (size_t)(slash - folder));
        *is_there = lstat(in_place(scratch, d, part), &info) == 0;
        if (*is_there && S_ISLNK(info.st_mode)) {
            return rf_refuse(d->arena, &d->error,
                             "%s/%s: this is a link, and nothing is written through one "
                             "in a destination: remove it, or name another folder with "
                             "-o",
                             d->dir, part);
        }
        slash += *slash == '/';
    }
    return RF_VERDICT_ALLOWED;
}

/* Judges one output; *is_new: its name is to be put into the mark. A file that is copied
 * into the destination it lies in would be source and output at once. Where something
 * stands at the place and is not listed, another run may have made it since the mark was
 * read. */
static enum rf_verdict judge_output(struct rf_destination *d, struct rf_arena *scratch,
                                    const struct rf_output *output, bool folder_is_there,
                                    bool *is_new)
{
    struct stat info;
    *is_new = false;
    if (rf_starts_with(rf_path_name(output->path), ".referat-")) {
        return RF_VERDICT_ALLOWED; /* the program's own: states, journals, parts */
    }
    if (d->lies_in_series && output->copy_from &&
        rf_real_is_within(rf_real_path(scratch, output->copy_from), d->real)) {
        return rf_refuse(d->arena, &d->error,
                         "%s: this annex lies in the destination %s: move it to where "
                         "its series is, or name another folder with -o",
                         output->copy_from, d->dir);
    }
    const char *line = rf_mark_encode(scratch, output->path);
    if (is_listed(d, line)) {
        return RF_VERDICT_ALLOWED;
    }
    *is_new = true;
    bool is_free = !folder_is_there ||
                   lstat(in_place(scratch, d, output->path), &info) != 0 ||
                   S_ISDIR(info.st_mode); /* no file can take its place */
    if (is_free || rf_adopt_for(d, output->path)) {
        return RF_VERDICT_ALLOWED;
    }
    enum rf_verdict verdict = read_mark(d);
    if (verdict != RF_VERDICT_ALLOWED || rf_mark_lines_has(&d->lines, line)) {
        return verdict;
    }
    return rf_refuse(d->arena, &d->error,
                     "%s/%s: no list says that referat made this, and it would be "
                     "written over: move it away, or name another folder with -o",
                     d->dir, output->path);
}

static enum rf_verdict judge_list(struct rf_destination *d, struct rf_arena *scratch,
                                  const struct rf_output *list, struct rf_buf *fresh)
{
    enum rf_verdict verdict = RF_VERDICT_ALLOWED;
    const char *folder = NULL;
    bool is_there = true, is_new;
    for (; list && verdict == RF_VERDICT_ALLOWED; list = list->next) {
        const char *here = rf_path_folder(scratch, list->path);
        if (!folder || strcmp(folder, here) != 0) {
            folder = here;
            verdict = judge_folder(d, scratch, folder, &is_there);
        }
        if (verdict == RF_VERDICT_ALLOWED) {
            verdict = judge_output(d, scratch, list, is_there, &is_new);
        }
        if (verdict == RF_VERDICT_ALLOWED && is_new && fresh) {
            rf_buf_puts(fresh, rf_mark_encode(scratch, list->path));
            rf_buf_char(fresh, '\n');
        }
    }
    return verdict;
}

enum rf_verdict rf_destination_foresee(struct rf_destination *d,
                                       const struct rf_output *list)
{
    struct rf_arena scratch = {0};
    enum rf_verdict verdict = judge_list(d, &scratch, list, NULL);
    rf_arena_clear(&scratch);
    return verdict;
}

static bool is_document(const struct rf_destination *d, const char *path)
{
    int root = rf_path_is_document(path)
                   ? open(d->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                   : -1;
    bool is_one = root >= 0 && rf_is_document_of_ours(rf_root_on_disk(root), path);
    if (root >= 0) {
        close(root);
    }
    return is_one;
}

enum rf_verdict rf_destination_judge_old(struct rf_destination *d, const char *path)
{
    struct rf_arena scratch = {0};
    bool is_there;
    enum rf_verdict verdict =
        judge_folder(d, &scratch, rf_path_folder(&scratch, path), &is_there);
    if (verdict == RF_VERDICT_ALLOWED && is_document(d, path)) {
        verdict = rf_refuse(d->arena, &d->error,
                            "%s/%s: a source stands where an output stood: move it to "
                            "where its series is, or remove it",
                            d->dir, path);
    }
    rf_arena_clear(&scratch);
    return verdict;
}

/* ---- The mark ---- */

/* Makes the mark under the folder's lock, after a last look at other editions' marks: of
 * two runs of different editions one is first. */
static enum rf_verdict make_mark(struct rf_destination *d)
{
    struct rf_arena scratch = {0};
    bool is_made = rf_make_folders(&scratch, rf_arena_join(&scratch, d->real, "/", NULL));
    rf_arena_clear(&scratch);
    int folder = is_made ? open(d->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (folder < 0) {
        return rf_cannot(d->arena, &d->error, d->dir);
    }
    while (flock(folder, LOCK_EX) != 0 && errno == EINTR) {
    }
    enum rf_verdict verdict = judge_above(d);
    if (verdict == RF_VERDICT_ALLOWED && access(d->mark_path, F_OK) != 0) {
        verdict = rf_editions_below(d);
        int fd =
            verdict != RF_VERDICT_ALLOWED
                ? -1
                : open(d->mark_path,
                       O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (fd >= 0) {
            close(fd);
        } else if (verdict == RF_VERDICT_ALLOWED) {
            verdict = rf_cannot(d->arena, &d->error, d->mark_path);
        }
    }
    close(folder); /* which lets the lock go */
    return verdict;
}

/* Locks the mark, of that size, as d->kept; false with the verdict. */
static bool lock_mark(struct rf_destination *d, off_t *size_bytes,
                      enum rf_verdict *verdict)
{
    *verdict = RF_VERDICT_ALLOWED;
    if (rf_mark_lock_kept(&d->kept, d->mark_path, size_bytes)) {
        return true;
    }
    for (;;) {
        int fd = d->is_claimed ? rf_mark_lock(d->mark_path, false) : -1;
        if (fd >= 0 && rf_mark_keep(&d->kept, fd, size_bytes)) {
            return true;
        }
        if (d->is_claimed && errno != ENOENT) {
            *verdict = rf_cannot(d->arena, &d->error, d->mark_path);
            return false;
        }
        *verdict = make_mark(d);
        if (*verdict != RF_VERDICT_ALLOWED) {
            return false;
        }
        d->is_claimed = true;
    }
}

/* Where the mark cannot be appended to, it is another user's: it is made anew. */
static bool add_by_replacing(struct rf_destination *d, struct rf_buf *lines)
{
    rf_buf_reserve(lines, 1);
    enum rf_verdict verdict = read_mark(d);
    const char *p = lines->p, *end = p + lines->n;
    while (verdict == RF_VERDICT_ALLOWED && p < end) {
        size_t n = (size_t)((const char *)memchr(p, '\n', (size_t)(end - p)) - p);
        rf_mark_lines_add(&d->lines, rf_arena_copy(&d->lines.arena, p, n));
        p += n + 1;
    }
    rf_mark_lines_sort(&d->lines);
    return verdict == RF_VERDICT_ALLOWED &&
           rf_mark_replace(d->mark_path, &d->lines, d->wants_fsync);
}

/* Appends names, and those of lists that are taken over, under the mark's lock. */
static enum rf_verdict put_names(struct rf_destination *d, struct rf_buf *fresh)
{
    enum rf_verdict verdict = RF_VERDICT_ALLOWED;
    off_t size_bytes;
    if (!lock_mark(d, &size_bytes, &verdict)) {
        return verdict;
    }
    for (size_t i = 0; d->lists && i < d->adopted.count; i++) {
        rf_buf_puts(fresh, d->adopted.list[i]);
        rf_buf_char(fresh, '\n');
    }
    if (fresh->n && !rf_mark_append(&d->kept, size_bytes, fresh, d->wants_fsync) &&
        !(errno == EBADF && add_by_replacing(d, fresh))) {
        verdict = rf_cannot(d->arena, &d->error, d->mark_path);
    }
    if (!d->is_held) {
        rf_mark_unlock_kept(&d->kept);
    } else if (verdict == RF_VERDICT_ALLOWED) {
        verdict = read_mark(d);
    }
    if (verdict == RF_VERDICT_ALLOWED && d->lists) {
        rf_adopt_finish(d);
    }
    return verdict;
}

enum rf_verdict rf_destination_claim(struct rf_destination *d,
                                     const struct rf_output *list)
{
    struct rf_arena scratch = {0};
    struct rf_buf fresh = {0};
    enum rf_verdict verdict = judge_list(d, &scratch, list, &fresh);
    if (verdict == RF_VERDICT_ALLOWED && (fresh.n || d->lists || !d->is_claimed)) {
        verdict = put_names(d, &fresh);
    }
    rf_buf_clear(&fresh);
    rf_arena_clear(&scratch);
    return verdict;
}

/* ---- A whole edition ---- */

enum rf_verdict rf_destination_hold(struct rf_destination *d)
{
    enum rf_verdict verdict;
    off_t size_bytes;
    d->is_held = lock_mark(d, &size_bytes, &verdict);
    return d->is_held ? read_mark(d) : verdict;
}

void rf_destination_release(struct rf_destination *d)
{
    struct stat info;
    if (d->is_held && d->kept.is_open && fstat(d->kept.fd, &info) == 0 && !info.st_size) {
        (void)unlink(d->mark_path);
    }
    rf_mark_forget(&d->kept);
    d->is_held = false;
}

const char **rf_destination_paths(struct rf_destination *d, size_t *count)
{
    struct rf_mark_lines all = {0};
    for (size_t i = 0; i < d->lines.count; i++) {
        rf_mark_lines_add(&all, d->lines.list[i]);
    }
    for (size_t i = 0; i < d->adopted.count; i++) {
        rf_mark_lines_add(&all, d->adopted.list[i]);
    }
    rf_mark_lines_sort(&all);
    const char **paths = RF_ARENA_NEW_ARRAY(d->arena, all.count + 1, const char *);
    *count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const char *path = rf_mark_decode(d->arena, all.list[i]);
        if (path) {
            paths[(*count)++] = path;
        }
    }
    rf_mark_lines_clear(&all);
    return paths;
}

bool rf_destination_set_paths(struct rf_destination *d, const char *const *paths,
                              size_t count)
{
    rf_mark_lines_clear(&d->lines);
    for (size_t i = 0; i < count; i++) {
        rf_mark_lines_add(&d->lines, rf_mark_encode(&d->lines.arena, paths[i]));
    }
    rf_mark_lines_sort(&d->lines);
    bool is_done = count ? rf_mark_replace(d->mark_path, &d->lines, d->wants_fsync)
                         : unlink(d->mark_path) == 0 || errno == ENOENT;
    if (!is_done) {
        rf_cannot(d->arena, &d->error, d->mark_path);
    }
    return is_done;
}

/* ---- The end ---- */

/* The mark is sorted where the file is not what was read from it, or was not sorted then.
 * Even where nothing is listed it stays: parts of a build may stand there. */
bool rf_destination_end(struct rf_destination *d)
{
    struct stat info;
    if (access(d->mark_path, F_OK) != 0) {
        return true; /* nothing was made */
    }
    if (stat(d->mark_path, &info) == 0 &&
        (!d->is_marked || !d->is_tidy || (size_t)info.st_size != d->lines.text.n)) {
        enum rf_verdict verdict;
        off_t size_bytes;
        if (lock_mark(d, &size_bytes, &verdict)) {
            verdict = read_mark(d);
            if (verdict == RF_VERDICT_ALLOWED && !d->is_tidy &&
                !rf_mark_replace(d->mark_path, &d->lines, d->wants_fsync)) {
                verdict = rf_cannot(d->arena, &d->error, d->mark_path);
            }
            rf_mark_forget(&d->kept);
        }
        if (verdict != RF_VERDICT_ALLOWED) {
            return false;
        }
    }
    return rf_mark_renew(d->mark_path) || errno == EACCES || errno == EPERM ||
           errno == EROFS ||
           rf_cannot(d->arena, &d->error, d->mark_path) == RF_VERDICT_ALLOWED;
}

/* ---- Files of others ---- */

struct others {
    struct rf_destination *d;
    bool (*is_output)(const char *path);
};

static bool has_others(const struct others *o, int root, const char *folder)
{
    struct rf_arena arena = {0};
    size_t count = 0;
    bool is_found = false;
    const struct rf_entry *list =
        rf_list_folder(&arena, rf_root_on_disk(root), folder, &count);
    for (size_t i = 0; list && i < count && !is_found; i++) {
        const char *path = rf_path_join(&arena, folder, list[i].name);
        is_found = list[i].is_folder ? has_others(o, root, path)
                                     : !list[i].is_mark && o->is_output(path) &&
                                           !rf_destination_owns(o->d, path);
    }
    rf_arena_clear(&arena);
    return is_found;
}

bool rf_destination_has_others(struct rf_destination *d, const char *folder,
                               bool (*is_output)(const char *path))
{
    const struct others others = {d, is_output};
    int root = open(d->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_found = root >= 0 && has_others(&others, root, folder);
    if (root >= 0) {
        close(root);
    }
    return is_found;
}
