/* The parts of verification (archive).
 *
 * struct rf_verifier lives for one verification. The functions are called in the order
 * of verify.c, and what one could not read is noted here, so that later ones claim
 * nothing about it. */
#ifndef RF_ARCHIVE_VERIFIER_H
#define RF_ARCHIVE_VERIFIER_H

#include "archive/bag_paths.h"
#include "archive/manifest.h"
#include "archive/verify.h"
#include "base/buf.h"
#include "base/set.h"

struct rf_manifests {
    struct rf_manifest *list;
    size_t count;
};

struct rf_verifier {
    struct rf_bag_check *check;
    struct rf_arena *arena;
    int root;                          /* the bag's folder, open */
    bool is_strict;                    /* version 1.0 or not known; else older */
    struct rf_manifests payload, tags; /* manifest-*.txt, tagmanifest-*.txt */
    struct rf_set fetched;             /* paths in fetch.txt */
    struct rf_hash *hashes[RF_HASH_COUNT];
    bool has_said_literal;
    bool is_partly_counted; /* a file could not be read: their sum is not known */
    bool is_partly_seen; /* a folder or a manifest could not be read: what is missing, or
                            on no list, is not known */
    bool is_ours;        /* bag-info.txt says that referat made it */
};

/* Reports a finding at a path within the bag. */
void rf_verifier_say(struct rf_verifier *v, enum rf_bag_finding finding, const char *path,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reads a whole file of UTF-8 text into text (emptied first); false where it is not there
 * (errno ENOENT, not reported) or could not be read (reported). */
bool rf_verifier_read(struct rf_verifier *v, const char *name, struct rf_buf *text);

/* bagit.txt: sets is_strict. False where nothing more can be read. */
bool rf_verify_declaration(struct rf_verifier *v);

/* bag-info.txt, once the payload was counted: its form, Payload-Oxum, and who made it. */
void rf_verify_info(struct rf_verifier *v);

/* fetch.txt: fills fetched. */
void rf_verify_fetch(struct rf_verifier *v);

/* Walks through every file: listed where it should be, with these bytes; counts the
 * payload. */
void rf_verify_files(struct rf_verifier *v);

#endif
