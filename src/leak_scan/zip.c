/* ZIP files, and the office documents that are some: every part, by libzip (leak_scan).
 */
#define _GNU_SOURCE /* memmem, memrchr */
#include <string.h>

#include "base/str.h"
#include "leak_scan/readers.h"
#include "leak_scan/zip_hidden.h"
#include "base/zip_library.h"

enum { CHUNK_BYTES = 64 * 1024 };

struct archive {
    struct rf_looking *l;
    const struct rf_zip_library *zip;
    zip_t *file;
    bool is_document; /* an office program's, or an electronic book */
};

/* ---- A part ---- */

/* True for parts that office programs keep for themselves and never show: a printer's
 * settings, where lines were broken, fonts. */
static bool is_of_program(const struct archive *a, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *last = slash ? slash + 1 : name;
    return a->is_document &&
           (strcmp(last, "layout-cache") == 0 ||
            rf_starts_with(last, "printerSettings") || rf_ends_with(last, ".odttf") ||
            rf_ends_with(last, ".fntdata"));
}

/* Appends a part, unpacked; false where it cannot be, or not all of it, which is noted.
 */
static bool unpack(struct archive *a, zip_uint64_t index, const char *name,
                   struct rf_buf *out)
{
    struct rf_looking *l = a->l;
    zip_file_t *part = a->zip->zip_fopen_index(a->file, index, 0);
    zip_int64_t got = part ? 1 : -1;
    while (got > 0) {
        rf_buf_reserve(out, CHUNK_BYTES);
        got = a->zip->zip_fread(part, out->p + out->n, CHUNK_BYTES);
        out->n += got > 0 ? (size_t)got : 0;
        if (got > 0 && !rf_look_may_unpack(l, (size_t)got)) {
            break;
        }
    }
    if (part) {
        a->zip->zip_fclose(part);
    }
    if (got < 0) {
        rf_look_miss(l, rf_arena_join(l->arena, name, ": it cannot be unpacked", NULL));
    }
    return got == 0;
}

/* Looks into one part and at its name, which may hold a closed title. An encrypted part
 * is missed; one that unpacks in part is looked into as far as it does. */
static bool look_at_part(struct archive *a, zip_uint64_t index)
{
    struct rf_looking *l = a->l;
    zip_stat_t info = {0};
    struct rf_buf bytes = {0};
    if (a->zip->zip_stat_index(a->file, index, ZIP_FL_ENC_RAW, &info) != 0) {
        return rf_look_miss(l, "it is damaged");
    }
    const char *name = info.valid & ZIP_STAT_NAME ? info.name : "";
    if (rf_look_encoded(l, name, strlen(name))) {
        return true;
    }
    if (info.valid & ZIP_STAT_ENCRYPTION_METHOD &&
        info.encryption_method != ZIP_EM_NONE) {
        return rf_look_miss(l, rf_arena_join(l->arena, name, ": it is encrypted", NULL));
    }
    unpack(a, index, name, &bytes);
    bool is_enough =
        bytes.n && rf_look_part(l, name, bytes.p, bytes.n,
                                is_of_program(a, name) ? RF_PART_GUESS : RF_PART_FILE);
    rf_buf_clear(&bytes);
    return is_enough;
}

/* ---- All of them ---- */

/* Opens an archive in memory; NULL where libzip finds no directory. The source belongs
 * to the archive once that is open. */
static zip_t *open_archive(const struct rf_zip_library *zip, const char *p, size_t n)
{
    zip_source_t *source = zip->zip_source_buffer_create(p, n, 0, NULL);
    zip_t *file = source ? zip->zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (source && !file) {
        zip->zip_source_free(source);
    }
    return file;
}

/* Looks into all parts, and into what the archive holds without listing it. Something may
 * stand in front of the archive: it is opened without that, where it does not open. */
static bool look_within(struct rf_looking *l, const struct rf_zip_library *zip,
                        const char *p, size_t n, bool is_document)
{
    struct archive a = {
        .l = l, .zip = zip, .file = open_archive(zip, p, n), .is_document = is_document};
    size_t start = a.file ? 0 : rf_look_zip_start(p, n);
    bool is_enough = false;
    if (start) {
        a.file = open_archive(zip, p + start, n - start);
    }
    if (!a.file) {
        rf_look_miss(l, "it is damaged, or cut off");
        return rf_look_zip_hidden(l, p, n);
    }
    zip_int64_t count = zip->zip_get_num_entries(a.file, 0);
    for (zip_int64_t i = 0; i < count && !is_enough && rf_look_may_open(l); i++) {
        is_enough = look_at_part(&a, (zip_uint64_t)i);
        if (l->is_full) {
            break;
        }
    }
    zip->zip_discard(a.file);
    return is_enough || rf_look_zip_hidden(l, p, n);
}

/* Names, comments and what lies between the parts are seen in the raw bytes. */
bool rf_look_zip(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_look *look = l->look;
    if (rf_look_say(l, p, n)) {
        return true;
    }
    look->zip = look->zip ? look->zip : rf_zip_load(&look->arena);
    if (!look->zip) {
        return rf_look_lacks(l, "libzip (Debian package libzip4)");
    }
    bool is_document =
        memmem(p, n, "[Content_Types].xml", 19) || memmem(p, n, "mimetype", 8);
    enum rf_container container = is_document ? RF_DOCUMENT : RF_ARCHIVE;
    bool is_enough = false;
    if (rf_look_enter(l, container)) {
        is_enough = look_within(l, look->zip, p, n, is_document);
        rf_look_leave(l, container);
    }
    return is_enough;
}
