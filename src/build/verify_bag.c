/* Whether a BagIt bag is complete and unchanged (build): archive/verify.h looks, this
 * file reports what it finds and sets the exit status. */
#include <stdio.h>
#include <string.h>

#include "archive/verify.h"
#include "base/printable.h"
#include "build/bag_names.h"
#include "build/verify_bag.h"
#include "diag/diag.h"

/* More lines than this bury what happened. */
enum { SHOWN_LIMIT = 100 };

struct listener {
    struct rf_report *report;
    size_t count; /* findings that make the bag fail */
};

/* Reports a finding. --strict makes warnings fail. */
static void hear(void *data, enum rf_bag_finding finding, const char *line)
{
    static const enum rf_exit statuses[] = {[RF_BAG_NOTE] = RF_EXIT_DONE,
                                            [RF_BAG_WARNING] = RF_EXIT_ERRORS,
                                            [RF_BAG_WRONG] = RF_EXIT_ERRORS,
                                            [RF_BAG_UNREADABLE] = RF_EXIT_WORLD,
                                            [RF_BAG_REFUSED] = RF_EXIT_REFUSED};
    struct listener *listener = data;
    const struct rf_options *options = listener->report->options;
    bool is_note = finding == RF_BAG_NOTE;
    if (is_note || (finding == RF_BAG_WARNING && !options->is_strict)) {
        if (!options->is_quiet) {
            rf_report_say(listener->report, "%s: %s", is_note ? "note" : "warning", line);
        }
        return;
    }
    rf_report_raise(listener->report, statuses[finding]);
    if (++listener->count <= SHOWN_LIMIT) {
        rf_report_say(listener->report, "%s", line);
    }
}

bool rf_verify_bag(struct rf_report *report, const char *path)
{
    if (!rf_bag_may_be_bag(path)) {
        return false;
    }
    struct rf_arena arena = {0};
    struct listener listener = {.report = report};
    struct rf_bag_check check = {
        .bag = path, .say = hear, .data = &listener, .arena = &arena};
    if (rf_hiding_begin_files(&report->hiding)) {
        rf_bag_names_hide(path, &report->hiding);
    }
    rf_bag_verify(&check);
    if (listener.count > SHOWN_LIMIT) {
        rf_report_say(report, "%s: %zu more findings", path,
                      listener.count - SHOWN_LIMIT);
    }
    if (!listener.count && !report->options->is_quiet) {
        struct rf_buf line = {0};
        rf_put_printable(path, strlen(path), &line);
        printf("%s: complete and unchanged: %zu file%s, %llu bytes, BagIt %s, %s\n",
               rf_buf_string(&line), check.payload_count,
               check.payload_count == 1 ? "" : "s",
               (unsigned long long)check.payload_bytes, check.version, check.algorithms);
        rf_buf_clear(&line);
    }
    rf_arena_clear(&arena);
    return true;
}
