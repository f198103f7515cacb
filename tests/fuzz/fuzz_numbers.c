/* Any bytes as a text with personal numbers, and as rows of cells: numbers that lie in
 * the text one behind the other, and of which the masks leave no digit (test). */
#include "base/cpr.h"
#include "base/str.h"
#include "fuzz.h"
#include "leak_scan/sheet_rows.h"

static bool shows_digit(const char *masked, const struct rf_cpr *number)
{
    for (size_t i = number->start_bytes, size; i < number->end_bytes; i += size) {
        uint32_t c = rf_utf8_next(masked + i, number->end_bytes - i, &size);
        if (rf_decimal_digit(c) >= 0) {
            return true;
        }
    }
    return false;
}

static void check(const char *text, size_t n, enum rf_cpr_form form, const char *masked)
{
    struct rf_cpr_scan scan;
    struct rf_cpr number;
    size_t last = 0;
    rf_cpr_begin(&scan, text, n, form);
    while (rf_cpr_next(&scan, &number)) {
        fuzz_require(number.start_bytes >= last && number.end_bytes <= n &&
                         number.start_bytes < number.end_bytes,
                     "a number outside its text, or before the last one");
        fuzz_require(strspn(number.digits, "0123456789") == RF_CPR_DIGITS,
                     "a number without ten digits");
        fuzz_require(!shows_digit(masked, &number), "a digit that no asterisk covers");
        last = number.end_bytes;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *text = (const char *)data;
    struct rf_buf masked = {0}, lines = {0}, rows = {0};
    if (!n) {
        return 0;
    }
    rf_buf_add(&masked, text, n);
    rf_buf_add(&lines, text, n);
    rf_cpr_mask(masked.p, n);
    rf_cpr_mask_lines(lines.p, n);
    check(text, n, RF_CPR_PROSE, masked.p);
    check(text, n, RF_CPR_PROSE, lines.p);
    check(text, n, RF_CPR_CELLS, lines.p);
    rf_look_lay_out(text, n, &rows);
    rf_look_sheet_rows(text, n, text, n, &rows);
    rf_buf_clear(&masked);
    rf_buf_clear(&lines);
    rf_buf_clear(&rows);
    return 0;
}
