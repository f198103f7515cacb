/* The text of a PDF, by pdftotext (print). */
#ifndef RF_PRINT_PDF_TEXT_H
#define RF_PRINT_PDF_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* True for a file that readers take for a PDF: they look for its mark in the first KiB.
 */
bool rf_pdf_is(const char *bytes, size_t n);

/* Appends the text of the PDF at path, in UTF-8. NULL; or why there is none, in arena:
 * "pdftotext is not installed". A PDF of nothing but pictures has none, too. */
const char *rf_pdf_text(const char *path, struct rf_arena *arena, struct rf_buf *out);

#endif
