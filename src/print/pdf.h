/* What a PDF of a print engine shows: where its destinations are, whether its pages show
 * text, by poppler's programs; and who made it and when (print). */
#ifndef RF_PRINT_PDF_H
#define RF_PRINT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "render/for_print.h"

/* The programs, and the folder in which they run. */
struct rf_pdf_reader {
    const char *pdfinfo, *pdftotext;
    const char *folder;
    struct rf_arena *arena;
};

/* Finds both in PATH; NULL, or what is missing. */
const char *rf_pdf_reader_init(struct rf_pdf_reader *reader, const char *folder,
                               struct rf_arena *arena);

struct rf_pdf {
    struct rf_print_place *places; /* of the named destinations, sorted by id */
    size_t place_count;
};

/* Reads the destinations of a file of the folder; the result is in the reader's arena.
 * NULL, or why it is no PDF that a print engine has finished. */
const char *rf_pdf_read(const struct rf_pdf_reader *reader, const char *file,
                        struct rf_pdf *pdf);

/* The page of a destination, 0 where there is none of that id. */
size_t rf_pdf_page_of(const struct rf_pdf *pdf, const char *id);

/* Reads the text of all pages: how many there are, and the first that shows none, from 1;
 * 0: each shows some. NULL, or why it cannot be read. */
const char *rf_pdf_find_blank(const struct rf_pdf_reader *reader, const char *file,
                              size_t *page_count, size_t *blank_page);

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
