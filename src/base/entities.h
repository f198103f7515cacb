/* The named character references of HTML (base). */
#ifndef RF_BASE_ENTITIES_H
#define RF_BASE_ENTITIES_H

#include <stddef.h>

/* Finds the name that p[0..n), what follows an ampersand, begins with: the longest one,
 * of which some need no semicolon; a name in other case where none fits as it is. Returns
 * its length, 0 where there is none; *text is what it stands for, in UTF-8. */
size_t rf_entity_find(const char *p, size_t n, const char **text);

#endif
