/* Pictures in prose and as annexes: local files of known kinds, read beneath the series
 * and kept for embedding (load). */
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "fs/beneath.h"
#include "load/documents.h"
#include "load/file_facts.h"
#include "load/near_path.h"
#include "load/seal.h"

/* What tells an image's kind. */
enum { HEAD_BYTES = 1024 };

static bool has_bytes(const struct rf_buf *b, size_t at, const char *bytes, size_t n)
{
    return b->n >= at + n && memcmp(b->p + at, bytes, n) == 0;
}

static bool looks_like_svg(const struct rf_buf *b)
{
    size_t n = b->n < HEAD_BYTES ? b->n : HEAD_BYTES;
    for (size_t i = 0; i + 4 < n; i++) {
        if (memcmp(b->p + i, "<svg", 4) == 0) {
            return true;
        }
    }
    return false;
}

/* The kind by the file's first bytes, never by its name; NULL: none that a page may hold.
 */
static const char *media_type(const struct rf_buf *b)
{
    if (has_bytes(b, 0, "\x89PNG\r\n\x1a\n", 8)) {
        return "image/png";
    }
    if (has_bytes(b, 0, "\xFF\xD8\xFF", 3)) {
        return "image/jpeg";
    }
    if (has_bytes(b, 0, "GIF8", 4)) {
        return "image/gif";
    }
    if (has_bytes(b, 0, "RIFF", 4) && has_bytes(b, 8, "WEBP", 4)) {
        return "image/webp";
    }
    return looks_like_svg(b) ? "image/svg+xml" : NULL;
}

static void report_image(struct rf_loader *loader, enum rf_code code,
                         struct referat_span span, const char *path, const char *what,
                         const char *hint)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, code, span, "the picture '%s' %s", path, what);
    rf_diag_hint(loader->diags, d, "%s", hint);
}

/* Of the bytes that were read last. */
static const struct referat_image *keep_image(struct rf_loader *loader, const char *path)
{
    struct referat_image *image = RF_ARENA_NEW(loader->arena, struct referat_image);
    image->path = path;
    image->media_type = media_type(loader->scratch);
    image->byte_count = loader->scratch->n;
    image->bytes = (const unsigned char *)rf_arena_copy(loader->arena, loader->scratch->p,
                                                        loader->scratch->n);
    return image;
}

static void report_unreadable(struct rf_loader *loader, struct referat_span span,
                              const char *path)
{
    report_image(loader, RF_CODE_UNREADABLE_FILE, span, path, "cannot be read",
                 "check the file's permissions");
}

static void report_size(struct rf_loader *loader, struct referat_span span,
                        const char *path, uint64_t size_bytes)
{
    if (size_bytes > RF_LIMIT_PICTURE_BYTES) {
        report_image(loader, RF_CODE_LIMIT_EXCEEDED, span, path, "is larger than 8 MiB",
                     "scale it down; it is embedded in the page");
    } else {
        report_image(loader, RF_CODE_LIMIT_EXCEEDED, span, path,
                     "makes the meeting's pictures more than 64 MiB together",
                     "show fewer, or scale them down; they are embedded in the page");
    }
}

static void read_image(struct rf_loader *loader, struct referat_node *node,
                       const char *path, struct referat_span span)
{
    int fd;
    uint64_t size;
    enum rf_open_result result =
        rf_seen_open(loader->seen, loader->root, path, &fd, &size);
    if (result == RF_OPEN_MISSING && rf_report_near_path(loader, "picture", path, span)) {
        return;
    }
    if (result == RF_OPEN_MISSING) {
        report_image(loader, RF_CODE_MISSING_FILE, span, path, "is not there",
                     rf_path_cure(loader, path));
        return;
    }
    if (result == RF_OPEN_FAILED) {
        report_unreadable(loader, span, path);
        return;
    }
    if (result != RF_OPEN_DONE) {
        report_image(loader, RF_CODE_PATH_ESCAPES, span, path,
                     "cannot be read from within the series",
                     "copy it into the series' folder");
        return;
    }
    loader->picture_bytes += size;
    if (size > RF_LIMIT_PICTURE_BYTES ||
        loader->picture_bytes > RF_LIMIT_PICTURES_BYTES) {
        close(fd);
        report_size(loader, span, path, size);
        return;
    }
    bool is_larger = false;
    if (!rf_read_fd(fd, size, RF_LIMIT_PICTURE_BYTES, loader->scratch, &is_larger)) {
        report_unreadable(loader, span, path);
    } else if (!media_type(loader->scratch)) {
        report_image(loader, RF_CODE_BAD_VALUE, span, path,
                     "is of no kind that a page can show",
                     "use PNG, JPEG, GIF, WebP or SVG; name other files under annexes");
    } else {
        rf_sums_add_bytes(loader, path, loader->scratch);
        node->target = REFERAT_TARGET_PICTURE;
        node->image = keep_image(loader, path);
    }
}

/* A large file of another kind is not read whole. */
static bool begins_as_image(struct rf_loader *loader, int fd)
{
    struct rf_buf *head = loader->scratch;
    rf_buf_reset(head);
    rf_buf_reserve(head, HEAD_BYTES);
    ssize_t got = pread(fd, head->p, HEAD_BYTES, 0);
    head->n = got > 0 ? (size_t)got : 0;
    return media_type(head) != NULL;
}

const struct referat_image *rf_load_picture(struct rf_loader *loader, const char *path,
                                            int fd, uint64_t size_bytes)
{
    bool fits = size_bytes <= RF_LIMIT_PICTURE_BYTES &&
                loader->picture_bytes + size_bytes <= RF_LIMIT_PICTURES_BYTES;
    bool is_larger = false;
    if (!fits || !begins_as_image(loader, fd) || lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return NULL;
    }
    if (!rf_read_fd(fd, size_bytes, RF_LIMIT_PICTURE_BYTES, loader->scratch,
                    &is_larger) ||
        !media_type(loader->scratch)) {
        return NULL;
    }
    loader->picture_bytes += loader->scratch->n;
    return keep_image(loader, path);
}

void rf_load_images(struct rf_loader *loader, struct referat_node *list,
                    const char *folder, const struct referat_source *source)
{
    for (struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_IMAGE && !node->is_unsafe && node->text_bytes) {
            struct referat_span span = {source, node->start_bytes, node->start_bytes};
            const char *why = "";
            const char *path = rf_path_resolve(loader->arena, folder, node->text, &why);
            if (path) {
                read_image(loader, node, path, span);
            } else {
                report_image(loader, RF_CODE_PATH_ESCAPES, span, node->text,
                             rf_arena_join(loader->arena, "is refused: ", why, NULL),
                             "copy it into the series' folder");
            }
        }
        if (node->first) {
            rf_load_images(loader, node->first, folder, source);
        }
    }
}
