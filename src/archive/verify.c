/* Whether a BagIt bag is complete and unchanged (archive). RFC 8493 section 3.
 *
 * Made for bags of any tool and of any version since 0.93: a finding says what is wrong
 * and how grave it is, and verification goes on, so that one run reports everything.
 * What cannot be read limits what is said: nothing is called missing then. */
#include "archive/verify.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/verifier.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/str.h"

bool rf_bag_may_be_bag(const char *folder)
{
    bool has_one = false;
    DIR *dir = opendir(folder);
    if (!dir && errno != ENOENT && errno != ENOTDIR) {
        return true; /* it may be one: verifying it reports why it cannot be read */
    }
    errno = 0;
    for (const struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        has_one = has_one || strcmp(entry->d_name, "bagit.txt") == 0 ||
                  rf_starts_with(entry->d_name, "manifest-");
    }
    has_one = has_one || (dir && errno); /* as above */
    if (dir) {
        closedir(dir);
    }
    return has_one;
}

/* ---- Findings ---- */

void rf_verifier_say(struct rf_verifier *v, enum rf_bag_finding finding, const char *path,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *what = rf_arena_vformat(v->arena, format, args);
    va_end(args);
    v->check->is_valid = v->check->is_valid && finding <= RF_BAG_WARNING;
    v->check->say(
        v->check->data, finding,
        rf_arena_join(v->arena, v->check->bag, *path ? "/" : "", path, ": ", what, NULL));
}

/* ---- Text ---- */

/* Reports errno; what is missing or unlisted cannot be said any more. */
static bool say_unreadable(struct rf_verifier *v, const char *name)
{
    rf_verifier_say(v, RF_BAG_UNREADABLE, name, "%s", strerror(errno));
    v->is_partly_seen = true;
    return false;
}

/* Reads a tag file as text: a regular file of limited size, in UTF-8, without NUL.
 * Manifests of another encoding are refused by bagit.txt. */
static bool read_open(struct rf_verifier *v, const char *name, int fd,
                      struct rf_buf *text)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return say_unreadable(v, name);
    }
    if (!S_ISREG(info.st_mode)) {
        rf_verifier_say(v, RF_BAG_REFUSED, name, "is no regular file");
        return false;
    }
    if (info.st_size > RF_LIMIT_BAG_TEXT_BYTES) {
        rf_verifier_say(v, RF_BAG_REFUSED, name, "is larger than %d MiB",
                        RF_LIMIT_BAG_TEXT_BYTES >> 20);
        return false;
    }
    rf_buf_reserve(text, (size_t)info.st_size + 1);
    ssize_t got = rf_read_full(fd, text->p, (size_t)info.st_size);
    if (got < 0) {
        return say_unreadable(v, name);
    }
    text->n = (size_t)got;
    if (rf_utf8_valid(text->p, text->n) != text->n || memchr(text->p, '\0', text->n)) {
        rf_verifier_say(v, RF_BAG_WRONG, name, "is not text in UTF-8");
        return false;
    }
    return true;
}

bool rf_verifier_read(struct rf_verifier *v, const char *name, struct rf_buf *text)
{
    rf_buf_reset(text);
    int fd = openat(v->root, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        if (errno == ELOOP) {
            rf_verifier_say(v, RF_BAG_REFUSED, name, "is a link: a bag holds files only");
        } else if (errno != ENOENT) {
            say_unreadable(v, name);
        }
        return false;
    }
    bool is_read = read_open(v, name, fd, text);
    close(fd);
    if (!is_read) {
        errno = EINVAL;
    }
    return is_read;
}

/* ---- Manifests ---- */

/* What reading a manifest finds, as a finding about that manifest. */
static void complain(void *data, const struct rf_manifest *manifest, size_t line,
                     bool is_refusal, const char *message)
{
    rf_verifier_say(data, is_refusal ? RF_BAG_REFUSED : RF_BAG_WRONG, manifest->name,
                    "line %zu: %s", line, message);
}

/* Version 1.0: once each. Before, twice the same was a blemish. */
static void check_repeated(struct rf_verifier *v, struct rf_manifest *m)
{
    for (size_t i = 1; i < m->count; i++) {
        struct rf_manifest_entry *e = &m->list[i], *before = e - 1;
        if (strcmp(before->path, e->path) != 0) {
            continue;
        }
        bool is_same = strcmp(before->digits, e->digits) == 0;
        rf_verifier_say(v, is_same && !v->is_strict ? RF_BAG_WARNING : RF_BAG_WRONG,
                        m->name, "lines %zu and %zu list '%s' twice", before->line,
                        e->line, e->path);
        e->is_seen = true; /* the first stands for both */
    }
}

/* Reads a manifest and checks it by itself: entries twice, and entries for files that the
 * other kind of manifest is for. These are reported once and count as seen. */
static void read_manifest(struct rf_verifier *v, struct rf_manifests *to,
                          const char *name, struct rf_buf *text)
{
    bool are_payload = to == &v->payload;
    if (!rf_verifier_read(v, name, text)) {
        return;
    }
    struct rf_manifest *m = &to->list[to->count++];
    m->name = name;
    rf_manifest_read(m, v->arena, text->p, text->n, complain, v);
    if (!m->is_known) {
        rf_verifier_say(v, RF_BAG_WARNING, name,
                        "the checksum '%s' is not known here: it was not checked",
                        m->word);
    } else if (!v->hashes[m->kind]) {
        v->hashes[m->kind] = rf_hash_make(v->arena, m->kind);
    }
    check_repeated(v, m);
    for (size_t i = 0; i < m->count; i++) {
        struct rf_manifest_entry *e = &m->list[i];
        if (rf_starts_with(e->path, "data/") != are_payload) {
            rf_verifier_say(v, RF_BAG_WRONG, m->name, "line %zu: '%s' is %s data/",
                            e->line, e->path, are_payload ? "outside" : "below");
            e->is_seen = true;
        }
    }
}

/* Manifests are read in the order of their names, so that findings come in one order. */
static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the manifests, sorted. */
static const char **list_manifests(struct rf_verifier *v, size_t *count)
{
    const char **names =
        RF_ARENA_NEW_ARRAY(v->arena, RF_LIMIT_BAG_MANIFESTS, const char *);
    int fd = openat(v->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    int reason = errno;
    *count = 0;
    errno = 0;
    for (struct dirent *e; folder && (e = readdir(folder)) != NULL;) {
        const char *name = e->d_name;
        bool is_one =
            (rf_starts_with(name, "manifest-") || rf_starts_with(name, "tagmanifest-")) &&
            rf_ends_with(name, ".txt");
        if (is_one && *count < RF_LIMIT_BAG_MANIFESTS) {
            names[(*count)++] = rf_arena_string(v->arena, name);
        } else if (is_one) {
            rf_verifier_say(v, RF_BAG_REFUSED, name, "is one manifest more than %d",
                            RF_LIMIT_BAG_MANIFESTS);
        }
        errno = 0;
    }
    if (folder) {
        reason = errno;
        closedir(folder);
    } else if (fd >= 0) {
        close(fd);
    }
    if (reason) {
        errno = reason;
        say_unreadable(v, "");
    }
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

/* What the manifests can prove. */
static void check_algorithms(struct rf_verifier *v)
{
    struct rf_buf list = {0};
    bool has_strong = false;
    for (size_t i = 0; i < v->payload.count; i++) {
        const struct rf_manifest *m = &v->payload.list[i];
        if (m->is_known) {
            rf_buf_puts(&list, list.n ? ", " : "");
            rf_buf_puts(&list, m->word);
            has_strong = has_strong || m->kind >= RF_SHA256;
        }
    }
    v->check->algorithms = rf_arena_string(v->arena, rf_buf_string(&list));
    if (v->is_partly_seen) {
        /* what is known of it was reported */
    } else if (!v->payload.count) {
        rf_verifier_say(v, RF_BAG_WRONG, "", "has no manifest-*.txt to be checked by");
    } else if (!list.n) {
        rf_verifier_say(v, RF_BAG_WRONG, "",
                        "has no manifest with a checksum that is known here: md5, sha1, "
                        "sha256, sha384, sha512");
    } else if (!has_strong) {
        rf_verifier_say(v, RF_BAG_WARNING, "",
                        "%s finds accidents; it is no proof against a forger",
                        rf_buf_string(&list));
    }
    rf_buf_clear(&list);
}

/* RFC 8493 does without tag manifests, but not a bag of ours: somebody took it away. */
static void check_tags(struct rf_verifier *v)
{
    if (v->tags.count || v->is_partly_seen) {
        return;
    }
    if (v->is_ours) {
        rf_verifier_say(v, RF_BAG_WRONG, "",
                        "has no tagmanifest-*.txt, and a bag made by referat has one: "
                        "its manifest, inventory and bag-info.txt may have been changed");
    } else {
        rf_verifier_say(v, RF_BAG_NOTE, "",
                        "has no tagmanifest-*.txt: nothing shows whether its manifests "
                        "and bag-info.txt are as they were");
    }
}

/* ---- The whole ---- */

/* The declaration first, which says how to read the rest; the manifests; every file once;
 * and then what can be said only when all files were seen. */
void rf_bag_verify(struct rf_bag_check *check)
{
    struct rf_verifier v = {
        .check = check, .arena = check->arena, .fetched = {.arena = check->arena}};
    struct rf_buf text = {0};
    struct stat info;
    size_t count;
    check->is_valid = true;
    check->version = check->algorithms = "";
    v.root = open(check->bag, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (v.root < 0) {
        rf_verifier_say(&v, RF_BAG_UNREADABLE, "", "%s", strerror(errno));
        return;
    }
    if (!rf_verify_declaration(&v)) {
        close(v.root);
        return;
    }
    const char **names = list_manifests(&v, &count);
    v.payload.list = RF_ARENA_NEW_ARRAY(v.arena, count + 1, struct rf_manifest);
    v.tags.list = RF_ARENA_NEW_ARRAY(v.arena, count + 1, struct rf_manifest);
    for (size_t i = 0; i < count; i++) {
        read_manifest(&v, *names[i] == 't' ? &v.tags : &v.payload, names[i], &text);
    }
    rf_buf_clear(&text);
    check_algorithms(&v);
    bool is_there = fstatat(v.root, "data", &info, AT_SYMLINK_NOFOLLOW) == 0;
    if (!is_there && errno != ENOENT) {
        say_unreadable(&v, "data");
    } else if (!is_there || !S_ISDIR(info.st_mode)) {
        rf_verifier_say(&v, RF_BAG_WRONG, "data", "the folder of the payload is missing");
    }
    rf_verify_fetch(&v);
    rf_verify_files(&v);
    rf_verify_info(&v);
    check_tags(&v);
    close(v.root);
}
