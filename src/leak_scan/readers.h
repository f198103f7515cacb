/* The readers of files that hold more than text (leak_scan). Each looks into p[0..n),
 * which is of its kind by its first bytes, and returns true where the look ends. */
#ifndef RF_LEAK_SCAN_READERS_H
#define RF_LEAK_SCAN_READERS_H

#include "leak_scan/internal.h"

bool rf_look_zip(struct rf_looking *l, const char *p, size_t n);
bool rf_look_gzip(struct rf_looking *l, const char *p, size_t n);
bool rf_look_tar(struct rf_looking *l, const char *p, size_t n);
bool rf_look_pdf(struct rf_looking *l, const char *p, size_t n);
bool rf_look_png(struct rf_looking *l, const char *p, size_t n);
bool rf_look_jpeg(struct rf_looking *l, const char *p, size_t n);
bool rf_look_gif(struct rf_looking *l, const char *p, size_t n);
bool rf_look_rtf(struct rf_looking *l, const char *p, size_t n);
bool rf_look_mail(struct rf_looking *l, const char *p, size_t n);

/* True for what readers take for a PDF: they look for its mark in the first KiB. */
bool rf_look_is_pdf(const char *p, size_t n);

/* True where p[0..n) ends as a ZIP file does, whatever it begins with. */
bool rf_look_ends_as_zip(const char *p, size_t n);

/* True for a tar archive. */
bool rf_look_is_tar(const char *p, size_t n);

/* True for text that begins with the head of a mail. */
bool rf_look_is_mail(const char *p, size_t n);

/* Appends what p[0..n) inflates to, as far as it does (window_bits: zlib's); *used, which
 * may be NULL, is how much of it was read. False where it is damaged, or more than may be
 * unpacked, which is noted. */
bool rf_look_inflate(struct rf_looking *l, const char *p, size_t n, int window_bits,
                     struct rf_buf *out, size_t *used);

#endif
