/* Rules about actions: owners, deadlines, and who is named within the sentence (check):
 * action-without-owner, action-without-deadline, unknown-owner, ambiguous-person,
 * owner-in-sentence, bad-deadline. format.md section 6.
 *
 * Only actions that are open are looked at. What people write instead of our signs is
 * guessed ("Ben to write", "by 15/9-2026"), so that the hint shows the very words to
 * type.
 *
 * owner-in-sentence and bad-deadline; the hints are `due:2024-05-15` and `due:2024-W21`:
 *
 *     - [ ] @"Aksel Bro" spørger @GAS om nye gynger due:15/5-2024
 *     - [ ] @GAS maler hegnet due:uge 21 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/str.h"
#include "check/rules.h"
#include "diag/source.h"
#include "lang/guess.h"
#include "lang/lang.h"
#include "model/roll.h"

/* What the rules have at hand. */
struct actions {
    const struct referat_meeting *meeting;
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* Where words stand in the lines of an action's list item, up to a blank line; the item's
 * first line where they are written in another way. */
static struct referat_span locate(const struct referat_span *action, const char *words)
{
    const struct referat_source *source = action->source;
    const char *from = source->text + action->start_bytes;
    const char *end = strstr(from, "\n\n"), *found = strstr(from, words);
    if (!*words || !found || (end && found > end)) {
        return *action;
    }
    uint32_t at = (uint32_t)(found - source->text);
    return (struct referat_span){source, at, at + (uint32_t)strlen(words)};
}

/* ---- Owners ---- */

/* Whom an unknown owner may mean: somebody whose name it begins with, a unit that is
 * spelled alike, or a person; NULL: none is near. */
static const char *nearest_owner(const struct actions *c, const char *owner)
{
    const struct referat_series *series = c->meeting->series;
    const char **units =
        RF_ARENA_NEW_ARRAY(c->arena, series->unit_count + 1, const char *);
    for (size_t i = 0; i < series->unit_count; i++) {
        units[i] = series->units[i].abbreviation;
    }
    const char *unit = rf_nearest(owner, units);
    size_t n = rf_roll_name_at(c->arena, c->meeting, owner, strlen(owner));
    if (n) { /* somebody's name, and more */
        return rf_arena_copy(c->arena, owner, n);
    }
    return unit ? unit : rf_roll_nearest(c->arena, c->meeting, owner, NULL);
}

/* An owner that is unknown is reported where it may be a mistake: where a known name is
 * near, or units or people of its form are listed. Words ("the clerk's office") may be
 * anybody. */
static void check_owner(const struct actions *c, const struct referat_action *action,
                        const char *name, const char *owner)
{
    const struct referat_meeting *m = c->meeting;
    const struct referat_roll_entry *who;
    size_t count = rf_roll_find(c->arena, m, owner, &who), n = strlen(owner);
    struct referat_diagnostic *d;
    if (count > 1) {
        d = rf_diag_report(
            c->diags, RF_CODE_AMBIGUOUS_PERSON, locate(&action->span, owner),
            "%s: the owner '%s' could mean several people of the meeting", name, owner);
        rf_diag_related(c->diags, d, who->person->span, "one of them");
        rf_diag_hint(c->diags, d,
                     "give one of them another name under 'also', and write that");
        return;
    }
    if (count || rf_roll_name_at(c->arena, m, owner, n) == n) {
        return;
    }
    const char *nearest = nearest_owner(c, owner);
    bool is_word = !strchr(owner, ' ');
    if (!nearest &&
        !(is_word ? m->series->unit_count : m->roll_count && rf_looks_like_name(owner))) {
        return;
    }
    d = rf_diag_report(c->diags, RF_CODE_UNKNOWN_OWNER, locate(&action->span, owner),
                       "%s: the owner '%s' is neither a unit nor a person of the meeting",
                       name, owner);
    if (nearest) {
        rf_diag_did_you_mean(c->diags, d, nearest);
    } else {
        rf_diag_hint(c->diags, d,
                     "list the unit under 'units', or the person among the people "
                     "of the meeting");
    }
}

/* A name without an @ that a comma or a word for "and" joins to the owners: "@Ben and Cai
 * write". The task that was read begins with it, or with that word; a comma was taken
 * with the owners, so it is looked for in the source, before the name. */
static void check_joined(const struct actions *c, const struct referat_action *action,
                         const char *name)
{
    const char *task = action->task_plain, *from = task + rf_and_word_at(task);
    if (from == task) {
        from += rf_starts_with(task, "& ") || rf_starts_with(task, "+ ") ? 2
                : *task == '/'                                           ? 1
                                                                         : 0;
    }
    size_t n = rf_roll_name_at(c->arena, c->meeting, from, strlen(from));
    if (!action->owner_count || !n) {
        return;
    }
    const char *owner = rf_arena_copy(c->arena, from, n);
    const struct referat_span span = locate(&action->span, owner);
    const char *text = action->span.source->text, *at = text + span.start_bytes;
    while (at > text && at[-1] == ' ') {
        at--;
    }
    if (from == task && !(at > text && at[-1] == ',')) {
        return;
    }
    const char *quote = strchr(owner, ' ') ? "\"" : "";
    struct referat_diagnostic *d = rf_diag_report(
        c->diags, RF_CODE_OWNER_IN_SENTENCE, span,
        "%s: '%s' follows the owners without an @, and is read as text of the task", name,
        owner);
    rf_diag_hint(c->diags, d,
                 "write @%s%s%s where it is an owner; begin the task with another word "
                 "where it is none",
                 quote, owner, quote);
}

/* An action without an owner may begin with somebody's name that has no @: the hint then
 * shows it with one. */
static void check_owners(const struct actions *c, const struct referat_action *action,
                         const char *name)
{
    const char *task = action->task_plain;
    for (size_t i = 0; i < action->owner_count; i++) {
        check_owner(c, action, name, action->owners[i]);
    }
    if (!action->owner_count) {
        struct referat_diagnostic *d =
            rf_diag_report(c->diags, RF_CODE_ACTION_WITHOUT_OWNER, action->span,
                           "%s: the action %s has no owner", name, action->id);
        size_t n = rf_roll_name_at(c->arena, c->meeting, task, strlen(task));
        if (n) {
            const char *quote = memchr(task, ' ', n) ? "\"" : "";
            rf_diag_hint(c->diags, d, "an owner is written with @: @%s%.*s%s", quote,
                         (int)n, task, quote);
        } else {
            rf_diag_hint(c->diags, d, "name who does it, as in @FAS or @\"Full Name\"");
        }
    }
    check_joined(c, action, name);
    if (action->mention) {
        struct referat_diagnostic *d = rf_diag_report(
            c->diags, RF_CODE_OWNER_IN_SENTENCE,
            locate(&action->span, rf_arena_join(c->arena, "@", action->mention, NULL)),
            "%s: '@%s' stands within the sentence and is read as text", name,
            action->mention);
        rf_diag_hint(c->diags, d,
                     "owners stand at the beginning of the task; without the @ this "
                     "note goes");
    }
}

/* ---- Deadlines ---- */

/* What people write for a date: "15/9-2026", "15. september 2026"; NULL: none. */
static const char *meant_day(const struct actions *c, const char *written)
{
    return rf_guess_date(c->arena, rf_lang_of(c->meeting->series), written);
}

/* A deadline after another word than due: "frist: 2026-05-01", "Due:2026-05-01", as our
 * sign takes it; NULL: there is none. */
static const char *other_deadline(const struct actions *c, const char *task)
{
    static const char *const words[] = {"due",    "deadline", "frist",  "senest",
                                        "senast", "by",       "before", "inden",
                                        "bis",    "innan",    "innen"};
    for (const char *p = task; *p;) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i]);
            struct referat_date date;
            if (strncasecmp(p, words[i], n) == 0 && (p[n] == ' ' || p[n] == ':')) {
                const char *value = p + n + strspn(p + n, " :");
                char *day = rf_arena_copy(c->arena, value, strcspn(value, " ,;)"));
                if (rf_deadline_parse(day, &date)) {
                    return day;
                }
                const char *meant = meant_day(c, day);
                meant = meant ? meant : meant_day(c, rf_trim(c->arena, value));
                if (meant) {
                    return meant;
                }
            }
        }
        p += strcspn(p, " (");
        p += *p != '\0';
    }
    return NULL;
}

/* A day whose words have blanks between them, "due:20 May 2026", so that only the first
 * was taken as the value: the words as they stand, or NULL. *day is the day they mean. */
static const char *date_in_words(const struct actions *c, struct referat_span value,
                                 const char **day)
{
    const char *from = value.source->text + value.start_bytes, *to = from;
    for (int words = 0; words < 3 && *to && !strchr("\r\n", *to); words++) {
        to += strspn(to, " ");
        to += strcspn(to, " \r\n,;)");
    }
    const char *all = rf_arena_copy(c->arena, from, (size_t)(to - from));
    *day = meant_day(c, all);
    return *day ? all : NULL;
}

/* Reports a deadline of several words without quotes, "due:next week", of which the first
 * blank leaves only the first. How many belong together is not known: up to three, to the
 * end of the line or an id; before a sentence one word is what it says. */
static void check_words(const struct actions *c, const char *name,
                        const struct referat_action *action)
{
    enum { FEW = 3 };
    const char *written = action->due_written;
    const char *sign = rf_arena_join(c->arena, "due:", written, " ", NULL);
    struct referat_span span = locate(&action->span, sign);
    if (!*written || action->due.year ||
        span.end_bytes - span.start_bytes != strlen(sign)) {
        return;
    }
    span.start_bytes += (uint32_t)strlen("due:");
    span.end_bytes--; /* the blank */
    const char *from = span.source->text + span.start_bytes, *to = from;
    size_t more = 0;
    while (*to && !strchr("\r\n", *to) && !rf_starts_with(to, " id:")) {
        more += *to == ' ' && !strchr(" \r\n", to[1]);
        to++;
    }
    const char *all =
        rf_trim(c->arena, rf_arena_copy(c->arena, from, (size_t)(to - from)));
    if (more && more <= FEW && !strpbrk(all, "0123456789\"@")) {
        struct referat_diagnostic *d = rf_diag_report(
            c->diags, RF_CODE_BAD_DEADLINE, span,
            "%s: only '%s' is the deadline: it ends at the first blank", name, written);
        rf_diag_hint(c->diags, d, "write due:\"%s\"", all);
    }
}

/* A deadline with a digit that is no date, month or week was meant to be one. Words alone
 * ("inden påske") are a deadline as they are, with quotes where there are several. */
static void check_deadline(const struct actions *c, const char *name,
                           const struct referat_date *due, const char *written,
                           struct referat_span span)
{
    if (due->year || !written || (*written && !strpbrk(written, "0123456789"))) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        c->diags, RF_CODE_BAD_DEADLINE, span,
        *written
            ? "%s: the deadline '%s' is no date, month or week: it is kept as words, "
              "and is never overdue"
            : "%s: due: has no deadline after it%s",
        name, written);
    const char *day = meant_day(c, written),
               *why = rf_guess_why_no_day(c->arena, written),
               *week = rf_guess_week(c->arena, written, c->meeting->date.year),
               *words = day || why || week ? NULL : date_in_words(c, span, &day);
    if (words) {
        rf_diag_hint(c->diags, d, "write due:%s instead of '%s'", day, words);
    } else if (day) {
        rf_diag_hint(c->diags, d, "write due:%s", day);
    } else if (why) {
        rf_diag_hint(c->diags, d, "%s", why);
    } else if (week) {
        rf_diag_hint(c->diags, d, "write due:%s", week);
    } else {
        rf_diag_hint(c->diags, d,
                     "write a day as due:2026-09-15, a month as due:2026-09, a week as "
                     "due:2026-W38");
    }
}

void rf_check_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena)
{
    const struct actions c = {meeting, diags, arena};
    for (size_t i = 0; i < meeting->action_count; i++) {
        const struct referat_action *action = &meeting->actions[i];
        const char *name = action->item == meeting->introduction
                               ? "the introduction"
                               : rf_check_item_name(arena, action->item);
        if (action->state != REFERAT_ACTION_OPEN) {
            continue;
        }
        check_owners(&c, action, name);
        if (action->due_written) {
            check_deadline(&c, name, &action->due, action->due_written,
                           locate(&action->span, action->due_written));
            check_words(&c, name, action);
            continue;
        }
        struct referat_diagnostic *d =
            rf_diag_report(diags, RF_CODE_ACTION_WITHOUT_DEADLINE, action->span,
                           "%s: the action %s%s%s has no deadline", name, action->id,
                           action->owner_count ? " of " : "",
                           action->owner_count ? action->owners[0] : "");
        const char *day = other_deadline(&c, action->task_plain);
        rf_diag_hint(diags, d,
                     day ? "write due:%s" : "add due:2024-02-01, or due:\"in words\"",
                     day);
    }
    for (size_t i = 0; meeting->minutes && i < meeting->minutes->change_count; i++) {
        const struct referat_action_change *change = &meeting->minutes->changes[i];
        check_deadline(&c, change->action.text, &change->due, change->due_written,
                       change->due.span);
    }
}
