/* Annex files, opened beneath their series (build). */
#define _GNU_SOURCE /* O_DIRECTORY */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "build/open_annex.h"

/* Opened once more beneath the series: what was a file when it was checked may be a link
 * by now. The reason is given as errno, for the writer's message. */
int rf_open_annex(const void *owner, const char *path, off_t *size_bytes)
{
    const char *series = owner;
    static const int reasons[] = {[RF_OPEN_MISSING] = ENOENT,
                                  [RF_OPEN_ESCAPES] = EXDEV,
                                  [RF_OPEN_NOT_REGULAR] = ENXIO,
                                  [RF_OPEN_FAILED] = 0};
    int root = open(series, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) {
        return -1;
    }
    int fd = -1;
    uint64_t size = 0;
    enum rf_open_result result =
        rf_open_beneath(rf_root_on_disk(root), path + strlen(series) + 1, &fd, &size);
    int reason = result != RF_OPEN_DONE && reasons[result] ? reasons[result] : errno;
    close(root);
    errno = reason;
    *size_bytes = (off_t)size;
    return result == RF_OPEN_DONE ? fd : -1;
}
