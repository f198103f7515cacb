/* What the fuzz targets share: how one is called, and what holds for every output
 * (test). */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "referat/referat.h"

/* What libFuzzer and replay.c call: one input, n bytes of anything. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Ends the program, which is how a fuzzer learns of a finding, unless is_true. */
void fuzz_require(bool is_true, const char *what);

/* True for a text that the loader hands on to libyaml and cmark: UTF-8 without control
 * and bidirectional characters. */
bool fuzz_is_loaded(const char *text, size_t n);

/* What all HTML keeps: valid UTF-8, no element but ours, no attribute that runs a script,
 * links of the allowed schemes only. */
void fuzz_check_html(const struct rf_buf *html);

/* The same for a whole page, which also has a policy, and pictures from its own bytes
 * only. */
void fuzz_check_page(struct rf_buf *html);

/* What every other text output keeps: valid UTF-8. */
void fuzz_check_text(const struct rf_buf *text);

/* Compiles a run to its end: renders every diagnostic in both forms, and every page of
 * every meeting without errors; checks all of them. Closes the run. */
void fuzz_compile(struct referat *run);

#endif
