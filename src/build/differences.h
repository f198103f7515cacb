/* What build --verify says of outputs that are not as they would be built (build).
 */
#ifndef RF_BUILD_DIFFERENCES_H
#define RF_BUILD_DIFFERENCES_H

#include "build/targets.h"
#include "output/write.h"

/* Names an output that is missing or differs, and of one that differs shows a little: of
 * Markdown the lines, of other text the first line, of other files the first byte. As
 * rf_writer.differs has it; the writer's owner is the report. Of a public edition nothing
 * is quoted that is there now: it may have been closed since. */
void rf_difference_say(struct rf_writer *writer, const struct rf_output *output,
                       const char *path);

/* Names a file at path that the public edition holds no longer. */
void rf_difference_say_extra(struct rf_report *report, const char *path);

/* Says how many there were, and the command that writes them. */
void rf_differences_sum_up(struct rf_report *report);

#endif
