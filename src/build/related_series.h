/* Series among the paths of one command that refer to others of them: what they say
 * counts in the others' tables, and in the findings over a whole series (build).
 */
#ifndef RF_BUILD_RELATED_SERIES_H
#define RF_BUILD_RELATED_SERIES_H

#include "build/targets.h"

struct rf_company {
    struct rf_arena arena;
    struct referat **runs; /* at their ends, without a word */
    size_t count;
};

/* Compiles those of the targets that may refer to another one. */
void rf_company_gather(struct rf_company *company, struct rf_report *report,
                       const struct rf_target *targets, size_t count);

/* What they say of a series, as a name to be compared; "" where that is nothing. company
 * may be NULL. */
const char *rf_company_mentions(const struct rf_company *company,
                                const struct rf_target *target, struct rf_arena *arena);

void rf_company_clear(struct rf_company *company);

#endif
