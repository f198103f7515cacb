/* The names of closed files of a bag, which messages that others may read must not quote
 * (build). */
#ifndef RF_BUILD_BAG_NAMES_H
#define RF_BUILD_BAG_NAMES_H

#include "driver/hide_closed.h"

/* Adds what the bag's inventory says of closed papers and pictures: their names, and
 * that they are "item 4 of 2026-03-09". Nothing where it has none, or none that can be
 * read. */
void rf_bag_names_hide(const char *bag, struct rf_hiding *hiding);

#endif
