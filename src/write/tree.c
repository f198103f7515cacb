/* A tree of files that is put in place whole (write). */
#define _GNU_SOURCE /* syncfs */
#include "write/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "write/bytes.h"
#include "write/folder.h"

enum { CHUNK_BYTES = 64 * 1024, NAME_TRIES = 10000 };

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

/* Its place without links, "." or a slash at the end: something to stand beside. */
static const char *settle_place(struct rf_tree *tree)
{
    char *real = realpath(tree->dir, NULL);
    char *place = rf_arena_string(tree->arena, real ? real : tree->dir);
    free(real);
    for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--) {
        place[n - 1] = '\0';
    }
    return place;
}

bool rf_tree_begin(struct rf_tree *tree)
{
    tree->dir = settle_place(tree);
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

static void take_in(struct rf_hash *const *hashes, const char *p, size_t n)
{
    for (; *hashes; hashes++) {
        rf_hash_add(*hashes, p, n);
    }
}

static bool write_bytes(int fd, const struct rf_output *output,
                        struct rf_hash *const *hashes, uint64_t *size_bytes)
{
    take_in(hashes, output->bytes, output->n);
    *size_bytes = output->n;
    return rf_write_full(fd, output->bytes, output->n);
}

/* On failure *culprit is the file that errno speaks of. */
static bool copy_bytes(const struct rf_tree *tree, int fd, const struct rf_output *output,
                       struct rf_hash *const *hashes, uint64_t *size_bytes,
                       const char **culprit)
{
    char chunk[CHUNK_BYTES];
    off_t expected_bytes;
    int source =
        tree->open_source
            ? tree->open_source(tree->source_owner, output->copy_from, &expected_bytes)
            : rf_open_regular(output->copy_from, 0, &expected_bytes);
    ssize_t got = source < 0 ? -1 : rf_read_full(source, chunk, sizeof chunk);
    bool is_written = true;
    *size_bytes = 0;
    while (got > 0 && (is_written = rf_write_full(fd, chunk, (size_t)got))) {
        take_in(hashes, chunk, (size_t)got);
        *size_bytes += (uint64_t)got;
        got = rf_read_full(source, chunk, sizeof chunk);
    }
    int reason = errno;
    if (source >= 0) {
        close(source);
    }
    errno = reason;
    if (got < 0) {
        *culprit = output->copy_from;
    }
    return got == 0 && is_written;
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
    bool is_whole = output->copy_from
                        ? copy_bytes(tree, fd, output, hashes, size_bytes, &culprit)
                        : write_bytes(fd, output, hashes, size_bytes);
    int reason = errno;
    if (close(fd) != 0 && is_whole) {
        reason = errno;
        is_whole = false;
    }
    errno = reason;
    return is_whole || fail(tree, culprit);
}

/* ---- The end ---- */

/* One wait for the whole folder: a wait for each of 100,000 files takes minutes. */
static bool see_onto_disk(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && syncfs(fd) == 0;
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = reason;
    return is_done;
}

bool rf_tree_finish(struct rf_tree *tree)
{
    if (!see_onto_disk(tree->temporary) || rename(tree->temporary, tree->dir) != 0) {
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
