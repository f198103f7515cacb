/* A run over the units of a series' parts, each made by a run of its own: nothing is read
 * of the series' folder (driver). */
#include <string.h>
#include <unistd.h>

#include "driver/internal.h"

/* As rf_run_put_series wrote it. */
static bool read_series(const char *bytes, size_t n, struct rf_replay *parts)
{
    uint32_t settings_bytes;
    const size_t head = sizeof(struct rf_digest) + 1 + sizeof settings_bytes;
    if (n < head) {
        return false;
    }
    parts->is_truncated = bytes[sizeof(struct rf_digest)];
    memcpy(&settings_bytes, bytes + head - sizeof settings_bytes, sizeof settings_bytes);
    if (n - head < settings_bytes) {
        return false;
    }
    parts->settings = bytes + head;
    parts->settings_bytes = settings_bytes;
    parts->folders = bytes + head + settings_bytes;
    parts->folders_bytes = n - head - settings_bytes;
    return true;
}

struct referat *rf_run_open_parts(const char *path, const char *bytes, size_t n,
                                  const struct referat_options *options,
                                  const struct rf_run_plan *plan)
{
    struct rf_replay parts;
    if (!read_series(bytes, n, &parts)) {
        return NULL;
    }
    struct referat *run = rf_run_open(path, options, plan);
    if (run->root.fd >= 0) {
        close(run->root.fd);
        run->root.fd = -1;
    }
    run->replay = RF_ARENA_NEW(&run->series_arena, struct rf_replay);
    *run->replay = parts;
    return run;
}

void rf_run_replay_settings(struct referat *run, struct rf_loader *loader)
{
    const struct rf_replay *parts = run->replay;
    const char *name = rf_arena_join(loader->arena, run->root_name, "referat.yaml", NULL);
    rf_document_adopt(
        loader, "referat.yaml",
        rf_source_make(loader->arena, name, parts->settings, parts->settings_bytes));
}

void rf_run_replay_folders(struct referat *run)
{
    const struct rf_replay *parts = run->replay;
    rf_known_read_places(&run->known, parts->folders, parts->folders_bytes);
    run->known.is_truncated = parts->is_truncated;
}

const struct rf_unit *rf_run_replay(struct referat *run)
{
    while (run->next_folder < run->known.folder_count) {
        size_t at = run->next_folder++;
        struct rf_folder *folder = &run->known.folders[at];
        if (folder->state == RF_FOLDER_NONE) {
            continue;
        }
        if (rf_run_reuse(run, at)) {
            return &run->unit;
        }
        folder->state = RF_FOLDER_NONE;
    }
    return NULL;
}
