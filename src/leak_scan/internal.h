/* What the readers of the last look share (leak_scan). */
#ifndef RF_LEAK_SCAN_INTERNAL_H
#define RF_LEAK_SCAN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/set.h"
#include "leak_scan/look.h"

/* One file's look. Every reader below returns true where it ends: see had enough, or
 * something is missing. */
struct rf_looking {
    struct rf_look *look;
    struct rf_arena *arena; /* of the result */
    struct rf_look_result result;
    size_t unseen_count;    /* reasons, of which the first is in result */
    const char *path;       /* of what is at hand, within the file: "b.zip/c.doc"; "" */
    unsigned archives;      /* it lies in so many … */
    unsigned documents;     /* … and in so many documents that hold others */
    size_t bytes_left;      /* that may still be unpacked … */
    unsigned parts_left;    /* … in so many parts … */
    unsigned programs_left; /* … with so many programs run */
    unsigned nesting;       /* of markup that was written with escapes */
    struct rf_set parts; /* sums of archives and documents in it that were looked into */
    bool is_full;        /* more would have to be unpacked */
    bool is_guess; /* what is at hand may be no file at all: nothing is said of it */
};

/* ---- The result ---- */

/* Hands one text to see. */
bool rf_look_say(struct rf_looking *l, const char *text, size_t n);

/* Notes why something of what is at hand was not seen; always false. */
bool rf_look_miss(struct rf_looking *l, const char *why);

/* Ends the look: a program or library is not there; always true. */
bool rf_look_lacks(struct rf_looking *l, const char *what);

/* ---- What is within ---- */

enum rf_part_kind {
    RF_PART_FILE,  /* what it is must be known, or it is missed */
    RF_PART_GUESS, /* bytes that may be anything */
};

/* Looks into a part of what is at hand, named name (NULL: as that). */
bool rf_look_part(struct rf_looking *l, const char *name, const char *p, size_t n,
                  enum rf_part_kind kind);

/* Takes n bytes, or one part, off what may still be unpacked; false: that is too much,
 * which is noted. */
bool rf_look_may_unpack(struct rf_looking *l, size_t n);
bool rf_look_may_open(struct rf_looking *l);

enum rf_container { RF_ARCHIVE, RF_DOCUMENT };

/* Before the parts of what holds other files; false: that lies too deep, which is noted.
 */
bool rf_look_enter(struct rf_looking *l, enum rf_container container);
void rf_look_leave(struct rf_looking *l, enum rf_container container);

/* ---- Text ---- */

/* A string: as it is, and with its escapes undone in every way. */
bool rf_look_string(struct rf_looking *l, const char *p, size_t n);

/* A text that may be markup, in UTF-8 or Windows-1252. */
bool rf_look_text(struct rf_looking *l, const char *p, size_t n);

/* A text in the encoding that it declares or looks like. */
bool rf_look_encoded(struct rf_looking *l, const char *p, size_t n);

/* A text in a named encoding; one that is not known is missed. */
bool rf_look_in_charset(struct rf_looking *l, const char *charset, const char *p,
                        size_t n);

/* Bytes of no text: what stands in them as a string, in one byte a character or in two.
 */
bool rf_look_raw(struct rf_looking *l, const char *p, size_t n);

/* HTML and XML: what stands between the tags, and each value within them. */
bool rf_look_markup(struct rf_looking *l, const char *p, size_t n);

/* True where p[0..n) begins as HTML, XML and SVG do. */
bool rf_look_is_markup(const char *p, size_t n);

/* Appends a document with the entities replaced that it declares; false where it declares
 * none. */
bool rf_look_expand(const char *p, size_t n, struct rf_buf *out);

/* Appends an OpenDocument text as it was before its changes; false where it keeps none.
 */
bool rf_look_earlier(const char *p, size_t n, struct rf_buf *out);

/* The encoding of text with several bytes a character, by its mark or its zeros; NULL: it
 * is none. */
const char *rf_look_wide_charset(const char *p, size_t n);

/* Appends what quoted-printable stands for. */
void rf_look_quoted_printable(const char *p, size_t n, struct rf_buf *out);

/* Appends what base64 at p[0..n) stands for; returns how much of it is base64. */
size_t rf_look_decode_base64(const char *p, size_t n, struct rf_buf *out);

/* What is embedded in text as base64: data: addresses, and long runs of it. */
bool rf_look_base64(struct rf_looking *l, const char *p, size_t n);

#endif
