/* A folder that is not there yet: made whole under another name, and renamed (output). */
#ifndef RF_OUTPUT_ATOMIC_FOLDER_H
#define RF_OUTPUT_ATOMIC_FOLDER_H

#include "output/write.h"

enum rf_new_folder {
    RF_NEW_FOLDER_MADE,
    RF_NEW_FOLDER_FAILED, /* writer->error says why; nothing is left */
    RF_NEW_FOLDER_NOT_SO, /* something stands there by now, or the file system cannot do
                             it */
};

/* Where nothing stands at folder, a path below the writer's home: waits for the home's
 * lock, which others that do the same may have at the same time, and none that clears
 * away what is left of killed ones (rf_folders_sweep). Closing it lets the lock go. -1:
 * something stands there, or there is no lock to be had. */
int rf_new_folder_lock(const struct rf_writer *writer, const char *folder);

/* With the lock, which is the home and open: writes a list of files that all lie in
 * folder. One rename puts all in place: no file has a second name for a while, and no
 * journal is needed. */
enum rf_new_folder rf_new_folder_write(struct rf_writer *writer,
                                       const struct rf_output *list, const char *folder,
                                       int lock);

#endif
