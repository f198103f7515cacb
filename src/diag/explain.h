/* The long texts about the diagnostics, which explain.c prints (diag). They are data in
 * several files, by subject, so that no file is too long; rf_explain_find knows all. A
 * unit test demands a text for every code. */
#ifndef RF_DIAG_EXPLAIN_H
#define RF_DIAG_EXPLAIN_H

#include "diag/diag.h"

/* Plain text without markup, for readers who know meetings and not the program. */
struct rf_explanation {
    const char *meaning; /* one paragraph */
    const char
        *example;     /* lines of a source that has the finding, each with its newline */
    const char *cure; /* one paragraph */
};

/* Every code has one. */
const struct rf_explanation *rf_explain_find(enum rf_code code);

/* The same for the codes of explain_safety.c; NULL for any other. */
const struct rf_explanation *rf_explain_safety(enum rf_code code);

/* Those about closed parts; NULL for every other code. */
const struct rf_explanation *rf_explain_access(enum rf_code code);
const struct rf_explanation *rf_explain_people(enum rf_code code);
const struct rf_explanation *rf_explain_prose(enum rf_code code);

/* Those about headings and items; NULL for every other code. */
const struct rf_explanation *rf_explain_items(enum rf_code code);

#endif
