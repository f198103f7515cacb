/* Keys: two runs with the same key make the same of the same sources (build). */
#ifndef RF_BUILD_FINGERPRINT_H
#define RF_BUILD_FINGERPRINT_H

#include "base/digest.h"
#include "build/targets.h"
#include "print/engine.h"

/* The program itself and its libraries: any other build of it may do otherwise. False
 * where the program cannot be read. */
bool rf_key_of_program(struct rf_digest *key);

/* The options, and what they have found, that decide on the bytes of outputs.
 * where_it_stands: a print engine is known by its path, too. */
struct rf_digest rf_key_of_options(const struct rf_report *report, unsigned formats,
                                   const struct rf_engine *engine, bool has_landing_page,
                                   bool where_it_stands);

/* Both in one. */
bool rf_key_of_build(const struct rf_report *report, unsigned formats,
                     const struct rf_engine *engine, bool has_landing_page,
                     struct rf_digest *key);

/* Of what decides on how the messages about a series are printed. */
struct rf_digest rf_key_of_messages(const struct rf_report *report, const char *series);

#endif
