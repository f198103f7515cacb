/* Whether sealed meetings are unchanged (build). */
#ifndef RF_BUILD_VERIFY_SEALS_H
#define RF_BUILD_VERIFY_SEALS_H

#include "build/report.h"

/* Compares every seal of the series or meeting at path with what it seals; what is found
 * goes to standard error, the verdict to standard output. */
void rf_verify_seals(struct rf_report *report, char *path);

#endif
