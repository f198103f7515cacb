/* Which units of the settings closed parts alone speak of (redact).
 *
 * Every text of every meeting is searched for the abbreviation and the name of each
 * unit, as whole words. A unit that only closed texts name is a hint at them: the
 * settings, which list all units, are then no part of a public bag (rf_unit_uses_hide).
 */
#include "redact/units.h"

#include <string.h>

#include "base/str.h"
#include "redact/collect_texts.h"

enum use { USE_OPEN = 1, USE_CLOSED = 2 };

void rf_unit_uses_init(struct rf_unit_uses *uses, struct rf_arena *arena,
                       const struct referat_series *series)
{
    *uses = (struct rf_unit_uses){
        .series = series,
        .uses = RF_ARENA_NEW_ARRAY(arena, series->unit_count + 1, unsigned char),
    };
}

/* ---- Words ---- */

static bool is_word_at(const char *p, const char *end)
{
    size_t size;
    return p < end && rf_is_word(rf_utf8_next(p, (size_t)(end - p), &size));
}

/* True where [p, p + n) is no part of a longer word. */
static bool stands_alone(const char *text, const char *p, size_t n)
{
    const char *before = p;
    while (before > text && ((unsigned char)*--before & 0xC0) == 0x80) {
    }
    bool follows = p > text && is_word_at(before, p) && is_word_at(p, p + n);
    const char *last = p + n;
    while (last > p && ((unsigned char)*--last & 0xC0) == 0x80) {
    }
    return !follows && !(is_word_at(last, p + n) && is_word_at(p + n, p + strlen(p)));
}

static bool has_words(const char *text, const char *words)
{
    size_t n = strlen(words);
    for (const char *p = n ? strstr(text, words) : NULL; p; p = strstr(p + 1, words)) {
        if (stands_alone(text, p, n)) {
            return true;
        }
    }
    return false;
}

/* ---- Texts ---- */

static void take(void *owner, const struct rf_text *text)
{
    const struct rf_unit_uses *uses = owner;
    unsigned char use = text->is_closed ? USE_CLOSED : USE_OPEN;
    for (size_t i = 0; i < uses->series->unit_count; i++) {
        const struct referat_unit *unit = &uses->series->units[i];
        if (!(uses->uses[i] & use) && (has_words(text->text, unit->abbreviation) ||
                                       has_words(text->text, unit->name))) {
            uses->uses[i] |= use;
        }
    }
}

void rf_unit_uses_take(struct rf_unit_uses *uses, const struct referat_meeting *meeting,
                       struct rf_arena *arena)
{
    const struct rf_texts texts = {arena, uses, take, RF_TEXTS_ALL, RF_TEXTS_ALL};
    uses->is_blind = uses->is_blind || meeting->is_unread;
    if (uses->series->unit_count) {
        rf_texts_of_meeting(&texts, meeting);
    }
}

bool rf_unit_uses_hide(const struct rf_unit_uses *uses)
{
    size_t count = uses->series ? uses->series->unit_count : 0;
    for (size_t i = 0; i < count; i++) {
        bool is_closed = uses->uses[i] & USE_CLOSED || uses->is_blind;
        if (is_closed && !(uses->uses[i] & USE_OPEN)) {
            return true;
        }
    }
    return false;
}
