/* Whether a BagIt bag is complete and unchanged (build). */
#ifndef RF_BUILD_VERIFY_BAG_H
#define RF_BUILD_VERIFY_BAG_H

#include "build/report.h"

/* Checks the BagIt bag at path: findings go to standard error, the verdict on a whole one
 * to standard output. False where path is no bag, and nothing was done. */
bool rf_verify_bag(struct rf_report *report, const char *path);

#endif
