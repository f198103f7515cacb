/* The command 'referat export', without its options (build). */
#ifndef RF_BUILD_EXPORT_BAG_H
#define RF_BUILD_EXPORT_BAG_H

#include "build/options.h"

/* Makes a bag of what the paths mean at options->bag. Returns the exit status. */
int rf_export_bag(const struct rf_options *options);

#endif
