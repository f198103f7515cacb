/* Parts of a series: every folder is in one, and all take as long. */
#include <stdlib.h>

#include "harness.h"
#include "driver/partition.h"

enum { FOLDER_LIMIT = 1000 };

struct series {
    struct rf_folder folders[FOLDER_LIMIT];
    struct rf_known_series known;
};

/* With the work of each folder; below 0: any, the same every time. */
static void make_series(struct series *series, size_t count, long work)
{
    memset(series, 0, sizeof *series);
    srand(1);
    for (size_t i = 0; i < count; i++) {
        series->folders[i].cost = (uint64_t)(work < 0 ? rand() % 500 : work);
    }
    series->known.folders = series->folders;
    series->known.folder_count = count;
}

static void every_folder_is_in_one_part(struct test *t)
{
    static const size_t folder_counts[] = {0, 1, 2, 3, 7, 60, FOLDER_LIMIT};
    static const unsigned part_counts[] = {1, 2, 3, 4, 16, 61, 1000, 1000000};
    static struct series series;
    for (size_t i = 0; i < TEST_COUNT(folder_counts); i++) {
        for (size_t j = 0; j < TEST_COUNT(part_counts); j++) {
            const unsigned count = part_counts[j];
            for (long work = -1; work <= 1; work++) {
                size_t end = 0;
                make_series(&series, folder_counts[i], work);
                for (unsigned number = 1; number <= count;
                     number += count > 1000 ? count - 1 : 1) {
                    struct rf_part part = {.number = number, .count = count};
                    rf_part_split(&series.known, &part);
                    CHECK(t, part.first <= part.end);
                    CHECK(t, count > 1000 || part.first == end);
                    end = part.end;
                }
                CHECK_INT(t, end, folder_counts[i]);
            }
        }
    }
}

/* A part builds its folders, and passes those before at a tenth of that. */
static void parts_take_as_long(struct test *t)
{
    static const unsigned part_counts[] = {2, 4, 8};
    static struct series series;
    make_series(&series, FOLDER_LIMIT, -1);
    for (size_t i = 0; i < TEST_COUNT(part_counts); i++) {
        double shortest = 1e18, longest = 0;
        for (unsigned number = 1; number <= part_counts[i]; number++) {
            struct rf_part part = {.number = number, .count = part_counts[i]};
            double time = 0;
            rf_part_split(&series.known, &part);
            for (size_t at = 0; at < part.end; at++) {
                time += (double)series.folders[at].cost * (at < part.first ? 0.1 : 1);
            }
            shortest = time < shortest ? time : shortest;
            longest = time > longest ? time : longest;
        }
        CHECK(t, longest < 1.05 * shortest);
    }
}

/* However large: it is not cut. */
static void a_meeting_is_in_the_part_where_it_begins(struct test *t)
{
    static struct series series;
    struct rf_part part = {.number = 2, .count = 3};
    make_series(&series, 60, 1);
    series.folders[30].cost = 10000;
    rf_part_split(&series.known, &part);
    CHECK_INT(t, part.end - part.first, 0);
    part.number = 1;
    rf_part_split(&series.known, &part);
    CHECK_INT(t, part.end, 31);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(every_folder_is_in_one_part),
        TEST(parts_take_as_long),
        TEST(a_meeting_is_in_the_part_where_it_begins),
    };
    return test_run(cases, TEST_COUNT(cases));
}
