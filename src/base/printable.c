/* Text for a terminal (base). */
#include "base/printable.h"

#include "base/str.h"
#include "base/utf8.h"

/* True for what would steer a terminal (C0 and C1 controls, separators of lines,
 * reordering), and for what would be invisible in an excerpt (soft hyphens, characters
 * without width, private use, noncharacters). */
static bool is_unprintable(uint32_t c)
{
    bool is_control = c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
    bool is_invisible =
        c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f || c == 0xfeff;
    bool is_private = (c >= 0xe000 && c <= 0xf8ff) || rf_is_noncharacter(c);
    return is_control || is_invisible || is_private || rf_is_bidi_control(c);
}

size_t rf_put_printable_character(struct rf_buf *out, const char *p, size_t n,
                                  size_t *size_bytes)
{
    uint32_t c = rf_utf8_next(p, n, size_bytes);
    bool is_invalid = *size_bytes == 1 && c == 0xfffd;
    size_t before = out->n;
    if (is_invalid || (is_unprintable(c) && c < 0x80)) {
        rf_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*p);
    } else if (is_unprintable(c)) {
        rf_buf_printf(out, "<U+%04X>", (unsigned)c);
    } else {
        rf_buf_add(out, p, *size_bytes);
        return (size_t)rf_utf8_width(c);
    }
    return out->n - before;
}

void rf_put_printable(const char *s, size_t n, struct rf_buf *out)
{
    for (size_t i = 0, size; i < n; i += size) {
        rf_put_printable_character(out, s + i, n - i, &size);
    }
}
