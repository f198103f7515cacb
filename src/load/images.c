/* Pictures in prose and as annexes (load): files of the series that a browser can show,
 * kept whole, since pages embed them. What a picture is, its first bytes say. */
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/limits.h"
#include "base/str.h"
#include "load/documents.h"
#include "load/file_facts.h"
#include "load/near_path.h"
#include "load/seal.h"

/* So many bytes are read to know an image's kind; SVG may begin with a comment. */
enum { HEAD_BYTES = 1024 };

/* True where the bytes at a place are these. */
static bool has_bytes(const struct rf_buf *b, size_t at, const char *bytes, size_t n)
{
    return b->n >= at + n && memcmp(b->p + at, bytes, n) == 0;
}

/* The kind by the file's first bytes, never by its name; NULL where it is none that a
 * page can show. */
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
    size_t n = b->n < HEAD_BYTES ? b->n : HEAD_BYTES;
    for (size_t i = 0; i + 4 < n; i++) {
        if (memcmp(b->p + i, "<svg", 4) == 0) {
            return "image/svg+xml";
        }
    }
    return NULL;
}

static void report_image(struct rf_loader *loader, enum rf_code code,
                         struct referat_span span, const char *path, const char *what,
                         const char *hint)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, code, span, "the picture '%s' %s", path, what);
    rf_diag_hint(loader->diags, d, "%s", hint);
}

/* The image whose bytes are in the loader's scratch. */
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

/* Reports a picture whose file cannot be opened or read. */
static void report_unreadable(struct rf_loader *loader, struct referat_span span,
                              const char *path)
{
    report_image(loader, RF_CODE_UNREADABLE_FILE, span, path, "cannot be read",
                 "check the file's permissions");
}

/* Reports a picture that is too large by itself, or together with the others of its
 * meeting. */
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

/* Reads the file of a picture in prose, and reports why it cannot be shown. */
static void read_image(struct rf_loader *loader, struct referat_node *node,
                       const char *path, struct referat_span span)
{
    int fd;
    uint64_t size;
    enum rf_open_result result =
        rf_file_facts_open(loader->facts, loader->root, path, &fd, &size);
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
    /* Each showing counts: the bytes are embedded in the page as often as the picture is
     * shown. */
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

const struct referat_image *rf_load_picture(struct rf_loader *loader, const char *path,
                                            int fd, uint64_t size_bytes)
{
    struct rf_buf *bytes = loader->scratch;
    bool fits = size_bytes <= RF_LIMIT_PICTURE_BYTES &&
                loader->picture_bytes + size_bytes <= RF_LIMIT_PICTURES_BYTES;
    bool is_picture = false, is_larger = false;
    if (fits) { /* its head alone first: most annexes are large, and no pictures */
        rf_buf_reset(bytes);
        rf_buf_reserve(bytes, HEAD_BYTES);
        ssize_t got = pread(fd, bytes->p, HEAD_BYTES, 0);
        bytes->n = got > 0 ? (size_t)got : 0;
        is_picture = media_type(bytes) != NULL;
    }
    if (!is_picture || lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return NULL;
    }
    if (!rf_read_fd(fd, size_bytes, RF_LIMIT_PICTURE_BYTES, bytes, &is_larger) ||
        !media_type(bytes)) {
        return NULL;
    }
    loader->picture_bytes += bytes->n;
    return keep_image(loader, path);
}

/* Where a picture stands: an inline knows only where its block begins, so it is looked
 * for from there, by its brackets and target. The block's beginning where that does not
 * find it, as of a reference, whose target stands elsewhere. */
static struct referat_span place_of(const struct referat_source *source,
                                    const struct referat_node *node)
{
    const char *from = source->text + node->start_bytes, *end = strstr(from, "\n\n");
    for (const char *p = from; (p = strstr(p, "![")) != NULL && (!end || p < end); p++) {
        const char *target = strstr(p, "](");
        target = target ? target + 2 : "";
        target += *target == '<';
        if (rf_starts_with(target, node->text)) {
            const char *last = target + strlen(node->text);
            last += strspn(last, ">)");
            return (struct referat_span){source, (uint32_t)(p - source->text),
                                         (uint32_t)(last - source->text)};
        }
    }
    return (struct referat_span){source, node->start_bytes, node->start_bytes};
}

/* Walks all blocks and inlines. A target with a scheme was marked unsafe by the parser:
 * it is never opened. */
void rf_load_images(struct rf_loader *loader, struct referat_node *list,
                    const char *folder, const struct referat_source *source)
{
    for (struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_IMAGE && !node->is_unsafe && node->text_bytes) {
            struct referat_span span = place_of(source, node);
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
