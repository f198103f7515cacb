/* What is known of a pack on paper: its files, and the pages that ids are on (render). */
#include "render/for_print.h"

#include <stdlib.h>
#include <string.h>

const struct rf_print_file *rf_print_file_of(const struct rf_print *print,
                                             const struct referat_annex *annex)
{
    for (size_t i = 0; print && i < print->file_count; i++) {
        if (print->files[i].annex == annex) {
            return &print->files[i];
        }
    }
    return NULL;
}

static int compare_place(const void *id, const void *place)
{
    return strcmp(id, ((const struct rf_print_place *)place)->id);
}

size_t rf_print_page_of(const struct rf_print *print, const char *id)
{
    if (!print || !print->place_count) {
        return 0;
    }
    const struct rf_print_place *place = bsearch(id, print->places, print->place_count,
                                                 sizeof *print->places, compare_place);
    return place ? place->page : 0;
}

/* A length in hundredths of a point: sizes that agree to these are the same. */
static long hundredths(double pt)
{
    return (long)(pt * 100 + 0.5);
}

size_t rf_sheet_size(const struct rf_print_file *file, size_t sheet)
{
    const struct rf_sheet *own = &file->sheets[sheet];
    size_t i = 0;
    while (hundredths(file->sheets[i].width_pt) != hundredths(own->width_pt) ||
           hundredths(file->sheets[i].height_pt) != hundredths(own->height_pt)) {
        i++;
    }
    return i + 1;
}

void rf_put_points(struct rf_buf *out, double pt)
{
    long value = hundredths(pt);
    rf_buf_printf(out, "%ld.%02ldpt", value / 100, value % 100);
}
