/* Characters that no text may hold: controls and what reorders its neighbours, whether
 * typed as such, escaped in YAML or written as entities in Markdown (parse). */
#ifndef RF_PARSE_CHARACTERS_H
#define RF_PARSE_CHARACTERS_H

#include "diag/diag.h"
#include "parse/markdown.h"

struct rf_bad_character {
    uint32_t c;
    size_t at, size_bytes;
};

/* The first of them in text[from..n): C0 but tab and newline, DEL, C1, and bidirectional
 * controls (CVE-2021-42574). False where there is none. text is valid UTF-8. */
bool rf_bad_character_find(const char *text, size_t n, size_t from,
                           struct rf_bad_character *bad);

/* Reports control-character or bidi-control. */
void rf_bad_character_report(struct rf_diags *diags, struct referat_span span,
                             uint32_t c);

/* False where no '&' in the text can begin an entity, as in most. */
bool rf_may_have_entity(const char *text, size_t n);

/* Reports those that entities made (&#27;, &#x202E;) in what was parsed of a Markdown
 * text. */
void rf_check_entities(struct rf_diags *diags, const struct rf_markdown *markdown,
                       const struct referat_node *list);

#endif
