/* Manifests of a bag: a checksum and a path a line, RFC 8493 section 2.1.3 (archive). */
#ifndef RF_ARCHIVE_MANIFEST_H
#define RF_ARCHIVE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

/* Appends a path as manifests write it: %, line feed and carriage return as %25, %0A,
 * %0D. */
void rf_manifest_put_path(struct rf_buf *out, const char *path);

/* The path that is written so. Other percent signs stay what they are, as older tools
 * write them. */
const char *rf_manifest_path(struct rf_arena *arena, const char *written);

/* True for a path that stays below the bag's folder; else *why says what is wrong with
 * it. */
bool rf_manifest_path_is_safe(const char *path, const char **why);

struct rf_manifest_entry {
    const char *path;    /* decoded, without "./" in front */
    const char *literal; /* as written, where that differs; NULL else */
    const char *digits;  /* hexadecimal, as written */
    size_t line;         /* from 1 */
    bool is_seen;        /* the file is there */
};

struct rf_manifest {
    const char *name; /* of its file: "manifest-sha512.txt" */
    const char *word; /* "sha512" */
    enum rf_hash_kind kind;
    bool is_known;                  /* false: nothing can be said of its checksums */
    struct rf_manifest_entry *list; /* its entries, sorted by path, then line */
    size_t count, capacity;
    bool has_percent; /* an entry has a literal form */
};

/* What a line of a manifest may be wrong in. message is without the manifest's name. */
typedef void rf_manifest_complain(void *data, const struct rf_manifest *manifest,
                                  size_t line, bool is_refusal, const char *message);

/* Reads text, n bytes of UTF-8, into manifest, whose name is set: word, kind, list.
 * Malformed lines and unsafe paths are given to complain, and left out. */
void rf_manifest_read(struct rf_manifest *manifest, struct rf_arena *arena,
                      const char *text, size_t n, rf_manifest_complain *complain,
                      void *data);

/* The first entry for a file, or NULL. */
struct rf_manifest_entry *rf_manifest_find(const struct rf_manifest *manifest,
                                           const char *path);

#endif
