/* Which edition a bag of ours holds (archive). */
#ifndef RF_ARCHIVE_EDITION_H
#define RF_ARCHIVE_EDITION_H

#include "base/marks.h"

/* The edition of the bag that 'referat export' made at folder, as its provenance has it;
 * RF_MARK_COUNT where there is none, or another program's. */
enum rf_edition_mark rf_bag_edition(const char *folder);

#endif
