/* The people of a meeting, and whom every name in it means (model). */
#include "model/roll.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "lang/lang.h"

/* ---- Names ---- */

/* The bytes of a dash of any kind at p, or 0. */
static size_t dash_at(const char *p)
{
    static const char *const dashes[] = {
        "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93",
        "\xE2\x80\x94", "\xE2\x80\x95", "\xE2\x88\x92", "-"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (rf_starts_with(p, dashes[i])) {
            return strlen(dashes[i]);
        }
    }
    return 0;
}

const char *rf_person_key(struct rf_arena *arena, const char *name)
{
    const char *folded = rf_fold(arena, name);
    size_t plain = strcspn(folded, "-\xE2");
    if (!folded[plain]) {
        return folded;
    }
    char *key = rf_arena_string(arena, folded), *end = key + plain;
    for (const char *p = folded + plain; *p;) {
        size_t n = dash_at(p);
        if (!n) {
            *end++ = *p++;
            continue;
        }
        end -= end > key && end[-1] == ' ';
        *end++ = '-';
        p += n + (p[n] == ' ');
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

/* The key behind its leading titles; NULL where it has none. */
static const char *without_titles(const struct rf_lang *lang, const char *key)
{
    const char *rest = key;
    for (size_t n; (n = strcspn(rest, " ")) > 0 && rest[n] && is_title(lang, rest, n);) {
        rest += n + 1;
    }
    return rest == key ? NULL : rest;
}

static bool has_beginning(const struct referat_roll_entry *entry, const char *key,
                          size_t n)
{
    for (size_t i = 0; i < entry->key_count; i++) {
        if (strncmp(entry->keys[i], key, n) == 0 && entry->keys[i][n] == ' ') {
            return true;
        }
    }
    return false;
}

/* Everybody whose name goes on behind key, at a word's border. */
size_t rf_roll_find_beginning(const struct referat_meeting *m, const char *key,
                              const struct referat_roll_entry **found)
{
    size_t n = strlen(key), count = 0;
    *found = NULL;
    for (size_t i = 0; n && i < m->roll_count; i++) {
        if (has_beginning(&m->roll[i], key, n)) {
            *found = count++ ? *found : &m->roll[i];
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

/* The end of the word at p. */
static const char *word_end(const char *p, const char *end)
{
    while (p < end) {
        size_t size;
        if (!rf_is_word(rf_utf8_next(p, (size_t)(end - p), &size))) {
            break;
        }
        p += size;
    }
    return p;
}

/* True where a folded text begins with a name, at a word's border. */
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

/* The longest name that a folded text begins with: somebody's, or a unit's. */
static const char *longest_name(const struct referat_meeting *m, const char *folded)
{
    const char *longest = "";
    for (size_t i = 0; i < m->roll_count; i++) {
        for (size_t k = 0; k < m->roll[i].key_count; k++) {
            const char *name = m->roll[i].keys[k];
            longest = begins_with(folded, name, strlen(longest)) ? name : longest;
        }
    }
    for (const char *const *unit = m->unit_keys; unit && *unit; unit++) {
        longest = begins_with(folded, *unit, strlen(longest)) ? *unit : longest;
    }
    return longest;
}

/* The least bytes of text that may fold to a name: letters up to U+00FF fold from none
 * that are shorter. */
static size_t least_bytes_of(const char *name)
{
    enum { BEHIND_LATIN = 0xC4 };
    size_t n = 0;
    while (name[n] && (unsigned char)name[n] < BEHIND_LATIN) {
        n++;
    }
    return name[n] ? 1 : n;
}

/* The bytes of text that fold to a name it begins with: up to the first border of a word
 * where they do. */
static size_t bytes_of(struct rf_arena *arena, const char *text, const char *end,
                       const char *name)
{
    size_t least = least_bytes_of(name);
    for (const char *p = text; p < end;) {
        const char *behind = word_end(p, end);
        size_t n = (size_t)(behind - text);
        if (behind > p && n >= least &&
            strcmp(rf_person_key(arena, rf_arena_copy(arena, text, n)), name) == 0) {
            return n;
        }
        size_t size = 0;
        if (behind < end) {
            rf_utf8_next(behind, (size_t)(end - behind), &size);
        }
        p = behind + size;
    }
    return 0;
}

size_t rf_roll_name_at(struct rf_arena *arena, const struct referat_meeting *m,
                       const char *text, size_t n)
{
    enum { MOST_BYTES = 160 };
    const char *end = text + (n < MOST_BYTES ? n : MOST_BYTES);
    while (end > text && end < text + n && ((unsigned char)*end & 0xC0) == 0x80) {
        end--;
    }
    const char *folded =
        rf_person_key(arena, rf_arena_copy(arena, text, (size_t)(end - text)));
    const char *name = longest_name(m, folded);
    return *name ? bytes_of(arena, text, end, name) : 0;
}

/* ---- Making the roll ---- */

struct making {
    struct rf_model *model;
    struct referat_meeting *meeting;
};

/* key is the person's. */
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

/* What tells two people of one name apart. */
static const char *distinction(struct rf_arena *arena,
                               const struct referat_person *person)
{
    return rf_fold(arena, person->group.given == REFERAT_GIVEN ? person->group.plain
                                                               : person->title.plain);
}

static bool is_told_apart(struct rf_arena *arena, const struct referat_person *a,
                          const struct referat_person *b)
{
    const char *one = distinction(arena, a), *other = distinction(arena, b);
    return *one && *other && !rf_streq(one, other);
}

/* Of several of one name the one with that title or group; NULL: that decides nothing. */
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

/* Whom a person means; NULL: nobody, or several (is_ambiguous). */
static const struct referat_roll_entry *resolve(struct rf_arena *arena,
                                                const struct referat_meeting *m,
                                                struct referat_person *person)
{
    const struct referat_roll_entry *found;
    size_t count = rf_roll_find(arena, m, person->name.plain, &found);
    if (count > 1) {
        found = by_distinction(arena, m, person, found->keys[0]);
        person->is_ambiguous = !found;
    }
    return found;
}

/* A list makes its people members of the meeting: somebody of the same name is the same,
 * unless the list has them already under another title or group. */
static struct referat_roll_entry *enlist(struct making *k, struct referat_person *person,
                                         unsigned role)
{
    struct rf_arena *arena = k->model->arena;
    struct referat_meeting *m = k->meeting;
    const struct referat_roll_entry *found;
    const char *key = rf_person_key(arena, person->name.plain);
    size_t count = find_whole(m, key, &found);
    if (count) {
        const struct referat_roll_entry *exact =
            count > 1 ? by_distinction(arena, m, person, found->keys[0]) : NULL;
        bool is_other = count == 1 && found->roles & role &&
                        is_told_apart(arena, person, found->person);
        found = exact ? exact : found;
        person->is_ambiguous = !exact && count > 1;
        count = is_other ? 0 : count;
    }
    struct referat_roll_entry *entry =
        count ? &m->roll[found - m->roll] : add_entry(k, person, key);
    entry->roles |= role;
    return entry;
}

static void enlist_all(struct making *k, const struct referat_persons *persons,
                       unsigned role)
{
    for (size_t i = 0; i < persons->count; i++) {
        enlist(k, &persons->list[i], role);
    }
}

/* Of the series, where the agenda has others. */
static void enlist_known(struct making *k, const struct referat_persons *persons,
                         const struct referat_persons *own)
{
    if (persons->list != own->list) {
        enlist_all(k, persons, REFERAT_AS_KNOWN);
    }
}

static void enlist_minutes(struct making *k, const struct referat_minutes *minutes)
{
    for (size_t i = 0; i < minutes->present.count; i++) {
        struct referat_person *person = &minutes->present.list[i];
        person->who = enlist(k, person, REFERAT_AS_PRESENT);
    }
    for (size_t i = 0; i < minutes->absence_count; i++) {
        struct referat_absence *absence = &minutes->absences[i];
        absence->person.who = enlist(k, &absence->person, REFERAT_AS_ABSENT);
        if (absence->substitute.name.given == REFERAT_GIVEN) {
            absence->substitute.who =
                enlist(k, &absence->substitute, REFERAT_AS_SUBSTITUTE);
        }
    }
}

static size_t most_entries(const struct referat_meeting *m)
{
    const struct referat_series *s = m->series;
    size_t most = m->participants.count + m->chair.count + m->secretary.count +
                  s->participants.count + s->chair.count + s->secretary.count;
    most += m->agenda ? m->agenda->guest_count : 0;
    most += m->minutes ? m->minutes->present.count + 2 * m->minutes->absence_count : 0;
    return most;
}

static void tie(void *owner, struct referat_person *person,
                const struct rf_person_place *place)
{
    struct making *k = owner;
    bool is_listed = place->use <= RF_USE_SUBSTITUTE;
    if (!is_listed && place->use < RF_USE_PARTICIPANT) {
        person->is_ambiguous = false;
        person->who = resolve(k->model->arena, k->meeting, person);
    }
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
    m->roll_count = 0;
    m->unit_keys = make_unit_keys(model);
    m->roll =
        RF_ARENA_NEW_ARRAY(model->arena, most_entries(m) + 1, struct referat_roll_entry);
    enlist_all(&k, &m->participants, REFERAT_AS_PARTICIPANT);
    enlist_all(&k, &m->chair, REFERAT_AS_CHAIR);
    enlist_all(&k, &m->secretary, REFERAT_AS_SECRETARY);
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        enlist(&k, &m->agenda->guests[i].person, REFERAT_AS_GUEST);
    }
    if (!m->nested_in) {
        enlist_known(&k, &m->series->participants, &m->participants);
        enlist_known(&k, &m->series->chair, &m->chair);
        enlist_known(&k, &m->series->secretary, &m->secretary);
    }
    if (m->minutes) {
        enlist_minutes(&k, m->minutes);
        rf_roll_each_person(m, tie, &k);
    }
}
