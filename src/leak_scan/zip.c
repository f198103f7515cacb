/* ZIP files, and the office documents that are some: every part, by libzip (leak_scan).
 *
 * libzip does not say where in the file a part lies, which is needed to find those that
 * no directory lists (zip_hidden.h). So it gets the file from a source of ours, which
 * sees the place that it reads. */
#define _GNU_SOURCE /* memmem, memrchr */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/zip_library.h"
#include "leak_scan/readers.h"
#include "leak_scan/zip_hidden.h"

enum { CHUNK_BYTES = 64 * 1024 };

/* The file in memory, as libzip reads it. */
struct memory {
    const char *p;
    size_t n, at;
    size_t last; /* where the last read began */
};

struct archive {
    struct rf_looking *l;
    const struct rf_zip_library *zip;
    zip_t *file;
    struct memory memory;
    size_t start;     /* of it, after what is in front of it */
    bool is_document; /* an office program's, or an electronic book */
    struct rf_zip_stretch *listed;
    size_t listed_count;
};

/* ---- The source ---- */

static zip_int64_t read_memory(struct memory *m, void *to, zip_uint64_t n)
{
    size_t left = m->n - m->at, got = n < left ? (size_t)n : left;
    memcpy(to, m->p + m->at, got);
    m->last = m->at;
    m->at += got;
    return (zip_int64_t)got;
}

/* -1: that is not within the file. */
static zip_int64_t seek_memory(struct memory *m, const zip_source_args_seek_t *to)
{
    size_t from = to->whence == SEEK_SET ? 0 : to->whence == SEEK_CUR ? m->at : m->n;
    zip_int64_t at = (zip_int64_t)from + to->offset;
    if (at < 0 || (zip_uint64_t)at > m->n) {
        return -1;
    }
    m->at = (size_t)at;
    return 0;
}

/* What libzip asks of a source that can be read at any place (zip_source_function(3)). */
static zip_int64_t serve(void *source, void *data, zip_uint64_t n,
                         zip_source_cmd_t command)
{
    struct memory *m = source;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_OPEN:
        m->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_memory(m, data, n);
    case ZIP_SOURCE_SEEK:
        return n >= sizeof(zip_source_args_seek_t) ? seek_memory(m, data) : -1;
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)m->at;
    case ZIP_SOURCE_STAT:
        ((zip_stat_t *)data)->size = m->n;
        ((zip_stat_t *)data)->valid |= ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    case ZIP_SOURCE_ERROR:
        memcpy(data, (int[]){ZIP_ER_SEEK, 0}, 2 * sizeof(int));
        return 2 * sizeof(int);
    default: /* closed, freed: it is not libzip's */
        return 0;
    }
}

/* Opens what begins there; false where libzip finds no directory. The source belongs to
 * the archive once that is open. */
static bool open_at(struct archive *a, const char *p, size_t n, size_t start)
{
    a->start = start;
    a->memory = (struct memory){.p = p + start, .n = n - start};
    zip_source_t *source = a->zip->zip_source_function_create(serve, &a->memory, NULL);
    a->file = source ? a->zip->zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (source && !a->file) {
        a->zip->zip_source_free(source);
    }
    return a->file != NULL;
}

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

/* Notes which bytes of the file are the part's: its packed bytes begin where libzip reads
 * the first of them. */
static void note_place(struct archive *a, zip_uint64_t index, zip_uint64_t packed)
{
    char first;
    zip_file_t *part = a->zip->zip_fopen_index(a->file, index, ZIP_FL_ENCRYPTED);
    if (part && a->zip->zip_fread(part, &first, 1) == 1) {
        size_t at = a->memory.last, left = a->memory.n - at;
        size_t end = at + (packed < left ? (size_t)packed : left);
        a->listed[a->listed_count++] =
            (struct rf_zip_stretch){a->start + at, a->start + end};
    }
    if (part) {
        a->zip->zip_fclose(part);
    }
}

static int by_start(const void *a, const void *b)
{
    const struct rf_zip_stretch *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
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
    note_place(a, index, info.comp_size);
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

/* Looks into all parts, and into what the archive holds without listing it. Something may
 * stand in front of the archive: it is opened without that, where it does not open. */
static bool look_within(struct archive *a, const char *p, size_t n)
{
    struct rf_looking *l = a->l;
    struct rf_arena arena = {0};
    bool is_enough = false;
    size_t start = rf_look_zip_start(p, n);
    if (!open_at(a, p, n, 0) && !(start && open_at(a, p, n, start))) {
        rf_look_miss(l, "it is damaged, or cut off");
        return rf_look_zip_hidden(l, p, n, NULL, 0);
    }
    zip_uint64_t count = (zip_uint64_t)a->zip->zip_get_num_entries(a->file, 0);
    a->listed = RF_ARENA_NEW_ARRAY(&arena, count + 1, struct rf_zip_stretch);
    for (zip_uint64_t i = 0; i < count && !is_enough && rf_look_may_open(l); i++) {
        is_enough = look_at_part(a, i);
        if (l->is_full) {
            break;
        }
    }
    a->zip->zip_discard(a->file);
    qsort(a->listed, a->listed_count, sizeof *a->listed, by_start);
    is_enough = is_enough || rf_look_zip_hidden(l, p, n, a->listed, a->listed_count);
    rf_arena_clear(&arena);
    return is_enough;
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
        struct archive a = {.l = l, .zip = look->zip, .is_document = is_document};
        is_enough = look_within(&a, p, n);
        rf_look_leave(l, container);
    }
    return is_enough;
}
