/* Whether a BagIt bag is complete and unchanged (build). */
#ifndef RF_BUILD_VERIFY_BAG_H
#define RF_BUILD_VERIFY_BAG_H

#include "build/report.h"

/* Checks the BagIt bag at path: what is found goes to standard error, the verdict on a
 * whole one to standard output. */
void rf_verify_bag(struct rf_report *report, const char *path);

#endif
