/* Text as a spreadsheet accepts it: cut to its limits, counted in its lines, fit for its
 * names (tables). Excel repairs a file that breaks one of these rules, and whoever opens
 * it sees a warning; so nothing is left to the library, which checks few of them. */
#include "tables/sheet_text.h"

#include <string.h>

#include "base/scan.h"
#include "base/str.h"

enum {
    NAME_UNITS = 200,  /* a table's name may have 255 */
    HEADER_UNITS = 80, /* a header may have 255, its bytes counted */
};

size_t rf_sheet_bytes(const char *s, size_t limit_units)
{
    size_t n = strlen(s), units = 0, i = 0, size;
    for (; i < n; i += size) {
        units += rf_utf8_next(s + i, n - i, &size) > 0xFFFF ? 2 : 1;
        if (units > limit_units) {
            break;
        }
    }
    return i;
}

/* s, or a copy with an ellipsis where it is cut: never refused, never torn. */
const char *rf_sheet_fitted(struct rf_arena *arena, const char *s, size_t limit_units)
{
    size_t n = strlen(s);
    if (n <= limit_units || rf_sheet_bytes(s, limit_units) == n) {
        return s;
    }
    size_t kept = rf_sheet_bytes(s, limit_units - 1);
    return rf_arena_format(arena, "%.*s…", (int)kept, s);
}

/* What XML forbids, and DEL. */
static bool is_forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || rf_is_noncharacter(c);
}

/* What is not printed ASCII, as most texts are. */
#define IS_UNUSUAL(c) (((c) < ' ') | ((c) > '~'))
RF_SCANNER(find_unusual, IS_UNUSUAL)

/* The library writes bytes as they are: those that are no UTF-8 (of a file's name) would
 * spoil the file, and so would noncharacters. Controls, which only messages quote, it
 * would spell _x0001_. */
const char *rf_sheet_valid(struct rf_arena *arena, const char *s)
{
    size_t n = strlen(s);
    if (find_unusual(s, 0, n) == n) {
        return s;
    }
    bool is_valid = rf_utf8_valid(s, n) == n;
    for (size_t i = 0, size; i < n && is_valid; i += size) {
        is_valid = !is_forbidden(rf_utf8_next(s + i, n - i, &size));
    }
    if (is_valid) {
        return s;
    }
    struct rf_buf text = {0};
    for (size_t i = 0, size; i < n; i += size) {
        uint32_t c = rf_utf8_next(s + i, n - i, &size);
        rf_utf8_put(&text, is_forbidden(c) ? 0xFFFD : c);
    }
    const char *kept = rf_arena_copy(arena, text.p, text.n);
    rf_buf_clear(&text);
    return kept;
}

/* Rather too many lines than too few: not every program fits a row to its text when it
 * opens the file. */
size_t rf_sheet_lines(const char *text, double width)
{
    size_t per_line = width > 6 ? (size_t)width - 2 : 4, lines = 0;
    do {
        size_t n = strcspn(text, "\n");
        lines += n <= per_line ? 1 : (rf_utf8_count(text, n) + per_line - 1) / per_line;
        text += n + (text[n] == '\n');
    } while (*text);
    return lines;
}

/* In characters: a head is wrapped at its blanks, never within a word. */
size_t rf_sheet_longest_word(const char *s)
{
    size_t longest = 0;
    while (*s) {
        size_t n = strcspn(s, " "), chars = rf_utf8_count(s, n);
        longest = chars > longest ? chars : longest;
        s += n + (s[n] == ' ');
    }
    return longest;
}

/* A table's name is the sheet's: letters, digits and underscores, and unlike a cell's
 * ("A1", "R1C1"). */
const char *rf_sheet_table_name(struct rf_arena *arena, const char *sheet)
{
    struct rf_buf name = {0};
    size_t n = rf_sheet_bytes(sheet, NAME_UNITS), size;
    bool may_be_cell = strlen(sheet) <= 3 || strpbrk(sheet, "0123456789") != NULL;
    bool is_letter_first = n && !(sheet[0] >= '0' && sheet[0] <= '9');
    rf_buf_puts(&name, may_be_cell || !is_letter_first ? "_" : "");
    for (size_t i = 0; i < n; i += size) {
        bool is_word = rf_is_word(rf_utf8_next(sheet + i, n - i, &size));
        rf_buf_add(&name, is_word ? sheet + i : "_", is_word ? size : 1);
    }
    const char *kept = rf_arena_copy(arena, name.p, name.n);
    rf_buf_clear(&name);
    return kept;
}

const char *rf_sheet_header(struct rf_arena *arena, const char *s)
{
    struct rf_buf header = {0};
    rf_buf_puts(&header, "&C");
    for (const char *p = rf_sheet_fitted(arena, s, HEADER_UNITS); *p; p++) {
        rf_buf_puts(&header, *p == '&' ? "&" : "");
        rf_buf_char(&header, *p);
    }
    const char *kept = rf_arena_copy(arena, header.p, header.n);
    rf_buf_clear(&header);
    return kept;
}
