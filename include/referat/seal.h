/* The sealed record of a meeting, as its seal.yaml says it. Read-only; it lives as long
 * as the meeting, and its strings are UTF-8. A seal that cannot be read, and a file that
 * is not as it was sealed, is a diagnostic (seal-broken). */
#ifndef REFERAT_SEAL_H
#define REFERAT_SEAL_H

#include "referat/model.h"

/* A file that the meeting is made of: a document, an annex that is a file, a picture. */
struct referat_file_sum {
    const char *path;   /* relative to the series */
    const char *sha256; /* of the bytes that were read */
    unsigned line;      /* of the seal that names it, from 1; elsewhere 0 */
};

/* What stands in a seal for the item and its outcome where no item approved the minutes.
 */
#define REFERAT_SEAL_BY_SIGNATURES "signatures"
#define REFERAT_SEAL_SIGNED "signed"
#define REFERAT_SEAL_BY_NOBODY "nobody"
#define REFERAT_SEAL_FINAL "final"

/* What seal.yaml says. The files are compared when the meeting is loaded. */
struct referat_seal {
    const char *path;               /* relative to the series */
    struct referat_raw meeting;     /* the id that it had */
    struct referat_date approved;   /* or signed by the last who was to sign */
    struct referat_raw approved_by; /* meeting/item; or "signatures"; or "nobody" where
                                       the minutes need no approval */
    struct referat_raw outcome; /* of that item: the canonical term; "signed", "final" */
    struct referat_raw version; /* of the program that sealed … */
    struct referat_raw record;  /* … and the SHA-256 of its canonical text */
    struct referat_file_sum *files; /* in the order of their paths */
    size_t file_count;
    struct referat_span span; /* of the list of files */
};

#endif
