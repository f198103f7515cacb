/* What a pack on paper needs beyond the model: the files that are merged into it, and the
 * pages on which an earlier pass of the print engine put its parts (render). print/ fills
 * it in and calls rf_page_print: once with an engine that can count ahead, twice with one
 * that cannot, the second time with the places that the first PDF shows. */
#ifndef RF_RENDER_FOR_PRINT_H
#define RF_RENDER_FOR_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "referat/model.h"

/* The paper of one page of a merged file, as seen upright; points of 1/72 inch. */
struct rf_sheet {
    double width_pt, height_pt;
};

/* An annex that is a file. Pictures are no such: they are embedded. */
struct rf_print_file {
    const struct referat_annex *annex;
    const struct rf_sheet *sheets; /* its pages are merged; NULL: it is attached */
    size_t sheet_count;
};

/* An id of the HTML page, and the printed page, from 1, that it is on. */
struct rf_print_place {
    const char *id;
    size_t page;
};

struct rf_print {
    const struct rf_print_file *files;
    size_t file_count;
    const struct rf_print_place *places; /* sorted by id with strcmp … */
    size_t place_count;                  /* … 0: not known yet */
    bool counts_ahead; /* the engine has target-counter: no places are needed */
};

/* Appends the pack as one HTML page for a print engine: no links to other files, an
 * empty page for each page that is merged, and for every document links to its ANCHOR and
 * ANCHOR.end, so that engines give both as destinations. False where the meeting has no
 * pack. */
bool rf_page_print(const struct referat_meeting *meeting, const struct rf_print *print,
                   struct rf_buf *out);

/* The file of an annex; NULL where the annex is a document or a picture. print may be
 * NULL. */
const struct rf_print_file *rf_print_file_of(const struct rf_print *print,
                                             const struct referat_annex *annex);

/* The page of an id, from 1; 0: not known. print may be NULL. */
size_t rf_print_page_of(const struct rf_print *print, const char *id);

/* The number, from 1, of the file's first sheet that is as large as this one, which
 * counts from 0: what sheets of one size have in common. */
size_t rf_sheet_size(const struct rf_print_file *file, size_t sheet);

/* Appends a length of CSS: "595.28pt". */
void rf_put_points(struct rf_buf *out, double pt);

#endif
