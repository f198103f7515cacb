/* What the last build left, compared with what is there (build): a unit is as it was
 * where the facts of its sources and of its outputs are (load/file_facts.h). */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/path.h"
#include "build/incremental.h"
#include "build/outputs.h"
#include "output/destination.h"

struct look {
    struct rf_file_facts_check sources, outputs;
    struct rf_arena scratch;
};

/* The part of a unit's facts that a check may change. */
static char *changeable(struct rf_bytes bytes)
{
    return (char *)(uintptr_t)bytes.p;
}

/* True where a unit would be as it was: how messages look, its sources, its outputs. */
static bool is_same(struct rf_incremental *inc, struct look *look,
                    const struct rf_state_unit *unit)
{
    const struct rf_digest *format = &inc->message_format;
    bool is_format_same =
        !unit->message_format.n ||
        (unit->message_format.n == sizeof format->bytes &&
         memcmp(unit->message_format.p, format->bytes, sizeof format->bytes) == 0);
    return is_format_same &&
           rf_file_facts_is_same(&look->sources, changeable(unit->facts),
                                 unit->facts.n) &&
           rf_file_facts_is_same(&look->outputs, changeable(unit->outputs),
                                 unit->outputs.n) &&
           (unit->kind != RF_UNIT_OTHERS || strcmp(unit->name, inc->mentions) == 0);
}

/* True where there is something at a path, or where that cannot be known. */
static bool is_there(int root, const char *path)
{
    return faccessat(root, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

/* Compares every unit with what is there; false where something is not as it was. The
 * outputs of a meeting whose folder was removed, or has another name, are noted. */
static bool look_at_all(struct rf_incremental *inc, struct look *look)
{
    struct rf_state_unit unit;
    bool is_all_same = true, has_settings = false, is_renewed = false;
    size_t changed = 0;
    for (struct rf_state_entry *entry;
         (entry = rf_state_next(&inc->old, &unit)) != NULL;) {
        look->sources.is_renewed = look->outputs.is_renewed = false;
        entry->is_same = is_same(inc, look, &unit);
        if (unit.kind == RF_UNIT_FOLDERS && entry->is_same) {
            look->sources.skips_folders = true;
            rf_buf_add(&inc->folders, unit.facts.p, unit.facts.n);
        }
        if (entry->is_same && (look->sources.is_renewed || look->outputs.is_renewed)) {
            rf_state_renew(&inc->old, entry);
        }
        if (!entry->is_same && unit.kind == RF_UNIT_MEETING && *unit.name &&
            unit.outputs.n && !is_there(look->sources.root, unit.name) &&
            is_there(look->outputs.root,
                     rf_path_join(&inc->arena, inc->target->place, unit.name))) {
            rf_put_word(&inc->gone, unit.name);
        }
        is_all_same = is_all_same && entry->is_same;
        changed += !entry->is_same;
        is_renewed = is_renewed || entry->renewed.n;
        has_settings = has_settings || (unit.kind == RF_UNIT_SETTINGS && entry->is_same);
    }
    if (inc->old.fd >= 0 && (!has_settings || 2 * changed > inc->old.count)) {
        rf_state_close(&inc->old); /* everything may be otherwise, or most of it is */
    }
    return inc->old.fd >= 0 && is_all_same && !is_renewed;
}

bool rf_incremental_compare(struct rf_incremental *inc)
{
    struct look look = {
        .sources = {.by_content = inc->report->options->by_content},
        .outputs = {.by_content = inc->report->options->by_content},
    };
    look.sources.since_ns = inc->since_ns;
    look.outputs.since_ns = INT64_MAX;
    look.sources.scratch = look.outputs.scratch = &look.scratch;
    look.sources.root = open(inc->target->series, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    look.sources.above =
        look.sources.root < 0
            ? -1
            : openat(look.sources.root, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    look.outputs.root =
        open(inc->report->options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_all_same =
        look.sources.root >= 0 && look.outputs.root >= 0 && look_at_all(inc, &look);
    if (look.sources.root < 0 || look.outputs.root < 0) {
        rf_state_close(&inc->old);
    }
    if (look.sources.root >= 0) {
        close(look.sources.root);
    }
    if (look.sources.above >= 0) {
        close(look.sources.above);
    }
    if (look.outputs.root >= 0) {
        close(look.outputs.root);
    }
    rf_arena_clear(&look.scratch);
    return is_all_same;
}

/* ---- What is in the way of what has changed ---- */

bool rf_incremental_has_others(struct rf_incremental *inc, bool has_other_series)
{
    struct rf_destination *destination = inc->report->destination;
    bool is_found = false;
    if (inc->old.fd < 0 || !inc->folders.n || has_other_series) {
        return rf_destination_has_others(destination, "", rf_is_output_path);
    }
    for (size_t i = 0; i < inc->old.count && !is_found; i++) {
        const struct rf_state_entry *entry = &inc->old.entries[i];
        if (entry->kind == RF_UNIT_MEETING && !entry->is_same) {
            is_found = rf_destination_has_others(
                destination, rf_path_join(&inc->arena, inc->target->place, entry->name),
                rf_is_output_path);
        }
    }
    return is_found;
}
