/* The state of a build of version 0.1, read for the names of its outputs (output).
 *
 *     head     "referat-state 1\0", a digest, bytes of the file, number of units
 *     a unit   bytes of its facts and of its body, a digest of each; the facts:
 *              kind, name, then four runs of bytes, of which the third lists the outputs
 *     entry    kind, path, size, inode, times, digest; 'f' is a file, 'p' its folder
 *
 * Paths are relative to the destination of the build, which may lie above the state's
 * folder: a meeting's folder there is "a/b/2026-05-11" where its name is "2026-05-11". */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include "output/old_state.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/str.h"
#include "output/edition_list.h"
#include "output/owner.h"

static const char magic[] = "referat-state 1";

enum {
    HEAD_BYTES = 48,      /* magic, digest, two numbers of 64 bits */
    COUNT_AT = 40,        /* of the units */
    UNIT_HEAD_BYTES = 40, /* two numbers of 32 bits, two digests */
    FACTS_DIGEST_AT = 8,
    ENTRY_BYTES = 56, /* after an entry's path */
    OUTPUTS = 2,      /* which of the runs of bytes lists them */
};

struct bytes {
    const char *p;
    size_t n;
};

struct reading {
    struct bytes rest;
    const char *place; /* of the series in the destination, "" or "a/b/"; NULL: not known
                          yet */
    struct rf_arena arena;
    void (*take)(void *data, const char *path);
    void *data;
};

static uint32_t number_at(const char *p)
{
    uint32_t number;
    memcpy(&number, p, sizeof number);
    return number;
}

/* ---- A unit ---- */

/* The word at the beginning of bytes, which are moved past it; NULL: it has no end. */
static const char *take_word(struct bytes *bytes)
{
    const char *word = bytes->p;
    const char *end = bytes->n ? memchr(word, 0, bytes->n) : NULL;
    if (!end) {
        return NULL;
    }
    bytes->n -= (size_t)(end + 1 - word);
    bytes->p = end + 1;
    return word;
}

static bool take_run(struct bytes *facts, struct bytes *run)
{
    if (facts->n < sizeof(uint32_t)) {
        return false;
    }
    *run = (struct bytes){facts->p + sizeof(uint32_t), number_at(facts->p)};
    if (run->n > facts->n - sizeof(uint32_t)) {
        return false;
    }
    facts->n -= sizeof(uint32_t) + run->n;
    facts->p = run->p + run->n;
    return true;
}

static const char *take_entry(struct bytes *entries, char *kind)
{
    if (!entries->n) {
        return NULL;
    }
    *kind = *entries->p++;
    entries->n--;
    const char *path = take_word(entries);
    if (!path || entries->n < ENTRY_BYTES) {
        return NULL;
    }
    entries->p += ENTRY_BYTES;
    entries->n -= ENTRY_BYTES;
    return path;
}

/* The place of the series: what stands before a meeting's name in the path of its folder.
 */
static const char *place_of(struct rf_arena *arena, struct bytes outputs,
                            const char *name)
{
    char kind;
    size_t n = strlen(name);
    for (const char *path; (path = take_entry(&outputs, &kind)) != NULL;) {
        size_t path_bytes = strlen(path);
        if (kind == 'p' && path_bytes >= n && strcmp(path + path_bytes - n, name) == 0 &&
            (path_bytes == n || !n || path[path_bytes - n - 1] == '/')) {
            const char *place = rf_arena_copy(arena, path, path_bytes - n);
            return n || !path_bytes ? place : rf_arena_join(arena, place, "/", NULL);
        }
    }
    return NULL;
}

static void take_outputs(struct reading *r, struct bytes outputs)
{
    char kind;
    size_t n = strlen(r->place);
    for (const char *path; (path = take_entry(&outputs, &kind)) != NULL;) {
        const char *below = rf_starts_with(path, r->place) ? path + n : "";
        if (kind == 'f' && rf_mark_decode(&r->arena, below)) {
            r->take(r->data, below);
        }
        rf_arena_reset(&r->arena);
    }
}

/* calls take where the place is known, else looks for it. False: the unit is none. */
static bool read_facts(struct reading *r, struct bytes facts)
{
    struct bytes run = {"", 0};
    char kind = facts.n ? *facts.p : '\0';
    if (!kind) {
        return false;
    }
    facts.p++;
    facts.n--;
    const char *name = take_word(&facts);
    bool is_whole = name != NULL;
    for (int i = 0; is_whole && i <= OUTPUTS; i++) {
        is_whole = take_run(&facts, &run);
    }
    if (is_whole && r->take) {
        take_outputs(r, run);
    } else if (is_whole && !r->place && (kind == 'm' || kind == 'o')) {
        r->place = place_of(&r->arena, run, name);
    }
    return is_whole;
}

static bool read_unit(struct reading *r)
{
    struct bytes *rest = &r->rest;
    if (rest->n < UNIT_HEAD_BYTES) {
        return false;
    }
    uint64_t facts_bytes = number_at(rest->p);
    uint64_t body_bytes = number_at(rest->p + sizeof(uint32_t));
    if (facts_bytes + body_bytes > rest->n - UNIT_HEAD_BYTES) {
        return false;
    }
    const char *facts = rest->p + UNIT_HEAD_BYTES;
    struct rf_digest digest = rf_digest_of(facts, (size_t)facts_bytes);
    bool is_whole =
        memcmp(rest->p + FACTS_DIGEST_AT, digest.bytes, sizeof digest.bytes) == 0 &&
        read_facts(r, (struct bytes){facts, (size_t)facts_bytes});
    rest->p += UNIT_HEAD_BYTES + facts_bytes + body_bytes;
    rest->n -= UNIT_HEAD_BYTES + (size_t)(facts_bytes + body_bytes);
    return is_whole;
}

/* ---- The file ---- */

static bool read_units(struct reading *r, struct bytes state)
{
    uint64_t bytes, count;
    if (state.n < HEAD_BYTES || memcmp(state.p, magic, sizeof magic) != 0) {
        return false;
    }
    memcpy(&bytes, state.p + COUNT_AT - sizeof bytes, sizeof bytes);
    memcpy(&count, state.p + COUNT_AT, sizeof count);
    r->rest = (struct bytes){state.p + HEAD_BYTES, state.n - HEAD_BYTES};
    bool is_whole = bytes == state.n && count <= state.n / UNIT_HEAD_BYTES;
    for (uint64_t i = 0; is_whole && i < count; i++) {
        is_whole = read_unit(r);
    }
    return is_whole && !r->rest.n;
}

/* The whole file is read twice: nothing in it is believed before all of it is known to be
 * whole, and the place of the series is not known before either. */
bool rf_old_state_read(const char *path, void (*take)(void *data, const char *path),
                       void *data)
{
    struct stat info;
    struct rf_buf text = {0};
    struct reading first = {0};
    off_t size_bytes;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    bool is_state = fd >= 0 && fstat(fd, &info) == 0 &&
                    rf_owner_is_trusted(info.st_uid) &&
                    size_bytes <= RF_LIMIT_OLD_STATE_BYTES &&
                    rf_read_all(fd, 0, (size_t)size_bytes, &text);
    const struct bytes state = {text.p, text.n};
    is_state = is_state && read_units(&first, state);
    if (is_state && first.place) {
        struct reading second = {.place = first.place, .take = take, .data = data};
        read_units(&second, state);
        rf_arena_clear(&second.arena);
    }
    if (fd >= 0) {
        close(fd);
    }
    rf_arena_clear(&first.arena);
    rf_buf_clear(&text);
    return is_state;
}
