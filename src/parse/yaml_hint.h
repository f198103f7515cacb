/* The cure of a document that is not YAML (parse). */
#ifndef RF_PARSE_YAML_HINT_H
#define RF_PARSE_YAML_HINT_H

#include "base/arena.h"
#include "referat/model.h"

/* Where the parser gave up, and what it was reading: bytes of the source. */
struct rf_yaml_problem {
    const struct referat_source *source;
    uint32_t start, end; /* of the YAML */
    const char *text;    /* as the parser puts it */
    uint32_t at;
    uint32_t context; /* where that began; at: not known */
};

/* What to type, taken from the lines that are wrong where that can be told. */
const char *rf_yaml_hint(struct rf_arena *arena, const struct rf_yaml_problem *problem);

/* True where text opens with a curly quotation mark and does not close it. */
bool rf_yaml_is_cut_quote(const char *text);

#endif
