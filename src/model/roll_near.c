/* The name on the roll that is nearest to another (model): the suggestion of
 * unknown-person and unknown-owner. The same words in another order come first, then a
 * few other letters, then a first or last name alone. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/roll.h"

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words of a name in alphabetical order: "ravn, mette" and "mette ravn" have the
 * same. */
static const char *sorted_words(struct rf_arena *arena, const char *name)
{
    enum { MOST_WORDS = 16 };
    char *words[MOST_WORDS], *copy = rf_arena_string(arena, rf_person_key(arena, name));
    size_t count = 0;
    struct rf_buf out = {0};
    for (char *save = NULL, *word = strtok_r(copy, " ,", &save);
         word && count < MOST_WORDS; word = strtok_r(NULL, " ,", &save)) {
        words[count++] = word;
    }
    if (count) {
        qsort(words, count, sizeof *words, compare_words);
    }
    for (size_t i = 0; i < count; i++) {
        rf_buf_join(&out, words[i], " ", NULL);
    }
    const char *kept = rf_arena_string(arena, rf_buf_string(&out));
    rf_buf_clear(&out);
    return kept;
}

/* The sum of a name's letters, whatever the order of its words: names of unequal sums are
 * not made of the same words, so most need not be sorted. */
static unsigned sum_of_letters(const char *key)
{
    unsigned sum = 0;
    for (; *key; key++) {
        sum += *key == ' ' || *key == ',' ? 0 : (unsigned char)*key;
    }
    return sum;
}

/* A guest who comes for closed items only: no message about an open place may show the
 * name. */
static bool comes_for_closed(const struct referat_meeting *m,
                             const struct referat_roll_entry *entry)
{
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        const struct referat_guest *guest = &m->agenda->guests[i];
        bool is_open = &guest->person != entry->person;
        for (size_t k = 0; k < guest->item_count; k++) {
            const struct referat_item *item = guest->items[k].item;
            is_open = is_open || (item && item->access != REFERAT_CLOSED);
        }
        if (!is_open) {
            return true;
        }
    }
    return false;
}

/* The one person whose first name, or last name, the key is; false: none, or several. */
static bool find_part(const struct referat_meeting *m, const char *key,
                      const struct referat_roll_entry **found)
{
    size_t n = strlen(key), count = 0;
    if (rf_roll_find_beginning(m, key, found)) {
        return true;
    }
    for (size_t i = 0; n && i < m->roll_count; i++) {
        const char *whole = m->roll[i].keys[0];
        size_t more = strlen(whole) > n ? strlen(whole) - n : 0;
        if (more && whole[more - 1] == ' ' && strcmp(whole + more, key) == 0 &&
            !comes_for_closed(m, &m->roll[i])) {
            *found = &m->roll[i];
            count++;
        }
    }
    return count == 1;
}

const char *rf_roll_nearest(struct rf_arena *arena, const struct referat_meeting *m,
                            const char *name, const struct referat_roll_entry *but)
{
    const char *words = sorted_words(arena, name);
    const char **names = RF_ARENA_NEW_ARRAY(arena, m->roll_count + 1, const char *);
    unsigned sum = sum_of_letters(words);
    size_t count = 0;
    for (size_t i = 0; i < m->roll_count; i++) {
        const char *other = m->roll[i].person->name.plain;
        if (&m->roll[i] == but || comes_for_closed(m, &m->roll[i])) {
            continue;
        }
        if (sum_of_letters(m->roll[i].keys[0]) == sum &&
            rf_streq(sorted_words(arena, other), words)) {
            return other;
        }
        names[count++] = other;
    }
    const char *nearest = rf_nearest(name, names);
    const struct referat_roll_entry *found;
    if (!nearest && !but && find_part(m, rf_person_key(arena, name), &found)) {
        nearest = found->person->name.plain;
    }
    return nearest;
}
