/* Personal numbers in what a reader can open in a file (leak_scan). */
#ifndef RF_LEAK_SCAN_NUMBERS_H
#define RF_LEAK_SCAN_NUMBERS_H

#include "base/cpr.h"

/* Looks at the texts of documents, mails and PDF pages as they read, and at tables and
 * worksheets by their rows. Says nothing of what cannot be seen: the last look does. */
void rf_look_for_numbers(const struct rf_cpr_file *file);

#endif
