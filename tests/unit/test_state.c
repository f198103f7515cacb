/* Tests of the state file (store/state.h): what is read is what was written, however many
 * units there are, and a file that is changed anywhere is no state. */
#include "store/state.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "harness.h"

static const char kinds[] = "swmxeo";
#define COUNT_OF_KINDS (sizeof kinds - 1)
static const struct rf_digest key = {"0123456789abcde"};
static const struct rf_bytes origin = {"series\0destination\0", 20};

/* An empty file that has no name any more. */
static int new_file(void)
{
    char path[] = "/tmp/referat-state-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0 || unlink(path) != 0) {
        exit(EXIT_FAILURE);
    }
    return fd;
}

/* ---- Units, each like no other ---- */

struct texts {
    char name[32], format[32], facts[32], outputs[32], summary[32], kept[32], *said;
};

static struct rf_bytes bytes_of(const char *text)
{
    return (struct rf_bytes){text, strlen(text)};
}

/* The i-th of all: some of its parts are empty, one is longer than what is read at once.
 */
static struct rf_state_unit unit_of(int i, struct texts *texts)
{
    enum { LONG_BYTES = 6000 };
    snprintf(texts->name, sizeof texts->name, "2026-%04d", i);
    snprintf(texts->format, sizeof texts->format, "%.*s", i % 3, "fo");
    snprintf(texts->facts, sizeof texts->facts, "facts %d", i);
    snprintf(texts->outputs, sizeof texts->outputs, "%.*s", i % 5, "outputs");
    snprintf(texts->summary, sizeof texts->summary, "t%d", i);
    snprintf(texts->kept, sizeof texts->kept, "kept by %d", i);
    size_t n = i % 10 == 9 ? LONG_BYTES + (size_t)i : (size_t)i % 4;
    texts->said = malloc(n + 1);
    if (!texts->said) {
        exit(EXIT_FAILURE);
    }
    memset(texts->said, 'a' + i % 26, n);
    texts->said[n] = '\0';
    return (struct rf_state_unit){
        .kind = (enum rf_unit_kind)kinds[(size_t)i % COUNT_OF_KINDS],
        .name = texts->name,
        .message_format = bytes_of(texts->format),
        .facts = bytes_of(i % 10 == 8 ? texts->said : texts->facts),
        .outputs = bytes_of(texts->outputs),
        .summary = bytes_of(texts->summary),
        .kept = bytes_of(texts->kept),
        .said = bytes_of(texts->said),
    };
}

static void write_state(int fd, int count)
{
    struct rf_state_writer writer;
    rf_state_begin_in(&writer, dup(fd), origin);
    for (int i = 0; i < count; i++) {
        struct texts texts;
        struct rf_state_unit unit = unit_of(i, &texts);
        rf_state_add(&writer, &unit);
        free(texts.said);
    }
    if (!rf_state_end(&writer, &key)) {
        exit(EXIT_FAILURE);
    }
    rf_state_drop(&writer);
}

static bool is_same(struct rf_bytes a, struct rf_bytes b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static void check_facts(struct test *t, const struct rf_state_unit *unit,
                        const struct rf_state_unit *expected)
{
    CHECK_STRING(t, unit->name, expected->name);
    CHECK_INT_ABOUT(t, unit->kind, expected->kind, expected->name);
    CHECK_ABOUT(t, is_same(unit->message_format, expected->message_format),
                expected->name);
    CHECK_ABOUT(t, is_same(unit->facts, expected->facts), expected->name);
    CHECK_ABOUT(t, is_same(unit->outputs, expected->outputs), expected->name);
    CHECK_ABOUT(t, is_same(unit->summary, expected->summary), expected->name);
}

/* ---- Reading ---- */

/* The heads of all units, and then each of them as a whole, by its name. */
static void check_count(struct test *t, int count)
{
    struct rf_arena arena = {0};
    struct rf_state state;
    struct rf_state_unit unit;
    struct texts texts;
    int fd = new_file();
    write_state(fd, count);
    CHECK(t, rf_state_open_in(&state, &arena, fd, origin, &key));
    for (int i = 0; i < count; i++) {
        struct rf_state_unit expected = unit_of(i, &texts);
        struct rf_state_entry *entry = rf_state_next(&state, &unit);
        CHECK(t, entry != NULL);
        if (entry) {
            check_facts(t, &unit, &expected);
            CHECK_STRING(t, entry->name, expected.name);
        }
        free(texts.said);
    }
    CHECK(t, !rf_state_next(&state, &unit));
    CHECK(t, state.fd >= 0);
    for (int n = 0; n < 2 * count; n++) { /* in their order, then from the last on */
        int i = n < count ? n : 2 * count - 1 - n;
        struct rf_state_unit expected = unit_of(i, &texts);
        struct rf_state_entry *entry = rf_state_find(&state, expected.kind, texts.name);
        CHECK_ABOUT(t, entry && rf_state_read(&state, entry, &unit), expected.name);
        check_facts(t, &unit, &expected);
        CHECK_ABOUT(t, is_same(unit.kept, expected.kept), expected.name);
        CHECK_ABOUT(t, is_same(unit.said, expected.said), expected.name);
        enum rf_unit_kind other =
            (enum rf_unit_kind)kinds[(size_t)(i + 1) % COUNT_OF_KINDS];
        CHECK_ABOUT(t, !rf_state_find(&state, other, texts.name), expected.name);
        free(texts.said);
    }
    CHECK(t, !rf_state_find(&state, RF_UNIT_MEETING, "2026"));
    rf_state_close(&state);
    rf_arena_clear(&arena);
}

static void any_number_of_units(struct test *t)
{
    static const int counts[] = {0, 1, 2, 63, 64, 65, 127, 128, 129, 300};
    for (size_t i = 0; i < TEST_COUNT(counts); i++) {
        check_count(t, counts[i]);
    }
}

static void renewed_facts(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_state state;
    struct rf_state_unit unit;
    int fd = new_file();
    write_state(fd, 70);
    CHECK(t, rf_state_open_in(&state, &arena, fd, origin, &key));
    for (struct rf_state_entry *entry; (entry = rf_state_next(&state, &unit)) != NULL;) {
        if (state.count % 2) {
            memcpy((char *)(size_t)unit.facts.p, "FACT", 4);
            rf_state_renew(&state, entry);
        }
    }
    for (size_t i = 0; i < state.count; i++) {
        CHECK(t, rf_state_read(&state, &state.entries[i], &unit));
        bool is_renewed = memcmp(unit.facts.p, "FACT", 4) == 0;
        CHECK(t, i % 10 == 8 || is_renewed == (i % 2 == 0));
    }
    rf_state_close(&state);
    rf_arena_clear(&arena);
}

/* ---- What is no state ---- */

/* Reads all of a file; true where it was a state to the end. */
static bool is_state(int fd, struct rf_bytes of, const struct rf_digest *with)
{
    struct rf_arena arena = {0};
    struct rf_state state;
    struct rf_state_unit unit;
    bool is_whole = rf_state_open_in(&state, &arena, dup(fd), of, with);
    while (is_whole && rf_state_next(&state, &unit)) {
    }
    is_whole = is_whole && state.fd >= 0;
    for (size_t i = 0; is_whole && i < state.count; i++) {
        is_whole = rf_state_read(&state, &state.entries[i], &unit);
    }
    rf_state_close(&state);
    rf_arena_clear(&arena);
    return is_whole;
}

/* A byte changed anywhere, and any length but its own. */
static void damaged_files(struct test *t)
{
    enum { UNITS = 4 };
    int fd = new_file();
    write_state(fd, UNITS);
    off_t n = lseek(fd, 0, SEEK_END);
    CHECK(t, n > 0 && is_state(fd, origin, &key));
    for (off_t i = 0; i < n; i++) {
        char was, became;
        CHECK(t, pread(fd, &was, 1, i) == 1);
        became = (char)(was ^ 1);
        CHECK(t, pwrite(fd, &became, 1, i) == 1);
        CHECK_INT(t, is_state(fd, origin, &key), false);
        CHECK(t, pwrite(fd, &was, 1, i) == 1);
    }
    CHECK(t, is_state(fd, origin, &key));
    CHECK(t, pwrite(fd, "", 1, n) == 1 && !is_state(fd, origin, &key));
    while (n-- > 0) {
        CHECK(t, ftruncate(fd, n) == 0 && !is_state(fd, origin, &key));
    }
    close(fd);
}

static void whose_it_is(struct test *t)
{
    static const struct rf_digest other = {"0123456789abcdf"};
    static const struct rf_bytes origins[] = {
        {"", 0}, {"series\0destination", 19}, {"series\0destinatioN\0", 20}};
    struct rf_arena arena = {0};
    struct rf_bytes found = {"", 0};
    int fd = new_file();
    write_state(fd, 1);
    CHECK(t, rf_state_origin(fd, &arena, &found) && is_same(found, origin));
    CHECK(t, !is_state(fd, origin, &other));
    for (size_t i = 0; i < TEST_COUNT(origins); i++) {
        CHECK(t, !is_state(fd, origins[i], &key));
    }
    close(fd);
    CHECK(t, !is_state(-1, origin, &key));
    rf_arena_clear(&arena);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(any_number_of_units),
        TEST(renewed_facts),
        TEST(damaged_files),
        TEST(whose_it_is),
    };
    return test_run(cases, TEST_COUNT(cases));
}
