/* A run over units that other runs have kept, each of a part of the series: nothing is
 * read of its folder (driver). */
#include <string.h>
#include <unistd.h>

#include "driver/internal.h"

/* As rf_run_put_series wrote it. */
static bool read_series(const char *bytes, size_t n, struct rf_joined *joined)
{
    uint32_t settings_bytes;
    const size_t head = sizeof(struct rf_digest) + 1 + sizeof settings_bytes;
    if (n < head) {
        return false;
    }
    joined->is_truncated = bytes[sizeof(struct rf_digest)];
    memcpy(&settings_bytes, bytes + head - sizeof settings_bytes, sizeof settings_bytes);
    if (n - head < settings_bytes) {
        return false;
    }
    joined->settings = bytes + head;
    joined->settings_bytes = settings_bytes;
    joined->folders = bytes + head + settings_bytes;
    joined->folders_bytes = n - head - settings_bytes;
    return true;
}

struct referat *rf_run_open_parts(const char *path, const char *bytes, size_t n,
                                  const struct referat_options *options,
                                  const struct rf_run_plan *plan)
{
    struct rf_joined joined;
    if (!read_series(bytes, n, &joined)) {
        return NULL;
    }
    struct referat *run = rf_run_open(path, options, plan);
    if (run->root >= 0) {
        close(run->root);
        run->root = -1;
    }
    run->joined = RF_ARENA_NEW(&run->series_arena, struct rf_joined);
    *run->joined = joined;
    return run;
}

void rf_run_join_settings(struct referat *run, struct rf_loader *loader)
{
    const struct rf_joined *joined = run->joined;
    const char *name = rf_arena_join(loader->arena, run->root_name, "referat.yaml", NULL);
    rf_document_adopt(
        loader, "referat.yaml",
        rf_source_make(loader->arena, name, joined->settings, joined->settings_bytes));
}

void rf_run_join_folders(struct referat *run)
{
    const struct rf_joined *joined = run->joined;
    rf_known_take_places(&run->known, joined->folders, joined->folders_bytes);
    run->known.is_truncated = joined->is_truncated;
}

const struct rf_unit *rf_run_join(struct referat *run)
{
    while (run->next_folder < run->known.folder_count) {
        size_t at = run->next_folder++;
        struct rf_folder *folder = &run->known.folders[at];
        if (folder->state == RF_FOLDER_NONE) {
            continue;
        }
        if (rf_run_take_back(run, at)) {
            return &run->unit;
        }
        folder->state = RF_FOLDER_NONE;
    }
    return NULL;
}
