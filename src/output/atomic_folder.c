/* A folder that is not there yet: made whole under another name, and renamed (output).
 *
 * Most meetings are built once, into a folder that is not there. Then no lock on it, no
 * comparison and no journal is needed: the folder grows as a temporary one of the
 * writer's home, and takes its name when it is whole. */
#define _GNU_SOURCE /* renameat2 */
#include "output/atomic_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/fill_file.h"
#include "output/folders.h"

enum { NAME_TRIES = 10000 };

struct growing {
    struct rf_writer *writer;
    int home;              /* the writer's, open: names below it are short */
    const char *folder;    /* where it is to be */
    const char *temporary; /* where it grows */
    struct stat *infos;    /* of the files, in their order */
};

/* A path below the writer's home, relative to it. */
static const char *below_home(const struct growing *g, const char *path)
{
    size_t n = strlen(g->writer->home);
    while (n && g->writer->home[n - 1] == '/') {
        n--;
    }
    return path + n + strspn(path + n, "/");
}

static bool make_temporary(struct growing *g)
{
    struct rf_writer *writer = g->writer;
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        g->temporary = rf_arena_format(
            writer->arena, "%s/" RF_NEW_FOLDER_FIRST "%ld-%d" RF_TEMPORARY_LAST,
            writer->home, (long)getpid(), tries);
        if (mkdirat(g->home, below_home(g, g->temporary), 0777) == 0) {
            return true;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return false;
}

/* ---- The files ---- */

/* A path below the folder as long as it grows. */
static const char *grown_path(const struct growing *g, const char *path)
{
    return rf_arena_join(g->writer->arena, g->temporary, path + strlen(g->folder), NULL);
}

/* Writes all files below the temporary folder; their folders are made when one is
 * missing.
 */
static bool write_files(struct growing *g, const struct rf_output *list)
{
    enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC };
    struct rf_writer *writer = g->writer;
    size_t count = 0;
    for (const struct rf_output *output = list; output; output = output->next) {
        count++;
    }
    g->infos = RF_ARENA_NEW_ARRAY(writer->arena, count, struct stat);
    for (struct stat *info = g->infos; list; list = list->next, info++) {
        const char *path = rf_write_path(writer, list), *culprit = path;
        const char *now = grown_path(g, path);
        int fd = openat(g->home, below_home(g, now), FLAGS, 0666);
        if (fd < 0 && errno == ENOENT && rf_make_folders(writer->arena, now)) {
            fd = openat(g->home, below_home(g, now), FLAGS, 0666);
        }
        if (fd < 0 || !rf_file_fill(writer, list, fd, now, info, &culprit)) {
            return rf_write_fail(writer, culprit);
        }
    }
    return true;
}

/* ---- Onto the disk ---- */

static bool see_onto_disk(struct rf_writer *writer, const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && fsync(fd) == 0;
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = reason;
    return is_done || rf_write_fail(writer, folder);
}

/* The folders that hold files, a file's folder after the other's. */
static bool see_folders_onto_disk(const struct growing *g, const struct rf_output *list)
{
    struct rf_arena *arena = g->writer->arena;
    const char *last = "";
    for (; list; list = list->next) {
        const char *folder =
            rf_folder_of(arena, grown_path(g, rf_write_path(g->writer, list)));
        if (strcmp(folder, last) != 0 && !see_onto_disk(g->writer, folder)) {
            return false;
        }
        last = folder;
    }
    return strcmp(last, g->temporary) == 0 || see_onto_disk(g->writer, g->temporary);
}

/* ---- Its name ---- */

/* Only a name that is free is taken: an empty folder may be another run's, locked. */
static int take_name(const struct growing *g)
{
    return renameat2(g->home, below_home(g, g->temporary), g->home,
                     below_home(g, g->folder), RENAME_NOREPLACE);
}

static enum rf_new_folder put_in_place(struct growing *g)
{
    struct rf_writer *writer = g->writer;
    int result = take_name(g);
    if (result != 0 && errno == ENOENT && rf_make_folders(writer->arena, g->folder)) {
        result = take_name(g);
    }
    if (result == 0) {
        return RF_NEW_FOLDER_MADE;
    }
    if (errno == EEXIST || errno == EXDEV || errno == EINVAL || errno == ENOSYS) {
        return RF_NEW_FOLDER_NOT_SO;
    }
    rf_write_fail(writer, g->folder);
    return RF_NEW_FOLDER_FAILED;
}

/* Reports every file and folder as it is now: renaming the folder has changed its own
 * times alone. A file's folder is reported before it. */
static void report_made(const struct growing *g, const struct rf_output *list)
{
    struct rf_writer *writer = g->writer;
    const struct stat *info = g->infos;
    const char *last = "";
    for (; list; list = list->next, info++) {
        const char *path = rf_write_path(writer, list);
        const char *folder = rf_folder_of(writer->arena, path);
        struct stat folder_info;
        if (strcmp(folder, last) != 0 && writer->made &&
            fstatat(g->home, below_home(g, folder), &folder_info, 0) == 0) {
            writer->made(writer, rf_folder_of(writer->arena, list->path), &folder_info);
        }
        last = folder;
        writer->written++;
        if (writer->wrote) {
            writer->wrote(writer, path);
        }
        if (writer->made) {
            writer->made(writer, list->path, info);
        }
    }
}

/* ---- The folder ---- */

int rf_new_folder_lock(const struct rf_writer *writer, const char *folder)
{
    struct stat info;
    if (lstat(folder, &info) == 0 || errno != ENOENT) {
        return -1; /* a link that leads nowhere counts, too */
    }
    int lock = rf_folder_share(writer->home);
    if (lock < 0 && errno == ENOENT && rf_make_folders(writer->arena, folder)) {
        lock = rf_folder_share(writer->home);
    }
    return lock;
}

/* Everything is written and on the disk before the rename; after it nothing can fail but
 * the wait for the disk. */
enum rf_new_folder rf_new_folder_write(struct rf_writer *writer,
                                       const struct rf_output *list, const char *folder,
                                       int lock)
{
    struct growing g = {.writer = writer, .home = lock, .folder = folder};
    enum rf_new_folder result = RF_NEW_FOLDER_FAILED;
    if (!make_temporary(&g)) {
        return RF_NEW_FOLDER_NOT_SO;
    }
    if (write_files(&g, list) &&
        (!writer->wants_fsync || see_folders_onto_disk(&g, list))) {
        result = put_in_place(&g);
    }
    if (result != RF_NEW_FOLDER_MADE) {
        rf_remove_folder(g.temporary);
        return result;
    }
    report_made(&g, list);
    return !writer->wants_fsync ||
                   see_onto_disk(writer, rf_folder_of(writer->arena, folder))
               ? RF_NEW_FOLDER_MADE
               : RF_NEW_FOLDER_FAILED;
}
