/* What a file is by its bytes, and who looks into it (leak_scan).
 *
 * The table of kinds is the list of what is read, and of what is named as not read. A
 * look has one budget of bytes, parts and programs for a file and all within it; what
 * exceeds it is reported as unseen, never as clean. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/look.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/set.h"
#include "base/subprocess.h"
#include "leak_scan/readers.h"

/* ---- The result ---- */

bool rf_look_say(struct rf_looking *l, const char *text, size_t n)
{
    if (n && l->look->see && l->look->see(l->look->data, text, n)) {
        l->result.is_enough = true;
    }
    return l->result.is_enough || rf_program_interrupted();
}

/* Sets the reason, with the path of what is at hand, and counts it. */
static bool miss(struct rf_looking *l, const char *why)
{
    l->result.unseen = rf_arena_join(l->arena, l->path, *l->path ? ": " : "", why, NULL);
    l->unseen_count++;
    return false;
}

bool rf_look_miss(struct rf_looking *l, const char *why)
{
    if (!l->is_guess && l->unseen_count) {
        l->unseen_count++;
    } else if (!l->is_guess) {
        miss(l, why);
    }
    return false;
}

bool rf_look_lacks(struct rf_looking *l, const char *what)
{
    l->result.missing = what;
    return true;
}

/* ---- Limits ---- */

/* A limit that was exceeded replaces any other reason: what else was missed may lie in
 * the part that was not looked into. */
static bool exceed(struct rf_looking *l, const char *why)
{
    const char *path = l->path;
    l->path = "";
    miss(l, why);
    l->path = path;
    return false;
}

bool rf_look_may_unpack(struct rf_looking *l, size_t n)
{
    if (n > l->bytes_left) {
        l->bytes_left = 0;
        l->is_full = true;
        return exceed(l, "it unpacks to more than referat looks into");
    }
    l->bytes_left -= n;
    return true;
}

bool rf_look_may_open(struct rf_looking *l)
{
    if (!l->parts_left) {
        return exceed(l, "it has more parts than referat looks into");
    }
    l->parts_left--;
    return true;
}

bool rf_look_enter(struct rf_looking *l, enum rf_container container)
{
    const unsigned deepest = RF_LIMIT_LOOK_DEPTH;
    bool is_archive = container == RF_ARCHIVE;
    if (l->archives + l->documents >= deepest + !is_archive ||
        (is_archive && l->archives >= deepest)) {
        return rf_look_miss(l, "it lies deeper than referat looks");
    }
    l->archives += is_archive;
    l->documents += !is_archive;
    return true;
}

void rf_look_leave(struct rf_looking *l, enum rf_container container)
{
    l->archives -= container == RF_ARCHIVE;
    l->documents -= container == RF_DOCUMENT;
}

/* ---- What it is ---- */

enum { SHORTEST_FILE = 32 }; /* fewer bytes hold no packed text that is looked for */

#define UNPACKED_BY_OTHERS "it is an archive of a kind that referat does not unpack"
#define RECORDING "it is a film or a recording"

static const struct kind {
    const char *magic;
    unsigned short at, n; /* where that stands, and how long it is */
    bool (*read)(struct rf_looking *l, const char *p, size_t n); /* NULL: as raw bytes */
    const char *unread; /* what raw bytes do not tell of it; NULL: they tell all */
} kinds[] = {
    {"PK\3\4", 0, 4, rf_look_zip, NULL},
    {"PK\5\6", 0, 4, rf_look_zip, NULL},
    {"\x1F\x8B\x08", 0, 3, rf_look_gzip, NULL},
    {"{\\rtf", 0, 5, rf_look_rtf, NULL},
    {"\x89PNG\r\n\x1A\n", 0, 8, rf_look_png, NULL},
    {"\xFF\xD8\xFF", 0, 3, rf_look_jpeg, NULL},
    {"GIF87a", 0, 6, rf_look_gif, NULL},
    {"GIF89a", 0, 6, rf_look_gif, NULL},
    {"WEBP", 8, 4, NULL, NULL},
    {"II*\0", 0, 4, NULL, NULL}, /* TIFF */
    {"MM\0*", 0, 4, NULL, NULL},
    {"\0\1\0\0\0", 0, 5, NULL, NULL}, /* fonts */
    {"OTTO\0", 0, 5, NULL, NULL},
    {"true\0", 0, 5, NULL, NULL},
    {"ttcf\0", 0, 5, NULL, NULL},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, 8, NULL,
     "it is a file of an older office program (.doc, .xls, .ppt, .msg), or encrypted"},
    {"7z\xBC\xAF\x27\x1C", 0, 6, NULL, UNPACKED_BY_OTHERS},
    {"Rar!\x1A\x07", 0, 6, NULL, UNPACKED_BY_OTHERS},
    {"1AY&SY", 4, 6, NULL, UNPACKED_BY_OTHERS}, /* bzip2 */
    {"\xFD"
     "7zXZ\0",
     0, 6, NULL, UNPACKED_BY_OTHERS},
    {"\x28\xB5\x2F\xFD", 0, 4, NULL, UNPACKED_BY_OTHERS}, /* Zstandard */
    {"MSCF\0", 0, 5, NULL, UNPACKED_BY_OTHERS},
    {"ftyp", 4, 4, NULL, RECORDING ", or a picture of a kind that referat does not read"},
    {"RIFF", 0, 4, NULL, RECORDING},
    {"OggS\0", 0, 5, NULL, RECORDING},
    {"ID3", 0, 3, NULL, RECORDING},
    {"fLaC\0", 0, 5, NULL, RECORDING},
    {"\x1A\x45\xDF\xA3", 0, 4, NULL, RECORDING},
    {"SQLite format 3\0", 0, 16, NULL, "it is a database"},
};

/* The first row of the table whose bytes are there; NULL: the kind is not known by them.
 */
static const struct kind *kind_of(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct kind *kind = &kinds[i];
        if (n >= (size_t)kind->at + kind->n &&
            memcmp(p + kind->at, kind->magic, kind->n) == 0) {
            return kind;
        }
    }
    return NULL;
}

/* True for bytes of which none is a control character that text does not have. */
static bool is_text(const char *p, size_t n)
{
    static const bool is_control[32] = {
        [0] = 1,  [1] = 1,  [2] = 1,  [3] = 1,  [4] = 1,  [5] = 1,  [6] = 1,  [7] = 1,
        [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1, [19] = 1, [20] = 1, [21] = 1,
        [22] = 1, [23] = 1, [24] = 1, [25] = 1, [28] = 1, [29] = 1, [30] = 1, [31] = 1};
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)p[i] < 32 && is_control[(unsigned char)p[i]]) {
            return false;
        }
    }
    return true;
}

/* What is appended to a file, or stands in front of it, may be another one. */
static bool look_at_hidden(struct rf_looking *l, const struct kind *kind, const char *p,
                           size_t n)
{
    bool is_archive = kind && kind->read == rf_look_zip;
    return !is_archive && rf_look_ends_as_zip(p, n) && rf_look_zip(l, p, n);
}

/* Looks into bytes as what they are: by the first bytes, then as tar or text, else for
 * strings in them. What is appended to a file, or stands in front of it, is looked into
 * as well where it ends as a ZIP file does. */
static bool look_at(struct rf_looking *l, const char *p, size_t n)
{
    const struct kind *kind = kind_of(p, n);
    if (rf_look_is_pdf(p, n)) {
        return rf_look_pdf(l, p, n) || look_at_hidden(l, NULL, p, n);
    }
    if (kind && kind->read) {
        return kind->read(l, p, n) || look_at_hidden(l, kind, p, n);
    }
    if (kind) {
        if (kind->unread) {
            rf_look_miss(l, kind->unread);
        }
        return rf_look_raw(l, p, n) || look_at_hidden(l, kind, p, n);
    }
    if (rf_look_is_tar(p, n)) {
        return rf_look_tar(l, p, n);
    }
    if (is_text(p, n) || rf_look_wide_charset(p, n)) {
        if (n >= 4 && memcmp(p, "%!PS", 4) == 0) {
            rf_look_miss(l, "it is PostScript, of which referat reads no page");
        }
        return rf_look_is_mail(p, n) ? rf_look_mail(l, p, n) : rf_look_encoded(l, p, n);
    }
    if (n >= SHORTEST_FILE && !rf_look_ends_as_zip(p, n)) {
        rf_look_miss(l, "it is of a kind that referat does not know");
    }
    return rf_look_raw(l, p, n) || look_at_hidden(l, NULL, p, n);
}

/* ---- Parts ---- */

/* What takes other programs to read, or holds other files, is looked into once. */
static bool is_costly(const char *p, size_t n)
{
    const struct kind *kind = kind_of(p, n);
    return rf_look_is_pdf(p, n) || (kind && kind->read == rf_look_zip);
}

/* A costly part that lies at several places of the file is looked into once. */
bool rf_look_part(struct rf_looking *l, const char *name, const char *p, size_t n,
                  enum rf_part_kind part)
{
    const char *path = l->path;
    bool is_guess = l->is_guess, is_known = false;
    if (name) {
        l->path = rf_arena_join(l->arena, path, *path ? "/" : "", name, NULL);
    }
    l->is_guess =
        is_guess || (part == RF_PART_GUESS && !kind_of(p, n) && !rf_look_is_pdf(p, n));
    if (n && is_costly(p, n)) {
        char sum[RF_SHA256_SIZE];
        rf_sha256(p, n, sum);
        is_known = !rf_set_add(&l->parts, sum);
    }
    bool is_enough = n && !is_known && look_at(l, p, n);
    l->path = path;
    l->is_guess = is_guess;
    return is_enough;
}

/* ---- Files ---- */

void rf_look_init(struct rf_look *look, rf_look_see *see, void *data)
{
    *look = (struct rf_look){.see = see, .data = data};
    look->known.arena = &look->arena;
}

void rf_look_clear(struct rf_look *look)
{
    rf_arena_clear(&look->arena);
    *look = (struct rf_look){0};
}

struct rf_look_result rf_look_into(struct rf_look *look, const char *bytes, size_t n,
                                   struct rf_arena *arena)
{
    struct rf_looking l = {.look = look,
                           .arena = arena,
                           .path = "",
                           .parts = {.arena = arena},
                           .bytes_left = RF_LIMIT_LOOK_BYTES,
                           .parts_left = RF_LIMIT_LOOK_PARTS,
                           .programs_left = RF_LIMIT_LOOK_PROGRAMS};
    char sum[RF_SHA256_SIZE] = "";
    if (is_costly(bytes, n) && rf_set_has(&look->known, rf_sha256(bytes, n, sum))) {
        return l.result;
    }
    bool ends = n && look_at(&l, bytes, n);
    if (l.unseen_count > 1) {
        l.result.unseen = rf_arena_format(arena, "%s (and %zu more)", l.result.unseen,
                                          l.unseen_count - 1);
    }
    if (!ends && !l.result.unseen && *sum) {
        rf_set_add(&look->known, sum);
    }
    return l.result;
}
