/* Packs as PDF, for the commands that make them (command line). */
#include "cli/printing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "emit/emit.h"
#include "print/pack.h"

unsigned rf_format_bit(const char *name)
{
    size_t i = 0;
    while (!rf_streq(rf_emitters[i]->name, name)) {
        i++;
    }
    return 1U << i;
}

bool rf_printing_begin(const struct rf_cli_options *options, struct rf_arena *arena,
                       struct rf_report *report, const char *instead,
                       struct rf_engine *engine)
{
    const char *wanted = options->pdf_engine;
    const char *why =
        rf_engine_find(wanted ? wanted : getenv("REFERAT_PDF_ENGINE"), arena, engine);
    if (!why) {
        return true;
    }
    engine->kind = NULL;
    const char *cure = "; install chromium (131 or newer) or weasyprint";
    rf_report_failure(report, RF_EXIT_WORLD,
                      rf_arena_join(arena, why, "; ", instead, cure, NULL));
    return false;
}

/* Why there is no PDF: a line, and the engine's own below it. */
static void say_why(const struct referat_meeting *meeting, const char *why)
{
    size_t n = strcspn(why, "\n");
    rf_cli_say("%s: no pack.pdf: %.*s", meeting->id, (int)n, why);
    for (why += n; *why; why += n) {
        why++;
        n = strcspn(why, "\n");
        rf_cli_say("    %.*s", (int)n, why);
    }
}

bool rf_printing_pack(const struct rf_cli_options *options,
                      const struct rf_engine *engine, const char *series,
                      const struct referat_meeting *meeting, struct rf_arena *arena,
                      struct rf_buf *pdf, struct rf_buf *page)
{
    struct rf_pack pack = {
        .meeting = meeting,
        .engine = engine,
        .series = series,
        .open_source = rf_open_annex,
        .limit_s = options->pdf_limit_s,
        .arena = arena,
    };
    const char *why = rf_pack_print(&pack, pdf);
    if (why) {
        say_why(meeting, why);
    } else if (pack.notes.n && !options->is_quiet) {
        fputs(rf_buf_string(&pack.notes), stderr);
    }
    if (page) {
        rf_buf_add(page, pack.page.p ? pack.page.p : "", pack.page.n);
    }
    rf_buf_clear(&pack.page);
    rf_buf_clear(&pack.notes);
    return !why;
}
