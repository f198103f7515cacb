/* The links of a workbook's cells (tables). */
#ifndef RF_TABLES_SHEET_LINKS_H
#define RF_TABLES_SHEET_LINKS_H

#include "tables/table.h"

/* In a workbook; the library keeps some 500 bytes for each. A body that meets every month
 * takes a decade to have more. */
enum { RF_SHEET_BOOK_LINKS = 3000 };

/* Writes where a cell's meeting and anchor lead: a reference relative to the workbook
 * (RFC 3986, 4.2; letters beyond ASCII stay). To libxlsxwriter it is an address like any
 * other: as a link to a file ("external:") it would get backslashes, which only Windows
 * takes for slashes. False where there is no room. */
bool rf_sheet_link(const struct rf_cell *cell, char *url, size_t size);

/* The date from which on meetings have links, so that about limit are made: in a workbook
 * of decades the newest meetings' rows are those that lead somewhere. */
struct referat_date rf_sheet_links_from(const struct rf_question *question, size_t limit);

#endif
