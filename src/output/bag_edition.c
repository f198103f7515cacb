/* Which edition a bag of ours holds (output).
 *
 * A bag has no mark, because BagIt knows no such file; its provenance says which edition
 * it holds. */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include "output/bag_edition.h"

#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bytes.h"

enum { PROVENANCE_LIMIT_BYTES = 4 * 1024 * 1024 }; /* some 10,000 series */

bool rf_bag_is_bag(const char *folder)
{
    struct rf_arena arena = {0};
    struct stat info;
    const char *path = rf_arena_join(&arena, folder, "/bagit.txt", NULL);
    bool is_bag = lstat(path, &info) == 0 && S_ISREG(info.st_mode);
    rf_arena_clear(&arena);
    return is_bag;
}

enum rf_edition_mark rf_bag_edition(const char *folder)
{
    struct rf_arena arena = {0};
    struct rf_buf text = {0};
    off_t size_bytes = 0;
    enum rf_edition_mark mark = RF_MARK_COUNT;
    const char *path = rf_arena_join(&arena, folder, "/metadata/provenance.json", NULL);
    int fd = rf_bag_is_bag(folder) ? rf_open_regular(path, O_NOFOLLOW, &size_bytes) : -1;
    if (fd >= 0 && size_bytes <= PROVENANCE_LIMIT_BYTES &&
        rf_read_all(fd, 0, (size_t)size_bytes, &text)) {
        const char *program = "", *edition = "";
        json_t *top = json_loadb(text.p, text.n, 0, NULL);
        bool is_ours = top &&
                       json_unpack(top, "{s:{s:s}, s:{s:s}}", "program", "name", &program,
                                   "options", "edition", &edition) == 0 &&
                       strcmp(program, "referat") == 0;
        mark = is_ours && strcmp(edition, "full") == 0     ? RF_MARK_FULL
               : is_ours && strcmp(edition, "public") == 0 ? RF_MARK_PUBLIC
                                                           : RF_MARK_COUNT;
        json_decref(top);
    }
    if (fd >= 0) {
        close(fd);
    }
    rf_buf_clear(&text);
    rf_arena_clear(&arena);
    return mark;
}
