/* What an open place must not hold of the closed parts of a meeting (redact).
 *
 * Every closed text is folded once, its words that are no secret are marked, and each
 * title, sentence and run of letters that still says something is given as digests. Two
 * walks over the meeting: the first collects the names that are no secret in it. */
#include "redact/quotable.h"

#include <string.h>

#include "base/digest.h"
#include "base/path.h"
#include "base/str.h"

/* Names of files keep no more of a title than this. */
enum { NAME_BYTES = 200 };

struct search {
    const struct rf_phrases *series;
    struct rf_phrases names; /* in the meeting */
    struct rf_arena *arena;
    void (*take)(void *owner, const struct rf_quotable *quotable,
                 const struct rf_quotable_place *place);
    void *owner;
    const char *words; /* what is folded */
    struct rf_folded folded;
    unsigned char *marks; /* of its words */
    const struct rf_text *text;
};

uint32_t rf_quotable_prefix(const char *letters)
{
    return (uint32_t)rf_digest_64(letters, RF_QUOTABLE_PREFIX_BYTES);
}

static void take_name(void *owner, const struct rf_text *text)
{
    struct search *s = owner;
    rf_phrases_add(&s->names, RF_PHRASE_NAME, text->text);
}

/* ---- Giving ---- */

static size_t letters_in(const struct search *s, size_t first, size_t last)
{
    return rf_utf8_count(rf_letters_of(&s->folded, first),
                         rf_letters_bytes(&s->folded, first, last));
}

static void give(struct search *s, enum rf_quotable_kind kind, size_t first, size_t last,
                 bool is_variant)
{
    const struct rf_quotable_place place = {s->text, &s->folded, first, last};
    const char *letters = rf_letters_of(&s->folded, first);
    size_t n = rf_letters_bytes(&s->folded, first, last);
    if (!rf_is_secret(s->marks + first, last - first + 1, kind == RF_QUOTABLE_TITLE)) {
        return;
    }
    const struct rf_quotable quotable = {
        .whole = rf_digest_64(letters, n),
        .prefix = rf_quotable_prefix(letters),
        .bytes = (uint32_t)n,
        .kind = (uint16_t)kind,
        .is_variant = is_variant,
    };
    s->take(s->owner, &quotable, &place);
}

static void fold(struct search *s, const char *text, size_t n)
{
    s->words = text;
    rf_fold_words(&s->folded, text, n);
    s->marks = RF_ARENA_NEW_ARRAY(s->arena, s->folded.count + 1, unsigned char);
    rf_phrases_mark(s->series, &s->folded, s->marks);
    rf_phrases_mark(&s->names, &s->folded, s->marks);
}

/* ---- Titles ---- */

static void give_title_as(struct search *s, const char *title, bool is_variant)
{
    fold(s, title, strlen(title));
    size_t count = s->folded.count;
    if (count >= 2 && letters_in(s, 0, count - 1) >= RF_QUOTABLE_TITLE_LETTERS) {
        give(s, RF_QUOTABLE_TITLE, 0, count - 1, is_variant);
    }
}

/* How people spell letters that are not in ASCII where they have none. */
static const struct spelling {
    const char *letter, *spelt, *bare;
} spellings[] = {
    {"æ", "ae", "ae"}, {"ø", "oe", "o"}, {"å", "aa", "a"},  {"ä", "ae", "a"},
    {"ö", "oe", "o"},  {"ü", "ue", "u"}, {"Æ", "ae", "ae"}, {"Ø", "oe", "o"},
    {"Å", "aa", "a"},  {"Ä", "ae", "a"}, {"Ö", "oe", "o"},  {"Ü", "ue", "u"},
};

enum { SPELLINGS = sizeof spellings / sizeof *spellings, NORDIC = 3 };

/* The title in another spelling, where that differs: without accents, or, of a title in
 * ASCII, as a file's name may mean it ("koeb": "køb"). */
static void give_spelt(struct search *s, bool is_ascii)
{
    struct rf_buf out = {0};
    for (const char *p = s->text->text; *p;) {
        size_t i = 0, n = 0, count = is_ascii ? NORDIC : SPELLINGS;
        for (; i < count && !n; i++) {
            const char *from = is_ascii ? spellings[i].spelt : spellings[i].letter;
            n = strncmp(p, from, strlen(from)) == 0 ? strlen(from) : 0;
        }
        if (n) {
            rf_buf_puts(&out, is_ascii ? spellings[i - 1].letter : spellings[i - 1].bare);
        } else {
            rf_buf_char(&out, *p);
        }
        p += n ? n : 1;
    }
    if (strcmp(rf_buf_string(&out), s->text->text) != 0) {
        give_title_as(s, rf_arena_copy(s->arena, out.p, out.n), true);
    }
    rf_buf_clear(&out);
}

/* A title, also as names of files spell it; and what such a name may spell. */
static void give_title(struct search *s)
{
    const char *title = s->text->text;
    bool is_ascii = true;
    for (const char *p = title; *p; p++) {
        is_ascii = is_ascii && (unsigned char)*p < 0x80;
    }
    give_title_as(s, title, false);
    if (!is_ascii) {
        give_title_as(s, rf_slug(s->arena, title, NAME_BYTES), true);
    }
    give_spelt(s, is_ascii);
}

/* ---- Other text ---- */

/* True where a sentence ends after the i-th word: at any stop; or, strictly, only at one
 * that more than the stop separates from the next word, unlike the one in 10.30. */
static bool ends_sentence(const struct search *s, size_t i, bool is_strict)
{
    const struct rf_word *word = &s->folded.words[i];
    size_t n = i + 1 < s->folded.count ? word[1].from - word[0].to : 0;
    for (const char *p = s->words + word->to; n; p++, n--) {
        if (*p == '.' || *p == '!' || *p == '?') {
            return !is_strict || n > 1;
        }
    }
    return i + 1 == s->folded.count;
}

static void give_sentences(struct search *s, bool is_strict)
{
    size_t first = 0;
    for (size_t i = 0; i < s->folded.count; i++) {
        if (ends_sentence(s, i, is_strict)) {
            if (letters_in(s, first, i) >= RF_QUOTABLE_SENTENCE_LETTERS) {
                give(s, RF_QUOTABLE_SENTENCE, first, i, false);
            }
            first = i + 1;
        }
    }
}

/* Sentences and runs of a text. Where a stop may be that of a number, sentences are given
 * both ways. Of runs, from each word on the shortest one that is long enough. */
static void give_words(struct search *s, const char *text, size_t n)
{
    const struct rf_folded *f = &s->folded;
    bool has_inner_stop = false;
    fold(s, text, n);
    for (size_t i = 0; i < f->count && !has_inner_stop; i++) {
        has_inner_stop = ends_sentence(s, i, false) != ends_sentence(s, i, true);
    }
    give_sentences(s, false);
    if (has_inner_stop) {
        give_sentences(s, true);
    }
    size_t letters = 0, end = 0; /* of the words [i, end) */
    for (size_t i = 0; i < f->count; i++) {
        while (end < f->count && letters < RF_QUOTABLE_RUN_LETTERS) {
            letters += letters_in(s, end, end);
            end++;
        }
        if (letters < RF_QUOTABLE_RUN_LETTERS) {
            return;
        }
        give(s, RF_QUOTABLE_RUN, i, end - 1, false);
        letters -= letters_in(s, i, i);
    }
}

/* ---- Texts ---- */

static void take_text(void *owner, const struct rf_text *text)
{
    struct search *s = owner;
    s->text = text;
    if (text->kind == RF_TEXT_TITLE || text->kind == RF_TEXT_FOLDER) {
        give_title(s);
    } else if (text->kind == RF_TEXT_PATH) { /* the file's name without its ending */
        const char *name = rf_path_name(text->text), *dot = strrchr(name, '.');
        give_words(s, name, dot ? (size_t)(dot - name) : strlen(name));
    } else {
        give_words(s, text->text, strlen(text->text));
    }
}

void rf_quotables_of_meeting(const struct referat_meeting *meeting,
                             const struct rf_phrases *phrases, struct rf_arena *arena,
                             void (*take)(void *owner, const struct rf_quotable *quotable,
                                          const struct rf_quotable_place *place),
                             void *owner)
{
    struct search s = {.series = phrases, .arena = arena, .take = take, .owner = owner};
    const unsigned names = RF_TEXT_BIT(RF_TEXT_NAME);
    const unsigned wanted = RF_TEXT_BIT(RF_TEXT_TITLE) | RF_TEXT_BIT(RF_TEXT_WORDS) |
                            RF_TEXT_BIT(RF_TEXT_BLOCK) | RF_TEXT_BIT(RF_TEXT_NUMBER) |
                            RF_TEXT_BIT(RF_TEXT_PATH) | RF_TEXT_BIT(RF_TEXT_FOLDER);
    const struct rf_texts for_names = {arena, &s, take_name, names, names};
    const struct rf_texts texts = {arena, &s, take_text, 0, wanted};
    rf_texts_of_meeting(&for_names, meeting);
    rf_texts_of_meeting(&texts, meeting);
    rf_folded_clear(&s.folded);
    rf_phrases_clear(&s.names);
}
