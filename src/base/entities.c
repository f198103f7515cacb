/* The named character references of HTML, from the standard's list (base): sorted by
 * name, each with its semicolon, and those that work without one a second time. */
#include "base/entities.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum { NAME_BYTES = 33, TEXT_BYTES = 7 }; /* of the longest, with a NUL */

/* No pointers: nothing of it is relocated when the program starts. */
static const struct {
    char name[NAME_BYTES];
    char text[TEXT_BYTES];
} entities[] = {
#include "base/entities.inc"
};

enum { COUNT = sizeof entities / sizeof *entities };

/* Binary search; COUNT where there is no such name. */
static size_t find_name(const char *name)
{
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(entities[middle].name, name);
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return COUNT;
}

/* "&AMP;" and "&ARING;" are what a change to capitals makes of names, which are of small
 * letters, but perhaps for the first. */
static size_t find_in_other_case(const char *name)
{
    char other[NAME_BYTES] = {0};
    for (size_t i = 0; name[i]; i++) {
        bool is_capital = name[i] >= 'A' && name[i] <= 'Z';
        other[i] = (char)(is_capital ? name[i] | 0x20 : name[i]);
    }
    bool is_letter = other[0] >= 'a' && other[0] <= 'z';
    other[0] = (char)(is_letter ? other[0] & ~0x20 : other[0]);
    size_t found = find_name(other);
    if (found == COUNT && is_letter) {
        other[0] = (char)(other[0] | 0x20);
        found = find_name(other);
    }
    return found;
}

size_t rf_entity_find(const char *p, size_t n, const char **text)
{
    char name[NAME_BYTES] = {0};
    size_t length = 0;
    for (; length < n && length < NAME_BYTES - 1; length++) {
        unsigned char c = (unsigned char)p[length];
        if (c >= 0x80 || !rf_is_word(c)) {
            break;
        }
        name[length] = p[length];
    }
    bool is_closed = length < n && length < NAME_BYTES - 1 && p[length] == ';';
    if (is_closed) {
        name[length++] = ';';
    }
    size_t found = find_name(name);
    if (found == COUNT && is_closed) {
        found = find_in_other_case(name);
    }
    while (found == COUNT && length > 1) { /* "&notit;" begins with "&not" */
        name[--length] = '\0';
        found = find_name(name);
    }
    if (found == COUNT) {
        return 0;
    }
    *text = entities[found].text;
    return length;
}
