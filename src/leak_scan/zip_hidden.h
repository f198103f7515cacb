/* What lies in a ZIP file without being listed: older versions of its parts, and parts
 * that were deleted (leak_scan). PKWARE APPNOTE 4.3. */
#ifndef RF_LEAK_SCAN_ZIP_HIDDEN_H
#define RF_LEAK_SCAN_ZIP_HIDDEN_H

#include "leak_scan/internal.h"

/* The packed bytes of a part that is listed: p[start..end). */
struct rf_zip_stretch {
    size_t start, end;
};

/* Where an archive begins that has something else in front of it, by the size and place
 * of its directory; 0: at the beginning, or that is not known. */
size_t rf_look_zip_start(const char *p, size_t n);

/* Looks into every part but those, which are in the order of their places; true where the
 * look ends. */
bool rf_look_zip_hidden(struct rf_looking *l, const char *p, size_t n,
                        const struct rf_zip_stretch *listed, size_t count);

#endif
