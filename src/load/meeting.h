/* A meeting from its folder: the agenda, what it names, the minutes, and what nothing
 * names (load). The driver calls it for one folder after the other; the model stage
 * completes what it returns. */
#ifndef RF_LOAD_MEETING_H
#define RF_LOAD_MEETING_H

#include "load/documents.h"

/* Loads the meeting of a folder relative to the series ("" for the series' own folder,
 * whose sub-folders are not searched). NULL where the folder holds neither agenda nor
 * minutes. *own_folders are those of its sub-folders that hold meetings of their own
 * (NULL at the end), or NULL. */
struct referat_meeting *rf_load_meeting(struct rf_loader *loader, const char *folder,
                                        const char ***own_folders);

/* An agenda as annex: a meeting with its own items and without minutes. */
struct referat_meeting *rf_load_nested_meeting(struct rf_loader *loader,
                                               struct rf_loaded_file *file);

/* A lone document (standard input, or one that no agenda names): a meeting with only that
 * in it, for its diagnostics. */
struct referat_meeting *rf_load_lone(struct rf_loader *loader,
                                     struct rf_loaded_file *file);

#endif
