/* Escapes in text, undone (base). */
#ifndef RF_BASE_ESCAPE_H
#define RF_BASE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum rf_escape {
    RF_ESCAPE_ENTITY = 1,  /* &aring; &#229; &#xE5; of HTML and XML */
    RF_ESCAPE_PERCENT = 2, /* %C3%A5 of addresses, %u00E5 of old scripts */
    RF_ESCAPE_STRING =
        4,             /* \u00e5 \u{e5} \U000000e5 \xe5 \345 \n of JSON, YAML, JavaScript,
                          C and PDF; a backslash in front of anything else goes */
    RF_ESCAPE_CSS = 8, /* \e5 of style sheets, with the blank that ends it */
    RF_ESCAPE_CLOSED_ENTITY = 16, /* entities that end with a semicolon, no others */
};

/* Appends p[0..n) with its escapes of these kinds undone; false where it has none. What
 * stands for a byte (%E5, \xe5) becomes that byte, so the result need not be UTF-8. */
bool rf_unescape(const char *p, size_t n, unsigned kinds, struct rf_buf *out);

#endif
