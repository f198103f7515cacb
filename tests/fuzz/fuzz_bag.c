/* Any bytes as the texts of a bag: its manifests, bagit.txt, bag-info.txt, fetch.txt.
 * What is said of them is one line of text, and no bag is called whole whose manifests do
 * not have the bytes that are there (test).
 *
 * An input is the texts one after the other, each behind a line "=NAME"; what stands
 * before the first of them is a manifest. */
#define _GNU_SOURCE /* mkdtemp */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/manifest.h"
#include "archive/verify.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/str.h"
#include "fuzz.h"

static char bag[] = "/tmp/referat-fuzz-XXXXXX";
static int bag_fd = -1;

static const char payload[] = "hej\n";
static const char *const names[] = {"manifest-sha512.txt",    "bagit.txt",
                                    "bag-info.txt",           "fetch.txt",
                                    "tagmanifest-sha512.txt", "manifest-md5.txt"};
enum { NAME_COUNT = sizeof names / sizeof *names };

static void remove_all(void)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        unlinkat(bag_fd, names[i], 0);
    }
    unlinkat(bag_fd, "data/a.txt", 0);
    unlinkat(bag_fd, "data", AT_REMOVEDIR);
    rmdir(bag);
}

static void write_file(const char *name, const char *p, size_t n)
{
    int fd = openat(bag_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fuzz_require(fd >= 0 && rf_write_full(fd, p, n), "no file");
    close(fd);
}

static void make_ready(void)
{
    fuzz_require(mkdtemp(bag) != NULL, "no temporary folder");
    bag_fd = open(bag, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fuzz_require(bag_fd >= 0 && mkdirat(bag_fd, "data", 0700) == 0, "no folder");
    write_file("data/a.txt", payload, sizeof payload - 1);
    (void)atexit(remove_all);
}

/* ---- A manifest alone ---- */

static void complain(void *data, const struct rf_manifest *manifest, size_t line,
                     bool is_refusal, const char *message)
{
    (void)data;
    (void)is_refusal;
    fuzz_require(line > 0 && *manifest->name && *message, "a finding that says nothing");
}

/* Entries are sorted, safe, found again, and written as they can be read. */
static void check_manifest(const char *p, size_t n)
{
    struct rf_arena arena = {0};
    struct rf_manifest m = {.name = "manifest-sha512.txt"};
    struct rf_buf line = {0};
    const char *why;
    rf_manifest_read(&m, &arena, p, n, complain, NULL);
    for (size_t i = 0; i < m.count; i++) {
        const struct rf_manifest_entry *e = &m.list[i];
        fuzz_require(rf_manifest_path_is_safe(e->path, &why), "a path that leads out");
        fuzz_require(rf_manifest_find(&m, e->path) != NULL, "an entry that is lost");
        fuzz_require(!i || strcmp(m.list[i - 1].path, e->path) <= 0, "no order");
        rf_buf_reset(&line);
        rf_manifest_put_path(&line, e->path);
        fuzz_require(strcmp(rf_manifest_path(&arena, rf_buf_string(&line)), e->path) == 0,
                     "a path that is read otherwise than it is written");
    }
    rf_buf_clear(&line);
    rf_arena_clear(&arena);
}

/* ---- A whole bag ---- */

static void say(void *data, enum rf_bag_finding finding, const char *line)
{
    size_t *errors = data;
    *errors += finding > RF_BAG_WARNING;
    fuzz_require(rf_starts_with(line, bag), "a finding that names no file");
}

static bool lists_payload(const char *text, size_t n)
{
    char digits[RF_HASH_SIZE];
    struct rf_arena arena = {0};
    struct rf_manifest m = {.name = "manifest-sha512.txt"};
    struct rf_hash *hash = rf_hash_make(&arena, RF_SHA512);
    rf_hash_add(hash, payload, sizeof payload - 1);
    rf_hash_take(hash, digits);
    rf_manifest_read(&m, &arena, text, n, complain, NULL);
    const struct rf_manifest_entry *e = rf_manifest_find(&m, "data/a.txt");
    bool is_listed = e && strcmp(rf_fold(&arena, e->digits), digits) == 0;
    rf_arena_clear(&arena);
    return is_listed;
}

static void check_bag(const char *manifest, size_t n)
{
    struct rf_arena arena = {0};
    size_t errors = 0;
    struct rf_bag_check check = {
        .bag = bag, .say = say, .data = &errors, .arena = &arena};
    rf_bag_verify(&check);
    fuzz_require(check.is_valid == !errors, "a verdict that findings contradict");
    fuzz_require(!check.is_valid || check.payload_count == 1, "a file that was not seen");
    bool is_proved = !check.is_valid || !strstr(check.algorithms, "sha512") ||
                     lists_payload(manifest, n);
    fuzz_require(is_proved, "a bag is called whole that is not");
    rf_arena_clear(&arena);
}

/* The text of that name, or NULL. */
static const char *find_text(const char *p, size_t n, const char *name, size_t *size)
{
    struct rf_buf head = {0};
    rf_buf_printf(&head, "\n=%s\n", name);
    const char *at = memmem(p, n, rf_buf_string(&head), head.n);
    const char *text = at ? at + head.n : NULL;
    size_t left = text ? n - (size_t)(text - p) : 0;
    const char *end = text ? memmem(text, left, "\n=", 2) : NULL;
    *size = end ? (size_t)(end - text) + 1 : left;
    rf_buf_clear(&head);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *p = (const char *)data, *end = n ? memmem(p, n, "\n=", 2) : NULL;
    size_t first = end ? (size_t)(end - p) + 1 : n;
    if (bag_fd < 0) {
        make_ready();
    }
    check_manifest(p, first);
    write_file(names[0], p, first);
    for (size_t i = 1; i < NAME_COUNT; i++) {
        size_t size;
        const char *text = n ? find_text(p, n, names[i], &size) : NULL;
        unlinkat(bag_fd, names[i], 0);
        if (text) {
            write_file(names[i], text, size);
        }
    }
    check_bag(p, first);
    return 0;
}
