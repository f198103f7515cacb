/* Which edition a bag of ours holds (output). */
#ifndef RF_OUTPUT_BAG_EDITION_H
#define RF_OUTPUT_BAG_EDITION_H

#include <stdbool.h>

#include "base/edition_marks.h"

/* True where a folder holds bagit.txt. */
bool rf_bag_is_bag(const char *folder);

/* The edition of the bag that 'referat export' made at folder, as its provenance has it;
 * RF_MARK_COUNT where there is none, or another program's. */
enum rf_edition_mark rf_bag_edition(const char *folder);

#endif
