/* Tests of the last look at a public edition (leak_scan/leak.h, leak_scan/look.h): it
 * finds closed text in whatever form it was written, and in pages that were made of a
 * model that nobody pruned. */
#include "leak_scan/leak.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build/formats.h"
#include "driver/run.h"
#include "leak_scan/look.h"
#include "harness.h"

static bool see(void *set, const char *text, size_t n)
{
    const char *origin;
    return rf_leak_scan(set, text, n, &origin);
}

static bool leaks_in(struct rf_leaks *set, const char *bytes, size_t n)
{
    struct rf_look look;
    struct rf_arena arena = {0};
    rf_look_init(&look, see, set);
    bool is_enough = rf_look_into(&look, bytes, n, &arena).is_enough;
    rf_look_clear(&look);
    rf_arena_clear(&arena);
    return is_enough;
}

static bool leaks(struct rf_leaks *set, const char *bytes)
{
    return leaks_in(set, bytes, strlen(bytes));
}

static void finds_every_form(struct test *t)
{
    static const char *const forms[] = {
        "Salg af Ærø's <Pakhus> & \"Lade\" 7",
        "SALG AF ÆRØ'S <PAKHUS> & \"LADE\" 7",
        "Salg af\n   Ærø's <Pakhus>\u00a0& \"Lade\"\t7",
        "<p>Salg af Ærø's &lt;Pakhus&gt; &amp; &quot;Lade&quot; 7</p>",
        "<t>Salg af &#198;r&#xF8;&apos;s &lt;Pakhus&gt; &amp; \"Lade\" 7</t>",
        "<p><b>Salg</b> af <i lang=\"da\">Ærø's</i> &lt;Pakhus&gt; &amp; Lade 7</p>",
        "\\*Salg\\* af Ærø\\'s \\<Pakhus\\> \\& \\\"Lade\\\" 7",
        "**Salg** af _Ærø's_ `<Pakhus>` & Lade 7",
        "<a href=\"Salg%20af%20%C3%86r%C3%B8's%20%3CPakhus%3E%20&%20Lade%207\">",
        "\"Salg af \\u00c6r\\u00f8's <Pakhus> & \\\"Lade\\\" 7\"",
        "content: \"Salg af \\C6 r\\F8 's <Pakhus> & \\22 Lade\\22  7\"",
        "punkt-3-salg-af-aeroe-s-pakhus-lade-7.pdf",
        "Salg af \u00c6r\u00f8's <Pa\u00adkhus> & Lade 7",
    };
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Salg af Ærø's <Pakhus> & \"Lade\" 7", "item 3");
    for (size_t i = 0; i < TEST_COUNT(forms); i++) {
        CHECK_ABOUT(t, leaks(set, forms[i]), forms[i]);
    }
    CHECK(t, !leaks(set, "Salg af Ærø's Pakhus"));
    CHECK(t, !leaks(set, "Køb af Ærø's <Pakhus> & \"Lade\" 8"));
    CHECK(t, !leaks(set, ""));
    rf_leaks_free(set);
}

static void accents_in_both_normal_forms(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Åse får en påtale i år", "item 1");
    CHECK(t, leaks(set, "A\u030ase fa\u030ar en pa\u030atale i a\u030ar"));
    rf_leaks_free(set);
    set = rf_leaks_new();
    rf_leaks_add_closed(set, "A\u030ase fa\u030ar en pa\u030atale i a\u030ar", "item 1");
    CHECK(t, leaks(set, "Åse får en påtale i år"));
    CHECK(t, leaks(set, "aase-faar-en-paatale-i-aar"));
    rf_leaks_free(set);
}

static void part_of_a_long_text(struct test *t)
{
    static const char text[] = "Direktøren fratræder den 1. maj efter aftale, og der "
                               "betales et halvt års løn i godtgørelse for det.";
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, text, "item 2");
    CHECK(t,
          leaks(set, "… fratræder den 1. maj efter aftale, og der betales et halvt …"));
    CHECK(t, leaks(set, "halvt års løn i godtgørelse for det."));
    CHECK(t, !leaks(set, "efter aftale, og der betales"));
    rf_leaks_free(set);
}

static void short_and_open_texts_are_none(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Elleve tegn", "item 1"); /* 10 letters */
    rf_leaks_add_closed(set, "Godkendt uden bemærkninger.", "item 1");
    rf_leaks_add_closed(set, "Salg af Pakhus 7 til byderen", "item 1");
    rf_leaks_add_open(set, "Referatet blev godkendt uden bemærkninger af alle.");
    CHECK(t, !leaks(set, "Elleve tegn"));
    CHECK(t, !leaks(set, "Godkendt uden bemærkninger."));
    CHECK(t, leaks(set, "Salg af Pakhus 7 til byderen"));
    rf_leaks_add_open(set, "Salg af Pakhus 7 til byderen"); /* later is not too late */
    CHECK(t, !leaks(set, "Salg af Pakhus 7 til byderen"));
    rf_leaks_free(set);
}

static void says_whose_it_is(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    const char *origin = "";
    rf_leaks_add_closed(set, "Salg af Pakhus 7", "item 4 of 2026-03-09");
    rf_leaks_add_closed(set, "Opsigelse af lejemål", "item 5 of 2026-03-09");
    static const char text[] = "om opsigelse af lejemål her";
    CHECK(t, rf_leak_scan(set, text, strlen(text), &origin));
    CHECK_STRING(t, origin, "item 5 of 2026-03-09");
    rf_leaks_free(set);
}

/* What open text says by itself is no leak, wherever it is put together. */
static void open_texts_beside_each_other(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "… se beslutning: Godkendt som indstillet af alle",
                        "item 2");
    rf_leaks_add_closed(set, "Punkt 3: Budget 2026 for Havnen, frist 22. maj", "item 2");
    rf_leaks_add_closed(set, "om oplæring, frist 22. september 2026", "item 2");
    rf_leaks_add_open(set, "Beslutning");
    rf_leaks_add_open(set, "Godkendt som indstillet af alle medlemmer.");
    rf_leaks_add_open(set, "Punkt");
    rf_leaks_add_open(set, "Budget 2026 for Havnen");
    rf_leaks_add_open(set, "Frist");
    rf_leaks_add_open(set, "september");
    rf_leaks_add_open(set, "Tove Lykke laver en plan for oplæring");
    CHECK(t, !leaks(set, "Beslutning: Godkendt som indstillet af alle medlemmer."));
    CHECK(t, !leaks(set, "Punkt 3: Budget 2026 for Havnen"));
    CHECK(t,
          !leaks(set, "Tove Lykke laver en plan for oplæring. Frist 22. september 2026"));
    rf_leaks_free(set);
}

/* But where a needle of it comes from nowhere, or an open text is only begun, it is. */
static void a_leak_between_open_texts(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Lukning af Sydhavnens skole i 2027", "item 2");
    rf_leaks_add_closed(set, "Sag 2026-123456-7890", "item 3");
    rf_leaks_add_open(set, "Debat om lukning af");
    rf_leaks_add_open(set, "Sydhavnens skole i 2027 får nye vinduer");
    rf_leaks_add_open(set, "Sag");
    CHECK(t, !leaks(set, "Debat om lukning af. Sydhavnens skole i 2027 får nye vinduer"));
    CHECK(t, leaks(set, "Punkt 4: Lukning af Sydhavnens skole i 2027"));
    CHECK(t, leaks(set, "Debat om lukning af Sydhavnens skole i 2027."));
    CHECK(t, leaks(set, "Lukning af Sydhavnens skole i 2027 får nye vinduer"));
    CHECK(t, leaks(set, "Sag 2026-123456-7890"));
    rf_leaks_free(set);
}

static void tags_are_no_words(struct test *t)
{
    static const char page[] = "<!DOCTYPE html>\n<p>Vi taler om lønnen efter aftalen</p>"
                               "<ul><li>Ny bil</li></ul>";
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Direktørens lønnen efter aftalen pul", "item 2");
    rf_leaks_add_open(set, "Vi taler om lønnen efter aftalen");
    CHECK(t, !leaks(set, page));
    CHECK(t, leaks(set, "<!DOCTYPE html><p>direktørens <b>løn</b>nen efter aftalen pul"));
    CHECK(t, leaks(set,
                   "<!DOCTYPE html><img alt=\"Direktørens lønnen efter aftalen pul\">"));
    CHECK(t,
          leaks(set, "<?xml?><a b='Direkt&#xF8;rens l&#248;nnen efter aftalen pul'/>"));
    CHECK(t, leaks(set, "<svg><!-- direktørens lønnen efter aftalen pul --></svg>"));
    rf_leaks_free(set);
}

/* Open texts that stand beside each other excuse a text, and no title. */
static void unrelated_texts_spell_no_title(struct test *t)
{
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_open(set, "Salg af");
    rf_leaks_add_open(set, "Pakhus syv til byderen");
    rf_leaks_add_closed(set, "Salg af Pakhus syv", "item 3");
    CHECK(t, !leaks(set, "Salg af | Pakhus syv til byderen"));
    rf_leaks_add_closed_title(set, "Salg af Pakhus syv", "item 4");
    CHECK(t, leaks(set, "Salg af | Pakhus syv til byderen"));
    rf_leaks_add_open(set, "Om salg af pakhus syv blev der talt.");
    CHECK(t, !leaks(set, "Salg af | Pakhus syv til byderen"));
    rf_leaks_free(set);
}

static void damaged_files_are_read(struct test *t)
{
    static const char zip[] =
        "PK\3\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0PK\5\6\0\0\0\0\0\0"
        "\0\0\xff\xff\xff\xff\xff\xff\xff\x7f\0\0";
    struct rf_leaks *set = rf_leaks_new();
    rf_leaks_add_closed(set, "Salg af Pakhus 7", "item 4");
    for (size_t n = 0; n <= sizeof zip; n++) {
        CHECK(t, !leaks_in(set, zip, n));
    }
    CHECK(t, !leaks(set, "\xff\xfe%&\\<"));
    CHECK(t, leaks(set, "\xff Salg af Pakhus 7 \xc3"));
    rf_leaks_free(set);
}

/* ---- Pages that leak on purpose ---- */

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

/* A meeting with a closed item, alone in a folder that is its series. */
static void make_series(char *folder)
{
    if (!mkdtemp(folder)) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    write_file(folder, "agenda.md",
               "---\nkind: agenda\ndate: 2026-03-09\nitems:\n"
               "  - title: Havnens regnskab\n"
               "  - title: Salg af *Pakhus* 7 & 8\n    access: closed\n"
               "    text: Der er kommet tre bud på bygningen.\n---\n");
    write_file(
        folder, "minutes.md",
        "---\nkind: minutes\nmeeting: 2026-03-09\ndecisions: {1: noted, 2: adopted}\n"
        "---\n## 1\nTaget til efterretning.\n\n## 2\nBuddet på *fire millioner* "
        "antages.\n\n"
        "- [ ] @HAV skriver skødet på bygningen due:2026-05-01\n");
}

static void remove_series(const char *folder)
{
    static const char *const names[] = {"agenda.md", "minutes.md"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* Every page of the series in an edition: how many there are, and how many hold closed
 * text. A public run gives its texts to set. */
static size_t count_leaks(const char *folder, enum referat_edition edition,
                          struct rf_leaks *set, size_t *page_count)
{
    struct referat_options options = referat_default_options();
    options.edition = edition;
    const struct rf_run_plan plan = {.leaks =
                                         edition == REFERAT_EDITION_PUBLIC ? set : NULL};
    struct referat *run = rf_run_open(folder, &options, &plan);
    size_t count = 0;
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        for (enum referat_page page = 0; unit->meeting && page <= REFERAT_PAGE_PACK;
             page++) {
            for (int format = 0; format <= REFERAT_FORMAT_MARKDOWN; format++) {
                size_t n;
                char *bytes =
                    referat_emit(unit->meeting, page, (enum referat_format)format, &n);
                ++*page_count;
                count += bytes && leaks_in(set, bytes, n);
                free(bytes);
            }
        }
    }
    referat_close(run);
    return count;
}

static void pages_of_an_unpruned_model_leak(struct test *t)
{
    char folder[] = "/tmp/referat-unit-XXXXXX";
    struct rf_leaks *set = rf_leaks_new();
    size_t public_pages = 0, full_pages = 0;
    make_series(folder);
    CHECK_INT(t, count_leaks(folder, REFERAT_EDITION_PUBLIC, set, &public_pages), 0);
    CHECK_INT(t, count_leaks(folder, REFERAT_EDITION_FULL, set, &full_pages), 6);
    CHECK_INT(t, public_pages, 6);
    CHECK_INT(t, full_pages, 6);
    remove_series(folder);
    rf_leaks_free(set);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(finds_every_form),
        TEST(accents_in_both_normal_forms),
        TEST(part_of_a_long_text),
        TEST(short_and_open_texts_are_none),
        TEST(says_whose_it_is),
        TEST(open_texts_beside_each_other),
        TEST(a_leak_between_open_texts),
        TEST(tags_are_no_words),
        TEST(unrelated_texts_spell_no_title),
        TEST(damaged_files_are_read),
        TEST(pages_of_an_unpruned_model_leak),
    };
    return test_run(cases, TEST_COUNT(cases));
}
