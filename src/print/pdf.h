/* What a PDF of a print engine holds: its pages, where its destinations are, whether its
 * pages show text; and who made it and when (print). ISO 32000-1. */
#ifndef RF_PRINT_PDF_H
#define RF_PRINT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "render/for_print.h"

struct rf_pdf {
    size_t page_count;
    struct rf_print_place *places; /* of the named destinations, sorted by id */
    size_t place_count;
    size_t blank_page; /* the first page that shows no text, from 1; 0: there is none */
};

/* Reads the file's bytes; the result is in arena. NULL, or why it is no PDF that a print
 * engine has finished. Not for files of unknown origin: those are qpdf's. */
const char *rf_pdf_read(const char *bytes, size_t n, struct rf_arena *arena,
                        struct rf_pdf *pdf);

/* The page of a destination, 0 where there is none of that id. */
size_t rf_pdf_page_of(const struct rf_pdf *pdf, const char *id);

/* What a file says of itself: UTF-8; "" for nothing. */
struct rf_pdf_info {
    const char *title, *author, *subject;
    const char *date; /* "D:20260601000000Z" */
};

/* Appends what the file says of itself, as an incremental update, and overwrites the
 * engine's clock and its names of tags, so that the same pages are the same bytes. False
 * where the file has no classic cross-reference table (7.5.4), which Chromium always
 * writes. */
bool rf_pdf_sign(struct rf_buf *file, const struct rf_pdf_info *info,
                 struct rf_arena *arena);

#endif
