/* What the last look at a public edition knows of a series: its texts, closed and open
 * (redact). */
#include <string.h>

#include "base/path.h"
#include "redact/collect_texts.h"
#include "redact/redact.h"

struct collector {
    struct rf_leaks *leaks;
    struct rf_arena *arena;
};

/* Hands a text to the leak scan as what it is. Open blocks are parts: they excuse a match
 * only together with their neighbours (leak.h). */
static void add(const struct collector *c, const struct rf_text *text, const char *words)
{
    if (text->is_closed && text->kind == RF_TEXT_TITLE) {
        rf_leaks_add_closed_title(c->leaks, words, text->origin);
    } else if (text->is_closed) {
        rf_leaks_add_closed(c->leaks, words, text->origin);
    } else if (text->kind == RF_TEXT_BLOCK) {
        rf_leaks_add_part(c->leaks, words);
    } else {
        rf_leaks_add_open(c->leaks, words);
    }
}

/* Outputs have names, not paths: of a path its last part is given, with and without the
 * ending. */
static void take(void *owner, const struct rf_text *text)
{
    const struct collector *c = owner;
    if (text->kind == RF_TEXT_OUTPUT && text->is_closed) {
        return; /* "punkt-2-bilag-1-": the name after it is what is closed */
    }
    if (text->kind != RF_TEXT_PATH) {
        add(c, text, text->text);
        return;
    }
    const char *name = rf_path_name(text->text), *dot = strrchr(name, '.');
    add(c, text, name);
    if (dot) {
        add(c, text, rf_arena_copy(c->arena, name, (size_t)(dot - name)));
    }
}

void rf_edition_texts(struct rf_leaks *leaks, const struct referat_meeting *m,
                      struct rf_arena *arena)
{
    struct collector c = {leaks, arena};
    const struct rf_texts texts = {arena, &c, take, RF_TEXTS_ALL, RF_TEXTS_ALL};
    struct rf_buf title = {0};
    rf_texts_of_meeting(&texts, m);
    rf_lang_meeting_title(rf_lang_of(m->series), m->series->body.plain, &m->date, &title);
    rf_leaks_add_open(leaks, rf_buf_string(&title));
    rf_buf_clear(&title);
}

/* ---- The series ---- */

static void add_words(struct rf_leaks *leaks, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i] && *words[i]) {
            rf_leaks_add_open(leaks, words[i]);
        }
    }
}

/* The words of the language are open: they stand on every page. */
static void add_language(struct rf_leaks *leaks, const struct referat_series *series)
{
    const struct rf_lang *lang = rf_lang_of(series);
    for (enum rf_label label = 0; label < RF_LABEL_COUNT; label++) {
        const char *word = rf_label(series, label);
        add_words(leaks, &word, 1);
    }
    add_words(leaks, lang->outcome_words, REFERAT_OUTCOME_COUNT);
    for (enum referat_outcome i = 0; i < REFERAT_OUTCOME_COUNT; i++) {
        const char *sentence = rf_outcome_sentence(series, i);
        add_words(leaks, &sentence, 1);
    }
    for (const struct rf_synonym *row = lang->outcome_synonyms; row->word; row++) {
        add_words(leaks, &row->sentence, 1);
    }
    add_words(leaks, lang->item_type_words, REFERAT_TYPE_COUNT);
    add_words(leaks, lang->form_words, REFERAT_FORM_LETTER + 1);
    add_words(leaks, lang->status_words, REFERAT_CANCELLED + 1);
    add_words(leaks, lang->access_words, REFERAT_CLOSED + 1);
    add_words(leaks, lang->action_state_words, REFERAT_ACTION_CANCELLED + 1);
    add_words(leaks, lang->months, sizeof lang->months / sizeof *lang->months);
    add_words(leaks, lang->weekdays, sizeof lang->weekdays / sizeof *lang->weekdays);
    add_words(leaks, lang->annex_words,
              sizeof lang->annex_words / sizeof *lang->annex_words);
}

void rf_edition_series_texts(struct rf_leaks *leaks, const struct referat_series *series)
{
    /* What addresses of pages and files have besides words of the series. */
    static const char *const names[] = {"agenda", "minutes", "pack", "annexes", "index",
                                        "status", "html",    "xlsx", "source"};
    struct rf_arena arena = {0};
    struct collector c = {leaks, &arena};
    const struct rf_texts texts = {&arena, &c, take, RF_TEXTS_ALL, RF_TEXTS_ALL};
    add_language(leaks, series);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rf_leaks_add_part(leaks, names[i]);
    }
    rf_texts_of_series(&texts, series);
    for (size_t i = 0; i < series->allowed_text_count; i++) {
        rf_leaks_add_open(leaks, series->allowed_texts[i].text.plain);
    }
    rf_arena_clear(&arena);
}
