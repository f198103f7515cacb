/* Tests of growing arrays, chains and sets (base/list.h, base/set.h). */
#include "base/list.h"

#include "base/set.h"
#include "harness.h"

enum { MANY = 1000 };

struct point {
    size_t x, y;
};

/* Every element is as it was added, however often the list has moved. */
static void check_points(struct test *t, struct rf_arena *arena, bool is_disturbed)
{
    RF_LIST(struct point) points = {0};
    for (size_t i = 0; i < MANY; i++) {
        RF_LIST_ADD(arena, &points, (struct point){points.count, 2 * i});
        if (is_disturbed) {
            memset(rf_arena_take(arena, 8), 0xFF, 8); /* it cannot grow where it lies */
        }
    }
    CHECK_INT(t, points.count, MANY);
    CHECK(t, points.capacity >= points.count);
    for (size_t i = 0; i < points.count; i++) {
        CHECK_INT(t, points.list[i].x, i);
        CHECK_INT(t, points.list[i].y, 2 * i);
    }
    if (!arena) {
        RF_LIST_CLEAR(&points);
        CHECK(t, !points.list && !points.count && !points.capacity);
    }
}

static void arrays(struct test *t)
{
    struct rf_arena arena = {0};
    check_points(t, &arena, false);
    check_points(t, &arena, true);
    check_points(t, NULL, false);
    rf_arena_clear(&arena);
}

/* NULL stands after the last element, also where the list was just full. */
static void ends(struct test *t)
{
    struct rf_arena arena = {0};
    RF_LIST(const char *) names = {0};
    for (size_t i = 0; i < 100; i++) {
        RF_LIST_END(&arena, &names);
        CHECK_INT(t, names.count, i);
        CHECK(t, names.capacity > i && !names.list[i]);
        RF_LIST_ADD(&arena, &names, "name");
        CHECK_STRING(t, names.list[i], "name");
    }
    rf_arena_clear(&arena);
}

struct node {
    struct node *next;
    size_t number;
};

static void chains(struct test *t)
{
    struct node nodes[3] = {{NULL, 0}, {NULL, 1}, {NULL, 2}};
    RF_CHAIN(struct node) chain = {0};
    for (size_t i = 0; i < TEST_COUNT(nodes); i++) {
        RF_CHAIN_ADD(&chain, &nodes[i]);
    }
    size_t count = 0;
    for (const struct node *node = chain.first; node; node = node->next) {
        CHECK_INT(t, node->number, count);
        count++;
    }
    CHECK_INT(t, count, TEST_COUNT(nodes));
}

static void sets(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_set set = {.arena = &arena};
    CHECK(t, !rf_set_has(&set, ""));
    CHECK(t, rf_set_add(&set, ""));
    CHECK(t, rf_set_has(&set, ""));
    for (size_t i = 0; i < MANY; i++) {
        char *name = rf_arena_decimal(&arena, i);
        CHECK(t, !rf_set_has(&set, name));
        CHECK(t, rf_set_add(&set, name));
        CHECK(t, !rf_set_add(&set, rf_arena_decimal(&arena, i / 2)));
        name[0] = 'x'; /* the set has a copy */
    }
    CHECK_INT(t, set.count, MANY + 1);
    CHECK(t, rf_set_has(&set, "999") && !rf_set_has(&set, "1000"));
    rf_arena_clear(&arena);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(arrays),
        TEST(ends),
        TEST(chains),
        TEST(sets),
    };
    return test_run(cases, TEST_COUNT(cases));
}
