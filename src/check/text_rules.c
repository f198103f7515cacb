/* Rules about the characters and words of prose: what remains of templates, word
 * processors and PDF files (check): placeholder-text, private-use-character,
 * smart-hyphen.
 *
 * Every text of a meeting passes through here, so it is scanned for the few bytes that a
 * finding may begin with, many at a time (base/scan.h); a switch then decides by the
 * byte. A text has no place of its own in the source: a finding is located by looking for
 * its words in the lines of the block, from the last finding on.
 *
 * placeholder-text twice, and smart-hyphen at the end of the second line:
 *
 *     Kontakt på tlf. xx.xx. TODO: skriv adressen.
 *     Vi ser også på legeplad-
 *     sens gynger. */
#include <string.h>

#include "base/scan.h"
#include "base/str.h"
#include "check/scope.h"

/* ---- Places ---- */

/* Looked through for the places of one meeting's findings, a block for each: a hostile
 * block of 1 MiB with 100,000 findings would take minutes. Others take some KiB. */
enum { LOOK_LIMIT_BYTES = 32 * 1024 * 1024 };

void rf_scope_enter(struct rf_scope *scope, uint32_t start_bytes)
{
    scope->block_bytes = scope->cursor_bytes = start_bytes;
    scope->has_private_use = scope->has_soft_hyphen = false;
}

/* The end of a block's lines: the next blank line. */
static uint32_t block_end(const struct referat_source *source, uint32_t start_bytes)
{
    uint32_t at = start_bytes;
    while (at < source->text_bytes) {
        const char *end = memchr(source->text + at, '\n', source->text_bytes - at);
        if (!end) {
            return source->text_bytes;
        }
        at = (uint32_t)(end - source->text) + 1;
        if (source->text[at + strspn(source->text + at, " \t>")] == '\n') {
            return at;
        }
    }
    return source->text_bytes;
}

uint32_t rf_scope_block_end(const struct rf_scope *scope)
{
    return block_end(scope->source, scope->block_bytes);
}

/* The needle's first place between p and end, or NULL. */
static const char *find(const char *p, const char *end, const char *needle, size_t n)
{
    while (n && (size_t)(end - p) >= n) {
        p = memchr(p, needle[0], (size_t)(end - p) - n + 1);
        if (!p || memcmp(p, needle, n) == 0) {
            return p;
        }
        p++;
    }
    return NULL;
}

struct referat_span rf_scope_locate(struct rf_scope *scope, const char *needle, size_t n)
{
    const struct referat_source *source = scope->source;
    if (!source || scope->block_bytes > source->text_bytes) {
        return (struct referat_span){source, 0, 0};
    }
    uint32_t start = scope->block_bytes;
    if (scope->looked_bytes > LOOK_LIMIT_BYTES) {
        return rf_span(source, start, start);
    }
    const char *end = source->text + block_end(source, start);
    scope->looked_bytes += (size_t)(end - source->text) - start;
    const char *found = find(source->text + scope->cursor_bytes, end, needle, n);
    if (!found) {
        found = find(source->text + start, end, needle, n);
    }
    if (!found) {
        size_t line = strcspn(source->text + start, "\n");
        return rf_span(source, start, start + line);
    }
    size_t at = (size_t)(found - source->text);
    scope->cursor_bytes = (uint32_t)(at + n);
    return rf_span(source, at, at + n);
}

/* ---- Words ---- */

/* Letters and digits of ASCII, and every byte of a longer character. */
static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* True where word stands at text[at] with no letter or digit after it. Of a word without
 * regard to case the small letters are given. */
static bool has_word(const char *text, size_t n, size_t at, const char *word,
                     size_t length, bool is_nocase)
{
    if (n - at < length || (n - at > length && is_word_byte(text[at + length]))) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = text[at + i];
        bool is_upper = is_nocase && c >= 'A' && c <= 'Z';
        if ((is_upper ? (char)(c + ('a' - 'A')) : c) != word[i]) {
            return false;
        }
    }
    return true;
}

/* placeholder-text: minutes that go out with it look unfinished. */
static void report_placeholder(struct rf_scope *scope, const char *text, size_t n)
{
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_PLACEHOLDER_TEXT, rf_scope_locate(scope, text, n),
        "%s: '%.*s' is what a template left behind", scope->where, (int)n, text);
    rf_diag_hint(scope->diags, found, "write what belongs there, or delete it");
}

/* placeholder-text: words that templates have where something is to be filled in. */
static void check_word(struct rf_scope *scope, const char *text, size_t n, size_t at)
{
    static const struct {
        const char *word;
        size_t length;
        bool is_nocase;
    } words[] = {{"xx.xx", 5, true}, {"lorem ipsum", 11, true}, {"TODO", 4, false}};
    if (at && is_word_byte(text[at - 1])) {
        return; /* most are within a word */
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = words[i].length;
        if (has_word(text, n, at, words[i].word, length, words[i].is_nocase)) {
            report_placeholder(scope, text + at, length);
        }
    }
}

bool rf_check_whole(struct rf_scope *scope, const char *plain)
{
    static const char *const stubs[] = {".", "...", "\xe2\x80\xa6"};
    const char *p = plain + strspn(plain, " \t\n");
    size_t n = strlen(p);
    while (n && strchr(" \t\n", p[n - 1])) {
        n--;
    }
    /* "[name]" with something to fill in between; a lone "[x]" is a box that was ticked
     */
    bool is_placeholder = n >= 4 && p[0] == '[' && p[n - 1] == ']' &&
                          is_word_byte(p[1]) && !memchr(p + 1, '[', n - 1) &&
                          !memchr(p, ']', n - 1);
    for (size_t i = 0; !is_placeholder && i < sizeof stubs / sizeof stubs[0]; i++) {
        is_placeholder = strlen(stubs[i]) == n && memcmp(stubs[i], p, n) == 0;
    }
    if (is_placeholder) {
        report_placeholder(scope, p, n);
    }
    return is_placeholder;
}

/* ---- Characters ---- */

/* The cure for a symbol of Symbol or Wingdings, as word processors map them into the
 * private use area. */
static const char *symbol_cure(uint32_t c)
{
    static const struct {
        uint32_t c;
        const char *cure;
    } cures[] = {
        /* bullets, arrows, a check mark and a smiling face */
        {0xf0b7, "type '- ' at the line's beginning for a bullet"},
        {0xf0a7, "type '- ' at the line's beginning for a bullet"},
        {0xf0d8, "type '- ' at the line's beginning for a bullet"},
        {0xf076, "type '- ' at the line's beginning for a bullet"},
        {0xf02d, "type '- ' at the line's beginning for a bullet"},
        {0xf0e0, "type the arrow \xe2\x86\x92 (U+2192)"},
        {0xf0e8, "type the arrow \xe2\x86\x92 (U+2192)"},
        {0xf0fc, "type the check mark \xe2\x9c\x93 (U+2713)"},
        {0xf04a, "type \xe2\x98\xba (U+263A), or delete it"},
    };
    for (size_t i = 0; i < sizeof cures / sizeof cures[0]; i++) {
        if (cures[i].c == c) {
            return cures[i].cure;
        }
    }
    return "type the character itself, such as \xe2\x86\x92, or delete it";
}

/* private-use-character: once in each block. */
static void check_private_use(struct rf_scope *scope, const char *text, size_t n,
                              size_t at)
{
    size_t size = 0;
    uint32_t c = rf_utf8_next(text + at, n - at, &size);
    if (c < 0xe000 || c > 0xf8ff || scope->has_private_use) {
        return;
    }
    scope->has_private_use = true;
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_PRIVATE_USE_CHARACTER,
        rf_scope_locate(scope, text + at, size),
        "%s: U+%04X is a symbol of one font only", scope->where, (unsigned)c);
    rf_diag_hint(scope->diags, found, "%s", symbol_cure(c));
}

/* smart-hyphen: once in each block. */
static void check_soft_hyphen(struct rf_scope *scope, const char *text, size_t n,
                              size_t at)
{
    if (n - at < 2 || (unsigned char)text[at + 1] != 0xad || scope->has_soft_hyphen) {
        return;
    }
    scope->has_soft_hyphen = true;
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_SMART_HYPHEN, rf_scope_locate(scope, text + at, 2),
        "%s: an invisible soft hyphen (U+00AD) cuts a word", scope->where);
    rf_diag_hint(scope->diags, found, "delete it: pages break words by themselves");
}

/* Bytes that may begin a soft hyphen (C2), a private character (EE, EF), a placeholder
 * (x, L, T), a strike (~) or brackets that are no link; in a recommendation's text, the
 * number of an annex too. */
#define IS_DIGIT(c) (((c) >= '0') & ((c) <= '9'))
#define IS_LOOKED_AT(c)                                                                  \
    (((c) == 0xC2) | (((c) | 1) == 0xEF) | (((c) | 0x20) == 'x') | ((c) == 'L') |        \
     ((c) == 'T') | ((c) == '~') | ((c) == '['))
#define IS_LOOKED_AT_OR_DIGIT(c) (IS_LOOKED_AT(c) | IS_DIGIT(c))
RF_SCANNER(scan_text, IS_LOOKED_AT)
RF_SCANNER(scan_recommendation, IS_LOOKED_AT_OR_DIGIT)

/* A byte that a finding may begin with. */
static void check_at(struct rf_scope *scope, const char *text, size_t n, size_t at)
{
    switch ((unsigned char)text[at]) {
    case 0xC2:
        check_soft_hyphen(scope, text, n, at);
        break;
    case 0xEE:
    case 0xEF:
        check_private_use(scope, text, n, at);
        break;
    case '[':
        rf_check_bracket(scope);
        break;
    case '~':
        rf_check_strike(scope, text, n, at);
        break;
    case 'x':
    case 'X':
    case 'L':
    case 'T':
        check_word(scope, text, n, at);
        break;
    default:
        rf_check_annex_number(scope, text, n, at);
        break;
    }
}

void rf_check_text(struct rf_scope *scope, const char *text, size_t n, bool is_in_link)
{
    bool has_numbers = scope->recommendation && !is_in_link;
    size_t (*scan)(const char *, size_t, size_t) =
        has_numbers ? scan_recommendation : scan_text;
    for (size_t i = scan(text, 0, n); i < n; i = scan(text, i + 1, n)) {
        check_at(scope, text, n, i);
    }
}

/* True for a small letter of any alphabet: folding leaves it as it is. */
static bool is_lower_letter(struct rf_arena *arena, const char *p, size_t n)
{
    size_t size = 0;
    uint32_t c = n ? rf_utf8_next(p, n, &size) : 0;
    if (!n || !rf_is_word(c) || (c >= '0' && c <= '9')) {
        return false;
    }
    const char *letter = rf_arena_copy(arena, p, size);
    return rf_streq(letter, rf_fold(arena, letter));
}

void rf_check_line_end(struct rf_scope *scope, const struct referat_node *text)
{
    /* "ind- eller udbetalinger", "to- til fireårige": the hyphen is for the word's rest
     */
    static const char *const joiners[] = {"og", "eller", "samt", "til", "and", "or",
                                          "to", "und",   "oder", "bis", "och"};
    size_t n = text->text_bytes, length = 0;
    const struct referat_node *after =
        text->next && text->next->type == REFERAT_SOFT_BREAK ? text->next->next : NULL;
    if (n < 2 || text->text[n - 1] != '-' || !after || after->type != REFERAT_TEXT) {
        return;
    }
    char before = text->text[n - 2];
    if (!is_word_byte(before) || (before >= '0' && before <= '9') ||
        !is_lower_letter(scope->arena, after->text, after->text_bytes)) {
        return;
    }
    while (length < after->text_bytes && is_word_byte(after->text[length])) {
        length++;
    }
    for (size_t i = 0; i < sizeof joiners / sizeof joiners[0]; i++) {
        if (strlen(joiners[i]) == length &&
            memcmp(joiners[i], after->text, length) == 0) {
            return;
        }
    }
    size_t start = n - 1;
    while (start && is_word_byte(text->text[start - 1])) {
        start--;
    }
    const char *head = text->text + start;
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_SMART_HYPHEN, rf_scope_locate(scope, head, n - start),
        "%s: a hyphen at the line's end cuts '%.*s%.*s'", scope->where, (int)(n - start),
        head, (int)length, after->text);
    rf_diag_hint(scope->diags, found, "join the two halves on one line");
}
