/* Rules about names: who is not of the meeting, could be several people, is listed twice,
 * is left out, or acted without having been there (check): unknown-person,
 * ambiguous-person, names-in-a-line, unaccounted, absent-acted, no-quorum. format.md
 * section 6.1.
 *
 * Every name of the documents is visited once (rf_roll_each_person). A name in the lists
 * of the minutes puts its person on the roll, so it is never unknown; but a new entry of
 * which the name is nearly a participant's, or a participant's with a remark ("Ann Able -
 * ill"), was most likely meant for that participant. Who is meant so is not reported as
 * unaccounted as well. Where a line of several names was read as one person, the lists
 * cannot be counted, and the rules about their totals are left out.
 *
 * names-in-a-line, an error, because Aksel Bro is one of the meeting's people; and
 * unknown-person, whose hint is to write "Dorte Lund (ferie)":
 *
 *     present: Karla Vind og Aksel Bro
 *     absent: [Dorte Lund - ferie] */
#include <string.h>

#include "base/str.h"
#include "check/rules.h"
#include "diag/source.h"
#include "model/roll.h"

struct people {
    const struct referat_meeting *meeting;
    struct rf_diags *diags;
    struct rf_arena *arena;
    bool has_lines;     /* a list has several names in one line: it cannot be counted */
    const char **meant; /* whom unknown-person has named as the nearest, by roll entry */
};

/* ---- What a name was meant to do ---- */

/* By the use of a name: how messages call it, and what the name fails to do where it is
 * not of the meeting. The agenda's uses are never reported so. */
struct use_words {
    const char *as;     /* "under disqualified" */
    const char *effect; /* of a name that is not of the meeting */
};

static const struct use_words use_words[] = {
    [RF_USE_PRESENT] = {"listed as present", "a further person is counted"},
    [RF_USE_ABSENT] = {"listed as absent", "a further person is counted"},
    [RF_USE_SUBSTITUTE] = {"the substitute", "a further person is counted"},
    [RF_USE_ATTENDANCE] = {"under attendance", "nobody's presence is changed"},
    [RF_USE_SIGNATURE] = {"who signs", "the name is printed as it is written"},
    [RF_USE_MOVER] = {"the mover", "the name is printed as it is written"},
    [RF_USE_SECONDER] = {"the seconder", "the name is printed as it is written"},
    [RF_USE_DISSENT] = {"who dissents", "the name is printed as it is written"},
    [RF_USE_DISQUALIFIED] = {"under disqualified", "nobody is left out of the votes"},
    [RF_USE_VOTE] = {"a voter", "the vote counts, though nobody cast it"},
    [RF_USE_NO_VOTE] = {"who cast no vote", "the votes are counted without it"},
    [RF_USE_PARTICIPANT] = {"", ""},
    [RF_USE_GUEST] = {"", ""},
    [RF_USE_RESPONSIBLE] = {"", ""},
};

/* "item 3: ", or nothing for the meeting as a whole. */
static const char *owner_of(const struct people *p, const struct rf_person_place *place)
{
    return place->item
               ? rf_arena_join(p->arena, rf_check_item_name(p->arena, place->item), ": ",
                               NULL)
               : "";
}

/* ---- Several names in one line ---- */

/* The parts of a line between commas, semicolons, strokes and words for "and". */
struct parts {
    const char *list[32];
    bool after_and[32]; /* the part follows a word for "and" */
    size_t count, commas;
};

/* Adds the text between two places, if it has any words. */
static void add_part(const struct people *p, struct parts *parts, const char *from,
                     const char *to, bool after_and)
{
    const char *part =
        rf_trim(p->arena, rf_arena_copy(p->arena, from, (size_t)(to - from)));
    if (*part && parts->count < sizeof parts->list / sizeof *parts->list) {
        parts->after_and[parts->count] = after_and;
        parts->list[parts->count++] = part;
    }
}

/* True for a stroke between two of the meeting's people, "Ann Able/Ben Borg"; within a
 * title ("manager/owner") it joins words. */
static bool is_stroke(const struct people *p, const char *from, const char *at)
{
    const char *next = at + 1 + strspn(at + 1, " ");
    const char *before =
        rf_trim(p->arena, rf_arena_copy(p->arena, from, (size_t)(at - from)));
    return *at == '/' && rf_roll_is_name(p->arena, p->meeting, before) &&
           rf_roll_name_at(p->arena, p->meeting, next, strlen(next)) > 0;
}

/* Splits a line at commas, semicolons, strokes and words for "and". */
static void split(const struct people *p, const char *line, struct parts *parts)
{
    const char *from = line;
    bool after_and = false;
    for (const char *at = line; *at;) {
        bool is_mark = *at == ',' || *at == ';';
        bool is_sign = rf_starts_with(at, " & ") || rf_starts_with(at, " + ");
        size_t n = is_sign ? 3 : *at == ' ' ? rf_and_word_at(at + 1) : 0;
        n += n && !is_sign; /* the blank before the word */
        if (!n && !is_mark && !is_stroke(p, from, at)) {
            at++;
            continue;
        }
        add_part(p, parts, from, at, after_and);
        parts->commas += is_mark;
        after_and = n > 0;
        at += n ? n : 1;
        from = at;
    }
    add_part(p, parts, from, from + strlen(from), after_and);
}

/* True for the whole name of one of the meeting's people. */
static bool is_of_meeting(const struct people *p, const char *part)
{
    return rf_roll_is_name(p->arena, p->meeting, part);
}

/* True where the parts are names: they mean the meeting's people, or stand with "and"
 * between them. */
static bool are_names(const struct people *p, const struct parts *parts)
{
    for (size_t i = 1; i < parts->count; i++) {
        bool is_known = is_of_meeting(p, parts->list[i]);
        bool was_known = is_of_meeting(p, parts->list[i - 1]);
        bool is_pair = (is_known || rf_looks_like_name(parts->list[i])) &&
                       (was_known || rf_looks_like_name(parts->list[i - 1]));
        if (is_known || (parts->after_and[i] && is_pair)) {
            return true;
        }
    }
    return false;
}

/* Reports a line that several persons are written in. It is an error where that is sure,
 * and a warning where two commas are all that shows it. The hint has the parts as the
 * items of a YAML list, quoted where they have to be. True where it was reported. */
static bool check_line(struct people *p, const struct referat_person *person,
                       const struct rf_person_place *place)
{
    bool has_title = person->title.given == REFERAT_GIVEN;
    const char *line = rf_arena_join(p->arena, person->name.plain, has_title ? ", " : "",
                                     has_title ? person->title.plain : "", NULL);
    struct parts parts = {.count = 0};
    split(p, line, &parts);
    bool is_sure = are_names(p, &parts);
    if (!is_sure && parts.commas < 2) {
        return false;
    }
    struct referat_diagnostic *d = rf_diag_report_as(
        p->diags, RF_CODE_NAMES_IN_A_LINE,
        is_sure ? REFERAT_SEVERITY_ERROR : REFERAT_SEVERITY_WARNING, person->span,
        "%s%s: several persons in one line are read as one: '%s'%s%s%s",
        owner_of(p, place), place->field, person->name.plain,
        has_title ? " with the title '" : "", has_title ? person->title.plain : "",
        has_title ? "'" : "");
    p->has_lines = p->has_lines || place->use <= RF_USE_SUBSTITUTE;
    struct rf_buf list = {0};
    for (size_t i = 0; i < parts.count; i++) {
        const char *part = parts.list[i];
        const char *quote = strpbrk(part, ":#[]{}&*!|>'\"%@`") ? "\"" : "";
        rf_buf_join(&list, i ? ", " : "", quote, part, quote, NULL);
    }
    rf_diag_hint(p->diags, d, "write a list: %s: [%s]", place->field,
                 rf_buf_string(&list));
    rf_buf_clear(&list);
    return true;
}

/* ---- Names that mean no person, or several ---- */

/* ambiguous-person: the name alone, or with the title or group it has, fits several. */
static void report_ambiguous(struct people *p, const struct referat_person *person,
                             const struct rf_person_place *place)
{
    struct referat_diagnostic *d =
        rf_diag_report(p->diags, RF_CODE_AMBIGUOUS_PERSON, person->span,
                       "%s'%s', %s, could mean several people of the meeting",
                       owner_of(p, place), person->name.plain, use_words[place->use].as);
    const struct referat_roll_entry *one;
    if (rf_roll_find(p->arena, p->meeting, person->name.plain, &one)) {
        rf_diag_related(p->diags, d, one->person->span, "one of them");
    }
    rf_diag_hint(p->diags, d,
                 "write the title or group that tells them apart, as in \"%s, title\"",
                 person->name.plain);
}

/* unknown-person, and what therefore does not happen; nearest are quoted names or NULL.
 */
static void report_unknown(struct people *p, const struct referat_person *person,
                           const struct rf_person_place *place, const char *nearest)
{
    struct referat_diagnostic *d = rf_diag_report(
        p->diags, RF_CODE_UNKNOWN_PERSON, person->span,
        "%s'%s', %s, is nobody of the meeting: %s", owner_of(p, place),
        person->name.plain, use_words[place->use].as, use_words[place->use].effect);
    if (nearest) {
        rf_diag_hint(p->diags, d, "did you mean %s?", nearest);
    } else {
        rf_diag_hint(p->diags, d,
                     "list the name under 'present', or spell it as it is listed");
    }
}

/* True for a participant whom no list of the minutes has. */
static bool is_left_out(const struct referat_roll_entry *entry)
{
    const unsigned listed =
        REFERAT_AS_PRESENT | REFERAT_AS_ABSENT | REFERAT_AS_SUBSTITUTE;
    const unsigned expected =
        REFERAT_AS_PARTICIPANT | REFERAT_AS_CHAIR | REFERAT_AS_SECRETARY;
    return entry->roles & expected && !(entry->roles & listed);
}

/* True where each word of a name is one of the whole name, in order, or the initial of
 * one: "ben", "stone" and "b stone" for "ben stone". Both are keys of persons. */
static bool is_part_of(const char *part, const char *whole)
{
    bool has_word = false;
    while (*part) {
        size_t n = strcspn(part, " "), letters = n - (n > 1 && part[n - 1] == '.');
        size_t size = strcspn(whole, " ");
        bool is_initial = letters == 1 || (letters == 2 && (unsigned char)*part >= 0x80);
        while (*whole && (is_initial ? strncmp(part, whole, letters) != 0
                                     : size != n || strncmp(part, whole, n) != 0)) {
            whole += size + (whole[size] == ' ');
            size = strcspn(whole, " ");
        }
        if (!*whole) {
            return false;
        }
        has_word = has_word || !is_initial;
        whole += size + (whole[size] == ' ');
        part += n + (part[n] == ' ');
    }
    return has_word;
}

/* The participants whom a name in a list of the minutes, which put a further person on
 * the roll, was most likely meant for, as "'Ann Able' or 'Ann Borg'": the name is nearly
 * that of one whom no list has, or a part of the names of one or several. NULL: none. */
static const char *nearly_participants(struct people *p,
                                       const struct referat_person *person)
{
    const struct referat_meeting *m = p->meeting;
    const char *nearest = rf_roll_nearest(p->arena, m, person->name.plain, person->who);
    const char *key = rf_person_key(p->arena, person->name.plain), *names = NULL;
    for (size_t i = 0; i < m->roll_count; i++) {
        const struct referat_roll_entry *entry = &m->roll[i];
        const char *name = entry->person->name.plain;
        bool is_meant = nearest ? name == nearest : is_part_of(key, entry->keys[0]);
        if (entry != person->who && is_meant && is_left_out(entry)) {
            p->meant[i] = name;
            names = rf_arena_join(p->arena, names ? names : "", names ? " or '" : "'",
                                  name, "'", NULL);
        }
    }
    return names;
}

/* "Ann Able - ill", "Ann Able (from item 2)": the name before the first mark, if it is of
 * somebody whom no list of the minutes has; else NULL. */
static const char *name_before_mark(struct people *p, const struct referat_person *person,
                                    const char **mark)
{
    static const char *const marks[] = {"(",           "[", ":", " - ", "\xE2\x80\x93",
                                        "\xE2\x80\x94"};
    const char *name = person->name.plain;
    const struct referat_roll_entry *who;
    *mark = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(name, marks[i]);
        *mark = at && (!*mark || at < *mark) ? at : *mark;
    }
    if (!*mark) {
        return NULL;
    }
    const char *before =
        rf_trim(p->arena, rf_arena_copy(p->arena, name, (size_t)(*mark - name)));
    if (rf_roll_find(p->arena, p->meeting, before, &who) != 1 || who->member ||
        who == person->who) {
        return NULL;
    }
    p->meant[who - p->meeting->roll] = before;
    return before;
}

/* What stands after a mark, its brackets, dashes and blanks: characters are passed over,
 * not bytes, since a quotation mark begins with the bytes of a dash. */
static const char *after_mark(const char *more)
{
    size_t size = 0;
    for (size_t left = strlen(more); left; more += size, left -= size) {
        uint32_t c = rf_utf8_next(more, left, &size);
        bool is_mark =
            c == '(' || c == '[' || c == ':' || rf_is_dash(c) || rf_is_space(c);
        if (!is_mark) {
            break;
        }
    }
    return more;
}

/* A name with a remark after it, more. A reason of absence belongs into brackets; who
 * came late or left early belongs under `attendance`. */
static void report_more(struct people *p, const struct referat_person *person,
                        const struct rf_person_place *place, const char *name,
                        const char *more)
{
    struct referat_diagnostic *d = rf_diag_report(
        p->diags, RF_CODE_UNKNOWN_PERSON, person->span,
        "'%s', %s, is read as a name, and is nobody of the meeting: %s",
        person->name.plain, use_words[place->use].as, use_words[place->use].effect);
    if (place->use == RF_USE_ABSENT) {
        more = after_mark(more);
        const char *reason =
            rf_trim(p->arena, rf_arena_copy(p->arena, more, strcspn(more, ")]")));
        rf_diag_hint(p->diags, d, "write \"%s (%s)\"", name, reason);
    } else {
        rf_diag_hint(p->diags, d,
                     "write \"%s\" alone; who came late or left early stands under "
                     "'attendance', with from and until",
                     name);
    }
}

/* ---- Acting without being there ---- */

/* True where the person is known to have been out of the room, for the item or, without
 * one, for the whole meeting. */
static bool was_out(const struct referat_person *person, const struct referat_item *item)
{
    const struct referat_member *member = person->who ? person->who->member : NULL;
    if (!member || !item || !item->presence) {
        return member && member->is_absent;
    }
    switch (item->presence[member - item->meeting->members]) {
    case REFERAT_ABSENT_FROM_MEETING:
    case REFERAT_NOT_YET_IN:
    case REFERAT_LEFT:
        return true;
    case REFERAT_IN:
    case REFERAT_PERHAPS_IN:
    case REFERAT_DISQUALIFIED:
        break;
    }
    return false;
}

/* absent-acted: a mover, seconder, dissenter or signer who was not there. */
static void check_acted(struct people *p, const struct referat_person *person,
                        const struct rf_person_place *place)
{
    if (!was_out(person, place->item)) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        p->diags, RF_CODE_ABSENT_ACTED, person->span, "%s'%s', %s, was not there",
        owner_of(p, place), person->name.plain, use_words[place->use].as);
    const struct referat_member *member = person->who->member;
    rf_diag_related(p->diags, d,
                    member->absence ? member->absence->person.span
                                    : p->meeting->minutes->present.span,
                    "how the minutes have it");
    rf_diag_hint(p->diags, d, "correct the name, or who was there and until when");
}

/* "[Ann Able, treasurer]": in a YAML list on one line a comma ends the entry, so the
 * title became a person. It is a single word in small letters that follows a name on its
 * line. True where it was reported. */
static bool report_stray_title(struct people *p, const struct referat_person *person,
                               const struct rf_person_place *place)
{
    const struct referat_persons *all = place->list;
    const struct referat_source *source = person->span.source;
    size_t at = all ? (size_t)(person - all->list) : 0, size;
    const char *name = person->name.plain;
    if (!at || !person->is_one_line || strchr(name, ' ') ||
        !rf_is_lower(rf_utf8_next(name, strlen(name), &size))) {
        return false;
    }
    const struct referat_person *before = &all->list[at - 1];
    if (!before->is_one_line || before->title.given == REFERAT_GIVEN || !source ||
        before->span.source != source ||
        memchr(source->text + before->span.end_bytes, '\n',
               person->span.start_bytes - before->span.end_bytes)) {
        return false;
    }
    struct referat_diagnostic *d =
        rf_diag_report(p->diags, RF_CODE_UNKNOWN_PERSON, person->span,
                       "%s%s: '%s' is read as a person of its own", owner_of(p, place),
                       place->field, name);
    rf_diag_hint(
        p->diags, d,
        "inside [ and ] a comma ends the entry: a name with its title wants quotes: "
        "\"%s, %s\"",
        before->name.plain, name);
    return true;
}

/* One name of the documents. Those of the agenda are looked at for several names in one
 * line only. Voters have rules of their own about who was there (vote_rules.c). */
static void visit(void *owner, struct referat_person *person,
                  const struct rf_person_place *place)
{
    struct people *p = owner;
    if (person->is_one_line &&
        (check_line(p, person, place) || report_stray_title(p, person, place))) {
        return;
    }
    switch (place->use) {
    case RF_USE_PARTICIPANT:
    case RF_USE_GUEST:
    case RF_USE_RESPONSIBLE:
        return;
    case RF_USE_PRESENT:
    case RF_USE_ABSENT:
    case RF_USE_SUBSTITUTE:
    case RF_USE_ATTENDANCE:
    case RF_USE_SIGNATURE:
    case RF_USE_MOVER:
    case RF_USE_SECONDER:
    case RF_USE_DISSENT:
    case RF_USE_DISQUALIFIED:
    case RF_USE_VOTE:
    case RF_USE_NO_VOTE:
        break;
    }
    if (person->is_ambiguous) {
        report_ambiguous(p, person, place);
    } else if (place->use <= RF_USE_SUBSTITUTE) {
        bool is_new = person->who && person->who->person == person;
        const char *more, *name = is_new ? name_before_mark(p, person, &more) : NULL;
        const char *nearest = is_new && !name ? nearly_participants(p, person) : NULL;
        if (name) {
            report_more(p, person, place, name, more);
        } else if (nearest) {
            report_unknown(p, person, place, nearest);
        }
    } else if (!person->who && p->meeting->roll_count) {
        const char *nearest =
            rf_roll_nearest(p->arena, p->meeting, person->name.plain, NULL);
        report_unknown(p, person, place,
                       nearest ? rf_arena_join(p->arena, "'", nearest, "'", NULL) : NULL);
    } else if (place->use == RF_USE_MOVER || place->use == RF_USE_SECONDER ||
               place->use == RF_USE_DISSENT || place->use == RF_USE_SIGNATURE) {
        check_acted(p, person, place);
    }
}

/* ---- Lists ---- */

/* Participants whom final minutes list neither as present nor as absent. */
static void check_unaccounted(struct people *p)
{
    const struct referat_meeting *m = p->meeting;
    struct rf_buf names = {0};
    size_t count = 0;
    for (size_t i = 0; i < m->roll_count; i++) {
        const struct referat_roll_entry *entry = &m->roll[i];
        if (entry->roles & REFERAT_AS_PARTICIPANT && !entry->member && !p->meant[i]) {
            rf_buf_join(&names, count++ ? ", " : "", entry->person->name.plain, NULL);
        }
    }
    if (count) {
        struct referat_diagnostic *d = rf_diag_report(
            p->diags, RF_CODE_UNACCOUNTED, m->minutes->present.span,
            "%s %s of the participants, and the minutes list %s neither as present nor "
            "as absent",
            rf_buf_string(&names), count == 1 ? "is one" : "are",
            count == 1 ? "the name" : "them");
        rf_diag_hint(p->diags, d, "add the %s to 'present' or 'absent'",
                     count == 1 ? "name" : "names");
    }
    rf_buf_clear(&names);
}

/* no-quorum: fewer persons who may vote were present than the series asks for. */
static void check_quorum(struct people *p)
{
    const struct referat_meeting *m = p->meeting;
    int quorum = m->series->quorum, members = 0, present = 0;
    for (size_t i = 0; i < m->roll_count; i++) {
        const struct referat_roll_entry *entry = &m->roll[i];
        bool has_vote = rf_roll_has_vote(m, entry);
        bool is_member = has_vote && entry->roles & REFERAT_AS_PARTICIPANT;
        members += is_member;
        present += has_vote && entry->member && entry->member->is_present;
    }
    int needed = quorum == REFERAT_QUORUM_HALF ? (members + 1) / 2 : quorum;
    if (present >= needed) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(p->diags, RF_CODE_NO_QUORUM, m->minutes->present.span,
                       "%d %s present who could vote, and the quorum is %d", present,
                       present == 1 ? "person was" : "persons were", needed);
    rf_diag_related(p->diags, d, m->series->quorum_span, "the quorum");
    rf_diag_hint(p->diags, d,
                 "correct who was there, or say in the text what followed from it");
}

void rf_check_people(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena)
{
    const struct referat_minutes *minutes = meeting->minutes;
    struct people p = {meeting, diags, arena, false,
                       RF_ARENA_NEW_ARRAY(arena, meeting->roll_count + 1, const char *)};
    rf_roll_each_person(meeting, visit, &p);
    rf_check_twice(meeting, diags, arena, !p.has_lines);
    if (!minutes || !minutes->present.count || p.has_lines) {
        return;
    }
    bool is_final = minutes->status == REFERAT_FINAL && !minutes->document.has_errors;
    if (is_final && !minutes->is_written) {
        check_unaccounted(&p);
        check_quorum(&p);
    }
}
