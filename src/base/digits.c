/* Whole numbers as decimal digits (base). */
#include "base/digits.h"

char *rf_digits(char *text, unsigned long long value)
{
    char *p = text + RF_DIGITS_SIZE - 1;
    *p = '\0';
    do {
        *--p = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    return p;
}
