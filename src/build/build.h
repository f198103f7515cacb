/* The command 'referat build', without its options (build). */
#ifndef RF_BUILD_BUILD_H
#define RF_BUILD_BUILD_H

#include "build/options.h"

/* Compiles what the paths mean and writes it, messages to standard error. Returns the
 * exit status. */
int rf_build_series(const struct rf_options *options);

#endif
