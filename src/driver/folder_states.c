/* Which folders of a series are compiled: what lies below a meeting's folder is part of
 * it, unless the meeting says otherwise (driver). */
#include <string.h>

#include "base/beneath.h"
#include "driver/internal.h"

bool rf_run_is_wanted(const struct referat *run, const struct rf_folder *folder)
{
    if (folder->state == RF_FOLDER_NONE || folder->is_left_out) {
        return false;
    }
    return !run->only_path || rf_path_is_within(run->only_path, folder->path);
}

void rf_run_skip_below(struct referat *run, size_t at, const char **own_folders)
{
    struct rf_known_series *known = &run->known;
    if (!*known->folders[at].path) {
        return; /* the series' own folder: those below it are no meeting's */
    }
    const struct rf_folder *above = &known->folders[at];
    for (size_t i = above->walk + 1;
         i < known->folder_count &&
         rf_path_is_within(known->by_walk[i]->path, above->path);
         i++) {
        struct rf_folder *folder = known->by_walk[i];
        folder->is_own = false;
        for (const char **own = own_folders; own && *own; own++) {
            folder->is_own = folder->is_own || strcmp(*own, folder->path) == 0;
        }
        if (!folder->is_own) {
            folder->state = RF_FOLDER_NONE;
        }
    }
}

void rf_run_leave_out(struct referat *run, size_t at)
{
    struct rf_folder *folder = &run->known.folders[at];
    folder->is_left_out = true;
    if (!folder->meeting || !folder->meeting->is_complete) {
        rf_run_register_unread(run, folder, false);
    }
    rf_run_skip_below(run, at, NULL); /* it may have named any of them */
}
