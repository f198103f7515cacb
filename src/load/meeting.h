/* A meeting from its folder: the agenda, what it names, the minutes, and what nothing
 * names (load). */
#ifndef RF_LOAD_MEETING_H
#define RF_LOAD_MEETING_H

#include "load/documents.h"

/* Loads the meeting of a folder relative to the series ("" for the series' own folder).
 * NULL where the folder holds neither agenda nor minutes; documents without a kind are
 * reported then only when has_meetings_above says that they lie in a meeting's folder.
 * is_below: sub-folders are searched for documents that nothing names, and those that
 * hold meetings of their own are given back in *own_folders (NULL at the end). */
struct referat_meeting *rf_load_meeting(struct rf_loader *loader, const char *folder,
                                        const char ***own_folders);

/* An agenda as annex: a meeting with its own items, no minutes. */
struct referat_meeting *rf_load_nested_meeting(struct rf_loader *loader,
                                               struct rf_loaded_file *file);

/* A lone document (standard input, or one that no agenda names): a meeting with only that
 * in it, for its diagnostics. */
struct referat_meeting *rf_load_lone(struct rf_loader *loader,
                                     struct rf_loaded_file *file);

#endif
