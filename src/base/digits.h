/* Numbers as digits (base). */
#ifndef RF_BASE_DIGITS_H
#define RF_BASE_DIGITS_H

enum { RF_DIGITS_SIZE = 24 }; /* room for 64 bits and a NUL */

/* Writes value and a NUL at the end of text, which has RF_DIGITS_SIZE bytes; returns
 * where the digits begin. */
char *rf_digits(char *text, unsigned long long value);

/* The value of a hexadecimal digit in either case, or -1. */
static inline int rf_hex_digit(char c)
{
    char lower = (char)(c | 0x20); /* of a letter */
    return c >= '0' && c <= '9'           ? c - '0'
           : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                          : -1;
}

enum { RF_PERCENT_BYTES = 3 };

/* Writes a byte as a URL has it where it cannot stand for itself: "%C3" (RFC 3986, 2.1).
 */
void rf_percent(char text[RF_PERCENT_BYTES], unsigned char byte);

#endif
