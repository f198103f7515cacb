/* What was looked at in a series' folder, as bytes that a later run compares with what is
 * there then (load).
 *
 * Every file that the loader opens and every folder that it lists goes through here, as
 * does what a build writes. Each gives an entry: a kind, a path relative to the series
 * with its NUL, and the facts that tell one state of a file from another: size, times,
 * inode, and a digest of its content where it was read. A path that was not there is an
 * entry too, since a file that appears changes the result. The build keeps the entries of
 * each meeting with its unit; one that differs makes the meeting anew. The form is
 * private to one build of the program. */
#ifndef RF_LOAD_FILE_FACTS_H
#define RF_LOAD_FILE_FACTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/beneath.h"
#include "base/buf.h"

struct rf_file_facts {
    bool hashes_files; /* also those whose content is not read otherwise */
    int64_t since_ns; /* when the run began, since 1970: a file that was changed later, or
                         hardly before, may change again within one tick of its clock */
    struct rf_buf entries;
};

/* Opens a file as rf_open_beneath does, and notes the result. facts, here and below,
 * may be NULL: nothing is noted. */
enum rf_open_result rf_file_facts_open(struct rf_file_facts *facts, struct rf_root root,
                                       const char *path, int *fd, uint64_t *size_bytes);

/* Notes the content of the file that was opened last. */
void rf_file_facts_content(struct rf_file_facts *facts, const char *bytes, size_t n);

/* Lists a folder as rf_list_folder does, and notes what is in it. */
struct rf_entry *rf_file_facts_list(struct rf_file_facts *facts, struct rf_arena *arena,
                                    struct rf_root root, const char *path, size_t *count);

/* The same for a folder that is open already (rf_folder_open; -1: errno says why it is
 * not), and is left open. */
struct rf_entry *rf_file_facts_list_open(struct rf_file_facts *facts,
                                         struct rf_arena *arena, struct rf_root root,
                                         const char *path, int folder, size_t *count);

/* What a folder held when it was listed. */
struct rf_listing;

/* Drops what was noted since the entries had so many bytes, and notes instead that the
 * folder carries an edition's mark, and the first document in it (NULL: none). */
void rf_file_facts_marked(struct rf_file_facts *facts, size_t bytes, const char *path,
                          const char *document);

/* Keeps the list that rf_file_facts_list returned last; NULL: nothing was noted of it. */
const struct rf_listing *rf_file_facts_keep_list(const struct rf_file_facts *facts,
                                                 struct rf_arena *arena,
                                                 const struct rf_entry *list,
                                                 size_t count);

/* As rf_file_facts_list, for a folder that was listed before: it is not read again where
 * its times are the same. before may be NULL. */
struct rf_entry *rf_file_facts_list_again(struct rf_file_facts *facts,
                                          struct rf_arena *arena, struct rf_root root,
                                          const char *path,
                                          const struct rf_listing *before, size_t *count);

/* Notes a file that a message is about, unless it was noted already. */
void rf_file_facts_mention(struct rf_file_facts *facts, struct rf_root root,
                           const char *path);

/* Notes a file that was written, by its path below root. */
void rf_file_facts_written(struct rf_file_facts *facts, int root, const char *path);

/* Notes a file that was written, or a folder of them that was made as a whole, of which
 * info is known already. */
void rf_file_facts_made(struct rf_file_facts *facts, const char *path,
                        const struct stat *info);

/* Notes a folder that files were written to: that nothing unfinished is in it. */
void rf_file_facts_place(struct rf_file_facts *facts, int root, const char *path);

/* Appends the entries of another series. prefix ("../2025") leads from this one to its
 * folder; entries that lead out of that one keep their paths. */
void rf_file_facts_move(struct rf_buf *to, const char *entries, size_t n,
                        const char *prefix);

/* Notes an entry that always counts as changed. */
void rf_file_facts_never(struct rf_buf *entries);

/* ---- A later run ---- */

struct rf_file_facts_check {
    int root;
    int above;          /* the folder that holds it, for entries of other series */
    bool by_content;    /* times are not trusted */
    bool skips_folders; /* folders of this series were compared already */
    int64_t since_ns;   /* when this run began */
    bool is_renewed;    /* result: entries were given new times, since their files have
                           the old content */
    struct rf_arena *scratch;
};

/* True where everything is as the entries say. May change times in them (is_renewed). */
bool rf_file_facts_is_same(struct rf_file_facts_check *check, char *entries, size_t n);

/* The path of the first folder's entry at or after *at, which is advanced past it; NULL:
 * there is no other. */
const char *rf_file_facts_next_folder(const char *entries, size_t n, size_t *at);

/* The same for folders with a mark, and for regular files. */
const char *rf_file_facts_next_marked(const char *entries, size_t n, size_t *at);
const char *rf_file_facts_next_file(const char *entries, size_t n, size_t *at);

/* The path of the first regular file at or after *at that is not below root any more, or
 * has another content than was noted (a link counts as other content); NULL: there is
 * none. reason: the errno where it could not be read, ENOENT where it is gone; else 0. */
const char *rf_file_facts_next_altered(int root, const char *entries, size_t n,
                                       size_t *at, int *reason);

#endif
