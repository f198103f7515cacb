/* Rows of a CSV file (base). */
#include "base/csv.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

/* True where a spreadsheet would run the text as a formula: its first character after
 * spaces is one of these (OWASP, CSV injection), and for some programs that of each line
 * in a cell. */
static bool runs_as_formula(const char *s)
{
    size_t n = strlen(s);
    bool at_start = true;
    for (size_t i = 0, size; i < n; i += size) {
        uint32_t c = rf_utf8_next(s + i, n - i, &size);
        if (at_start &&
            (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' ||
             c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20)) {
            return true;
        }
        at_start = c == '\n' || (at_start && rf_is_space(c));
    }
    return false;
}

void rf_csv_begin(struct rf_buf *out)
{
    rf_buf_puts(out, "\xEF\xBB\xBF");
}

void rf_csv_cell(struct rf_buf *out, size_t column, const char *s, bool is_text)
{
    rf_buf_puts(out, column ? ";\"" : "\"");
    if (is_text && runs_as_formula(s)) {
        rf_buf_char(out, '\'');
    }
    for (; *s; s++) {
        rf_buf_puts(out, *s == '"' ? "\"" : "");
        rf_buf_char(out, *s);
    }
    rf_buf_char(out, '"');
}

void rf_csv_end_row(struct rf_buf *out)
{
    rf_buf_puts(out, "\r\n");
}
