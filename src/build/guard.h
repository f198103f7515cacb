/* Every command that writes asks here where it may (command line; destination/). */
#ifndef RF_BUILD_GUARD_H
#define RF_BUILD_GUARD_H

#include "build/targets.h"
#include "output/destination.h"

/* The mark of an edition. */
enum rf_edition_mark rf_mark_of_edition(enum referat_edition edition);

/* Judges the folder that a command writes to, by the series of its targets; what is not
 * allowed is reported, and false returned. From then on the report's outputs are judged
 * by destination. is_bag: as in struct rf_destination. */
bool rf_guard_folder(struct rf_report *report, struct rf_destination *destination,
                     struct rf_arena *arena, const char *dir,
                     const struct rf_target *targets, size_t count, bool is_bag);

/* Reports what the destination has said with its verdict; true where it allows. */
bool rf_guard_allows(struct rf_report *report, enum rf_verdict verdict);

/* Reports that something is refused, and why. Returns false. */
bool rf_guard_refuse(struct rf_report *report, const char *why);

/* The run has ended: sorts and renews the mark. Nothing where the destination has refused
 * anything, or nothing was to be written. */
void rf_guard_end(struct rf_report *report);

/* Judges a FILE that a command is to write; reports as above. Where the report has a
 * destination, the file is none of its outputs. */
bool rf_guard_file(struct rf_report *report, struct rf_arena *arena, const char *path,
                   const struct rf_target *targets, size_t count);

#endif
