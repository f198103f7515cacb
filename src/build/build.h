/* The command 'referat build', without its options; and the room of all commands that
 * make something (build).
 *
 * This room decides what is made and reports how it went: which series the paths mean
 * (build/targets.h), what has changed since the last build (build/incremental.h), how
 * many processes work on it (build/parallel.h), what a part leaves for a merge
 * (build/shard.h), the outputs over a series (build/series_outputs.h), how a public
 * edition is put in place (build/publish.h), and the messages and the exit status
 * (build/report.h). cli/ calls one function a command; the room itself calls the driver
 * for one unit after the other and hands what is rendered to output/.
 *
 * The central types are struct rf_report, one a command, and struct rf_build
 * (build/building.h), a build at work. Hard to see: a unit of the driver may be new, or
 * from the cache, or compiled by a worker. In all three cases its messages, its counts
 * and its entry in the new state come in the order of the meetings, and they are the
 * same. */
#ifndef RF_BUILD_BUILD_H
#define RF_BUILD_BUILD_H

#include "build/options.h"

/* Compiles what the paths mean and writes it, messages to standard error. Returns the
 * exit status. */
int rf_build_series(const struct rf_options *options);

#endif
