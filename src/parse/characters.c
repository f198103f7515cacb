/* Characters that no text may hold (parse): controls, what Unicode will never make a
 * character, and what reorders its neighbours, so that a reader sees another text than
 * the program (CVE-2021-42574).
 *
 * They are looked for three times: in the file's text, in YAML scalars, where an escape
 * may have made one, and in Markdown's nodes, where an entity may have. Nearly all text
 * has none, so a scan for suspicious bytes comes first. */
#include "parse/characters.h"

#include <string.h>

#include "base/scan.h"
#include "base/str.h"
#include "diag/source.h"

/* Bytes that begin something worth a look: C0 but newline, DEL, the lead bytes of C1
 * controls (C2), and from those of bidi controls (E2) on, noncharacters too. These and C0
 * follow each other where bytes begin anew. */
#define IS_LOOKED_AT(c)                                                                  \
    ((((c)-0xE2 <= 0x1F + 0x100 - 0xE2) & ((c) != '\n')) | ((c) == 0x7F) | ((c) == 0xC2))
RF_SCANNER(scan, IS_LOOKED_AT)

/* C0 but tab and newline, DEL, and C1. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

/* cmark writes U+FFFE and U+FFFF, where they come from entities, as the bytes FE and FF
 * (utf8.c). */
static uint32_t character_at(const char *p, size_t n, size_t *size)
{
    unsigned char lead = (unsigned char)*p;
    uint32_t c = rf_utf8_next(p, n, size);
    return lead >= 0xFE ? 0xFF00u + lead : c;
}

bool rf_bad_character_find(const char *text, size_t n, size_t from,
                           struct rf_bad_character *bad)
{
    size_t size = 1;
    for (size_t i = scan(text, from, n); i < n; i = scan(text, i + size, n)) {
        uint32_t c = character_at(text + i, n - i, &size);
        if (is_control(c) || rf_is_bidi_control(c) || rf_is_noncharacter(c)) {
            *bad = (struct rf_bad_character){c, i, size};
            return true;
        }
    }
    return false;
}

void rf_bad_character_report(struct rf_diags *diags, struct referat_span span, uint32_t c)
{
    struct referat_diagnostic *d =
        rf_is_bidi_control(c)
            ? rf_diag_report(diags, RF_CODE_BIDI_CONTROL, span,
                             "the invisible character U+%04X reorders the text around it",
                             c)
            : rf_diag_report(diags, RF_CODE_CONTROL_CHARACTER, span,
                             rf_is_noncharacter(c)
                                 ? "the text holds U+%04X, which is no character"
                                 : "the text holds the control character U+%04X",
                             c);
    rf_diag_hint(diags, d, "delete it; it often comes along with copied text");
}

/* ---- Entities ---- */

/* The first forbidden character of a node's title or decoded text. A line end within text
 * can only come from an entity: &#10;. */
static bool find_in_node(const struct referat_node *node, uint32_t *c)
{
    struct rf_bad_character bad;
    if (node->title && rf_bad_character_find(node->title, strlen(node->title), 0, &bad)) {
        *c = bad.c;
        return true;
    }
    bool is_decoded = node->type == REFERAT_TEXT || node->type == REFERAT_LINK ||
                      node->type == REFERAT_IMAGE;
    if (!is_decoded || !node->text_bytes) {
        return false;
    }
    bool is_broken = memchr(node->text, '\n', node->text_bytes) != NULL;
    bool is_bad = rf_bad_character_find(node->text, node->text_bytes, 0, &bad);
    *c = is_broken ? '\n' : is_bad ? bad.c : 0;
    return is_broken || is_bad;
}

bool rf_may_have_entity(const char *text, size_t n)
{
    const char *end = text + n;
    for (const char *p = text; n && (p = memchr(p, '&', (size_t)(end - p))) != NULL;) {
        p++;
        char letter = p < end ? (char)(*p | 0x20) : 0; /* small, where it is one */
        if (p < end && (*p == '#' || (letter >= 'a' && letter <= 'z'))) {
            return true;
        }
    }
    return false;
}

void rf_check_entities(struct rf_diags *diags, const struct rf_markdown *markdown,
                       const struct referat_node *list)
{
    const struct referat_source *source = markdown->source;
    if (!rf_may_have_entity(markdown->text, markdown->text_bytes)) {
        return;
    }
    struct rf_node_walk walk;
    rf_node_walk_begin(&walk, list);
    for (const struct referat_node *node; (node = rf_node_walk_next(&walk)) != NULL;) {
        uint32_t c;
        if (find_in_node(node, &c)) {
            size_t n = source ? strcspn(source->text + node->start_bytes, "\n") : 0;
            rf_bad_character_report(
                diags, rf_span(source, node->start_bytes, node->start_bytes + n), c);
        }
    }
}
