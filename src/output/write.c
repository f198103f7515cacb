/* Puts outputs into the destination, whole or not at all (output).
 *
 * A set is written in five steps, top to bottom in rf_write_set: the guard judges it, its
 * folders are locked, what a killed run had begun is finished, every file that differs is
 * written beside its place, all are renamed. Before the renames nothing has changed for a
 * reader; from the journal on everything will have. */
#include "output/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/list.h"
#include "output/atomic_folder.h"
#include "output/fill_file.h"
#include "output/folders.h"
#include "output/hold_signals.h"
#include "output/journal.h"

enum { NAME_TRIES = 10000 };

/* Where an output is to stand. */
struct place {
    const char *path;
    const struct rf_folder_lock *folder;
};

struct set {
    struct rf_writer *writer;
    struct place *places; /* of the outputs, in their order */
    struct rf_folder_lock *folders;
    const struct rf_folder_lock *home; /* above all of the files: its journal is there */
    struct rf_pending *first, **end;
    size_t count;         /* pending */
    long process;         /* of temporary files: its number is part of their names */
    unsigned next_number; /* of temporary files, counted within the set */
    bool is_in_place;     /* every temporary file has been renamed */
    bool keeps_journal;   /* undoing failed too: the next run finishes what was begun */
};

/* ---- Comparing ---- */

/* Compares what stands at the destination, open as fd, with what should: first the size,
 * then the bytes. */
static enum rf_sameness compare_open(struct rf_writer *writer,
                                     const struct rf_output *output, const char *path,
                                     int fd, off_t size_bytes)
{
    enum rf_sameness result = RF_DIFFERENT;
    if (output->bytes) {
        if ((size_t)size_bytes == output->n) {
            result = rf_compare_bytes(fd, output->bytes, output->n);
        }
    } else {
        off_t source_bytes;
        int source = rf_output_open(&writer->sources, output, &source_bytes);
        if (source < 0) {
            rf_write_fail(writer, output->copy_from ? output->copy_from : path);
            return RF_UNKNOWN;
        }
        if (source_bytes == size_bytes) {
            result = rf_compare_files(fd, source);
        }
        close(source);
    }
    if (result == RF_UNKNOWN) {
        rf_write_fail(writer, path);
    }
    return result;
}

/* RF_UNKNOWN: writer->error says why. *is_absent: nothing stands there. Links and devices
 * are never what we wrote: they differ, and a rename replaces them. */
static enum rf_sameness compare(struct rf_writer *writer, const struct rf_output *output,
                                const struct place *place, bool *is_absent)
{
    off_t size_bytes;
    *is_absent = place->folder->is_empty;
    if (*is_absent) {
        return RF_DIFFERENT;
    }
    const char *path = place->path;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd < 0) {
        *is_absent = errno == ENOENT;
        bool is_not_ours = errno == ENOTDIR || errno == ELOOP || errno == ENXIO ||
                           errno == (writer->verify_only ? EISDIR : EACCES);
        if (*is_absent || is_not_ours) {
            return RF_DIFFERENT;
        }
        rf_write_fail(writer, path);
        return RF_UNKNOWN;
    }
    enum rf_sameness result = compare_open(writer, output, path, fd, size_bytes);
    close(fd);
    return result;
}

/* ---- Temporary files ---- */

/* A free name beside path. */
static const char *temporary_name(struct set *set, const char *path)
{
    const char *slash = strrchr(path, '/');
    return rf_arena_format(
        set->writer->arena, "%.*s" RF_TEMPORARY_FIRST "%ld-%u" RF_TEMPORARY_LAST,
        slash ? (int)(slash - path) + 1 : 0, path, set->process, set->next_number++);
}

/* Writes output to a temporary file beside its place, under a name that is free. It waits
 * in the set. */
static bool write_temporary(struct set *set, const struct rf_output *output,
                            const char *path, bool is_absent)
{
    struct rf_pending *pending = RF_ARENA_NEW(set->writer->arena, struct rf_pending);
    const char *culprit = path;
    int fd = -1;
    *pending = (struct rf_pending){.path = path, .was_absent = is_absent};
    for (int tries = 0; fd < 0 && tries < NAME_TRIES; tries++) {
        pending->temporary = temporary_name(set, path);
        fd = open(pending->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST) {
            break;
        }
    }
    if (fd < 0 ||
        !rf_file_fill(set->writer, output, fd, pending->temporary, NULL, &culprit)) {
        return rf_write_fail(set->writer, culprit);
    }
    RF_CHAIN_ADD(set, pending);
    set->count++;
    return true;
}

/* Compares an output with what stands at its place and, where they differ, writes it
 * beside that. The guard is asked first: a source may have been put where an output
 * stood. */
static enum rf_write_result prepare(struct set *set, const struct rf_output *output,
                                    const struct place *place)
{
    struct rf_writer *writer = set->writer;
    bool is_absent;
    switch (compare(writer, output, place, &is_absent)) {
    case RF_SAME:
        writer->unchanged++;
        return RF_WRITE_DONE;
    case RF_DIFFERENT:
        break;
    case RF_UNKNOWN:
        return RF_WRITE_FAILED;
    }
    if (writer->verify_only) {
        writer->different++;
        if (writer->differs) {
            writer->differs(writer, output, place->path);
        }
        return RF_WRITE_DIFFERS;
    }
    enum rf_write_result result = writer->guard && !is_absent
                                      ? writer->guard->replace(writer, output)
                                      : RF_WRITE_DONE;
    if (result != RF_WRITE_DONE) {
        return result;
    }
    return write_temporary(set, output, place->path, is_absent) ? RF_WRITE_DONE
                                                                : RF_WRITE_FAILED;
}

/* ---- Renaming ---- */

/* Gives what stands at each place a second name, to be put back from. File systems
 * without such names, and files that are not ours, have none: then nothing is put back.
 */
static bool keep_old(struct set *set)
{
    for (struct rf_pending *p = set->first; p; p = p->next) {
        const char *backup = p->was_absent ? NULL : temporary_name(set, p->path);
        if (!backup || link(p->path, backup) == 0) {
            p->backup = backup;
            continue;
        }
        p->was_absent = errno == ENOENT;
        bool has_no_links = errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK ||
                            errno == ENOSYS || errno == EXDEV;
        if (!p->was_absent && !has_no_links) {
            return rf_write_fail(set->writer, p->path);
        }
    }
    return true;
}

/* Undoes the renames before failed. The new file gets its temporary name back first: a
 * run that is killed in between leaves a set that the journal still finishes. */
static bool put_back(struct set *set, const struct rf_pending *failed)
{
    bool is_done = true;
    for (struct rf_pending *p = set->first; p != failed; p = p->next) {
        bool has_name = link(p->path, p->temporary) == 0;
        bool is_back = p->backup ? rename(p->backup, p->path) == 0
                                 : p->was_absent && unlink(p->path) == 0;
        is_done = has_name && is_back && is_done;
    }
    return is_done;
}

/* One rename is whole by itself; several are one step by the journal: from when it is
 * there the set is as good as in place, and a run that finds it completes the renames.
 * When one fails, those before it are undone; where that fails too, the journal stays. */
static bool rename_all(struct set *set)
{
    struct rf_writer *writer = set->writer;
    const char *home = set->home->path;
    if (set->count == 1) {
        return rename(set->first->temporary, set->first->path) == 0 ||
               rf_write_fail(writer, set->first->path);
    }
    if (!keep_old(set)) {
        return false;
    }
    if (!rf_journal_put(writer->arena, home, set->first, writer->wants_fsync)) {
        return rf_write_fail(writer, rf_journal_path(writer->arena, home));
    }
    struct rf_pending *p = set->first;
    while (p && rename(p->temporary, p->path) == 0) {
        p = p->next;
    }
    if (p) {
        rf_write_fail(writer, p->path);
        set->keeps_journal = !put_back(set, p);
    }
    if (!set->keeps_journal) {
        rf_journal_remove(writer->arena, home);
    }
    return !p;
}

static void remove_temporaries(const struct set *set)
{
    for (struct rf_pending *p = set->first; p && !set->keeps_journal; p = p->next) {
        if (!set->is_in_place) {
            unlink(p->temporary);
        }
        if (p->backup) {
            unlink(p->backup);
        }
    }
}

static bool put_in_place(struct set *set)
{
    struct rf_writer *writer = set->writer;
    const char *culprit;
    if (!set->count) {
        return true;
    }
    set->is_in_place = rename_all(set);
    if (!set->is_in_place) {
        return false;
    }
    for (struct rf_pending *p = set->first; p; p = p->next) {
        writer->written++;
        if (writer->wrote) {
            writer->wrote(writer, p->path);
        }
    }
    return !writer->wants_fsync || rf_folders_sync(set->folders, &culprit) ||
           rf_write_fail(writer, culprit);
}

/* ---- The set ---- */

/* The folder that is above both. */
static const char *common_folder(struct rf_arena *arena, const char *a, const char *b)
{
    size_t n = strlen(a);
    while (strcmp(a, "/") != 0 &&
           (strncmp(a, b, n) != 0 || (b[n] != '/' && b[n] != '\0'))) {
        a = rf_folder_of(arena, a);
        n = strlen(a);
    }
    return a;
}

/* Finds the place of each output, the folders of all, and the one above them. */
static void find_places(struct set *set, const struct rf_output *list)
{
    struct rf_arena *arena = set->writer->arena;
    const char *home = NULL;
    size_t count = 0;
    for (const struct rf_output *output = list; output; output = output->next) {
        count++;
    }
    set->places = RF_ARENA_NEW_ARRAY(arena, count, struct place);
    for (struct place *place = set->places; list; list = list->next, place++) {
        place->path = rf_write_path(set->writer, list);
        const char *folder = rf_folder_of(arena, place->path);
        place->folder = rf_folders_add(arena, &set->folders, folder);
        home = home ? common_folder(arena, home, folder) : folder;
    }
    set->home = rf_folders_add(arena, &set->folders, home);
}

/* Finishes and clears away what a killed run left. */
static bool recover(struct set *set)
{
    const char *culprit = NULL;
    if (set->home->has_journal &&
        !rf_journal_finish(set->writer->arena, set->home->path, &culprit)) {
        return rf_write_fail(set->writer, culprit);
    }
    rf_folders_sweep(set->writer->arena, set->folders);
    return true;
}

static enum rf_write_result write_list(struct set *set, const struct rf_output *list)
{
    enum rf_write_result result = RF_WRITE_DONE;
    if (!set->writer->verify_only && !recover(set)) {
        return RF_WRITE_FAILED;
    }
    const struct place *place = set->places;
    for (; list && result != RF_WRITE_FAILED && result != RF_WRITE_REFUSED;
         list = list->next) {
        enum rf_write_result prepared = prepare(set, list, place++);
        result = prepared == RF_WRITE_DONE ? result : prepared;
    }
    if (result == RF_WRITE_DONE && !put_in_place(set)) {
        result = RF_WRITE_FAILED;
    }
    remove_temporaries(set);
    return result;
}

/* Waits for other runs' sets in the same folders, which a signal may end. */
static enum rf_write_result write_below(struct set *set, const struct rf_output *list)
{
    const char *culprit = NULL;
    enum rf_write_result result = RF_WRITE_FAILED;
    if (!set->writer->verify_only &&
        !rf_folders_lock(set->writer->arena, set->folders, &culprit)) {
        rf_write_fail(set->writer, culprit);
    } else {
        sigset_t before;
        rf_hold_signals(&before);
        result = write_list(set, list);
        rf_release_signals(&before);
    }
    if (result == RF_WRITE_FAILED && !set->keeps_journal) {
        rf_folders_unmake(set->folders);
    }
    rf_folders_unlock(set->folders);
    return result;
}

/* Where all outputs lie in one folder below the writer's home, and it is not there yet,
 * it is made whole. */
static enum rf_new_folder write_new(const struct set *set, const struct rf_output *list)
{
    const struct rf_writer *writer = set->writer;
    const char *folder = set->home->path;
    size_t n = writer->home ? strlen(writer->home) : 0;
    while (n && writer->home[n - 1] == '/') {
        n--;
    }
    bool may_be_new = n && !writer->verify_only &&
                      strncmp(folder, writer->home, n) == 0 && folder[n] == '/';
    int lock = may_be_new ? rf_new_folder_lock(writer, folder) : -1;
    if (lock < 0) {
        return RF_NEW_FOLDER_NOT_SO;
    }
    sigset_t before;
    rf_hold_signals(&before);
    enum rf_new_folder result = rf_new_folder_write(set->writer, list, folder, lock);
    rf_release_signals(&before);
    close(lock);
    return result;
}

enum rf_write_result rf_write_set(struct rf_writer *writer, const struct rf_output *list)
{
    struct set set = {.writer = writer, .process = (long)getpid()};
    if (!list) {
        return RF_WRITE_DONE;
    }
    if (writer->guard && !writer->verify_only) {
        enum rf_write_result result = writer->guard->claim(writer, list);
        if (result != RF_WRITE_DONE) {
            return result;
        }
    }
    find_places(&set, list);
    switch (write_new(&set, list)) {
    case RF_NEW_FOLDER_MADE:
        return RF_WRITE_DONE;
    case RF_NEW_FOLDER_FAILED:
        return RF_WRITE_FAILED;
    case RF_NEW_FOLDER_NOT_SO:
        break;
    }
    return write_below(&set, list);
}

void rf_write_clear_away(struct rf_arena *arena, const char *dir)
{
    struct rf_writer writer = {.dir = dir, .arena = arena};
    struct set set = {.writer = &writer};
    const char *culprit;
    if (access(dir, F_OK) != 0) {
        return;
    }
    set.home = rf_folders_add(arena, &set.folders, dir);
    if (rf_folders_lock(arena, set.folders, &culprit)) {
        (void)recover(&set);
    }
    rf_folders_unlock(set.folders);
}
