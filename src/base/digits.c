/* Numbers as digits, without printf, which would read a format for each (base). */
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

void rf_percent(char text[RF_PERCENT_BYTES], unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    text[0] = '%';
    text[1] = digits[byte >> 4];
    text[2] = digits[byte & 15];
}
