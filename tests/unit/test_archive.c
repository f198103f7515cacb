/* Tests of the archive's parts: checksums, names, manifests, and what a public archive
 * leaves out (archive, base/hash.h). */
#define _GNU_SOURCE /* nftw */
#include "archive/archive.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/manifest.h"
#include "base/hash.h"
#include "harness.h"
#include "referat/referat.h"

/* ---- Checksums ---- */

/* "abc": RFC 1321, FIPS 180-2. */
static void checksums(struct test *t)
{
    static const struct {
        const char *name, *start;
    } kinds[] = {
        {"md5", "900150983cd24fb0d6963f7d28e17f72"},
        {"sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"sha384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"},
        {"sha512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"},
    };
    struct rf_arena arena = {0};
    char digits[RF_HASH_SIZE];
    for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
        enum rf_hash_kind kind = RF_HASH_COUNT;
        CHECK_ABOUT(t, rf_hash_find(kinds[i].name, &kind), kinds[i].name);
        struct rf_hash *hash = rf_hash_make(&arena, kind);
        for (int round = 0; round < 2; round++) { /* it begins anew */
            rf_hash_add(hash, "a", 1);
            rf_hash_add(hash, "bc", 2);
            rf_hash_take(hash, digits);
            CHECK_ABOUT(t, strstr(digits, kinds[i].start) == digits, kinds[i].name);
            CHECK_INT_ABOUT(t, strlen(digits), rf_hash_digits(kind), kinds[i].name);
        }
    }
    enum rf_hash_kind kind;
    CHECK(t, !rf_hash_find("sha3", &kind));
    rf_arena_clear(&arena);
}

/* ---- Names ---- */

static void plain_paths(struct test *t)
{
    static const struct {
        const char *from, *to;
    } paths[] = {
        {"bilag/Møde 3.md", "bilag/Møde 3.md"},
        {"50% rabat.md", "50_ rabat.md"},
        {"a\nb\r\tc", "a_b__c"},
        {"a:b/c*d?", "a_b/c_d_"},
        {"\"<x>|\\", "__x___"},
        {" a /b./.c..", "_a_/b_/.c._"},
        {"\xFF\xC3.md", "__.md"},
        {"A\xCC\x8A.md", "\xC3\x85.md"}, /* NFD becomes NFC */
        {"x\xE2\x80\xAEy", "x_y"},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(paths); i++) {
        CHECK_STRING_ABOUT(t, rf_plain_path(&arena, paths[i].from), paths[i].to,
                           paths[i].to);
    }
    rf_arena_clear(&arena);
}

static void claims(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_set names = {.arena = &arena};
    CHECK_STRING(t, rf_claim_path(&names, "a/Notat.md"), "a/Notat.md");
    CHECK_STRING(t, rf_claim_path(&names, "a/notat.md"), "a/notat-2.md");
    CHECK_STRING(t, rf_claim_path(&names, "a/notat.md"), "a/notat-3.md");
    CHECK_STRING(t, rf_claim_path(&names, "b.c/notat"), "b.c/notat");
    CHECK_STRING(t, rf_claim_path(&names, "b.c/Notat"), "b.c/Notat-2");
    CHECK_STRING(t, rf_claim_path(&names, ".x"), ".x");
    CHECK_STRING(t, rf_claim_path(&names, ".X"), ".X-2");
    rf_arena_clear(&arena);
}

/* ---- Manifests ---- */

static void paths_in_manifests(struct test *t)
{
    static const struct {
        const char *path, *written;
    } paths[] = {
        {"data/a b.md", "data/a b.md"},
        {"data/50%.md", "data/50%25.md"},
        {"data/a\nb\r.md", "data/a%0Ab%0D.md"},
        {"data/%0A", "data/%250A"},
    };
    struct rf_arena arena = {0};
    struct rf_buf out = {0};
    for (size_t i = 0; i < TEST_COUNT(paths); i++) {
        rf_buf_reset(&out);
        rf_manifest_put_path(&out, paths[i].path);
        CHECK_STRING(t, rf_buf_string(&out), paths[i].written);
        CHECK_STRING(t, rf_manifest_path(&arena, paths[i].written), paths[i].path);
    }
    CHECK_STRING(t, rf_manifest_path(&arena, "data/%7Ea%0a%"), "data/%7Ea\n%");
    rf_buf_clear(&out);
    rf_arena_clear(&arena);
}

static void unsafe_paths(struct test *t)
{
    static const char *const unsafe[] = {
        "/data/a", "../a", "data/../../a", "data/..", "~/a", "~root/a",
        "data//a", "",     "data/./a",     "data/a/",
    };
    const char *why = "";
    for (size_t i = 0; i < TEST_COUNT(unsafe); i++) {
        CHECK_ABOUT(t, !rf_manifest_path_is_safe(unsafe[i], &why) && *why, unsafe[i]);
    }
    CHECK(t, rf_manifest_path_is_safe("data/..a/b..c/~d/...", &why));
}

/* ---- Archives ---- */

static void write_file(struct rf_arena *arena, const char *folder, const char *name,
                       const char *text)
{
    const char *path = rf_arena_join(arena, folder, "/", name, NULL);
    FILE *file = fopen(path, "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static void make_meeting(struct rf_arena *arena, const char *folder, const char *name,
                         const char *more)
{
    const char *path = rf_arena_join(arena, folder, "/", name, NULL);
    if (mkdir(path, 0777) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    write_file(arena, path, "aaben.csv", "a;b\n");
    write_file(arena, path, "lukket.csv", "c;d\n");
    write_file(arena, path, "agenda.md",
               rf_arena_join(arena,
                             "---\nkind: agenda\nitems:\n  - title: Pumpe\n"
                             "    annexes: [aaben.csv]\n",
                             more, "---\n", NULL));
}

static int remove_entry(const char *path, const struct stat *info, int type,
                        struct FTW *where)
{
    (void)info;
    (void)type;
    (void)where;
    return remove(path);
}

/* Takes the series in; the paths of the payload, a line each, and what went wrong. */
static const char *archive_series(struct rf_arena *arena, const char *series,
                                  const char *bag, bool is_public, const char *change)
{
    struct rf_archive archive;
    struct referat_options options = referat_default_options();
    options.edition = is_public ? REFERAT_EDITION_PUBLIC : REFERAT_EDITION_FULL;
    struct referat *run = referat_open(series, &options);
    const char *paths = "";
    bool is_done = rf_archive_begin(&archive, bag, is_public, arena);
    struct rf_archive_series *s = NULL;
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        if (!s) {
            s = rf_archive_series(&archive, series, "", unit->series);
        } else if (unit->meeting) {
            if (change) {
                ((struct referat_meeting *)unit->meeting)->agenda->document.sha256 =
                    change;
            }
            is_done = is_done && rf_archive_meeting(&archive, s, unit->meeting);
        }
    }
    for (size_t i = 0; i < archive.bag.payload.count; i++) {
        paths = rf_arena_join(arena, paths, archive.bag.payload.list[i].path, "\n", NULL);
    }
    paths = is_done ? paths : rf_arena_string(arena, archive.bag.error);
    rf_archive_clear(&archive);
    referat_close(run);
    return paths;
}

struct place {
    struct rf_arena arena;
    char folder[32];
    const char *series, *bag;
};

static void open_place(struct place *p)
{
    *p = (struct place){.folder = "/tmp/referat-unit-XXXXXX"};
    if (!mkdtemp(p->folder)) {
        perror(p->folder);
        exit(EXIT_FAILURE);
    }
    p->series = rf_arena_join(&p->arena, p->folder, "/serie", NULL);
    p->bag = rf_arena_join(&p->arena, p->folder, "/bag", NULL);
    mkdir(p->series, 0777);
    make_meeting(&p->arena, p->series, "2026-01-05", "");
    make_meeting(&p->arena, p->series, "2026-02-02",
                 "  - title: Sag\n    access: closed\n    annexes: [lukket.csv]\n");
}

static void close_place(struct place *p)
{
    nftw(p->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    rf_arena_clear(&p->arena);
}

static void full_archives_hold_everything(struct test *t)
{
    struct place p;
    open_place(&p);
    const char *paths = archive_series(&p.arena, p.series, p.bag, false, NULL);
    CHECK_STRING(t, paths,
                 "data/2026-01-05/source/agenda.md\n"
                 "data/2026-01-05/annexes/punkt-1-bilag-1-aaben.csv\n"
                 "data/2026-02-02/source/agenda.md\n"
                 "data/2026-02-02/annexes/punkt-1-bilag-1-aaben.csv\n"
                 "data/2026-02-02/annexes/punkt-2-bilag-1-lukket.csv\n");
    CHECK(t, rf_tree_look(p.bag) == RF_TREE_ABSENT); /* it was never finished */
    close_place(&p);
}

static void public_archives_hold_nothing_closed(struct test *t)
{
    struct place p;
    open_place(&p);
    const char *paths = archive_series(&p.arena, p.series, p.bag, true, NULL);
    CHECK_STRING(t, paths,
                 "data/2026-01-05/source/agenda.md\n"
                 "data/2026-01-05/annexes/punkt-1-bilag-1-aaben.csv\n"
                 "data/2026-02-02/annexes/punkt-1-bilag-1-aaben.csv\n");
    close_place(&p);
}

static void a_source_that_changed_is_refused(struct test *t)
{
    struct place p;
    open_place(&p);
    const char *said = archive_series(&p.arena, p.series, p.bag, false, "00");
    CHECK_ABOUT(t, strstr(said, "agenda.md: the file was changed meanwhile"), said);
    close_place(&p);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(checksums),
        TEST(plain_paths),
        TEST(claims),
        TEST(paths_in_manifests),
        TEST(unsafe_paths),
        TEST(full_archives_hold_everything),
        TEST(public_archives_hold_nothing_closed),
        TEST(a_source_that_changed_is_refused),
    };
    return test_run(cases, TEST_COUNT(cases));
}
