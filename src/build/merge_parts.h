/* The command 'referat merge', without its options (build). */
#ifndef RF_BUILD_MERGE_PARTS_H
#define RF_BUILD_MERGE_PARTS_H

#include "build/options.h"

/* Joins the parts that builds with --shard left in the folders that options name. Returns
 * the exit status. */
int rf_merge_parts(const struct rf_options *options);

#endif
