/* Whose files are believed, in folders where others may write, too (output). */
#ifndef RF_OUTPUT_OWNER_H
#define RF_OUTPUT_OWNER_H

#include <stdbool.h>
#include <sys/types.h>

/* True for our own user and root. */
bool rf_owner_is_trusted(uid_t owner);

/* True where the open file, which lies in the folder, may say what becomes of others
 * there. Who may put a file into a folder may also replace those that are in it, and
 * needs us for nothing; but not where the folder is sticky, as /tmp is: there it is to be
 * of our own user, of root, or of the folder's owner. */
bool rf_owner_is_trusted_in(int fd, const char *folder);

#endif
