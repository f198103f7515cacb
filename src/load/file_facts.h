/* What was looked at in a series' folder, as bytes that a later run compares with what is
 * there then (load).
 *
 * Each entry is a kind, a path relative to the series with its NUL, and what told one
 * state of the file from another: size, times, inode, and a hash of its content where it
 * was read. The form is private to one build of the program. */
#ifndef RF_LOAD_FILE_FACTS_H
#define RF_LOAD_FILE_FACTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "fs/beneath.h"

struct rf_seen {
    bool hashes_files; /* those, too, that nobody reads */
    int64_t since_ns; /* when the run began, since 1970: a file that was changed later, or
                         hardly before, may change again within one tick of its clock */
    struct rf_buf entries;
};

/* Opens a file as rf_open_beneath does, and notes what came of it. seen, here and below,
 * may be NULL: nobody wants to know. */
enum rf_open_result rf_seen_open(struct rf_seen *seen, int root, const char *path,
                                 int *fd, uint64_t *size_bytes);

/* Notes the content of the file that was opened last. */
void rf_seen_content(struct rf_seen *seen, const char *bytes, size_t n);

/* Lists a folder as rf_list_folder does, and notes what is in it. */
struct rf_entry *rf_seen_list(struct rf_seen *seen, struct rf_arena *arena, int root,
                              const char *path, size_t *count);

/* The same of a folder that was opened (rf_folder_open; -1: errno says why it was not),
 * and stays so. */
struct rf_entry *rf_seen_list_open(struct rf_seen *seen, struct rf_arena *arena,
                                   int folder, const char *path, size_t *count);

/* What a folder held when it was listed. */
struct rf_listing;

/* Takes back what was noted since the entries had so many bytes, and notes instead that
 * the folder carries an edition's mark, and the first document in it (NULL: none). */
void rf_seen_marked(struct rf_seen *seen, size_t bytes, const char *path,
                    const char *document);

/* Keeps the list that rf_seen_list returned last; NULL: nothing was noted of it. */
const struct rf_listing *rf_seen_keep_list(const struct rf_seen *seen,
                                           struct rf_arena *arena,
                                           const struct rf_entry *list, size_t count);

/* As rf_seen_list, of a folder that was listed before: where its times say that it is as
 * it was, it is not read again. before may be NULL. */
struct rf_entry *rf_seen_list_again(struct rf_seen *seen, struct rf_arena *arena,
                                    int root, const char *path,
                                    const struct rf_listing *before, size_t *count);

/* Notes a file that something is said of, where it was not looked at for itself. */
void rf_seen_mention(struct rf_seen *seen, int root, const char *path);

/* Notes a file that was written, by its path below root. */
void rf_seen_written(struct rf_seen *seen, int root, const char *path);

/* Notes such a file, or the folder of such files, which was made whole: what it is like
 * is known. */
void rf_seen_made(struct rf_seen *seen, const char *path, const struct stat *info);

/* Notes the folder of such files: that nothing stands there which is not whole. */
void rf_seen_place(struct rf_seen *seen, int root, const char *path);

/* Appends entries of another series, whose folder prefix ("../2025") leads to from this
 * one; those that lead out of it themselves begin so already. */
void rf_seen_move(struct rf_buf *to, const char *entries, size_t n, const char *prefix);

/* Notes what is never as it was. */
void rf_seen_never(struct rf_buf *entries);

/* ---- A later run ---- */

struct rf_seen_check {
    int root;
    int above;          /* the folder that holds it, for entries of other series */
    bool by_content;    /* times are not trusted */
    bool skips_folders; /* they are known to be as they were */
    int64_t since_ns;   /* when this run began */
    bool is_renewed;    /* some file has new times and its old content: the entries were
                           given the new times */
    struct rf_arena *scratch;
};

/* True where everything is as the entries say. */
bool rf_seen_is_same(struct rf_seen_check *check, char *entries, size_t n);

/* The path of the first entry of kind folder at or behind *at, which is moved behind it;
 * NULL: there is none. */
const char *rf_seen_next_folder(const char *entries, size_t n, size_t *at);

/* The same for folders with a mark, and for regular files. */
const char *rf_seen_next_marked(const char *entries, size_t n, size_t *at);
const char *rf_seen_next_file(const char *entries, size_t n, size_t *at);

/* The path of the first regular file at or behind *at that is not below root any more, or
 * has another content than was noted (a link has); NULL: there is none.
 * reason: the errno where it could not be read, ENOENT where it is gone; else 0. */
const char *rf_seen_next_altered(int root, const char *entries, size_t n, size_t *at,
                                 int *reason);

#endif
