/* What `build --shard` leaves for `merge` (build): the name of the file, and the head
 * that says which part of what it is. Parts are merged where their heads say that they
 * were built of the same sources with the same options. */
#include "build/shard.h"
#include "build/targets.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "build/fingerprint.h"
#include "driver/run.h"

/* The key of the options has no path of a print engine: parts may be built on several
 * machines. */
struct rf_shard rf_shard_of(const struct rf_report *report,
                            const struct rf_target *target, unsigned formats,
                            const struct rf_engine *engine, bool has_landing_page)
{
    const struct rf_options *options = report->options;
    return (struct rf_shard){
        .number = options->part,
        .path = target->series,
        .count = options->part_count,
        .series = (unsigned)report->progress.part,
        .series_count = (unsigned)report->progress.part_count,
        .place = target->place,
        .formats = formats,
        .is_strict = options->is_strict,
        .has_landing_page = has_landing_page,
        .as_of = report->as_of,
        .options = rf_key_of_options(report, formats, engine, has_landing_page, false),
    };
}

/* What does not go together is refused before anything is compiled. */
bool rf_shard_can_be(const struct rf_options *options, const struct rf_target *targets,
                     size_t count)
{
    if (options->verify_only) {
        rf_say("--shard does not go with --verify, which compares what a whole build "
               "would write: merge the parts first");
        return false;
    }
    if (options->edition == REFERAT_EDITION_PUBLIC) {
        rf_say("--shard does not go with --edition public, which is put in place "
               "whole or not at all");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (targets[i].only_path) {
            rf_say("--shard builds a part of a series, and %s is one meeting",
                   targets[i].path);
            return false;
        }
    }
    return true;
}

/* ---- As bytes ---- */

/* Its numbers, followed by path, place and sources. */
struct head {
    uint64_t first, end;
    uint32_t number, count, series, series_count, formats, is_strict, has_landing_page;
    int32_t year, month, day;
    struct rf_digest options;
};

void rf_shard_put(const struct rf_shard *shard, const struct referat *run,
                  struct rf_buf *out)
{
    size_t first, end;
    struct head head;
    rf_run_part_folders(run, &first, &end);
    memset(&head, 0, sizeof head);
    head.first = first;
    head.end = end;
    head.number = shard->number;
    head.count = shard->count;
    head.series = shard->series;
    head.series_count = shard->series_count;
    head.formats = shard->formats;
    head.is_strict = shard->is_strict;
    head.has_landing_page = shard->has_landing_page;
    head.year = shard->as_of.year;
    head.month = shard->as_of.month;
    head.day = shard->as_of.day;
    head.options = shard->options;
    rf_buf_add(out, (const char *)&head, sizeof head);
    rf_put_word(out, shard->path);
    rf_put_word(out, shard->place);
    rf_run_put_series(run, out);
}

/* A head of this program only: the state it is in was checked by its key. */
bool rf_shard_take(struct rf_bytes bytes, struct rf_shard *shard)
{
    struct head head;
    if (bytes.n < sizeof head) {
        return false;
    }
    memcpy(&head, bytes.p, sizeof head);
    const char *p = bytes.p + sizeof head, *end = bytes.p + bytes.n;
    *shard = (struct rf_shard){
        .number = head.number,
        .first = (size_t)head.first,
        .end = (size_t)head.end,
        .count = head.count,
        .series = head.series,
        .series_count = head.series_count,
        .formats = head.formats,
        .is_strict = head.is_strict,
        .has_landing_page = head.has_landing_page,
        .as_of = {.year = head.year, .month = head.month, .day = head.day},
        .options = head.options,
    };
    shard->path = rf_take_word(&p, end);
    shard->place = rf_take_word(&p, end);
    shard->sources = (struct rf_bytes){p, (size_t)(end - p)};
    return shard->path && shard->place && shard->number >= 1 &&
           shard->number <= shard->count && shard->series >= 1 &&
           shard->series <= shard->series_count;
}

/* ---- Names ---- */

#define NAME ".referat-shard-"

const char *rf_shard_name(struct rf_arena *arena, const struct rf_shard *shard)
{
    if (shard->series_count > 1) {
        return rf_arena_format(arena, NAME "%u-of-%u.%u", shard->number, shard->count,
                               shard->series);
    }
    return rf_arena_format(arena, NAME "%u-of-%u", shard->number, shard->count);
}

/* Any name in a folder is tried; what is no part gives false. */
bool rf_shard_read_name(const char *name, struct rf_shard *shard)
{
    int n = 0;
    *shard = (struct rf_shard){.series = 1};
    if (sscanf(name, NAME "%9u-of-%9u%n", &shard->number, &shard->count, &n) != 2) {
        return false;
    }
    if (name[n] == '.') {
        int more = 0;
        bool is_read = sscanf(name + n, ".%9u%n", &shard->series, &more) == 1;
        n += is_read ? more : 0;
    }
    return !name[n] && shard->number >= 1 && shard->number <= shard->count &&
           shard->series >= 1;
}
