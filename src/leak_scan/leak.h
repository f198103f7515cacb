/* The last look at a public edition: is closed text in a text? (leak_scan)
 *
 * Texts are compared by their letters and digits alone, without case and accents: blanks
 * folded or not, NFC or NFD, marks of Markdown, the readable names that files and anchors
 * have. What turns the bytes of a file into texts is leak_scan/look.h. */
#ifndef RF_LEAK_SCAN_LEAK_H
#define RF_LEAK_SCAN_LEAK_H

#include <stdbool.h>
#include <stddef.h>

/* Shorter texts are not looked for: so few letters and digits stand in other words. */
enum { RF_LEAK_LETTERS = 12 };

/* Closed texts, and the open ones that excuse them. Opaque. */
struct rf_leaks;

/* Never NULL; to be given to rf_leaks_free, which accepts NULL. */
struct rf_leaks *rf_leaks_new(void);
void rf_leaks_free(struct rf_leaks *leaks);

/* Adds a text (UTF-8). A closed one is looked for, in needles where it is long. origin
 * says where it stands, without quoting it ("item 4 of 2026-03-09"); both are copied. A
 * closed text that also stands in an open one is no leak. */
void rf_leaks_add_closed(struct rf_leaks *leaks, const char *text, const char *origin);
/* The same for a title, which nothing excuses but an open text that holds it. */
void rf_leaks_add_closed_title(struct rf_leaks *leaks, const char *text,
                               const char *origin);
void rf_leaks_add_open(struct rf_leaks *leaks, const char *text);

/* Adds a part of an open text, such as a paragraph: what it and another open text spell
 * where they stand beside each other is no leak either. Every open text is a part itself.
 */
void rf_leaks_add_part(struct rf_leaks *leaks, const char *text);

/* True where text[0..n) holds a closed text; *origin then says whose, and lives as long
 * as leaks. UTF-8; any other byte is one of Windows-1252. */
bool rf_leak_scan(struct rf_leaks *leaks, const char *text, size_t n,
                  const char **origin);

#endif
