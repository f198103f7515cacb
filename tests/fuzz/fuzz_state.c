/* Any bytes as the state that an earlier build has left, or as its units: what is not
 * whole counts for nothing, and what is read back is what was written (test).
 *
 * An input that begins with "u" is a list of units: the lengths of their two parts, two
 * bytes each, least first, and the parts. Their digests are made here, which no fuzzer
 * would find. Any other input is a file as it stands. */
#define _GNU_SOURCE /* memfd_create, mkdtemp */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/codec.h"
#include "build/landing_entry.h"
#include "build/summary.h"
#include "fuzz.h"
#include "driver/run.h"
#include "load/file_facts.h"
#include "store/row_codec.h"
#include "store/state_internal.h"

static char root[] = "/tmp/referat-fuzz-XXXXXX";
static int root_fd = -1;
static const struct rf_bytes origin = {"series\0destination\0", 20};

static void remove_all(void)
{
    unlinkat(root_fd, "a/agenda.md", 0);
    unlinkat(root_fd, "a", AT_REMOVEDIR);
    unlinkat(root_fd, "b", AT_REMOVEDIR);
    rmdir(root);
}

/* A series with a meeting and an empty folder. */
static void make_ready(void)
{
    static const char text[] = "---\nkind: agenda\nitems: [{title: Noget}]\n---\n";
    fuzz_require(mkdtemp(root) != NULL, "no temporary folder");
    root_fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fuzz_require(root_fd >= 0 && mkdirat(root_fd, "a", 0700) == 0 &&
                     mkdirat(root_fd, "b", 0700) == 0,
                 "no folder");
    int fd = openat(root_fd, "a/agenda.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    fuzz_require(fd >= 0 && rf_write_full(fd, text, sizeof text - 1), "no file");
    close(fd);
    (void)atexit(remove_all);
}

static int file_of(const char *p, size_t n)
{
    int fd = memfd_create("state", MFD_CLOEXEC);
    fuzz_require(fd >= 0 && rf_write_full(fd, p, n), "no file");
    return fd;
}

/* ---- A file of units ---- */

static size_t take_length(const char **p, const char *end)
{
    size_t n = 0;
    for (int shift = 0; shift < 16 && *p < end; shift += 8) {
        n |= (size_t)(unsigned char)*(*p)++ << shift;
    }
    return n;
}

static struct rf_bytes take_part(const char **p, const char *end, size_t n)
{
    size_t room = (size_t)(end - *p);
    struct rf_bytes part = {*p, n < room ? n : room};
    *p += part.n;
    return part;
}

static void put_unit(const char **p, const char *end, struct rf_buf *out)
{
    struct rf_unit_head head;
    size_t facts_bytes = take_length(p, end), body_bytes = take_length(p, end);
    struct rf_bytes facts = take_part(p, end, facts_bytes);
    struct rf_bytes body = take_part(p, end, body_bytes);
    memset(&head, 0, sizeof head);
    head.facts_bytes = (uint32_t)facts.n;
    head.body_bytes = (uint32_t)body.n;
    head.facts = rf_digest_of(facts.p, facts.n);
    head.body = rf_digest_of(body.p, body.n);
    rf_buf_add(out, (const char *)&head, sizeof head);
    rf_buf_add(out, facts.p, facts.n);
    rf_buf_add(out, body.p, body.n);
}

static void make_file(const char *p, const char *end, struct rf_buf *out)
{
    struct rf_state_head head;
    memset(&head, 0, sizeof head);
    rf_buf_add(out, (const char *)&head, sizeof head);
    rf_buf_add(out, origin.p, origin.n);
    for (; p < end; head.count++) {
        put_unit(&p, end, out);
    }
    strcpy(head.magic, RF_STATE_MAGIC);
    head.bytes = out->n;
    head.origin_bytes = origin.n;
    head.origin = rf_digest_of(origin.p, origin.n);
    memcpy(out->p, &head, sizeof head);
}

/* ---- What a build does with it ---- */

static void check_seen(struct rf_bytes facts, bool by_content)
{
    struct rf_arena scratch = {0};
    struct rf_file_facts_check check = {
        .root = root_fd, .by_content = by_content, .scratch = &scratch};
    struct rf_buf copy = {0};
    size_t at = 0;
    rf_buf_add(&copy, facts.p, facts.n);
    char *entries = copy.n ? copy.p : NULL;
    for (const char *path;
         (path = rf_file_facts_next_file(entries, copy.n, &at)) != NULL;) {
        fuzz_require(path > entries && at <= copy.n, "a path outside");
    }
    at = 0;
    while (rf_file_facts_next_folder(entries, copy.n, &at)) {
    }
    if (rf_file_facts_is_same(&check, entries, copy.n)) {
        fuzz_require(rf_file_facts_is_same(&check, entries, copy.n),
                     "what was the same is not any more");
    }
    rf_buf_clear(&copy);
    rf_arena_clear(&scratch);
}

static void check_unit(const struct rf_state_unit *unit)
{
    struct rf_arena arena = {0};
    struct rf_summary summary;
    struct rf_landing_entry entry = {0};
    struct rf_buf text = {0};
    size_t n;
    check_seen(unit->facts, false);
    check_seen(unit->outputs, true);
    if (rf_summary_restore(&summary, unit->summary.p, unit->summary.n)) {
        rf_summary_put_meetings(&summary, &text);
        rf_summary_put_findings(&summary, &text);
    }
    if (rf_entry_restore(unit->kept, "", &arena, &entry)) {
        fuzz_require(entry.title && entry.language, "an entry without words");
    }
    const char *row = rf_run_row_within(unit->kept.p, unit->kept.n, &n);
    fuzz_require(!row || (row >= unit->kept.p && row + n <= unit->kept.p + unit->kept.n),
                 "a row outside");
    rf_buf_clear(&text);
    rf_arena_clear(&arena);
}

static bool find_unit(void *owner, const char *folder, const char **kept, size_t *n)
{
    static struct rf_state_unit unit; /* its bytes live until the next call */
    struct rf_state *state = owner;
    struct rf_state_entry *found = rf_state_find(state, RF_UNIT_MEETING, folder);
    if (!found || !rf_state_read(state, found, &unit)) {
        return false;
    }
    *kept = unit.kept.p;
    *n = unit.kept.n;
    return true;
}

/* The series, with its units as they were kept, and its folders as they were seen. */
static void compile(struct rf_state *state)
{
    struct referat_options options = referat_default_options();
    struct rf_unit_cache cache = {.owner = state, .unit = find_unit};
    struct rf_state_entry *folders = rf_state_find(state, RF_UNIT_FOLDERS, "");
    struct rf_state_unit unit;
    struct rf_buf facts = {0};
    if (folders && rf_state_read(state, folders, &unit)) {
        rf_buf_add(&facts, unit.facts.p, unit.facts.n);
        cache.folders = facts.p;
        cache.folders_bytes = facts.n;
    }
    const struct rf_run_plan plan = {.index_columns = true,
                                     .table_columns = true,
                                     .keeps_units = true,
                                     .cache = &cache};
    struct referat *run = rf_run_open(root, &options, &plan);
    while (referat_next(run)) {
    }
    referat_close(run);
    rf_buf_clear(&facts);
}

/* ---- The file ---- */

static bool is_equal(struct rf_bytes a, struct rf_bytes b)
{
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

/* Writes every unit anew: the copy has the same. */
static void check_copy(struct rf_state *state, struct rf_arena *arena,
                       const struct rf_digest *key)
{
    struct rf_state_writer writer;
    struct rf_state copy;
    struct rf_state_unit unit, other;
    rf_state_begin_in(&writer, memfd_create("copy", MFD_CLOEXEC), origin);
    size_t count = 0;
    for (size_t i = 0; i < state->count; i++) {
        bool is_whole = rf_state_read(state, &state->entries[i], &unit);
        if (is_whole) {
            rf_state_add(&writer, &unit);
            count++;
        }
        state->entries[i].is_same = is_whole;
    }
    fuzz_require(rf_state_end(&writer, key), "a state that cannot be written");
    int fd = fcntl(writer.log.fd, F_DUPFD_CLOEXEC, 0);
    fuzz_require(rf_state_open_in(&copy, arena, fd, origin, key),
                 "a state that cannot be read");
    for (size_t i = 0; i < state->count; i++) {
        if (state->entries[i].is_same) {
            fuzz_require(rf_state_next(&copy, &other) != NULL, "a unit was lost");
            fuzz_require(rf_state_read(state, &state->entries[i], &unit) &&
                             rf_state_read(&copy, &copy.entries[copy.count - 1], &other),
                         "a unit that cannot be read");
            fuzz_require(unit.kind == other.kind && strcmp(unit.name, other.name) == 0 &&
                             is_equal(unit.message_format, other.message_format) &&
                             is_equal(unit.facts, other.facts) &&
                             is_equal(unit.outputs, other.outputs) &&
                             is_equal(unit.summary, other.summary) &&
                             is_equal(unit.kept, other.kept) &&
                             is_equal(unit.said, other.said),
                         "a unit is another one");
        }
    }
    fuzz_require(!rf_state_next(&copy, &other) && copy.count == count && copy.fd >= 0,
                 "a unit more");
    rf_state_close(&copy);
    rf_state_drop(&writer);
}

static void check_state(struct rf_state *state, struct rf_arena *arena,
                        const struct rf_digest *key)
{
    struct rf_state_unit unit;
    for (struct rf_state_entry *entry; (entry = rf_state_next(state, &unit)) != NULL;) {
        check_seen(unit.facts, true);
        rf_state_renew(state, entry);
    }
    if (state->fd < 0) {
        fuzz_require(state->count == 0, "units of what is no state");
        return;
    }
    for (size_t i = 0; i < state->count; i++) {
        if (rf_state_read(state, &state->entries[i], &unit)) {
            check_unit(&unit);
        }
    }
    check_copy(state, arena, key);
    compile(state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *p = (const char *)data;
    struct rf_arena arena = {0};
    struct rf_buf bytes = {0};
    struct rf_state state;
    struct rf_state_head head;
    struct rf_bytes found = {"", 0};
    if (root_fd < 0) {
        make_ready();
    }
    if (n && *p == 'u') {
        make_file(p + 1, p + n, &bytes);
    } else {
        rf_buf_add(&bytes, p, n);
    }
    memset(&head, 0, sizeof head);
    memcpy(&head, bytes.p ? bytes.p : "", bytes.n < sizeof head ? bytes.n : sizeof head);
    int fd = file_of(bytes.p ? bytes.p : "", bytes.n);
    (void)rf_state_origin(fd, &arena, &found);
    if (rf_state_open_in(&state, &arena, fd, found, &head.key)) {
        check_state(&state, &arena, &head.key);
        rf_state_close(&state);
    }
    rf_buf_clear(&bytes);
    rf_arena_clear(&arena);
    return 0;
}
