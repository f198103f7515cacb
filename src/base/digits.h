/* Whole numbers as decimal digits (base). */
#ifndef RF_DIGITS_H
#define RF_DIGITS_H

enum { RF_DIGITS_SIZE = 24 }; /* room for 64 bits and a NUL */

/* Writes value and a NUL at the end of text, which has RF_DIGITS_SIZE bytes; returns
 * where the digits begin. */
char *rf_digits(char *text, unsigned long long value);

#endif
