/* One annex that is a PDF: its pages, and a copy of it that holds nothing else (print).
 */
#ifndef RF_PRINT_ANNEX_PDF_H
#define RF_PRINT_ANNEX_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/qpdf.h"
#include "print/sheet.h"

enum { RF_ANNEX_PAGE_LIMIT = 2000 };

struct rf_annex_link {
    struct rf_box box; /* in user space, within what is seen */
    const char *uri;   /* http:, https: or mailto: */
};

struct rf_annex_page {
    struct rf_pdf_page page;
    const struct rf_annex_link *links;
    size_t link_count;
};

struct rf_annex_pdf {
    const char *file; /* in qpdf's folder: the copy, each page one content stream, no
                         annotations; NULL: its pages cannot be merged … */
    const char *why;  /* … for this reason: "is encrypted" */
    struct rf_annex_page *pages;
    size_t page_count;
    bool is_repaired;     /* it was damaged, and could be read */
    bool is_restricted;   /* its owner's password restricts what may be done with it */
    const char *left_out; /* what the copy does not have, in words; NULL: nothing */
};

/* Looks at a file of qpdf's folder and makes its copy there under the given name. */
struct rf_annex_pdf rf_annex_pdf_look(struct rf_qpdf *qpdf, const char *file,
                                      const char *copy);

/* A rectangle of a dictionary, its corners in order; false where it is none. */
bool rf_pdf_box(const struct json_t *objects, struct json_t *dictionary, const char *key,
                struct rf_box *box);

/* The content streams of a page as an array just made; first, which is taken, stands
 * before them. */
struct json_t *rf_pdf_contents(const struct json_t *objects, struct json_t *page,
                               struct json_t *first);

/* A new stream, with its bytes in base64. */
struct json_t *rf_pdf_stream(const char *base64);

/* The reference of an object beyond those of a file that was read. */
const char *rf_pdf_new_reference(const struct json_t *pdf, struct rf_arena *arena);

/* A box as a PDF has it, just made. */
struct json_t *rf_pdf_rectangle(struct rf_box box);

#endif
