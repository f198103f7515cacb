/* Tests of the names that items are called by, at the beginning of texts
 * (model/person_names.h). */
#include "model/person_names.h"

#include "base/str.h"
#include "harness.h"

/* An agenda by the numbers, ids and types of its items; a number that begins with '>' is
 * a sub-item of the one before. */
struct entry {
    const char *number, *id;
    bool is_heading;
};

static const struct entry agenda[] = {
    {"1", "", false},
    {"2", "roof", false},
    {"", "part", true},
    {"3", "", false},
    {">3.A", "", false},
    {">3.B", "", false},
    {">3.C", "wall", false},
    {"4", "", false},
    {"5", "", false},
    {"7-9", "", false},
    {"\u00a7 63", "", false},
    {"\u00a7 64", "", false},
    {"\u00a7 65", "", false},
    {"PS 47/2026", "ps", false},
    {"T1", "", false},
    {"T2", "", false},
    {"T3", "", false},
    {"12", "", false},
    {"12", "", false},
    {"5 a", "", false},
    {"", "long id here", false},
};

enum { ITEMS = TEST_COUNT(agenda) };

struct fixture {
    struct rf_arena arena;
    struct referat_item items[ITEMS], *all[ITEMS];
    struct referat_meeting meeting;
    struct referat_series series;
    struct rf_model model;
    struct rf_names *names;
};

static void begin(struct fixture *f)
{
    *f = (struct fixture){.meeting = {.all_items = f->all, .all_item_count = ITEMS}};
    struct referat_item *top = NULL;
    for (size_t i = 0; i < ITEMS; i++) {
        struct referat_item *item = &f->items[i];
        bool is_below = agenda[i].number[0] == '>';
        item->position = i;
        item->number = agenda[i].number + is_below;
        item->id.text = agenda[i].id;
        item->type = agenda[i].is_heading ? REFERAT_TYPE_HEADING : REFERAT_TYPE_OTHER;
        item->parent = is_below ? top : NULL;
        top = is_below ? top : item;
        f->all[i] = item;
    }
    f->model = (struct rf_model){
        .arena = &f->arena, .series = &f->series, .lang = rf_lang_find("da")};
    f->series.language = "da";
    f->names = rf_names_make(&f->model, &f->meeting);
}

/* The positions of the items that a text names, and what is behind: "3 7|. Title"; "-":
 * none; "?": a problem. */
static const char *read(struct fixture *f, const char *text)
{
    struct rf_mention mention;
    const char *said = "";
    if (!rf_names_read(f->names, text, &mention)) {
        return "-";
    }
    for (size_t i = 0; i < mention.count; i++) {
        said =
            rf_arena_join(&f->arena, said, i ? " " : "",
                          rf_arena_decimal(&f->arena, mention.items[i]->position), NULL);
    }
    return rf_arena_join(&f->arena, mention.problem ? "?" : said, "|", text + mention.end,
                         NULL);
}

struct reading {
    const char *text, *read;
};

static void check_all(struct test *t, const struct reading *list, size_t count)
{
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < count; i++) {
        CHECK_STRING_ABOUT(t, read(&f, list[i].text), list[i].read, list[i].text);
    }
    rf_arena_clear(&f.arena);
}

static void one_name(struct test *t)
{
    static const struct reading list[] = {
        {"1", "0|"},
        {"1. Title", "0|. Title"},
        {"1) Title", "0|) Title"},
        {"1: Title", "0|: Title"},
        {"roof", "1|"},
        {"roof: Title", "1|: Title"},
        {"roofing", "-"},
        {"Roof", "-"}, /* ids have their case, numbers not */
        {"t1 Title", "14| Title"},
        {"\u00a7 63 Title", "10| Title"},
        {"\u00a7\u00a0 63", "10|"},
        {"\u00a7\u00a7 63", "10|"},
        {"\u00a763", "-"}, /* the sign belongs to the number as it is written */
        {"ps 47/2026. Title", "13|. Title"},
        {"5 a Title", "19| Title"}, /* the longest */
        {"5 about it", "8| about it"},
        {"long id here", "20|"},
        {"long  id\there too", "20| too"},
        {"\uff11. Title", "0|. Title"},
        {"1\u00ad. Title", "0|. Title"},
        {"11", "-"},
        {"1.5", "-"},
        {"1,5 mio.", "-"},
        {"1/2", "-"},
        {"10:30", "-"},
        {"1:30", "-"},
        {"1st", "-"},
        {"1-year plan", "-"},
        {"", "-"},
        {" ", "-"},
        {"6", "-"},
        {"12", "?|"},
    };
    check_all(t, list, TEST_COUNT(list));
}

static void several(struct test *t)
{
    static const struct reading list[] = {
        {"1 og 2", "0 1|"},
        {"2 og 1", "0 1|"},
        {"1, 2 og 4. Title", "0 1 7|. Title"},
        {"1, 2, and 4", "0 1 7|"},
        {"1., 2. und 4. Title", "0 1 7|. Title"},
        {"1 & 2", "0 1|"},
        {"1+2", "0 1|"},
        {"1,2", "0 1|"},
        {"1,2: Title", "-"},
        {"1,2 mio.", "-"},
        {"1; 2", "0 1|"},
        {"punkt 1", "-"},
        {"1 og punkt 2", "0 1|"},
        {"roof og 4", "1 7|"},
        {"1 og s\u00e5 videre", "0| og s\u00e5 videre"},
        {"1 og 6", "0| og 6"},
        {"1 og 1", "?|"},
        {"1 og part", "?|"},
        {"1 og 12", "?|"},
        {"\u00a7 63 og \u00a7 64", "10 11|"},
        {"\u00a7 63 og 64", "10 11|"},
        {"T1, T3", "14 16|"},
        {"T1 og 3", "3 14|"}, /* a number of its own wins */
        {"3.A og C", "4 6|"},
    };
    check_all(t, list, TEST_COUNT(list));
}

static void ranges(struct test *t)
{
    static const struct reading list[] = {
        {"1-4", "0 1 3 7|"},
        {"1 \u2013 4 Title", "0 1 3 7| Title"},
        {"1\u20134", "0 1 3 7|"},
        {"1 til 4", "0 1 3 7|"},
        {"roof-4", "1 3 7|"},
        {"1-2, 4", "0 1 7|"},
        {"1, 3-5", "0 3 7 8|"},
        {"7-9", "9|"},
        {"7-9 og 1", "0 9|"},
        {"\u00a7 63-65", "10 11 12|"},
        {"T1-3", "14 15 16|"},
        {"3.A-C Title", "4 5 6| Title"},
        {"3.A-3.B", "4 5|"},
        {"4-1", "?|"},
        {"1-3.A", "?|"},
        {"3.A-4", "?|"},
        {"1-6", "-"},
        {"1 - 6", "0| - 6"},
        {"1-2-3", "-"},
    };
    check_all(t, list, TEST_COUNT(list));
}

static void words_and_marks(struct test *t)
{
    static const struct {
        const char *text;
        size_t word, marks;
    } list[] = {
        {"Punkt 3", 6, 0},   {"pkt. 3", 5, 0},  {"Pkt.3", 4, 0},
        {"\u00a7 3", 3, 0},  {"punktum", 0, 0}, {"VEDR\u00d8RENDE 3", 12, 0},
        {"ad 3", 3, 0},      {". T", 0, 2},     {") T", 0, 2},
        {" \u2013 T", 0, 5}, {": T", 0, 2},     {" -5 grader", 0, 1},
        {"", 0, 0},
    };
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < TEST_COUNT(list); i++) {
        size_t word = rf_names_word(f.names, list[i].text);
        CHECK_ABOUT(t, word == list[i].word, list[i].text);
        CHECK_ABOUT(t, word || rf_names_marks(list[i].text) == list[i].marks,
                    list[i].text);
    }
    rf_arena_clear(&f.arena);
}

int main(void)
{
    static const struct test_case tests[] = {
        TEST(one_name),
        TEST(several),
        TEST(ranges),
        TEST(words_and_marks),
    };
    return test_run(tests, TEST_COUNT(tests));
}
