/* Packs as PDF, for the commands that make them (build): finds the print engine, and
 * reports why there is none, or why a pack was not printed. */
#include "build/open_annex.h"
#include "build/print_jobs.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "build/formats.h"
#include "print/pack.h"
#include "print/pdf.h"

unsigned rf_format_bit(const char *name)
{
    size_t i = 0;
    while (!rf_streq(rf_emitters[i]->name, name)) {
        i++;
    }
    return 1U << i;
}

bool rf_printing_begin(const struct rf_options *options, struct rf_arena *arena,
                       struct rf_report *report, const char *instead,
                       struct rf_engine *engine)
{
    const char *wanted = options->pdf_engine;
    const char *cure = "; install chromium (131 or newer) or weasyprint";
    const char *why =
        rf_engine_find(wanted ? wanted : getenv("REFERAT_PDF_ENGINE"), arena, engine);
    if (!why) {
        struct rf_pdf_reader reader;
        cure = "; install poppler-utils, which reads what the engine has printed";
        why = rf_pdf_reader_init(&reader, NULL, arena);
    }
    if (!why) {
        return true;
    }
    engine->kind = NULL;
    rf_report_failure(report, RF_EXIT_WORLD,
                      rf_arena_join(arena, why, "; ", instead, cure, NULL));
    return false;
}

/* Appends each line after the text `before`, safe for a terminal. */
static void say_lines(struct rf_report *report, const char *before, const char *lines)
{
    for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        rf_report_say(report, "%s%.*s", before, (int)n, lines);
    }
}

bool rf_printing_pack(struct rf_report *report, const struct rf_engine *engine,
                      const char *series, const struct referat_meeting *meeting,
                      struct rf_arena *arena, struct rf_buf *pdf, struct rf_buf *page)
{
    struct rf_pack pack = {
        .meeting = meeting,
        .engine = engine,
        .series = series,
        .open_source = rf_open_annex,
        .limit_s = report->options->pdf_limit_s,
        .arena = arena,
    };
    const char *why = rf_pack_print(&pack, pdf);
    if (why) { /* a line, and the engine's own below it */
        size_t n = strcspn(why, "\n");
        rf_report_say(report, "%s: no pack.pdf: %.*s", meeting->id, (int)n, why);
        say_lines(report, "    ", why + n + (why[n] == '\n'));
    } else if (!report->options->is_quiet) {
        say_lines(report, rf_arena_join(arena, meeting->id, ": ", NULL),
                  rf_buf_string(&pack.notes));
    }
    if (page) {
        rf_buf_add(page, pack.page.p ? pack.page.p : "", pack.page.n);
    }
    rf_buf_clear(&pack.page);
    rf_buf_clear(&pack.notes);
    return !why;
}
