/* Messages without what is closed: where a name is one, and which lines go with it. */
#include "harness.h"

#include "base/buf.h"
#include "redact/quotes.h"

struct hiding {
    const char *said, *left;
};

/* What is left of the messages when a name of "item 2" is hidden. */
static void check_all(struct test *t, enum rf_hidden_name kind, const char *name,
                      const struct hiding *rows, size_t count)
{
    struct rf_quotes quotes = {0};
    rf_quotes_add_name(&quotes, kind, "item 2", name);
    rf_quotes_index(&quotes);
    for (size_t i = 0; i < count; i++) {
        struct rf_buf out = {0};
        rf_quotes_hide(&quotes, rows[i].said, strlen(rows[i].said), &out);
        rf_buf_char(&out, '\0');
        CHECK_STRING_ABOUT(t, out.p, rows[i].left, rows[i].said);
        rf_buf_clear(&out);
    }
    rf_quotes_clear(&quotes);
}

static void files(struct test *t)
{
    static const struct hiding rows[] = {
        {"loan.csv", "[item 2]"},
        {"2026/loan.csv:3: x", "2026/[item 2]:3: x"},
        {"the file 'loan.csv' is", "the file '[item 2]' is"},
        {"{\"file\":\"2026/loan.csv\"}", "{\"file\":\"2026/[item 2]\"}"},
        {"loan.csv, a.md\nloan.csv\n", "[item 2], a.md\n[item 2]\n"},
        {"a loan.csv b", "a [item 2] b"},
        {"xloan.csv", "xloan.csv"},
        {"loan.csv.bak", "loan.csv.bak"},
        {"a-loan.csv: x", "a-loan.csv: x"},
        {"/loan.csvx", "/loan.csvx"},
        {"", ""},
    };
    check_all(t, RF_HIDDEN_FILE, "loan.csv", rows, TEST_COUNT(rows));
}

static void ids(struct test *t)
{
    static const struct hiding rows[] = {
        {"is 'fyret' meant?", "is '[item 2]' meant?"},
        {"'2026-03-02/fyret' is", "'2026-03-02/[item 2]' is"},
        {"'fyret/a'", "'[item 2]/a'"},
        {"'2026-03-02/fyret/a'", "'2026-03-02/[item 2]/a'"},
        {"see fyret there", "see fyret there"},
        {"'fyret there'", "'fyret there'"},
        {"'see fyret'", "'see fyret'"},
        {"fyret'", "fyret'"},
        {"'fyret", "'fyret"},
    };
    check_all(t, RF_HIDDEN_ID, "fyret", rows, TEST_COUNT(rows));
}

static void titles(struct test *t)
{
    static const struct hiding rows[] = {
        {"'Pay' and 'Pay'", "'[item 2]' and '[item 2]'"},
        {"'Pay rise'", "'Pay rise'"},
        {"'The Pay'", "'The Pay'"},
        {"/Pay'", "/Pay'"},
        {"'Pay/", "'Pay/"},
        {"Pay", "Pay"},
    };
    check_all(t, RF_HIDDEN_TITLE, "Pay", rows, TEST_COUNT(rows));
}

static void persons(struct test *t)
{
    static const struct hiding rows[] = {
        {"Jo", "[item 2]"},
        {"Jo came", "[item 2] came"},
        {"then Jo.", "then [item 2]."},
        {"(Jo)", "([item 2])"},
        {"'Jo': Jo", "'[item 2]': [item 2]"},
        /* Signs that stand beside letters and digits in ASCII. */
        {"@Jo[", "@[item 2]["},
        {"`Jo{", "`[item 2]{"},
        {"/Jo:", "/[item 2]:"},
        {"Jos", "Jos"},
        {"aJo", "aJo"},
        {"zJo", "zJo"},
        {"AJo", "AJo"},
        {"ZJo", "ZJo"},
        {"0Jo", "0Jo"},
        {"9Jo", "9Jo"},
        {"Joa", "Joa"},
        {"Joz", "Joz"},
        {"JoA", "JoA"},
        {"JoZ", "JoZ"},
        {"Jo0", "Jo0"},
        {"Jo9", "Jo9"},
        {"\xC3\xA6Jo", "\xC3\xA6Jo"},
        {"Jo\xC3\xA6", "Jo\xC3\xA6"},
        {"JoJo Jo", "JoJo [item 2]"},
    };
    check_all(t, RF_HIDDEN_PERSON, "Jo", rows, TEST_COUNT(rows));
}

/* A line of a source that says it goes, with the marks below it; what the program says of
 * the line stays. */
static void excerpts(struct test *t)
{
    static const struct hiding rows[] = {
        {"a.md:12:1: x\n   12 | Jo came\n      | ^~\n  hint: y\n",
         "a.md:12:1: x\n  hint: y\n"},
        {"   12 | Jo and Jo\n      | ^~\nJo\n", "[item 2]\n"},
        {"   12 | Jo\n   13 | she\n", "   13 | she\n"},
        {"   12 | she\n      | ^~\n", "   12 | she\n      | ^~\n"},
        {"   12 | she\nJo\n", "   12 | she\n[item 2]\n"},
        {"12345 | Jo\n      | ^~", ""},
        {"   12 | Jo", ""},
        {"12345 | Jo\n      | ^~\n", ""},
        {"1234 | Jo\n", "1234 | [item 2]\n"},
        {"   12 : Jo\n", "   12 : [item 2]\n"},
        {"      | Jo\n", "      | [item 2]\n"},
        {"   12 |", "   12 |"},
        {"   12", "   12"},
    };
    check_all(t, RF_HIDDEN_PERSON, "Jo", rows, TEST_COUNT(rows));
}

/* Of names that begin at one place the longest; what lies within it is gone with it. */
static void names_within_names(struct test *t)
{
    static const char said[] = "Jo Berg, Jo, Berg\n";
    struct rf_quotes quotes = {0};
    struct rf_buf out = {0};
    rf_quotes_add_name(&quotes, RF_HIDDEN_PERSON, "item 3", "Jo");
    rf_quotes_add_name(&quotes, RF_HIDDEN_PERSON, "item 2", "Jo Berg");
    rf_quotes_add_name(&quotes, RF_HIDDEN_PERSON, "item 4", "Berg");
    rf_quotes_index(&quotes);
    rf_quotes_hide(&quotes, said, sizeof said - 1, &out);
    rf_buf_char(&out, '\0');
    CHECK_STRING(t, out.p, "[item 2], [item 3], [item 4]\n");
    rf_buf_clear(&out);
    rf_quotes_clear(&quotes);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(files),   TEST(ids),      TEST(titles),
        TEST(persons), TEST(excerpts), TEST(names_within_names),
    };
    return test_run(cases, TEST_COUNT(cases));
}
