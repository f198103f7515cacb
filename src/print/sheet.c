/* From the pages of a file to sheets of the pack: paper, and where a page is laid on it
 * (print).
 *
 * A merged page keeps its size where the paper exists; it is made smaller, never larger,
 * so that stamp and page number have a band each that the page does not cover. */
#include "print/sheet.h"

#include <math.h>

/* ISO 216. */
static const double a5_short = 419.53, a5_long = 595.28;
static const double a3_short = 841.89, a3_long = 1190.55;
static const double tolerance = 6; /* two millimetres: scanners, cutters, rounding */

/* Not fmin and fmax: they would be all that the program loads the mathematics library
 * for. */
static double lesser(double a, double b)
{
    return a < b ? a : b;
}

static double greater(double a, double b)
{
    return a > b ? a : b;
}

struct rf_sheet rf_page_size(const struct rf_pdf_page *page)
{
    double width = (page->seen.x1 - page->seen.x0) * page->unit_pt;
    double height = (page->seen.y1 - page->seen.y0) * page->unit_pt;
    bool is_turned = page->turn % 180 != 0;
    return (struct rf_sheet){is_turned ? height : width, is_turned ? width : height};
}

/* The sheet as it is, or turned by a quarter. */
static struct rf_sheet across(struct rf_sheet sheet, bool is_across)
{
    return is_across ? (struct rf_sheet){sheet.height_pt, sheet.width_pt} : sheet;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= tolerance;
}

struct rf_sheet rf_page_sheet(const struct rf_pdf_page *page, struct rf_sheet paper)
{
    static const struct rf_sheet papers[] = {
        {595.28, 841.89}, {841.89, 1190.55}, {419.53, 595.28}, {612, 792}, {612, 1008}};
    struct rf_sheet size = rf_page_size(page);
    double shorter = lesser(size.width_pt, size.height_pt);
    double longer = greater(size.width_pt, size.height_pt);
    if (shorter > a3_short + tolerance || longer > a3_long + tolerance) {
        return across((struct rf_sheet){a3_short, a3_long},
                      size.width_pt > size.height_pt);
    }
    if (shorter < a5_short - tolerance || longer < a5_long - tolerance) {
        return across(paper, size.width_pt > paper.width_pt + tolerance);
    }
    for (size_t i = 0; i < 2 * (sizeof papers / sizeof *papers); i++) {
        struct rf_sheet nearest = across(papers[i / 2], i % 2 != 0);
        if (is_near(size.width_pt, nearest.width_pt) &&
            is_near(size.height_pt, nearest.height_pt)) {
            return nearest;
        }
    }
    return size;
}

/* Of the seen page, at a scale and its lower left corner at x, y. */
static struct rf_matrix turned(const struct rf_pdf_page *page, double s, double x,
                               double y)
{
    const struct rf_box *seen = &page->seen;
    switch (page->turn) {
    case 90:
        return (struct rf_matrix){0, -s, s, 0, x - s * seen->y0, y + s * seen->x1};
    case 180:
        return (struct rf_matrix){-s, 0, 0, -s, x + s * seen->x1, y + s * seen->y1};
    case 270:
        return (struct rf_matrix){0, s, -s, 0, x + s * seen->y1, y - s * seen->x0};
    default:
        return (struct rf_matrix){s, 0, 0, s, x - s * seen->x0, y - s * seen->y0};
    }
}

struct rf_matrix rf_page_place(const struct rf_pdf_page *page, struct rf_box sheet)
{
    struct rf_sheet size = rf_page_size(page);
    double width = sheet.x1 - sheet.x0;
    double height = sheet.y1 - sheet.y0 - RF_BAND_TOP_PT - RF_BAND_BOTTOM_PT;
    double scale = lesser(1, lesser(width / size.width_pt, height / size.height_pt));
    double x = sheet.x0 + (width - scale * size.width_pt) / 2;
    double y = sheet.y0 + RF_BAND_BOTTOM_PT + (height - scale * size.height_pt) / 2;
    return turned(page, scale * page->unit_pt, x, y);
}

struct rf_box rf_box_between(double x0, double y0, double x1, double y1)
{
    return (struct rf_box){lesser(x0, x1), lesser(y0, y1), greater(x0, x1),
                           greater(y0, y1)};
}

struct rf_box rf_box_moved(struct rf_box box, struct rf_matrix m)
{
    double x0 = m.a * box.x0 + m.c * box.y0 + m.e, y0 = m.b * box.x0 + m.d * box.y0 + m.f;
    double x1 = m.a * box.x1 + m.c * box.y1 + m.e, y1 = m.b * box.x1 + m.d * box.y1 + m.f;
    return rf_box_between(x0, y0, x1, y1);
}

bool rf_box_common(struct rf_box a, struct rf_box b, struct rf_box *common)
{
    *common = (struct rf_box){greater(a.x0, b.x0), greater(a.y0, b.y0),
                              lesser(a.x1, b.x1), lesser(a.y1, b.y1)};
    return common->x0 < common->x1 && common->y0 < common->y1;
}
