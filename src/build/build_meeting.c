/* The outputs of a meeting in a build (build): its pages in every format, the files of
 * its annexes, and its pack as PDF. They are a set, which is written whole or not at all.
 * A pack is printed by a process of its own, which then writes the whole set, because
 * without the PDF none of it may be written. */
#include "base/list.h"
#include "build/building.h"
#include "build/targets.h"

#include <string.h>

#include "build/formats.h"
#include "build/held_pages.h"
#include "build/print_jobs.h"
#include "build/scan_outputs.h"
#include "driver/run.h"

enum { LIKELY_PAGE_BYTES = 128 * 1024 }; /* what is not used of it costs nothing */

/* ---- A set of outputs ---- */

void rf_build_begin_set(struct rf_build *build)
{
    rf_arena_reset(&build->outputs_arena);
    build->buf_count = 0;
    build->first = NULL;
    build->end = NULL;
}

/* Adds an output to the set: place/name.suffix. */
static struct rf_output *add_output(struct rf_build *build, const char *place,
                                    const char *name, const char *suffix)
{
    struct rf_output *output = RF_ARENA_NEW(&build->outputs_arena, struct rf_output);
    output->path = rf_arena_join(&build->outputs_arena, place, *place ? "/" : "", name,
                                 suffix, NULL);
    RF_CHAIN_ADD(build, output);
    return output;
}

/* Adds an output whose bytes are in one of the buffers. */
static void add_bytes(struct rf_build *build, const char *place, const char *name,
                      const char *suffix, const struct rf_buf *buf)
{
    struct rf_output *output = add_output(build, place, name, suffix);
    output->bytes = buf->p ? buf->p : "";
    output->n = buf->n;
}

/* Writes the set at hand. */
static enum rf_meeting_result write_set(struct rf_build *build)
{
    return rf_report_write_meeting(&build->report, build->first, build->series,
                                   &build->outputs_arena);
}

/* ---- A meeting ---- */

/* Adds the pages of a meeting in every format that is asked for. */
static void add_pages(struct rf_build *build, const struct referat_meeting *meeting,
                      const char *place)
{
    for (size_t i = 0; rf_emitters[i]; i++) {
        const struct rf_emitter *emitter = rf_emitters[i];
        if (!rf_format_is_asked(build->formats, i) || !emitter->page) {
            continue;
        }
        for (enum referat_page page = 0; page <= REFERAT_PAGE_PACK; page++) {
            struct rf_buf *buf = &build->bufs[build->buf_count++];
            rf_buf_reset(buf);
            rf_buf_reserve(buf, LIKELY_PAGE_BYTES);
            if (emitter->page(meeting, page, buf)) {
                add_bytes(build, place, rf_page_name(page), emitter->suffix, buf);
            }
        }
    }
}

/* Files are copied under their pack names; of several entries for one file the first
 * does. */
static void add_annexes(struct rf_build *build, const struct referat_meeting *meeting,
                        const char *series, const char *place)
{
    for (size_t i = 0; i < meeting->annex_count; i++) {
        const struct referat_annex *annex = meeting->annexes[i];
        bool is_repeated = annex->same_as && annex->same_as->number;
        if (annex->file_name && *annex->file_name && !annex->is_missing && !is_repeated) {
            struct rf_output *output = add_output(
                build, place,
                rf_arena_join(&build->outputs_arena, "annexes/", annex->file_name, NULL),
                "");
            output->copy_from =
                rf_arena_join(&build->outputs_arena, series, "/", annex->path, NULL);
        }
        if (annex->nested) {
            add_annexes(build, annex->nested, series, place);
        }
    }
}

/* Where the outputs of a meeting go: R of cli.md. */
static const char *place_of(struct rf_build *build, const struct rf_target *target,
                            const struct referat_meeting *meeting)
{
    if (!*meeting->folder) {
        return target->place;
    }
    return rf_arena_join(&build->outputs_arena, target->place, *target->place ? "/" : "",
                         meeting->folder, NULL);
}

/* A pack that waits for its PDF; its other outputs are made. */
struct printing {
    struct rf_build *build;
    const struct rf_target *target;
    const struct referat_meeting *meeting;
    const char *place;
};

/* Prints a pack, in a process of its own, and writes the set with it. A meeting's outputs
 * change together: without the PDF none is written. */
static enum rf_exit print_pack(void *context, struct rf_summary *summary)
{
    struct printing *printing = context;
    struct rf_build *build = printing->build;
    struct rf_buf *pdf = &build->bufs[build->buf_count++], page = {0};
    rf_buf_reset(pdf);
    rf_report_begin_child(&build->report);
    if (!rf_printing_pack(&build->report, &build->engine, printing->target->series,
                          printing->meeting, &build->outputs_arena, pdf, &page)) {
        rf_report_say(
            &build->report,
            "%s: its outputs are as they were; without pdf in -f the rest is written",
            printing->meeting->id);
        summary->meetings[RF_MEETING_FAILED]++;
        return RF_EXIT_WORLD;
    }
    const char *place = printing->place;
    add_bytes(build, place, rf_page_name(REFERAT_PAGE_PACK), ".pdf", pdf);
    const char *name =
        rf_arena_join(&build->outputs_arena, place, *place ? "/" : "", "pack.pdf", NULL);
    bool has_leak = build->leaks && !rf_last_look_at_bytes(&build->report, build->leaks,
                                                           name, page.p, page.n);
    rf_buf_clear(&page);
    if (!has_leak) {
        write_set(build);
    } else {
        rf_report_meeting(&build->report, RF_MEETING_HELD_BACK);
    }
    *summary = build->report.summary;
    return build->report.status;
}

enum rf_meeting_result rf_build_meeting(struct rf_build *build,
                                        const struct rf_target *target,
                                        const struct referat_meeting *meeting)
{
    const char *place = place_of(build, target, meeting);
    add_pages(build, meeting, place);
    if (build->first) { /* a workbook alone links to no files */
        add_annexes(build, meeting, target->series, place);
    }
    if (build->engine.kind && build->report.rehearses) {
        add_output(build, place, "pack.pdf", "");
    } else if (build->engine.kind) {
        struct printing printing = {build, target, meeting, place};
        rf_workers_start(&build->workers, meeting->id, print_pack, &printing,
                         rf_incremental_await(&build->incremental));
        add_output(build, place, "pack.pdf", "");
        return RF_MEETING_COUNT;
    }
    return write_set(build);
}

void rf_build_hold_meeting(struct rf_build *build, const struct referat_unit_result *unit)
{
    const char *place = place_of(build, build->target, unit->meeting);
    add_pages(build, unit->meeting, place);
    add_annexes(build, unit->meeting, build->series, place);
    rf_public_hold_meeting(build->edition, place, unit, build->first);
}
