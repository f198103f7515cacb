/* The formats of the workbook's cells (tables). */
#ifndef RF_TABLES_XLSX_FORMATS_H
#define RF_TABLES_XLSX_FORMATS_H

#include "tables/table.h"
#include "tables/xlsx_library.h"

/* The library owns them. */
struct rf_xlsx_formats {
    lxw_format *plain;  /* NULL: what most cells have is the workbook's own format, which
                           the library neither looks up nor writes with each of them */
    lxw_format *column; /* the same, for columns */
    lxw_format *code, *date, *number, *link, *head, *title;
    lxw_format *tones[RF_TONE_BAD + 1]; /* RF_TONE_PLAIN is plain */
};

/* Before the first sheet is written: it changes the format that a cell without one has
 * (ECMA-376, 18.3.1.4 c: the attribute s is 0 where it is missing). */
void rf_xlsx_formats_make(struct rf_xlsx_formats *formats,
                          const struct rf_xlsx_library *lxw, lxw_workbook *workbook);

#endif
