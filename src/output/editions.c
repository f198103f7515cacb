/* Which edition a folder carries, those above it and those below it (output).
 *
 * Files say so: marks, the state of version 0.1 (a full edition), the provenance of a
 * bag. They are searched by their names on the way up to the root, and below the
 * destination in every folder that is not a meeting's. */
#define _GNU_SOURCE /* fdopendir, d_type, O_NOFOLLOW */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/leftover_names.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/path.h"
#include "base/str.h"
#include "output/bag_edition.h"
#include "output/internal.h"
#include "output/owner.h"
#include "parse/kind.h"

/* What a build of version 0.1 left in a full edition. */
static const char old_state[] = ".referat-state";
static const char bag_name[] = "bagit.txt";

/* The edition that a file of that name stands for. */
static enum rf_edition_mark mark_of(const char *name)
{
    return strcmp(name, old_state) == 0 ? RF_MARK_FULL : rf_mark_of_name(name);
}

/* file says that another edition is in its folder. */
static enum rf_verdict refuse_edition(const struct rf_lower *lower, const char *file,
                                      enum rf_edition_mark other)
{
    const char *folder = rf_path_folder(lower->arena, file);
    return rf_refuse(lower->arena, lower->error,
                     "%s: %s is in %s ('%s' says so), and %s never goes into it, above "
                     "it or below it: name another place with -o, or remove that one",
                     lower->name, rf_mark_edition(other), *folder ? folder : "/",
                     rf_path_name(file), rf_mark_edition(lower->mark));
}

/* ---- Above ---- */

/* True where something stands at path, and is ours or anybody's may count. */
static bool counts(const char *path, bool is_anybodys)
{
    struct stat info;
    return lstat(path, &info) == 0 && (is_anybodys || rf_owner_is_trusted(info.st_uid));
}

/* The file in a folder that stands for another edition; NULL: none does. Above the
 * destination others may write, so a file counts only where its owner is trusted; in the
 * destination itself any counts. */
static const char *other_in(struct rf_arena *arena, const char *folder, bool is_itself,
                            enum rf_edition_mark mark, enum rf_edition_mark *other)
{
    const char *slash = strcmp(folder, "/") == 0 ? "" : "/";
    for (*other = RF_MARK_FULL; *other < RF_MARK_COUNT; (*other)++) {
        const char *path =
            rf_arena_join(arena, folder, slash, rf_mark_name(*other), NULL);
        if (*other != mark && counts(path, is_itself)) {
            return path;
        }
    }
    *other = RF_MARK_FULL;
    const char *path = rf_arena_join(arena, folder, slash, old_state, NULL);
    return mark != RF_MARK_FULL && counts(path, is_itself) ? path : NULL;
}

/* Goes up from the folder to the root. A bag that referat made is never changed, but for
 * the destination itself where it is to become one. */
enum rf_verdict rf_editions_above(const struct rf_lower *lower)
{
    struct rf_arena *arena = lower->arena;
    for (const char *folder = lower->real;;) {
        enum rf_edition_mark other;
        bool is_itself = folder == lower->real;
        const char *file = other_in(arena, folder, is_itself, lower->mark, &other);
        if (file) {
            return refuse_edition(lower, file, other);
        }
        file = rf_arena_join(arena, folder, "/", bag_name, NULL);
        other = counts(file, false) ? rf_bag_edition(folder) : RF_MARK_COUNT;
        if (other != RF_MARK_COUNT && !(is_itself && lower->may_be_bag)) {
            return rf_refuse(arena, lower->error,
                             "%s: it lies in the archive %s, which 'referat export' "
                             "made, and which is never changed: name another place with "
                             "-o",
                             lower->name, folder);
        }
        if (other != RF_MARK_COUNT && other != lower->mark) {
            return refuse_edition(lower, file, other);
        }
        if (strcmp(folder, "/") == 0) {
            return RF_VERDICT_ALLOWED;
        }
        folder = rf_path_folder(arena, folder);
        folder = *folder ? folder : "/";
    }
}

/* ---- Below ---- */

enum {
    DEPTH_LIMIT = 2 * RF_LIMIT_FOLDER_DEPTH
}; /* of a series, and of a meeting in it */

/* What a folder holds that the search looks for. */
struct content {
    RF_LIST(const char *) folders;
    const char *marking; /* a file of ours that stands for an edition … */
    bool has_bag, has_old_state, has_pages;
    const char *document; /* of the destination itself */
};

struct search {
    struct rf_destination *d;
    struct rf_arena *arena; /* of the whole search */
};

static bool is_folder(int folder, const struct dirent *entry)
{
    struct stat info;
    if (entry->d_type != DT_UNKNOWN) {
        return entry->d_type == DT_DIR;
    }
    return fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(info.st_mode);
}

static bool is_ours_at(int folder, const char *name)
{
    struct stat info;
    return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           rf_owner_is_trusted(info.st_uid);
}

/* Notes what an entry of a folder means for the search. A file that stands for another
 * edition is kept rather than one that stands for this. */
static void take_entry(struct search *s, int folder, const struct dirent *entry,
                       bool is_top, struct content *content)
{
    const char *name = entry->d_name;
    enum rf_edition_mark mark = *name == '.' ? mark_of(name) : RF_MARK_COUNT;
    if (*name == '.') {
        s->d->has_staging = s->d->has_staging || rf_starts_with(name, RF_STAGING_FIRST);
        if (mark != RF_MARK_COUNT && is_ours_at(folder, name)) {
            bool is_old = strcmp(name, old_state) == 0;
            content->has_old_state = content->has_old_state || is_old;
            content->marking = mark != s->d->mark || !content->marking
                                   ? rf_arena_string(s->arena, name)
                                   : content->marking;
        }
    } else if (is_folder(folder, entry)) {
        RF_LIST_ADD(s->arena, &content->folders, rf_arena_string(s->arena, name));
    } else if (strcmp(name, bag_name) == 0) {
        content->has_bag = is_ours_at(folder, name);
    } else {
        content->has_pages = content->has_pages || s->d->is_page(name);
        if (is_top && !content->document && rf_path_is_document(name) &&
            rf_is_document_of_ours(rf_root_on_disk(folder), name)) {
            content->document = rf_arena_string(s->arena, name);
        }
    }
}

/* True where the mark lists a page that lies in the folder itself: it is a meeting's. */
static bool is_meeting(const struct search *s, struct rf_buf *prefix, const char *folder)
{
    const struct rf_mark_lines *lines = &s->d->lines;
    rf_buf_reset(prefix);
    rf_buf_puts(prefix, rf_mark_encode(s->arena, folder));
    rf_buf_char(prefix, '/');
    const char *beginning = rf_buf_string(prefix);
    bool is_found = false;
    for (size_t at = rf_mark_lines_find(lines, beginning);
         at < lines->count && !is_found && rf_starts_with(lines->list[at], beginning);
         at++) {
        const char *name = lines->list[at] + prefix->n;
        is_found = !strchr(name, '/') && s->d->is_page(name);
    }
    return is_found;
}

static enum rf_verdict judge_content(struct search *s, const char *folder,
                                     const struct content *content)
{
    struct rf_destination *d = s->d;
    const char *path = rf_arena_join(d->arena, d->real, *folder ? "/" : "", folder, NULL);
    if (content->document) {
        return rf_refuse(d->arena, &d->error,
                         "%s/%s: this is a source, and it lies in the destination: move "
                         "it to where its series is, or name another folder with -o",
                         path, content->document);
    }
    enum rf_edition_mark mark =
        content->marking && *folder ? mark_of(content->marking) : d->mark;
    const char *file = content->marking;
    if (mark == d->mark && content->has_bag && *folder) {
        mark = rf_bag_edition(path);
        file = bag_name;
    }
    if (mark != d->mark && mark != RF_MARK_COUNT) {
        const struct rf_lower lower = {
            .arena = d->arena, .name = d->dir, .mark = d->mark, .error = &d->error};
        return refuse_edition(&lower, rf_arena_join(d->arena, path, "/", file, NULL),
                              mark);
    }
    if (content->has_old_state) {
        rf_adopt_state(d, folder);
    }
    return RF_VERDICT_ALLOWED;
}

/* Looks into a folder and those below it, and closes fd. The search does not go into
 * folders of meetings: a page shows that one is, in the folder or in the mark. */
static enum rf_verdict search_below(struct search *s, int fd, const char *folder,
                                    int depth)
{
    struct content content = {0};
    DIR *entries = fdopendir(fd);
    if (!entries) {
        close(fd);
        return RF_VERDICT_ALLOWED;
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        take_entry(s, fd, entry, !*folder, &content);
    }
    enum rf_verdict verdict = judge_content(s, folder, &content);
    bool is_last = *folder && !content.marking && content.has_pages;
    struct rf_buf prefix = {0};
    for (size_t i = 0; verdict == RF_VERDICT_ALLOWED && !is_last && depth < DEPTH_LIMIT &&
                       i < content.folders.count;
         i++) {
        const char *below = rf_path_join(s->arena, folder, content.folders.list[i]);
        int inner = is_meeting(s, &prefix, below)
                        ? -1
                        : openat(fd, content.folders.list[i],
                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        verdict =
            inner < 0 ? RF_VERDICT_ALLOWED : search_below(s, inner, below, depth + 1);
    }
    rf_buf_clear(&prefix);
    closedir(entries);
    return verdict;
}

enum rf_verdict rf_editions_below(struct rf_destination *d)
{
    struct rf_arena arena = {0};
    struct search search = {.d = d, .arena = &arena};
    int fd = open(d->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? RF_VERDICT_ALLOWED
                               : rf_cannot(d->arena, &d->error, d->dir);
    }
    enum rf_verdict verdict = search_below(&search, fd, "", 0);
    rf_arena_clear(&arena);
    return verdict;
}
