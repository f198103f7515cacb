/* Words that run from right to left among words that do not (base). */
#include "base/isolate.h"

#include <string.h>

#include "base/str.h"

/* Hebrew, Arabic and their kin, and what stands for their letters in compatibility
 * blocks. */
static bool runs_right_to_left(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

bool rf_is_right_to_left(const char *s)
{
    for (size_t size; *s; s += size) {
        size = 1;
        if ((unsigned char)*s >= 0xD6 &&
            runs_right_to_left(rf_utf8_next(s, strlen(s), &size))) {
            return true;
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
