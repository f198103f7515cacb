/* Annexes that are files, in the PDF of a pack: the pages of PDFs are merged into it, the
 * rest is attached to it (print). Both by qpdf. */
#ifndef RF_PRINT_ANNEX_FILES_H
#define RF_PRINT_ANNEX_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/list.h"
#include "render/for_print.h"

/* One annex, and where its bytes are. */
struct rf_pack_file {
    const struct referat_annex *annex; /* attached as its file_name */
    const char *path;
};

struct rf_annex_pdf;

struct rf_files {
    const struct rf_pack_file *list;
    size_t count;
    const char *folder;    /* ours and empty; copies of the PDFs stay there */
    struct rf_sheet paper; /* of the pack, upright */
    const char *date;      /* of attachments: "D:20231204000000Z" */
    struct rf_arena *arena;

    /* By rf_files_look: */
    struct rf_print_file *prints;   /* of each file of list: for rf_page_print */
    struct rf_annex_pdf *pdfs;      /* of each, too */
    RF_LIST(const char *) messages; /* for the user, each a line, in the order of list */
    const char *error;              /* why either function was false, a line */
};

/* Looks at each file: prints says which pages are merged. A PDF is known by its first
 * bytes. One that is encrypted, damaged beyond repair, empty or too long is attached. A
 * message says so, and says what a merged one does not bring along. False with error
 * where qpdf is missing or the folder cannot be used. */
bool rf_files_look(struct rf_files *files);

/* Makes the pack out_pdf of base_pdf, which engines have made: lays the files' pages on
 * the empty pages, from first_pages[i] (from 1) for list[i], and attaches the other
 * files. Both are names in folder. False with error, and no file. */
bool rf_files_merge(struct rf_files *files, const char *base_pdf,
                    const size_t *first_pages, const char *out_pdf);

/* "in-3": the name in folder of the file list[i]. */
const char *rf_files_name(const struct rf_files *files, size_t i);

#endif
