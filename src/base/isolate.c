/* Words that run from right to left among words that do not (base). */
#include "base/isolate.h"

#include <string.h>

#include "base/str.h"

/* Hebrew, Arabic and their kin, and the compatibility blocks of their letters. The UTF-8
 * of all of them begins with 0xD6 or more, which most text does not have. */
bool rf_is_right_to_left(const char *s)
{
    static const struct {
        uint32_t first, last;
    } scripts[] = {{0x590, 0x8FF},
                   {0xFB1D, 0xFDFF},
                   {0xFE70, 0xFEFC},
                   {0x10800, 0x10FFF},
                   {0x1E800, 0x1EFFF}};
    for (size_t size; *s; s += size) {
        size = 1;
        if ((unsigned char)*s < 0xD6) {
            continue;
        }
        uint32_t c = rf_utf8_next(s, strlen(s), &size);
        for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
            if (c >= scripts[i].first && c <= scripts[i].last) {
                return true;
            }
        }
    }
    return false;
}

void rf_put_isolated(struct rf_buf *out, const char *s)
{
    bool is_isolated = rf_is_right_to_left(s);
    rf_buf_puts(out, is_isolated ? RF_ISOLATE_OPEN : "");
    rf_buf_puts(out, s);
    rf_buf_puts(out, is_isolated ? RF_ISOLATE_CLOSE : "");
}

void rf_put_isolated_list(struct rf_buf *out, const char *s)
{
    if (!rf_is_right_to_left(s)) {
        rf_buf_puts(out, s);
        return;
    }
    for (const char *comma; (comma = strstr(s, ", ")) != NULL; s = comma + 2) {
        struct rf_buf part = {0};
        rf_buf_add(&part, s, (size_t)(comma - s));
        rf_put_isolated(out, rf_buf_string(&part));
        rf_buf_puts(out, ", ");
        rf_buf_clear(&part);
    }
    rf_put_isolated(out, s);
}
