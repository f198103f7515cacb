/* The cures for what people trip over most in YAML (parse). format.md section 3.
 *
 * libyaml says where it stopped, which is often a line after the mistake, and names a
 * token that few people know. So the line at that place and the one above it are looked
 * at as text, for the mistakes that are made again and again; the order in rf_yaml_hint
 * is from the surest sign to the vaguest. Where the line itself can be repaired, the hint
 * shows it repaired. */
#include "parse/yaml_hint.h"

#include <string.h>

#include "base/str.h"
#include "diag/source.h"

/* A line without its indent and end. */
struct line {
    const char *text;
    size_t n;
    size_t indent;
};

/* The line that begins at begin. */
static struct line line_from(const struct rf_yaml_problem *p, const char *begin)
{
    const char *end = p->source->text + p->end;
    size_t whole = 0;
    while (begin + whole < end && begin[whole] != '\n') {
        whole++;
    }
    struct line line = {.indent = strspn(begin, " ")};
    line.indent = line.indent < whole ? line.indent : whole;
    line.text = begin + line.indent;
    line.n = whole - line.indent;
    while (line.n && strchr(" \r\t", line.text[line.n - 1])) {
        line.n--;
    }
    return line;
}

/* Where the line begins that holds the byte at. */
static const char *begin_of(const struct rf_yaml_problem *p, const char *at)
{
    const char *start = p->source->text + p->start;
    while (at > start && at[-1] != '\n') {
        at--;
    }
    return at;
}

/* The line that holds a byte of the source. */
static struct line line_at(const struct rf_yaml_problem *p, uint32_t at)
{
    return line_from(p, begin_of(p, p->source->text + at));
}

/* The nearest line above that is not blank; an empty line where there is none. */
static struct line line_above(const struct rf_yaml_problem *p, struct line below)
{
    const char *start = p->source->text + p->start;
    const char *begin = below.text - below.indent;
    struct line line = {.text = ""};
    while (!line.n && begin > start) {
        begin = begin_of(p, begin - 1);
        line = line_from(p, begin);
    }
    return line;
}

/* The bytes of "- ", with which a list's entry begins, and of further blanks; 0: none. */
static size_t entry_mark(struct line line)
{
    if (line.n < 2 || line.text[0] != '-' || line.text[1] != ' ') {
        return 0;
    }
    return 1 + strspn(line.text + 1, " ");
}

/* The bytes before the colon that ends a line's key; the line's length: it has none. */
static size_t key_bytes(struct line line)
{
    size_t n = entry_mark(line);
    while (n < line.n &&
           !(line.text[n] == ':' && (n + 1 == line.n || line.text[n + 1] == ' '))) {
        n++;
    }
    return n;
}

/* ---- Cures ---- */

/* The hint where a line begins with a hyphen that no blank follows, or with another dash
 * or bullet; NULL where it does not. */
static const char *dash_hint(struct rf_arena *arena, struct line line)
{
    /* En dash, em dash, bullet, minus sign, middle dot. */
    static const char *const others[] = {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2",
                                         "\xE2\x88\x92", "\xC2\xB7",     NULL};
    bool is_joined = line.n > 1 && *line.text == '-' && !strchr("- ", line.text[1]);
    size_t n = is_joined ? 1 : 0;
    for (size_t i = 0; !n && others[i]; i++) {
        n = rf_starts_with(line.text, others[i]) ? strlen(others[i]) : 0;
    }
    if (!n || n >= line.n) {
        return NULL;
    }
    const char *rest = rf_trim(arena, rf_arena_copy(arena, line.text + n, line.n - n));
    return rf_arena_join(arena, "begin an entry with a hyphen and a blank: - ", rest,
                         NULL);
}

/* The bytes of a no-break space or another blank of Unicode at p, none of which YAML
 * takes as a blank; 0: there is none. */
static size_t odd_blank(const char *p)
{
    /* No-break space, figure space, narrow no-break space, ideographic space. */
    static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\xAF",
                                         "\xE3\x80\x80", NULL};
    size_t i = 0;
    while (blanks[i] && !rf_starts_with(p, blanks[i])) {
        i++;
    }
    return blanks[i] ? strlen(blanks[i]) : 0;
}

/* True where such a blank indents the line, or follows its hyphen or its field. */
static bool has_odd_blank(struct line line)
{
    size_t at = odd_blank(line.text) ? 0 : *line.text == '-';
    size_t colon = at;
    while (colon < line.n && line.text[colon] != ':') {
        colon++;
    }
    return (at < line.n && odd_blank(line.text + at)) ||
           (colon + 1 < line.n && odd_blank(line.text + colon + 1));
}

/* The line with quotes around its value; NULL where that would not repair it. */
static const char *quoted(struct rf_arena *arena, struct line line)
{
    size_t key = key_bytes(line);
    if (key == line.n) {
        return NULL;
    }
    /* Brackets and braces may be meant as a list or fields, and a quote or backslash
     * would need more than quotes around it. */
    const char *value = line.text + key + 1;
    size_t n = line.n - key - 1, blanks = strspn(value, " ");
    bool is_simple = n > blanks && !memchr(value, '"', n) && !memchr(value, '\\', n) &&
                     !memchr(line.text, '{', line.n) && !memchr(line.text, '[', line.n);
    if (!is_simple) {
        return NULL;
    }
    return rf_arena_join(arena, rf_arena_copy(arena, line.text, key), ": \"",
                         rf_arena_copy(arena, value + blanks, n - blanks), "\"", NULL);
}

/* The line with its first word as the field and the rest as the value, which "place=Hall"
 * and "1. godkendt" are meant to be; NULL where it is one word. */
static const char *with_colon(struct rf_arena *arena, struct line line)
{
    size_t mark = entry_mark(line);
    const char *text = line.text + mark;
    size_t n = line.n - mark, word = 0;
    while (word < n && !strchr(" :;=", text[word])) {
        word++;
    }
    size_t rest = word;
    while (rest < n && strchr(" :;=", text[rest])) {
        rest++;
    }
    while (word > 1 && strchr(".)", text[word - 1])) {
        word--;
    }
    if (rest == n || !word) {
        return NULL;
    }
    return rf_arena_join(arena, mark ? "- " : "", rf_arena_copy(arena, text, word), ": ",
                         rf_arena_copy(arena, text + rest, n - rest), NULL);
}

/* The hint for a line's first colon where none may be: the line above is no field, or
 * this one is indented as if it belonged to that one's value. */
static const char *nested_hint(struct rf_arena *arena, struct line line,
                               struct line above)
{
    size_t mark = entry_mark(above);
    /* What is above, without the sign of an entry. */
    const char *rest = rf_arena_copy(arena, above.text + mark, above.n - mark);
    if (key_bytes(above) < above.n) {
        return "the line above has its value already: indent the two lines alike";
    }
    if (entry_mark(line) && !mark) {
        return rf_arena_join(arena, "begin the line above like this one: - ", rest, NULL);
    }
    const char *cure = with_colon(arena, above);
    if (cure) {
        return rf_arena_join(arena, "the line above is no field: write ", cure, NULL);
    }
    if (!mark) {
        return "the line above is no field with a value";
    }
    /* An entry of text alone, which fields follow: a person, a file, or anything else. */
    const char *field = !rf_starts_with(line.text, "title:") ? "title"
                        : memchr(above.text, '.', above.n)   ? "file"
                                                             : "name";
    return rf_arena_join(arena, "the line above is no field: write - ", field, ": ", rest,
                         NULL);
}

/* The hint for a list that goes on with something else than an entry. */
static const char *block_hint(struct rf_arena *arena, const struct rf_yaml_problem *p)
{
    struct line line = line_at(p, p->at), above = line_above(p, line);
    if (entry_mark(line) && !entry_mark(above) && above.indent == line.indent) {
        return "a list stands below the field that it belongs to: write that above it, "
               "as in "
               "items:";
    }
    if (entry_mark(line)) {
        return "indent the '-' like those of the other entries; if it is, a line above "
               "it is "
               "indented too little";
    }
    /* Neither line is right by itself: both cures are named where the line may be a field
     * of the entry above. */
    size_t blanks = above.indent + entry_mark(above);
    if (entry_mark(above) && line.indent == above.indent) {
        return rf_arena_format(
            arena,
            "indent a field of the entry above by %zu blanks; begin a new "
            "entry with '- ', or take that away above where both are fields",
            blanks);
    }
    return rf_arena_format(
        arena, "indent the line like its neighbours: %zu blanks, as above", blanks);
}

/* The hint for a list in brackets, or fields in braces, that opens at the context. */
static const char *flow_hint(const struct rf_yaml_problem *p)
{
    bool is_list = p->source->text[p->context] == '[';
    bool is_one_line =
        begin_of(p, p->source->text + p->at) == begin_of(p, p->source->text + p->context);
    if (is_one_line) {
        return is_list
                   ? "put a comma between the entries, and quotes around one that holds "
                     "\": \""
                   : "put a comma between the fields, and quotes around a value that "
                     "holds \": \"";
    }
    return is_list
               ? "close the list with ] where it ends; a text that opens with [ wants "
                 "quotes"
               : "close the fields with } where they end; a text that opens with { wants "
                 "quotes";
}

const char *rf_yaml_hint(struct rf_arena *arena, const struct rf_yaml_problem *p)
{
    const char *text = p->source->text;
    struct line line = line_at(p, p->at), above = line_above(p, line);
    if (text[p->at] == '\t' || (line.n && *line.text == '\t')) {
        return "indent with blanks: YAML takes no tabs";
    }
    if (has_odd_blank(line) || has_odd_blank(above)) {
        return "a no-break space (U+00A0), as web pages have it, is no blank here: type "
               "the blank anew";
    }
    if (strstr(p->text, "unexpected end of stream")) {
        return "end the value with the quote that it opens with; a text that opens with "
               "a quote of its own wants quotes around it";
    }
    if (p->context != p->at && text[p->context] && strchr("[{", text[p->context])) {
        return flow_hint(p);
    }
    const char *dash = dash_hint(arena, line);
    dash = dash ? dash : dash_hint(arena, above);
    if (dash) {
        return dash;
    }
    const char *cure = quoted(arena, line);
    if (strstr(p->text, "mapping values are not allowed")) {
        if (line.text + key_bytes(line) >= text + p->at) {
            return nested_hint(arena, line, above);
        }
        return cure
                   ? rf_arena_join(arena,
                                   "a value that holds \": \" wants quotes: ", cure, NULL)
                   : "a value that holds \": \" wants quotes: title: \"Sag: nyt tilbud\"";
    }
    if (strstr(p->text, "cannot start any token")) {
        return cure ? rf_arena_join(
                          arena,
                          "a value that opens with a sign of YAML wants quotes: ", cure,
                          NULL)
                    : "a value that opens with @, `, % or another sign of YAML wants "
                      "quotes";
    }
    if (strstr(p->text, "could not find expected ':'")) {
        cure = with_colon(arena, p->context != p->at ? line_at(p, p->context) : line);
        return cure ? rf_arena_join(arena,
                                    "write a colon and a blank after the field: ", cure,
                                    NULL)
                    : "write a colon and a blank between a field and its value";
    }
    if (strstr(p->text, "alphabetic or numeric character")) {
        return "a value that opens with & or * wants quotes";
    }
    if (strstr(p->text, "did not find expected")) {
        return block_hint(arena, p);
    }
    return "a value that holds \": \" or opens with -, [ or @ wants quotes";
}

/* Curly quotes mean nothing to YAML, so a value in them ends where YAML's own signs end
 * it. */
bool rf_yaml_is_cut_quote(const char *text)
{
    static const char *const quotes[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E",
                                         NULL};
    for (size_t i = 0; (unsigned char)*text == 0xE2 && quotes[i]; i++) {
        if (rf_starts_with(text, quotes[i])) {
            bool is_closed = false;
            for (size_t k = 0; quotes[k]; k++) {
                is_closed = is_closed || strstr(text + 3, quotes[k]);
            }
            return !is_closed;
        }
    }
    return false;
}
