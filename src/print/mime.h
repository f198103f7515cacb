/* What kind of file a name means (print). */
#ifndef RF_PRINT_MIME_H
#define RF_PRINT_MIME_H

/* The media type of a file's name, by what follows its last dot (IANA's registry);
 * "application/octet-stream" for others. */
const char *rf_mime_of(const char *name);

#endif
