/* The four doors into HTML: text, attribute, URL, and our own markup (render). */
#ifndef RF_RENDER_HTML_ESCAPE_H
#define RF_RENDER_HTML_ESCAPE_H

#include "base/buf.h"
#include "referat/model.h"

/* & < > " are escaped (as cmark does, so that its output is an oracle). Characters HTML
 * forbids (C0 but tab and newline, DEL, U+FFFE …) become U+FFFD. */
void rf_html_text(struct rf_buf *out, const char *s);
void rf_html_text_n(struct rf_buf *out, const char *s, size_t n);

/* As text, and ' too; between double quotes. */
void rf_html_attribute(struct rf_buf *out, const char *s);

/* A URL for href or src: percent-encodes what a URL may not hold (as cmark's
 * houdini_escape_href), then & and '. */
void rf_html_url(struct rf_buf *out, const char *s, size_t n);

/* Appends bytes as base64 (RFC 4648 section 4, with padding). */
void rf_put_base64(struct rf_buf *out, const unsigned char *p, size_t n);

/* A picture's bytes as a URL for src. */
void rf_html_picture(struct rf_buf *out, const struct referat_image *image);

/* Our own markup, as it stands; mostly a literal (rf_buf_puts). */
__attribute__((always_inline)) static inline void rf_html_markup(struct rf_buf *out,
                                                                 const char *s)
{
    rf_buf_puts(out, s);
}

#endif
