/* Folders that are no meetings, because documents outside them name their agenda or
 * minutes as an annex (driver). What a meeting names below its own folder shows when it
 * is loaded; this is about what lies beside it, and has to be known before the first
 * meeting is compiled. */
#ifndef RF_DRIVER_ENCLOSED_FOLDERS_H
#define RF_DRIVER_ENCLOSED_FOLDERS_H

#include "driver/run.h"

/* After the walk: marks the folders that are no meetings. Where the one that is to be
 * compiled is among them, the meeting that encloses it is compiled instead. */
void rf_find_enclosed_folders(struct referat *run);

#endif
