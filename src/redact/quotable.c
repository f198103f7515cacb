/* What an open place must not hold of the closed parts of a meeting (redact). */
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

/* ---- Names ---- */

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

static size_t put_bare(struct rf_buf *out, const char *p)
{
    for (size_t i = 0; i < SPELLINGS; i++) {
        size_t n = strlen(spellings[i].letter);
        if (strncmp(p, spellings[i].letter, n) == 0) {
            rf_buf_puts(out, spellings[i].bare);
            return n;
        }
    }
    rf_buf_char(out, *p);
    return 1;
}

/* "koeb": "køb", as a file's name may mean it. */
static size_t put_meant(struct rf_buf *out, const char *p)
{
    for (size_t i = 0; i < NORDIC; i++) {
        if (strncmp(p, spellings[i].spelt, 2) == 0) {
            rf_buf_puts(out, spellings[i].letter);
            return 2;
        }
    }
    rf_buf_char(out, *p);
    return 1;
}

static void give_spelt(struct search *s, size_t (*put)(struct rf_buf *, const char *))
{
    struct rf_buf out = {0};
    for (const char *p = s->text->text; *p; p += put(&out, p)) {
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
    if (is_ascii) {
        give_spelt(s, put_meant);
    } else {
        give_title_as(s, rf_slug(s->arena, title, NAME_BYTES), true);
        give_spelt(s, put_bare);
    }
}

/* ---- Other text ---- */

/* True where a sentence ends behind the i-th word: at any stop; or only at one that
 * stands apart from the next word, which that of 10.30 does not. */
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

static bool has_stops_within(const struct search *s)
{
    size_t i = 0;
    while (i < s->folded.count &&
           ends_sentence(s, i, false) == ends_sentence(s, i, true)) {
        i++;
    }
    return i < s->folded.count;
}

/* From each word on the shortest one. */
static void give_runs(struct search *s)
{
    const struct rf_folded *f = &s->folded;
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

static void give_words(struct search *s, const char *text, size_t n)
{
    fold(s, text, n);
    give_sentences(s, false);
    if (has_stops_within(s)) {
        give_sentences(s, true);
    }
    give_runs(s);
}

/* The name of a file without its ending. */
static void give_path(struct search *s)
{
    const char *name = rf_path_name(s->text->text), *dot = strrchr(name, '.');
    give_words(s, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* ---- Texts ---- */

static void take_text(void *owner, const struct rf_text *text)
{
    struct search *s = owner;
    s->text = text;
    if (text->kind == RF_TEXT_TITLE || text->kind == RF_TEXT_FOLDER) {
        give_title(s);
    } else if (text->kind == RF_TEXT_PATH) {
        give_path(s);
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
