/* The last look at a public edition: every file of it, by several processes (build). */
#ifndef RF_BUILD_SCAN_OUTPUTS_H
#define RF_BUILD_SCAN_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "build/targets.h"
#include "leak_scan/leak.h"

struct rf_last_look {
    struct rf_report *report;
    struct rf_leaks *leaks;
    struct rf_arena *arena;
    const char **paths; /* of the files … */
    const char **names; /* … and what messages call them: relative, sorted */
    size_t count;
    /* What a finding not-scanned about a file is for its series; NULL: a note. */
    enum referat_severity (*severity)(const void *owner, const char *name);
    const void *owner;
};

enum rf_last_look_end {
    RF_LAST_LOOK_CLEAN,
    RF_LAST_LOOK_LEAK,   /* closed text is in one */
    RF_LAST_LOOK_FAILED, /* one cannot be read, or what is needed for it is missing */
};

/* Looks at every file and its name, up to the first that is not clean. What was not seen
 * of them is reported as not-scanned, once for each meeting; everything else is reported
 * too. */
enum rf_last_look_end rf_last_look(const struct rf_last_look *look);

/* Looks at one output that is in no file; reports a leak, or what is missing, and returns
 * false. name is what the message calls it. */
bool rf_last_look_at_bytes(struct rf_report *report, struct rf_leaks *leaks,
                           const char *name, const char *bytes, size_t n);

#endif
