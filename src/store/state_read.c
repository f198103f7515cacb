/* Reads a state file (store): its head, then unit by unit. Every part has a digest and
 * every length is held against what is left of the file, so that a damaged or hostile
 * file is no state, and never a wrong one. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "store/state_internal.h"

enum {
    PART_LIMIT_BYTES = 64 * 1024 * 1024, /* a part that says to be larger is damaged */
    ORIGIN_LIMIT_BYTES = 64 * 1024,      /* some paths */
    AT_ONCE_BYTES = 4096,                /* a unit's head and mostly its facts */
    FIRST_CAPACITY = 64,
};

/* ---- The file ---- */

/* The head of a whole regular file, and its origin; false: there is none. */
static bool read_head(int fd, struct rf_arena *arena, struct rf_state_head *head,
                      struct rf_bytes *origin)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        !rf_read_at(fd, 0, head, sizeof *head) ||
        memcmp(head->magic, RF_STATE_MAGIC, sizeof RF_STATE_MAGIC) != 0 ||
        head->bytes != (uint64_t)info.st_size ||
        head->origin_bytes > ORIGIN_LIMIT_BYTES) {
        return false;
    }
    size_t n = (size_t)head->origin_bytes;
    char *bytes = rf_arena_alloc(arena, n + 1);
    if (!rf_read_at(fd, sizeof *head, bytes, n)) {
        return false;
    }
    struct rf_digest digest = rf_digest_of(bytes, n);
    *origin = (struct rf_bytes){bytes, n};
    return rf_digest_equal(&digest, &head->origin);
}

bool rf_state_origin(int fd, struct rf_arena *arena, struct rf_bytes *origin)
{
    struct rf_state_head head;
    return read_head(fd, arena, &head, origin);
}

bool rf_state_open_in(struct rf_state *state, struct rf_arena *arena, int fd,
                      struct rf_bytes origin, const struct rf_digest *key)
{
    struct rf_state_head head;
    struct rf_bytes found;
    *state = (struct rf_state){.fd = fd, .arena = arena};
    if (fd < 0 || !read_head(fd, arena, &head, &found) || found.n != origin.n ||
        memcmp(found.p, origin.p, origin.n) != 0 || !rf_digest_equal(&head.key, key)) {
        rf_state_close(state);
        return false;
    }
    state->bytes = head.bytes;
    state->next_at = sizeof head + head.origin_bytes;
    state->expected_count = head.count;
    return true;
}

bool rf_state_open(struct rf_state *state, struct rf_arena *arena, const char *path,
                   const struct rf_digest *key)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    return rf_state_open_in(state, arena, fd, (struct rf_bytes){"", 0}, key);
}

void rf_state_close(struct rf_state *state)
{
    if (state->fd >= 0) {
        close(state->fd);
    }
    for (size_t i = 0; i < state->count; i++) {
        rf_buf_clear(&state->entries[i].renewed);
    }
    rf_buf_clear(&state->facts);
    rf_buf_clear(&state->body);
    state->count = 0;
    state->fd = -1;
}

/* Reads n bytes at a place into buf, of which so many are there already. */
static bool read_at(const struct rf_state *state, uint64_t at, size_t n,
                    struct rf_buf *buf)
{
    return n <= buf->n || rf_read_all(state->fd, at + buf->n, n - buf->n, buf);
}

/* ---- Parts ---- */

struct reading {
    const char *p, *end;
    bool is_broken;
};

static struct rf_bytes take_bytes(struct reading *r)
{
    uint32_t n;
    struct rf_bytes bytes = {"", 0};
    if ((size_t)(r->end - r->p) < sizeof n) {
        r->is_broken = true;
        return bytes;
    }
    memcpy(&n, r->p, sizeof n);
    r->p += sizeof n;
    if ((size_t)(r->end - r->p) < n) {
        r->is_broken = true;
        return bytes;
    }
    bytes = (struct rf_bytes){r->p, n};
    r->p += n;
    return bytes;
}

static bool is_kind(char c)
{
    return c && strchr("swmxeo", c);
}

static bool take_facts(const struct rf_buf *facts, size_t start,
                       struct rf_state_unit *unit)
{
    struct reading r = {facts->p + start, facts->p + facts->n, false};
    if (r.end - r.p < 2 || !is_kind(*r.p)) {
        return false;
    }
    unit->kind = (enum rf_unit_kind)(unsigned char)r.p[0];
    unit->name = r.p + 1;
    const char *nul = memchr(unit->name, 0, (size_t)(r.end - unit->name));
    if (!nul) {
        return false;
    }
    r.p = nul + 1;
    unit->message_format = take_bytes(&r);
    unit->facts = take_bytes(&r);
    unit->outputs = take_bytes(&r);
    unit->summary = take_bytes(&r);
    return !r.is_broken && r.p == r.end;
}

static bool is_whole(const struct rf_buf *bytes, size_t start,
                     const struct rf_digest *expected)
{
    struct rf_digest digest = rf_digest_of(bytes->p + start, bytes->n - start);
    return rf_digest_equal(&digest, expected);
}

/* Reads a unit's head and its facts into state->facts, where the facts begin after the
 * head. */
static bool read_facts(struct rf_state *state, uint64_t at, struct rf_unit_head *head,
                       struct rf_state_unit *unit)
{
    struct rf_buf *facts = &state->facts;
    rf_buf_reset(facts);
    uint64_t room = state->bytes - at;
    if (room < sizeof *head ||
        !read_at(state, at, room < AT_ONCE_BYTES ? (size_t)room : AT_ONCE_BYTES, facts)) {
        return false;
    }
    memcpy(head, facts->p, sizeof *head);
    size_t n = sizeof *head + head->facts_bytes;
    if (head->facts_bytes > PART_LIMIT_BYTES || head->body_bytes > PART_LIMIT_BYTES ||
        n + head->body_bytes > room || (facts->n < n && !read_at(state, at, n, facts))) {
        return false;
    }
    facts->n = n;
    return is_whole(facts, sizeof *head, &head->facts) &&
           take_facts(facts, sizeof *head, unit);
}

/* ---- Units ---- */

/* By what was read, not by what the head says. */
static struct rf_state_entry *add_entry(struct rf_state *state)
{
    if (state->count == state->capacity) {
        struct rf_state_entry *old = state->entries;
        state->capacity = state->capacity ? 2 * state->capacity : FIRST_CAPACITY;
        state->entries =
            RF_ARENA_NEW_ARRAY(state->arena, state->capacity, struct rf_state_entry);
        if (old) {
            memcpy(state->entries, old, state->count * sizeof *old);
        }
    }
    return &state->entries[state->count++];
}

struct rf_state_entry *rf_state_next(struct rf_state *state, struct rf_state_unit *unit)
{
    struct rf_unit_head head;
    *unit = (struct rf_state_unit){.name = ""};
    bool is_end = state->next_at == state->bytes;
    if (state->fd < 0 || (is_end && state->count == state->expected_count)) {
        return NULL;
    }
    if (is_end || !read_facts(state, state->next_at, &head, unit)) {
        rf_state_close(state);
        return NULL;
    }
    struct rf_state_entry *entry = add_entry(state);
    *entry = (struct rf_state_entry){
        .name = rf_arena_string(state->arena, unit->name),
        .kind = unit->kind,
        .at = state->next_at,
        .facts_bytes = head.facts_bytes,
        .body_bytes = head.body_bytes,
    };
    state->next_at += sizeof head + head.facts_bytes + head.body_bytes;
    return entry;
}

void rf_state_renew(struct rf_state *state, struct rf_state_entry *entry)
{
    rf_buf_reset(&entry->renewed);
    rf_buf_add(&entry->renewed, state->facts.p + sizeof(struct rf_unit_head),
               entry->facts_bytes);
}

bool rf_state_read(struct rf_state *state, const struct rf_state_entry *entry,
                   struct rf_state_unit *unit)
{
    struct rf_unit_head head;
    rf_buf_reset(&state->body);
    if (!read_facts(state, entry->at, &head, unit) ||
        head.facts_bytes != entry->facts_bytes || !head.body_bytes ||
        !read_at(state, entry->at + sizeof head + head.facts_bytes, head.body_bytes,
                 &state->body)) {
        return false;
    }
    if (entry->renewed.n) {
        memcpy(state->facts.p + sizeof head, entry->renewed.p, entry->renewed.n);
    }
    struct reading r = {state->body.p, state->body.p + state->body.n, false};
    unit->kept = take_bytes(&r);
    unit->said = take_bytes(&r);
    return is_whole(&state->body, 0, &head.body) && !r.is_broken && r.p == r.end;
}

struct rf_state_entry *rf_state_find(struct rf_state *state, enum rf_unit_kind kind,
                                     const char *name)
{
    for (size_t i = 0; i < state->count; i++) {
        size_t at = state->cursor + i < state->count ? state->cursor + i
                                                     : state->cursor + i - state->count;
        if (state->entries[at].kind == kind &&
            strcmp(state->entries[at].name, name) == 0) {
            state->cursor = at + 1 < state->count ? at + 1 : 0;
            return &state->entries[at];
        }
    }
    return NULL;
}
