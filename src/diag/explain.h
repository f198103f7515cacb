/* The long texts about the diagnostics (diag). They are data in several files,
 * explain_*.def, by subject, so that no file is too long; explain.c makes one table of
 * them and prints it. A unit test demands a text for every code. */
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

/* The texts of a code; every one has some. */
const struct rf_explanation *rf_explain_find(enum rf_code code);

#endif
