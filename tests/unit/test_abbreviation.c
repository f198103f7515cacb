/* Tests of how abbreviations are found in text (render/abbreviation.h). */
#include "render/abbreviation.h"

#include <stdlib.h>

#include "base/str.h"
#include "harness.h"

enum { ROOM = 256 };

/* Writes where the text has an abbreviation: its bytes, each with a space behind. */
static const char *found(const char *const *names, size_t count, const char *text,
                         size_t n)
{
    static char out[ROOM];
    struct referat_unit units[8] = {0};
    for (size_t i = 0; i < count; i++) {
        units[i].abbreviation = names[i];
    }
    const struct referat_series series = {.units = units, .unit_count = count};
    const struct rf_abbreviations list = rf_abbreviations_of(&series);
    size_t at, size, length = 0;
    for (size_t from = 0; rf_abbreviation_find(&list, text, n, from, &at, &size);
         from = at + size) {
        length += (size_t)snprintf(out + length, ROOM - length, "%zu:%.*s ", at,
                                   (int)size, text + at);
    }
    out[length] = '\0';
    return out;
}

struct example {
    const char *text, *expected;
};

static void words(struct test *t)
{
    static const char *const names[] = {"BY", "HA", "x", "ØK"}; /* by their bytes */
    static const struct example examples[] = {
        {"", ""},
        {"HA", "0:HA "},
        {"HA og BY", "0:HA 6:BY "},
        {"HAV, aHA, HA1, HA-BY", "15:HA 18:BY "},
        {"(HA)", "1:HA "},
        {"Have Byen øk Øk", ""},
        {"ØK, æØK, ØKæ: ØK", "0:ØK 19:ØK "},
        {"x xx x. æx", "0:x 5:x "},
        {"Forvaltningen i HA", "16:HA "},
        {"Sektionerne BYHA og HABY; BY", "26:BY "},
        {"en linje, som er langt over en blok, ØK", "37:ØK "},
    };
    for (size_t i = 0; i < TEST_COUNT(examples); i++) {
        const char *text = examples[i].text;
        CHECK_STRING_ABOUT(t, found(names, TEST_COUNT(names), text, strlen(text)),
                           examples[i].expected, text);
    }
    CHECK_STRING(t, found(names, TEST_COUNT(names), "HAV", 2), "0:HA "); /* not beyond */
    CHECK_STRING(t, found(NULL, 0, "HA", 2), "");
}

static void only_letters_beyond_ascii(struct test *t)
{
    static const char *const names[] = {"ÆL", "ØK"};
    static const char text[] = "Ål, ÆL og ØK, ikke ÅL";
    CHECK_STRING(t, found(names, TEST_COUNT(names), text, sizeof text - 1),
                 "5:ÆL 12:ØK ");
}

/* In front of and behind 0-40 letters, so that every place in a block is met. */
static void look_at_every_place(struct test *t, const char *const *names,
                                const char *name)
{
    for (size_t before = 0; before <= 40; before++) {
        for (size_t behind = 0; behind <= 40; behind++) {
            char text[ROOM], expected[ROOM];
            int n = snprintf(text, sizeof text, "%.*s %s%.*s", (int)before,
                             "ooooooooooooooooooooooooooooooooooooooooooo", name,
                             (int)behind, " oooooooooooooooooooooooooooooooooooooooooo");
            snprintf(expected, sizeof expected, "%zu:%s ", before + 1, name);
            CHECK_STRING_ABOUT(t, found(names, 2, text, (size_t)n), expected, text);
        }
    }
}

static void at_every_place(struct test *t)
{
    static const char *const with_one[] = {"HA", "V"}, *const with_two[] = {"HA", "ØK"};
    look_at_every_place(t, with_one, "HA");
    look_at_every_place(t, with_two, "HA");
    look_at_every_place(t, with_two, "ØK");
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(words),
        TEST(only_letters_beyond_ascii),
        TEST(at_every_place),
    };
    return test_run(cases, TEST_COUNT(cases));
}
