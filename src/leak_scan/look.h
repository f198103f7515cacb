/* Looking into the bytes of a file for every text that a reader can open there: what the
 * leak scan of a public edition compares with what is closed (leak_scan).
 *
 * The folder has two halves that meet in a callback. This one turns bytes into texts:
 * struct rf_look, called by build for every output before it is published, and for
 * personal numbers (numbers.h). leak.h is the other: it searches a text for closed ones.
 * Neither knows the model, nor how the edition was pruned: the scan must find what redact
 * has overlooked, so they share no code (docs/editions.md).
 *
 * A file is what its bytes say, whatever its name. Text is read in every encoding and
 * with its escapes undone, archives and office documents are unpacked, PDF files are
 * taken apart by qpdf and pdftotext, pictures give their text parts, RTF and mail their
 * contents; what is found within is looked into likewise. What cannot be seen is named.
 *
 * What is hard to see: readers call each other in a circle (a mail holds a ZIP file, that
 * a PDF, that a picture with a text of escaped markup). rf_look_part is the way back to
 * the start, rf_look_enter bounds the depth, and every reader returns true to end the
 * whole look; the same words may be handed over many times, in every way they can be
 * read. */
#ifndef RF_LEAK_SCAN_LOOK_H
#define RF_LEAK_SCAN_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/set.h"

/* Called with one text after the other, in UTF-8 or, where a byte is not, in
 * Windows-1252; the same words may come in several ways of reading. True: that is enough,
 * look no further. */
typedef bool rf_look_see(void *data, const char *text, size_t n);

/* Called with each text as it stands in the file: with its markup, its escapes, its rows.
 * part is where: "b.zip/c.docx/word/document.xml"; "": the file itself. */
typedef void rf_look_read(void *data, const char *part, const char *text, size_t n);

struct rf_look {
    rf_look_see *see;   /* may be NULL: then hidden texts are not searched for */
    rf_look_read *read; /* may be NULL; to be set after rf_look_init */
    void *data;
    struct rf_zip_library *zip; /* loaded when the first archive is met */
    struct rf_set known; /* files in which nothing was found or missed: by their SHA-256,
                            because who makes two files of one checksum hides one */
    struct rf_arena arena; /* of these */
};

/* The result of looking at one file. Strings are in the arena that was given. */
struct rf_look_result {
    bool is_enough;      /* see returned true */
    const char *unseen;  /* what could not be seen, and why: "b.zip/c.doc: is encrypted";
                            NULL: all was */
    const char *missing; /* what is needed for it and not installed, as in "qpdf (Debian
                            package qpdf)"; NULL: nothing is */
};

/* see, which may be NULL, is called by every look; nothing else is done yet. */
void rf_look_init(struct rf_look *look, rf_look_see *see, void *data);

/* Removes what was made for it, and frees. */
void rf_look_clear(struct rf_look *look);

/* Looks into a file's bytes. What is missing, and an interruption (base/subprocess.h),
 * ends it.
 */
struct rf_look_result rf_look_into(struct rf_look *look, const char *bytes, size_t n,
                                   struct rf_arena *arena);

#endif
