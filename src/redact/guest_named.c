/* Guests of closed items who are named in open texts (redact).
 *
 * Two walks over the open texts of the meeting: the first finds the guests whom agenda or
 * papers list openly, who are no secret; the second reports every other one that is
 * named, by the letters of the name (folded.h). */
#include <string.h>

#include "diag/source.h"
#include "redact/quotes.h"
#include "redact/redact.h"
#include "store/origin.h"

/* A single name of fewer letters stands in too many texts. */
enum { SINGLE_NAME_LETTERS = 5 };

struct guest {
    struct guest *next;
    const struct referat_guest *guest;
    const char *letters;
    size_t bytes;
    bool is_known; /* an open document lists the person as one of the meeting */
};

struct search {
    struct guest *guests;
    const struct referat_meeting *meeting;
    struct rf_diags *diags;
    struct rf_arena *arena;
    struct rf_folded folded;
};

/* ---- Who they are ---- */

/* Lists the guests of closed items, of agendas nested in the meeting too. */
static void add_guests(struct search *s, const struct referat_meeting *m)
{
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        const struct referat_guest *guest = &m->agenda->guests[i];
        const char *name = guest->person.name.plain;
        if (!rf_edition_is_closed_guest(m, guest)) {
            continue;
        }
        rf_fold_words(&s->folded, name, strlen(name));
        size_t n = s->folded.letters.n;
        if (s->folded.count >= 2 || n >= SINGLE_NAME_LETTERS) {
            struct guest *g = RF_ARENA_NEW(s->arena, struct guest);
            g->guest = guest;
            g->letters = rf_arena_copy(s->arena, s->folded.letters.p, n);
            g->bytes = n;
            g->next = s->guests;
            s->guests = g;
        }
    }
    for (size_t i = 0; i < m->annex_count; i++) {
        if (m->annexes[i]->nested && !m->annexes[i]->same_as) {
            add_guests(s, m->annexes[i]->nested);
        }
    }
}

static bool is_of_minutes(const struct search *s, const struct rf_text *text)
{
    const struct referat_minutes *minutes = s->meeting->minutes;
    return minutes && text->span.source == minutes->document.source;
}

/* Whom agenda and papers name openly is no secret; minutes may name anybody. */
static void take_known(void *owner, const struct rf_text *text)
{
    struct search *s = owner;
    if (is_of_minutes(s, text)) {
        return;
    }
    rf_fold_words(&s->folded, text->text, strlen(text->text));
    for (struct guest *g = s->guests; g; g = g->next) {
        g->is_known =
            g->is_known || (g->bytes == s->folded.letters.n &&
                            memcmp(g->letters, s->folded.letters.p, g->bytes) == 0);
    }
}

/* ---- Where they are named ---- */

/* A note, because a guest list says who came and the edition leaves the name out of it;
 * what the author writes elsewhere may be meant. A public run reports it even where the
 * series turns closed-quoted off. */
static void report(struct search *s, const struct guest *g, const struct rf_quote *quote)
{
    struct rf_diags *diags = s->diags;
    bool is_off = diags->severities[RF_CODE_CLOSED_QUOTED] == REFERAT_SEVERITY_OFF;
    const struct referat_item *first =
        g->guest->item_count ? g->guest->items[0].item : NULL;
    const char *item =
        first ? rf_origin_of_item(s->arena, first)
              : "a closed item"; /* one that is treated at the guest's time */
    const char *name = g->guest->person.name.plain;
    struct referat_span place = rf_quote_span(quote);
    struct referat_diagnostic *d = rf_diag_add(
        diags, RF_CODE_CLOSED_QUOTED,
        is_off && !diags->is_public ? REFERAT_SEVERITY_OFF : REFERAT_SEVERITY_NOTE, place,
        "'%s' is the guest of %s, which is closed, and named in an open text", name,
        item);
    if (!d) {
        return;
    }
    d->open_message = rf_arena_join(s->arena, "the guest of ", item,
                                    ", which is closed, is named in an open text", NULL);
    d->file = place.source ? NULL : s->meeting->folder;
    rf_diag_related(diags, d, g->guest->person.span, "the guest");
    rf_diag_hint(diags, d,
                 "leave the name out where it says who came for the closed item");
}

static void take_text(void *owner, const struct rf_text *text)
{
    struct search *s = owner;
    bool is_listed = text->kind == RF_TEXT_NAME && !is_of_minutes(s, text);
    if (is_listed) {
        return;
    }
    struct rf_quote quote = {.text = text, .words = text->text, .folded = &s->folded};
    rf_fold_words(&s->folded, text->text, strlen(text->text));
    for (struct guest *g = s->guests; g; g = g->next) {
        if (!g->is_known && rf_find_letters(&s->folded, g->letters, g->bytes, 0,
                                            &quote.first, &quote.last)) {
            report(s, g, &quote);
        }
    }
}

void rf_edition_report_guests(const struct referat_meeting *m, struct rf_diags *diags,
                              struct rf_arena *arena)
{
    struct search s = {.meeting = m, .diags = diags, .arena = arena};
    const unsigned kinds = RF_TEXT_BIT(RF_TEXT_TITLE) | RF_TEXT_BIT(RF_TEXT_WORDS) |
                           RF_TEXT_BIT(RF_TEXT_BLOCK) | RF_TEXT_BIT(RF_TEXT_NAME) |
                           RF_TEXT_BIT(RF_TEXT_ADDRESS) | RF_TEXT_BIT(RF_TEXT_PATH) |
                           RF_TEXT_BIT(RF_TEXT_FOLDER);
    const struct rf_texts listed = {arena, &s, take_known, RF_TEXT_BIT(RF_TEXT_NAME), 0};
    const struct rf_texts texts = {arena, &s, take_text, kinds, 0};
    add_guests(&s, m);
    if (s.guests) {
        rf_texts_of_meeting(&listed, m);
        rf_texts_of_meeting(&texts, m);
    }
    rf_folded_clear(&s.folded);
}
