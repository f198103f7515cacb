/* The strings of a PDF's own language, in its objects and in its pages' content
 * (leak_scan).
 */
#ifndef RF_LEAK_SCAN_PDF_TEXT_H
#define RF_LEAK_SCAN_PDF_TEXT_H

#include "leak_scan/internal.h"

struct json_t; /* jansson's */

/* Looks at the strings of content as it is written, joined: (…) with its escapes, <…> in
 * hexadecimal. */
bool rf_look_pdf_content(struct rf_looking *l, const char *p, size_t n);

/* Looks at the packed streams of a whole file as they lie in it, whether or not a table
 * of it leads to them. */
bool rf_look_pdf_orphans(struct rf_looking *l, const char *p, size_t n);

/* Looks at a name without its slash: some of its characters may be written as #20. */
bool rf_look_pdf_name(struct rf_looking *l, const char *p, size_t n);

/* Looks at every string, name and key below a value of qpdf's JSON, and at the strings
 * joined. */
bool rf_look_pdf_values(struct rf_looking *l, const struct json_t *value);

#endif
