/* What to type where a document is not YAML (parse). Called by yaml_tree.c alone. */
#ifndef RF_PARSE_YAML_HINT_H
#define RF_PARSE_YAML_HINT_H

#include "base/arena.h"
#include "referat/model.h"

/* Where the parser stopped, and what it was reading. */
struct rf_yaml_problem {
    const struct referat_source *source;
    uint32_t start, end; /* of the YAML, bytes of the source */
    const char *text;    /* the parser's own words */
    uint32_t at;         /* where it stopped */
    uint32_t context;    /* where the list, fields or text began that it was reading; the
                            same as at: not known */
};

/* The hint: the line as it should be where that can be found, else a rule. In arena, or
 * static. */
const char *rf_yaml_hint(struct rf_arena *arena, const struct rf_yaml_problem *problem);

/* True where text opens with a curly quotation mark and does not close it. */
bool rf_yaml_is_cut_quote(const char *text);

#endif
