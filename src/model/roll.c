/* The people of a meeting, and whom every name in it means (model). format.md section
 * 6.1.
 *
 * The roll has an entry for every person whom the agenda, the series or the lists of the
 * minutes name; each entry has the keys (folded spellings) that mean the person. A name
 * elsewhere in the minutes is looked up by its key. rf_model_roll makes the roll first,
 * and then resolves the names. */
#include "model/roll.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "lang/lang.h"

/* ---- Names ---- */

const char *const rf_and_words[] = {"og", "and", "und", "och", "samt", "sowie", NULL};

size_t rf_and_word_at(const char *p)
{
    for (const char *const *word = rf_and_words; *word; word++) {
        size_t n = strlen(*word);
        if (rf_starts_with(p, *word) && p[n] == ' ') {
            return n + 1;
        }
    }
    return 0;
}

/* Blanks around a dash are dropped: "Berg - Hansen" is "Berg-Hansen". */
const char *rf_person_key(struct rf_arena *arena, const char *name)
{
    static const char *const dashes[] = {
        "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93",
        "\xE2\x80\x94", "\xE2\x80\x95", "\xE2\x88\x92", "-"};
    const char *folded = rf_fold(arena, name);
    size_t plain = strcspn(folded, "-\xE2");
    if (!folded[plain]) {
        return folded;
    }
    char *key = rf_arena_string(arena, folded), *end = key + plain;
    for (const char *p = folded + plain; *p;) {
        size_t i = 0, count = sizeof dashes / sizeof *dashes;
        while (i < count && !rf_starts_with(p, dashes[i])) {
            i++;
        }
        if (i == count) {
            *end++ = *p++;
            continue;
        }
        end -= end > key && end[-1] == ' ';
        *end++ = '-';
        p += strlen(dashes[i]);
        p += *p == ' ';
    }
    *end = '\0';
    return key;
}

static bool has_key(const struct referat_roll_entry *entry, const char *key)
{
    for (size_t i = 0; i < entry->key_count; i++) {
        if (rf_same(entry->keys[i], key)) {
            return true;
        }
    }
    return false;
}

/* How many people have the key; *found is the first of them. */
static size_t find_key(const struct referat_meeting *m, const char *key,
                       const struct referat_roll_entry **found)
{
    size_t count = 0;
    *found = NULL;
    for (size_t i = 0; i < m->roll_count; i++) {
        if (has_key(&m->roll[i], key)) {
            *found = count++ ? *found : &m->roll[i];
        }
    }
    return count;
}

/* True for a form of address or title, whole or shortened with a full stop. */
static bool is_title(const struct rf_lang *lang, const char *word, size_t n)
{
    bool has_point = n > 1 && word[n - 1] == '.';
    for (const char *const *title = lang->titles; *title; title++) {
        if (**title != *word) {
            continue;
        }
        bool is_whole = strlen(*title) == n && memcmp(*title, word, n) == 0;
        bool is_short = has_point && strncmp(*title, word, n - 1) == 0; /* stellv. */
        if (is_whole || is_short) {
            return true;
        }
    }
    return has_point && strspn(word, "0123456789") == n - 1; /* 1. Bürgermeisterin */
}

/* The key without the titles at its beginning; NULL where it has none. */
static const char *without_titles(const struct rf_lang *lang, const char *key)
{
    const char *rest = key;
    for (size_t n; (n = strcspn(rest, " ")) > 0 && rest[n] && is_title(lang, rest, n);) {
        rest += n + 1;
    }
    return rest == key ? NULL : rest;
}

size_t rf_roll_find_beginning(const struct referat_meeting *m, const char *key,
                              const struct referat_roll_entry **found)
{
    size_t n = strlen(key), count = 0;
    *found = NULL;
    for (size_t i = 0; n && i < m->roll_count; i++) {
        const struct referat_roll_entry *entry = &m->roll[i];
        size_t k = 0;
        while (k < entry->key_count &&
               (strncmp(entry->keys[k], key, n) != 0 || entry->keys[k][n] != ' ')) {
            k++;
        }
        if (k < entry->key_count) {
            *found = count++ ? *found : entry;
        }
    }
    return count;
}

/* By the whole name, else without the titles before it. */
static size_t find_whole(const struct referat_meeting *m, const char *key,
                         const struct referat_roll_entry **found)
{
    size_t count = find_key(m, key, found);
    const char *rest = count ? NULL : without_titles(rf_lang_of(m->series), key);
    return rest ? find_key(m, rest, found) : count;
}

bool rf_roll_is_name(struct rf_arena *arena, const struct referat_meeting *m,
                     const char *name)
{
    const struct referat_roll_entry *found;
    return find_whole(m, rf_person_key(arena, name), &found) > 0;
}

size_t rf_roll_find(struct rf_arena *arena, const struct referat_meeting *m,
                    const char *name, const struct referat_roll_entry **found)
{
    const char *key = rf_person_key(arena, name);
    size_t count = find_whole(m, key, found);
    return count ? count : rf_roll_find_beginning(m, key, found);
}

bool rf_roll_has_vote(const struct referat_meeting *m,
                      const struct referat_roll_entry *entry)
{
    bool is_beside = entry->roles & (REFERAT_AS_GUEST | REFERAT_AS_SECRETARY) &&
                     !(entry->roles & (REFERAT_AS_PARTICIPANT | REFERAT_AS_SUBSTITUTE));
    return !entry->person->has_no_vote && !(is_beside && m->participants.count);
}

/* ---- Names within a text ---- */

/* True where a folded text begins with a name that is longer than `longest`, and the name
 * ends at a word's border. */
static bool begins_with(const char *folded, const char *name, size_t longest)
{
    if (!rf_starts_with(folded, name)) {
        return false;
    }
    size_t n = strlen(name), size;
    return n > longest &&
           !(folded[n] &&
             rf_is_word(rf_utf8_next(folded + n, strlen(folded + n), &size)));
}

/* The bytes of text that fold to a name, which it begins with: up to the first end of a
 * word where they do. Text and name may differ in length, so each end is tried, from the
 * least that may be enough: letters up to U+00FF fold from none that are shorter. */
static size_t bytes_of(struct rf_arena *arena, const char *text, const char *end,
                       const char *name)
{
    enum { AFTER_LATIN = 0xC4 }; /* the first byte of U+0100 */
    size_t least = 0;
    while (name[least] && (unsigned char)name[least] < AFTER_LATIN) {
        least++;
    }
    least = name[least] ? 1 : least;
    for (const char *p = text; p < end;) {
        const char *word_end = p;
        size_t size = 0;
        while (word_end < end &&
               rf_is_word(rf_utf8_next(word_end, (size_t)(end - word_end), &size))) {
            word_end += size;
        }
        size_t n = (size_t)(word_end - text);
        if (word_end > p && n >= least &&
            strcmp(rf_person_key(arena, rf_arena_copy(arena, text, n)), name) == 0) {
            return n;
        }
        p = word_end + (word_end < end ? size : 0);
    }
    return 0;
}

size_t rf_roll_name_at(struct rf_arena *arena, const struct referat_meeting *m,
                       const char *text, size_t n)
{
    enum { MOST_BYTES = 160 }; /* longer than any name, and short enough to fold often */
    const char *end = text + (n < MOST_BYTES ? n : MOST_BYTES), *longest = "";
    while (end > text && end < text + n && ((unsigned char)*end & 0xC0) == 0x80) {
        end--; /* to a character's border */
    }
    const char *folded =
        rf_person_key(arena, rf_arena_copy(arena, text, (size_t)(end - text)));
    for (size_t i = 0; i < m->roll_count; i++) {
        for (size_t k = 0; k < m->roll[i].key_count; k++) {
            const char *name = m->roll[i].keys[k];
            longest = begins_with(folded, name, strlen(longest)) ? name : longest;
        }
    }
    for (const char *const *unit = m->unit_keys; unit && *unit; unit++) {
        longest = begins_with(folded, *unit, strlen(longest)) ? *unit : longest;
    }
    return *longest ? bytes_of(arena, text, end, longest) : 0;
}

/* ---- Making the roll ---- */

struct making {
    struct rf_model *model;
    struct referat_meeting *meeting;
};

/* Adds a person to the roll, with the key of the name, those of the other names, and that
 * of the name without titles where it has two words or more. */
static struct referat_roll_entry *
add_entry(struct making *k, const struct referat_person *person, const char *key)
{
    struct rf_arena *arena = k->model->arena;
    struct referat_roll_entry *entry = &k->meeting->roll[k->meeting->roll_count++];
    entry->person = person;
    entry->keys = RF_ARENA_NEW_ARRAY(arena, person->also.count + 2, const char *);
    entry->keys[entry->key_count++] = key;
    for (size_t i = 0; i < person->also.count; i++) {
        entry->keys[entry->key_count++] =
            rf_person_key(arena, person->also.list[i].plain);
    }
    const char *bare = without_titles(rf_lang_of(k->meeting->series), entry->keys[0]);
    if (bare && strchr(bare, ' ')) {
        entry->keys[entry->key_count++] = bare;
    }
    return entry;
}

/* What distinguishes two people of one name: the group, else the title. */
static const char *distinction(struct rf_arena *arena,
                               const struct referat_person *person)
{
    return rf_fold(arena, person->group.given == REFERAT_GIVEN ? person->group.plain
                                                               : person->title.plain);
}

/* Of several people of one name, the one whose title or group the person is given with;
 * NULL: that decides nothing. */
static const struct referat_roll_entry *
by_distinction(struct rf_arena *arena, const struct referat_meeting *m,
               const struct referat_person *person, const char *key)
{
    const char *wanted = distinction(arena, person);
    for (size_t i = 0; *wanted && i < m->roll_count; i++) {
        const struct referat_person *other = m->roll[i].person;
        if (has_key(&m->roll[i], key) &&
            (rf_streq(rf_fold(arena, other->group.plain), wanted) ||
             rf_streq(rf_fold(arena, other->title.plain), wanted))) {
            return &m->roll[i];
        }
    }
    return NULL;
}

/* Puts a person of a list on the roll: somebody of the same name is the same person,
 * unless this list has the name already, with another group or title. */
static struct referat_roll_entry *enlist(struct making *k, struct referat_person *person,
                                         unsigned role)
{
    struct rf_arena *arena = k->model->arena;
    struct referat_meeting *m = k->meeting;
    const struct referat_roll_entry *found;
    const char *key = rf_person_key(arena, person->name.plain);
    size_t count = find_whole(m, key, &found);
    if (count > 1) {
        const struct referat_roll_entry *exact =
            by_distinction(arena, m, person, found->keys[0]);
        found = exact ? exact : found;
        person->is_ambiguous = !exact;
    } else if (count) {
        person->is_ambiguous = false;
        if (found->roles & role) {
            const char *one = distinction(arena, person);
            const char *other = distinction(arena, found->person);
            count = *one && *other && !rf_streq(one, other) ? 0 : 1;
        }
    }
    struct referat_roll_entry *entry =
        count ? &m->roll[found - m->roll] : add_entry(k, person, key);
    entry->roles |= role;
    return entry;
}

/* Puts the people of a list on the roll, in one role. */
static void enlist_all(struct making *k, const struct referat_persons *persons,
                       unsigned role)
{
    for (size_t i = 0; i < persons->count; i++) {
        enlist(k, &persons->list[i], role);
    }
}

/* The people of the series, where the agenda has a list of its own instead. */
static void enlist_known(struct making *k, const struct referat_persons *persons,
                         const struct referat_persons *own)
{
    if (persons->list != own->list) {
        enlist_all(k, persons, REFERAT_AS_KNOWN);
    }
}

/* Finds whom a name outside the lists means: NULL for somebody who is not on the roll, or
 * several (is_ambiguous). The persons of the lists are on the roll themselves. */
static void resolve(void *owner, struct referat_person *person,
                    const struct rf_person_place *place)
{
    struct making *k = owner;
    struct rf_arena *arena = k->model->arena;
    const struct referat_roll_entry *found;
    if (place->use <= RF_USE_SUBSTITUTE || place->use >= RF_USE_PARTICIPANT) {
        return;
    }
    size_t count = rf_roll_find(arena, k->meeting, person->name.plain, &found);
    if (count > 1) {
        found = by_distinction(arena, k->meeting, person, found->keys[0]);
    }
    person->is_ambiguous = count > 1 && !found;
    person->who = found;
}

/* Names and abbreviations of the series' units, folded, NULL at the end. */
static const char **make_unit_keys(struct rf_model *model)
{
    const struct referat_series *series = model->series;
    const char **keys =
        RF_ARENA_NEW_ARRAY(model->arena, 2 * series->unit_count + 1, const char *);
    for (size_t i = 0; i < series->unit_count; i++) {
        keys[2 * i] = rf_person_key(model->arena, series->units[i].abbreviation);
        keys[2 * i + 1] = rf_person_key(model->arena, series->units[i].name);
    }
    return keys;
}

void rf_model_roll(struct rf_model *model, struct referat_meeting *m)
{
    struct making k = {model, m};
    const struct referat_series *s = m->series;
    struct referat_minutes *minutes = m->minutes;
    size_t guests = m->agenda ? m->agenda->guest_count : 0;
    size_t most = m->participants.count + m->chair.count + m->secretary.count +
                  s->participants.count + s->chair.count + s->secretary.count + guests;
    most += minutes ? minutes->present.count + 2 * minutes->absence_count : 0;
    m->roll_count = 0;
    m->unit_keys = make_unit_keys(model);
    m->roll = RF_ARENA_NEW_ARRAY(model->arena, most + 1, struct referat_roll_entry);
    enlist_all(&k, &m->participants, REFERAT_AS_PARTICIPANT);
    enlist_all(&k, &m->chair, REFERAT_AS_CHAIR);
    enlist_all(&k, &m->secretary, REFERAT_AS_SECRETARY);
    for (size_t i = 0; i < guests; i++) {
        enlist(&k, &m->agenda->guests[i].person, REFERAT_AS_GUEST);
    }
    if (!m->nested_in) {
        enlist_known(&k, &s->participants, &m->participants);
        enlist_known(&k, &s->chair, &m->chair);
        enlist_known(&k, &s->secretary, &m->secretary);
    }
    if (!minutes) {
        return;
    }
    for (size_t i = 0; i < minutes->present.count; i++) {
        struct referat_person *person = &minutes->present.list[i];
        person->who = enlist(&k, person, REFERAT_AS_PRESENT);
    }
    for (size_t i = 0; i < minutes->absence_count; i++) {
        struct referat_absence *absence = &minutes->absences[i];
        absence->person.who = enlist(&k, &absence->person, REFERAT_AS_ABSENT);
        if (absence->substitute.name.given == REFERAT_GIVEN) {
            absence->substitute.who =
                enlist(&k, &absence->substitute, REFERAT_AS_SUBSTITUTE);
        }
    }
    rf_roll_each_person(m, resolve, &k);
}
