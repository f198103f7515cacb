/* Words of our lists, as people type them (load): the English term, the documents'
 * language's own word, and synonyms of it. format.md section 3.
 *
 * Our own words win over a synonym of the same spelling. A synonym that may mean two
 * things (is_doubtful) is not accepted, only explained; and so is a word of another
 * language. */
#include <string.h>

#include "base/str.h"
#include "load/documents.h"
#include "load/fields.h"

/* A list of words in one language. */
struct list {
    struct rf_arena *arena;
    const struct rf_words *words;
    const struct rf_lang *lang;
    const char *const *terms;          /* in English, NULL at the end */
    const char *const *own;            /* in the language, by the same index */
    const struct rf_synonym *synonyms; /* what people type for them; NULL: none */
};

/* The list in a language: struct rf_lang holds an array of its own words by offset, in
 * the order of the terms, and a pointer to the synonyms. */
static struct list list_in(const struct rf_loader *loader, const struct rf_words *words,
                           const struct rf_lang *lang)
{
    struct list list = {
        .arena = loader->arena,
        .words = words,
        .lang = lang,
        .terms = words->terms(),
        .own = (const char *const *)((const char *)lang + words->lang_offset),
    };
    if (words->synonyms_offset) {
        memcpy(&list.synonyms, (const char *)lang + words->synonyms_offset,
               sizeof list.synonyms);
    }
    return list;
}

/* ---- Which one is meant ---- */

/* The row of a word that people type for one of ours, or NULL. */
static const struct rf_synonym *find_synonym(const struct list *list, const char *folded)
{
    const struct rf_synonym *row = list->synonyms;
    while (row && row->word && strcmp(folded, rf_fold(list->arena, row->word)) != 0) {
        row++;
    }
    return row && row->word ? row : NULL;
}

/* Case-folded and without a full stop at the end: "Godkendt." is godkendt. */
static const char *fold_word(const struct list *list, const char *s)
{
    const char *folded = rf_fold(list->arena, s);
    size_t n = strlen(folded);
    return n > 1 && folded[n - 1] == '.' ? rf_arena_copy(list->arena, folded, n - 1)
                                         : folded;
}

/* The index among the terms and the language's own words; -1: it is none. */
static int find_own(const struct list *list, const char *folded)
{
    for (int i = 0; list->terms[i]; i++) {
        if (*list->terms[i] && strcmp(folded, list->terms[i]) == 0) {
            return i;
        }
    }
    for (int i = 0; list->terms[i]; i++) {
        const char *own = list->own[i];
        if (own && *own && strcmp(folded, rf_fold(list->arena, own)) == 0) {
            return i;
        }
    }
    return -1;
}

/* The index of a word; -1: it is none. Ours win over others of the same spelling. */
static int find_folded(const struct list *list, const char *folded)
{
    int found = find_own(list, folded);
    const struct rf_synonym *synonym = found < 0 ? find_synonym(list, folded) : NULL;
    return synonym && !synonym->is_doubtful ? synonym->index : found;
}

/* The same of a word as written. Most files use the terms as they are, so these are
 * compared first. */
static int find_word(const struct list *list, const char *s)
{
    for (int i = 0; list->terms[i]; i++) {
        if (*s && rf_same(s, list->terms[i])) {
            return i;
        }
    }
    return find_folded(list, fold_word(list, s));
}

const char *rf_word_sentence(const struct rf_loader *loader, const struct rf_words *words,
                             const char *s)
{
    const struct list list = list_in(loader, words, loader->lang);
    for (int i = 0; list.terms[i]; i++) {
        if (rf_same(s, list.terms[i])) {
            return NULL;
        }
    }
    const char *folded = fold_word(&list, s);
    const struct rf_synonym *row =
        find_own(&list, folded) < 0 ? find_synonym(&list, folded) : NULL;
    return row && !row->is_doubtful ? row->sentence : NULL;
}

/* ---- Hints ---- */

/* What a word is called in the documents' language, else in English. */
static const char *word_of(const struct list *list, int i)
{
    const char *own = list->own[i];
    return own && *own ? own : list->terms[i];
}

/* Every word that is accepted for any term but the one with index `but`; NULL at the end.
 */
static const char **accepted(const struct list *list, int but)
{
    size_t n = 0, count = 0;
    while (list->terms[n]) {
        n++;
    }
    for (const struct rf_synonym *row = list->synonyms; row && row->word; row++) {
        count++;
    }
    const char **all = RF_ARENA_NEW_ARRAY(list->arena, 2 * n + count + 1, const char *);
    count = 0;
    for (int i = 0; list->terms[i]; i++) {
        if (i != but && *list->terms[i]) {
            all[count++] = word_of(list, i);
            all[count++] = list->terms[i];
        }
    }
    for (const struct rf_synonym *row = list->synonyms; row && row->word; row++) {
        if (row->index != but && !row->is_doubtful) {
            all[count++] = row->word;
        }
    }
    return all;
}

/* Words of opposite sense may be two letters apart, "henvist" and "hjemvist": where two
 * are near, both are named. */
static bool hint_nearest(const struct list *list, struct rf_diags *diags,
                         struct referat_diagnostic *d, const char *s)
{
    const char *nearest = rf_nearest(s, accepted(list, -1));
    if (!nearest) {
        return false;
    }
    int index = find_word(list, nearest);
    /* The nearest word with another meaning. */
    const char *other = rf_nearest(s, accepted(list, index));
    if (other) {
        rf_diag_hint(diags, d, "did you mean '%s' or '%s'?", nearest, other);
    } else {
        rf_diag_did_you_mean(diags, d, nearest);
    }
    return true;
}

/* A word and more: "godkendt, enstemmigt", "unanimously approved". */
static bool hint_addition(const struct list *list, struct rf_diags *diags,
                          struct referat_diagnostic *d, const char *s)
{
    /* How it was voted, in front of an outcome. */
    static const char *const ways[] = {"enstemmigt ",  "enstemmig ",  "enhälligt ",
                                       "enhällig ",    "einstimmig ", "mehrheitlich ",
                                       "unanimously ", NULL};
    const char *folded = fold_word(list, s);
    for (size_t i = 0; ways[i]; i++) {
        folded += rf_starts_with(folded, ways[i]) ? strlen(ways[i]) : 0;
    }
    /* The longest beginning that ends at a word and is one of ours. */
    for (size_t n = strlen(folded); n > 0; n--) {
        bool is_end = !folded[n] || strchr(" ,;(:-", folded[n]);
        const char *head = rf_trim(list->arena, rf_arena_copy(list->arena, folded, n));
        if (is_end && find_folded(list, head) >= 0) {
            rf_diag_hint(
                diags, d,
                "write '%s' alone: how it was voted belongs under 'votes', the rest "
                "in the text",
                head);
            return true;
        }
    }
    return false;
}

/* A word that another language has for one of ours; -1: none, or not all say the same. */
static int find_abroad(const struct rf_loader *loader, const struct rf_words *words,
                       const char *s)
{
    const char *const *tags = rf_lang_tags();
    int found = -1;
    for (size_t i = 0; tags[i]; i++) {
        const struct list list = list_in(loader, words, rf_lang_find(tags[i]));
        int one = find_folded(&list, fold_word(&list, s));
        if (one >= 0 && found >= 0 && one != found) {
            return -1;
        }
        found = one >= 0 ? one : found;
    }
    return found;
}

/* Says what to write instead: for a doubtful synonym or a word of another language the
 * word of ours, else the nearest one, else the word alone without an addition; else all
 * of them, the language's own words first. */
static void hint_words(const struct rf_loader *loader, struct referat_diagnostic *d,
                       const struct list *list, const char *s)
{
    struct rf_diags *diags = loader->diags;
    const struct rf_synonym *doubtful = find_synonym(list, fold_word(list, s));
    if (doubtful) {
        rf_diag_hint(diags, d,
                     "it is not said in one way only; if '%s' is meant, write that",
                     word_of(list, doubtful->index));
        return;
    }
    int abroad = find_abroad(loader, list->words, s);
    if (abroad >= 0) {
        rf_diag_hint(diags, d,
                     "it is a word of another language than the documents'; if '%s' is "
                     "meant, write that",
                     word_of(list, abroad));
        return;
    }
    if (hint_nearest(list, diags, d, s) || hint_addition(list, diags, d, s)) {
        return;
    }
    struct rf_buf own = {0}, english = {0};
    for (int i = 0; list->terms[i]; i++) {
        if (*list->terms[i]) {
            rf_buf_join(&own, own.n ? ", " : "", word_of(list, i), NULL);
            rf_buf_join(&english, english.n ? ", " : "", list->terms[i], NULL);
        }
    }
    bool is_english = strncmp(list->lang->tag, "en", 2) == 0;
    if (is_english || strcmp(rf_buf_string(&own), rf_buf_string(&english)) == 0) {
        rf_diag_hint(diags, d, "one of: %s", rf_buf_string(&english));
    } else {
        rf_diag_hint(diags, d, "one of: %s; or in English: %s", rf_buf_string(&own),
                     rf_buf_string(&english));
    }
    rf_buf_clear(&own);
    rf_buf_clear(&english);
}

/* An empty value leaves the field absent; there is no `none`. */
bool rf_read_word(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                  const void *more)
{
    const struct rf_words *words = more;
    if (value->type == RF_YAML_SCALAR && !value->text_bytes) {
        return true;
    }
    if (value->type != RF_YAML_SCALAR) {
        return rf_bad_value(loader, value, words->what, "write one word");
    }
    const struct list list = list_in(loader, words, loader->lang);
    int found = find_word(&list, value->text);
    if (found >= 0) {
        *(int *)member = found;
        return true;
    }
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, value->span, "'%s' is not %s",
                       value->text, words->what);
    if (d) {
        hint_words(loader, d, &list, value->text);
    }
    return false;
}
