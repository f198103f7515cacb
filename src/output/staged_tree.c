/* A tree of files that is put in place whole (output). */
#define _GNU_SOURCE /* syncfs */
#include "output/staged_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folders.h"

enum { NAME_TRIES = 10000 };

/* Notes errno as the reason. Returns false for the caller to hand on. */
static bool fail(struct rf_tree *tree, const char *path)
{
    tree->error = rf_arena_format(tree->arena, "%s: %s", path, strerror(errno));
    return false;
}

enum rf_tree_state rf_tree_look(const char *path)
{
    DIR *dir = opendir(path);
    if (!dir) {
        return errno == ENOENT ? RF_TREE_ABSENT : RF_TREE_UNUSABLE;
    }
    enum rf_tree_state state = RF_TREE_EMPTY;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            state = RF_TREE_FILLED;
        }
    }
    closedir(dir);
    return state;
}

/* ---- The place ---- */

/* The temporary folder stands beside the place, which is made absolute for that: without
 * links, "." or a slash at its end. */
bool rf_tree_begin(struct rf_tree *tree)
{
    char *real = realpath(tree->dir, NULL);
    char *place = rf_arena_string(tree->arena, real ? real : tree->dir);
    free(real);
    for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--) {
        place[n - 1] = '\0';
    }
    tree->dir = place;
    if (!rf_make_folders(tree->arena, tree->dir)) {
        return fail(tree, tree->dir);
    }
    const char *slash = strrchr(tree->dir, '/');
    int above_bytes = slash ? (int)(slash - tree->dir) + 1 : 0;
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        const char *name = rf_arena_format(tree->arena, "%.*s.referat-%ld-%d.tmp",
                                           above_bytes, tree->dir, (long)getpid(), tries);
        if (mkdir(name, 0777) == 0) {
            tree->temporary = name;
            return true;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return fail(tree, tree->dir);
}

/* ---- A file ---- */

/* What is made of the bytes of a file while it is written. */
struct reader {
    struct rf_hash *const *hashes; /* NULL at the end */
    uint64_t size_bytes;
};

/* Gives the bytes of a file to its checksums while it is written. */
static bool add_bytes(void *owner, const char *p, size_t n)
{
    struct reader *reader = owner;
    reader->size_bytes += n;
    for (struct rf_hash *const *hash = reader->hashes; *hash; hash++) {
        rf_hash_add(*hash, p, n);
    }
    return true;
}

bool rf_tree_put(struct rf_tree *tree, const struct rf_output *output,
                 struct rf_hash *const *hashes, uint64_t *size_bytes)
{
    enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC };
    rf_arena_reset(&tree->paths);
    const char *path =
        rf_arena_join(&tree->paths, tree->temporary, "/", output->path, NULL);
    const char *culprit = output->path;
    int fd = open(path, FLAGS, 0666);
    if (fd < 0 && errno == ENOENT && rf_make_folders(&tree->paths, path)) {
        fd = open(path, FLAGS, 0666);
    }
    if (fd < 0) {
        return fail(tree, output->path);
    }
    struct reader reader = {.hashes = hashes};
    bool is_whole =
        rf_output_write(&tree->sources, output, fd, add_bytes, &reader, &culprit);
    *size_bytes = reader.size_bytes;
    int reason = errno;
    if (close(fd) != 0 && is_whole) {
        reason = errno;
        is_whole = false;
    }
    errno = reason;
    return is_whole || fail(tree, culprit);
}

/* ---- The end ---- */

/* Waits once for the whole file system: a wait for each of 100,000 files takes minutes.
 */
bool rf_tree_finish(struct rf_tree *tree)
{
    int fd = open(tree->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && syncfs(fd) == 0;
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = reason;
    if (!is_done || rename(tree->temporary, tree->dir) != 0) {
        return fail(tree, tree->dir);
    }
    tree->temporary = NULL;
    return true;
}

void rf_tree_abandon(struct rf_tree *tree)
{
    if (tree->temporary) {
        rf_remove_folder(tree->temporary);
        tree->temporary = NULL;
    }
    rf_arena_clear(&tree->paths);
}
