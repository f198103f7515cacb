/* What a build's state is for: any other program, options or sources that decide on bytes
 * have another key (command line). */
#ifndef RF_CLI_STATE_KEY_H
#define RF_CLI_STATE_KEY_H

#include "base/digest.h"
#include "cli/cli.h"
#include "print/engine.h"

/* Of what decides on the bytes of outputs, besides the sources. has_front: the series
 * belongs to the page of a folder. False where the program does not know itself. */
bool rf_state_key(const struct rf_report *report, unsigned formats,
                  const struct rf_engine *engine, bool has_front, struct rf_digest *key);

/* Of what decides on how the messages about a series are printed. */
struct rf_digest rf_state_voice(const struct rf_report *report, const char *series);

#endif
