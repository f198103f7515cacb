/* The bytes of one output, into a file that was made for it (output). */
#ifndef RF_OUTPUT_FILL_FILE_H
#define RF_OUTPUT_FILL_FILE_H

#include <sys/stat.h>

#include "output/write.h"

/* Writes the output's bytes into fd, an empty file at name, onto the disk where the
 * writer wants that, gives its state (info, which may be NULL) and closes it. On failure
 * the file is removed, errno is the reason and *culprit the file it speaks of where that
 * is not the output: what it is copied from. A long copy ends with EINTR when somebody
 * wants the program to end. */
bool rf_file_fill(struct rf_writer *writer, const struct rf_output *output, int fd,
                  const char *name, struct stat *info, const char **culprit);

/* Notes errno as the writer's reason, of path. Returns false for the caller to hand on.
 */
bool rf_write_fail(struct rf_writer *writer, const char *path);

/* Where the output is to stand. */
const char *rf_write_path(const struct rf_writer *writer, const struct rf_output *output);

#endif
