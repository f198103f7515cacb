/* A BagIt bag being made (archive). RFC 8493, version 1.0.
 *
 * Every file goes through put_file, which writes it, adds it to a list and computes its
 * SHA-512 while the bytes pass. The lists become the manifests, and each file of the
 * payload a row of the inventory. */
#include "archive/bag.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/bag_paths.h"
#include "archive/manifest.h"
#include "base/bytes.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/list.h"
#include "base/media_type.h"
#include "base/str.h"

static const char tag_manifest_name[] = "tagmanifest-sha512.txt";

/* ---- The inventory ---- */

static const char *const columns[] = {
    "id",         "title",  "meeting", "item",    "annex", "date",
    "kind",       "access", "status",  "role",    "path",  "original_name",
    "media_type", "bytes",  "sha512",  "edition",
};

/* Adds a row to the inventory. path, size and digits are "" where it is about no file. */
static void put_row(struct rf_bag *bag, const struct rf_bag_row *row, const char *path,
                    const char *size, const char *digits)
{
    struct rf_arena *arena = &bag->tree.paths;
    struct rf_buf original = {0};
    char iso[RF_ISO_DATE_SIZE];
    rf_utf8_put_clean(&original, row->original_name ? row->original_name : "");
    const char *const cells[] = {
        row->id,
        row->title,
        row->meeting,
        row->item,
        row->annex ? rf_arena_decimal(arena, (size_t)row->annex) : "",
        row->date.year ? rf_date_iso(&row->date, iso) : "",
        row->kind,
        row->is_closed ? "closed" : "open",
        row->status,
        row->role,
        path,
        rf_buf_string(&original),
        row->media_type ? row->media_type
        : *path         ? rf_media_type(path, RF_MEDIA_IN_BAG)
                        : "",
        size,
        digits,
        bag->edition,
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        rf_csv_cell(&bag->inventory, i, cells[i] ? cells[i] : "", true);
    }
    rf_csv_end_row(&bag->inventory);
    rf_buf_clear(&original);
}

/* ---- Files ---- */

/* Writes a file and adds it to a list. sha256: what the bytes are to be, which are those
 * that were compiled; NULL: anything. */
static bool put_file(struct rf_bag *bag, struct rf_bag_list *list,
                     const struct rf_output *output, const char *sha256,
                     uint64_t *size_bytes)
{
    struct rf_hash *const hashes[] = {bag->sha512, sha256 ? bag->sha256 : NULL, NULL};
    char digits[RF_HASH_SIZE];
    if (!rf_tree_put(&bag->tree, output, hashes, size_bytes)) {
        bag->error = bag->tree.error;
        return false;
    }
    if (sha256 && strcmp(rf_hash_take(bag->sha256, digits), sha256) != 0) {
        bag->error = rf_arena_format(bag->arena,
                                     "%s: the file was changed meanwhile: export again",
                                     output->copy_from);
        return false;
    }
    struct rf_bag_file file = {
        rf_arena_string(bag->arena, output->path),
        rf_arena_string(bag->arena, rf_hash_take(bag->sha512, digits))};
    RF_LIST_ADD(bag->arena, list, file);
    return true;
}

bool rf_bag_begin(struct rf_bag *bag, const char *dir, const char *edition,
                  struct rf_arena *arena)
{
    *bag = (struct rf_bag){
        .tree = {.dir = dir, .arena = arena},
        .arena = arena,
        .sha512 = rf_hash_make(arena, RF_SHA512),
        .sha256 = rf_hash_make(arena, RF_SHA256),
        .edition = edition,
    };
    rf_csv_begin(&bag->inventory);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        rf_csv_cell(&bag->inventory, i, columns[i], false);
    }
    rf_csv_end_row(&bag->inventory);
    bool is_done = rf_tree_begin(&bag->tree);
    bag->error = bag->tree.error;
    return is_done;
}

bool rf_bag_add(struct rf_bag *bag, const struct rf_bag_row *row,
                const struct rf_output *output)
{
    uint64_t size_bytes;
    if (!put_file(bag, &bag->payload, output, row->sha256, &size_bytes)) {
        return false;
    }
    bag->payload_bytes += size_bytes;
    put_row(bag, row, output->path,
            rf_arena_decimal(&bag->tree.paths, (size_t)size_bytes),
            bag->payload.list[bag->payload.count - 1].digits);
    return true;
}

void rf_bag_note(struct rf_bag *bag, const struct rf_bag_row *row)
{
    put_row(bag, row, "", "", "");
}

/* Puts a file beside the payload; it is listed as `list` says. */
static bool put_bytes(struct rf_bag *bag, struct rf_bag_list *list, const char *path,
                      const struct rf_buf *bytes)
{
    uint64_t size_bytes;
    const struct rf_output output = {
        .path = path, .bytes = bytes->p ? bytes->p : "", .n = bytes->n};
    return put_file(bag, list, &output, NULL, &size_bytes);
}

bool rf_bag_add_tag(struct rf_bag *bag, const char *path, const struct rf_buf *bytes)
{
    return put_bytes(bag, &bag->tags, path, bytes);
}

/* ---- The end ---- */

void rf_bag_put_info(struct rf_buf *info, const char *label, const char *value)
{
    if (!value || !*value) {
        return;
    }
    rf_buf_puts(info, label);
    rf_buf_puts(info, ": ");
    for (; *value; value++) {
        rf_buf_char(info, *value == '\n' || *value == '\r' ? ' ' : *value);
    }
    rf_buf_char(info, '\n');
}

/* Manifests are sorted bytewise, so that the same payload gives the same manifest. */
static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct rf_bag_file *)a)->path,
                  ((const struct rf_bag_file *)b)->path);
}

/* As sha512sum writes and reads it. */
static void make_manifest(struct rf_bag_list *list, struct rf_buf *out)
{
    if (list->count) {
        qsort(list->list, list->count, sizeof *list->list, compare_files);
    }
    for (size_t i = 0; i < list->count; i++) {
        rf_buf_puts(out, list->list[i].digits);
        rf_buf_puts(out, "  ");
        rf_manifest_put_path(out, list->list[i].path);
        rf_buf_char(out, '\n');
    }
}

/* The order is that of what each counts: bag-info.txt the payload, the payload's manifest
 * its files, the tag manifest all other files but itself (RFC 8493, 2.2.1). */
bool rf_bag_close(struct rf_bag *bag, const struct rf_buf *info)
{
    struct rf_bag_list unlisted = {0};
    struct rf_buf text = {0};
    rf_buf_puts(&text, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    bool is_done = rf_bag_add_tag(bag, "bagit.txt", &text);
    rf_buf_reset(&text);
    rf_buf_add(&text, info->p ? info->p : "", info->n);
    rf_buf_printf(&text, "Payload-Oxum: %llu.%zu\n",
                  (unsigned long long)bag->payload_bytes, bag->payload.count);
    is_done = is_done && rf_bag_add_tag(bag, "bag-info.txt", &text) &&
              rf_bag_add_tag(bag, "metadata/inventory.csv", &bag->inventory);
    rf_buf_reset(&text);
    make_manifest(&bag->payload, &text);
    is_done = is_done && rf_bag_add_tag(bag, "manifest-sha512.txt", &text);
    rf_buf_clear(&text);
    if (is_done) {
        make_manifest(&bag->tags, &bag->tag_manifest);
    }
    return is_done && put_bytes(bag, &unlisted, tag_manifest_name, &bag->tag_manifest);
}

/* Two bags are the same where their tag manifests are: these have the checksums of all
 * files, or of manifests that do. */
bool rf_bag_is_same(const struct rf_bag *bag, const char *dir)
{
    struct rf_arena arena = {0};
    off_t size_bytes;
    const char *path = rf_arena_join(&arena, dir, "/", tag_manifest_name, NULL);
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    bool is_same = fd >= 0 && (size_t)size_bytes == bag->tag_manifest.n;
    if (is_same) {
        char *text = rf_arena_take(&arena, bag->tag_manifest.n);
        ssize_t got = rf_read_full(fd, text, bag->tag_manifest.n);
        is_same = got == (ssize_t)bag->tag_manifest.n &&
                  memcmp(text, bag->tag_manifest.p, bag->tag_manifest.n) == 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    rf_arena_clear(&arena);
    return is_same;
}

bool rf_bag_finish(struct rf_bag *bag)
{
    bool is_done = rf_tree_finish(&bag->tree);
    bag->error = bag->tree.error;
    return is_done;
}

void rf_bag_clear(struct rf_bag *bag)
{
    rf_tree_abandon(&bag->tree);
    rf_buf_clear(&bag->inventory);
    rf_buf_clear(&bag->tag_manifest);
}
