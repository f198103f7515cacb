/* From the pages of a file to sheets of the pack: paper, and where a page is laid on it
 * (print). Points of 1/72 inch; y upwards, as PDF has it. */
#ifndef RF_PRINT_SHEET_H
#define RF_PRINT_SHEET_H

#include <stdbool.h>

#include "render/for_print.h"

enum {
    RF_BAND_TOP_PT = 46,    /* of the stamp */
    RF_BAND_BOTTOM_PT = 22, /* of the page numbers */
};

struct rf_box {
    double x0, y0, x1, y1; /* x0 <= x1, y0 <= y1 */
};

/* A page as a file has it: what of its own plane is seen, and how (ISO 32000-1, 7.7.3.3
 * and 14.11.2). */
struct rf_pdf_page {
    struct rf_box seen; /* CropBox within MediaBox, in user space */
    int turn;           /* clockwise: 0, 90, 180, 270 */
    double unit_pt;     /* UserUnit: points of one unit of user space */
};

/* X = a x + c y + e, Y = b x + d y + f: a b c d e f. */
struct rf_matrix {
    double a, b, c, d, e, f;
};

/* The size of a page as seen upright. */
struct rf_sheet rf_page_size(const struct rf_pdf_page *page);

/* The paper for it: its own size, or what is within 2 mm of it among A3, A4, A5, letter
 * and legal; A3 for larger ones; the pack's paper, given portrait, for those smaller than
 * A5. Upright or across as the page is. */
struct rf_sheet rf_page_sheet(const struct rf_pdf_page *page, struct rf_sheet paper);

/* Where the page is laid on a sheet: upright, in the middle of what is between the
 * bands, scaled down to fit and never up. sheet is the box of the sheet itself. */
struct rf_matrix rf_page_place(const struct rf_pdf_page *page, struct rf_box sheet);

/* The box of two opposite corners, whichever they are. */
struct rf_box rf_box_between(double x0, double y0, double x1, double y1);

/* The box around a box that a matrix has moved. */
struct rf_box rf_box_moved(struct rf_box box, struct rf_matrix matrix);

/* What two boxes have in common; false: nothing. */
bool rf_box_common(struct rf_box a, struct rf_box b, struct rf_box *common);

#endif
