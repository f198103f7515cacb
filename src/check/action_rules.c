/* Rules about actions: owners, deadlines, and who is named within the sentence (check).
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/str.h"
#include "check/rules.h"
#include "lang/guess.h"
#include "lang/lang.h"
#include "model/roll.h"
#include "source/source.h"

struct actions {
    const struct referat_meeting *meeting;
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* Where the words stand in the lines of an action's list item; its first line where they
 * are written in another way. */
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

static bool is_known(const struct actions *c, const char *owner)
{
    const struct referat_roll_entry *who;
    return rf_roll_name_at(c->arena, c->meeting, owner, strlen(owner)) == strlen(owner) ||
           rf_roll_find(c->arena, c->meeting, owner, &who);
}

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

/* True where nobody of that name is a mistake: units or people of its form are listed.
 * Words ("the clerk's office") may be anybody. */
static bool is_judged(const struct actions *c, const char *owner, const char *nearest)
{
    bool is_word = !strchr(owner, ' ');
    return nearest || (is_word ? c->meeting->series->unit_count
                               : c->meeting->roll_count && rf_looks_like_name(owner));
}

static void check_owner(const struct actions *c, const struct referat_action *action,
                        const char *name, const char *owner)
{
    const struct referat_roll_entry *who;
    if (rf_roll_find(c->arena, c->meeting, owner, &who) > 1) {
        struct referat_diagnostic *d = rf_diag_report(
            c->diags, RF_CODE_AMBIGUOUS_PERSON, locate(&action->span, owner),
            "%s: the owner '%s' could mean several people of the meeting", name, owner);
        rf_diag_related(c->diags, d, who->person->span, "one of them");
        rf_diag_hint(c->diags, d,
                     "give one of them another name under 'also', and write that");
        return;
    }
    const char *nearest = is_known(c, owner) ? NULL : nearest_owner(c, owner);
    if (!is_known(c, owner) && is_judged(c, owner, nearest)) {
        struct referat_diagnostic *d = rf_diag_report(
            c->diags, RF_CODE_UNKNOWN_OWNER, locate(&action->span, owner),
            "%s: the owner '%s' is neither a unit nor a person of the meeting", name,
            owner);
        if (nearest) {
            rf_diag_did_you_mean(c->diags, d, nearest);
        } else {
            rf_diag_hint(c->diags, d,
                         "list the unit under 'units', or the person among the people "
                         "of the meeting");
        }
    }
}

/* A name that stands where an owner would, without its sign. */
static const char *unsigned_owner(const struct actions *c,
                                  const struct referat_action *action)
{
    const char *task = action->task_plain;
    size_t n = rf_roll_name_at(c->arena, c->meeting, task, strlen(task));
    return n ? rf_arena_copy(c->arena, task, n) : NULL;
}

/* A name behind the owners that a comma or a word for "and" joins to them, and that has
 * no sign of its own: "@Ben and Cai write". NULL: there is none. */
static const char *joined_owner(const struct actions *c,
                                const struct referat_action *action)
{
    static const char *const words[] = {"og ",    "and ", "und ", "och ", "samt ",
                                        "sowie ", "& ",   "+ ",   "/"};
    const char *task = action->task_plain, *name = task;
    for (size_t i = 0; i < sizeof words / sizeof *words && name == task; i++) {
        name += rf_starts_with(task, words[i]) ? strlen(words[i]) : 0;
    }
    size_t n = rf_roll_name_at(c->arena, c->meeting, name, strlen(name));
    if (!action->owner_count || !n) {
        return NULL;
    }
    const char *found = rf_arena_copy(c->arena, name, n);
    const struct referat_span span = locate(&action->span, found);
    const char *text = action->span.source->text, *at = text + span.start_bytes;
    while (at > text && at[-1] == ' ') {
        at--;
    }
    return name != task || (at > text && at[-1] == ',') ? found : NULL;
}

static void check_joined(const struct actions *c, const struct referat_action *action,
                         const char *name)
{
    const char *owner = joined_owner(c, action);
    if (!owner) {
        return;
    }
    const char *quote = strchr(owner, ' ') ? "\"" : "";
    struct referat_diagnostic *d = rf_diag_report(
        c->diags, RF_CODE_OWNER_IN_SENTENCE, locate(&action->span, owner),
        "%s: '%s' follows the owners without an @, and is read as text of the task", name,
        owner);
    rf_diag_hint(c->diags, d,
                 "write @%s%s%s where it is an owner; begin the task with another word "
                 "where it is none",
                 quote, owner, quote);
}

static void check_owners(const struct actions *c, const struct referat_action *action,
                         const char *name)
{
    for (size_t i = 0; i < action->owner_count; i++) {
        check_owner(c, action, name, action->owners[i]);
    }
    if (!action->owner_count) {
        struct referat_diagnostic *d =
            rf_diag_report(c->diags, RF_CODE_ACTION_WITHOUT_OWNER, action->span,
                           "%s: the action %s has no owner", name, action->id);
        const char *owner = unsigned_owner(c, action);
        if (owner) {
            bool has_blank = strchr(owner, ' ') != NULL;
            rf_diag_hint(c->diags, d, "an owner is written with @: @%s%s%s",
                         has_blank ? "\"" : "", owner, has_blank ? "\"" : "");
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

/* What people write for a date, "15/9-2026", "15. september 2026"; NULL: nothing like it.
 */
static const char *meant_day(const struct actions *c, const char *written)
{
    return rf_guess_date(c->arena, rf_lang_of(c->meeting->series), written);
}

/* A deadline behind another word than due: "frist: 2026-05-01", "Due:2026-05-01". */
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

/* A day whose words are parted by blanks, "due:20 May 2026", of which the first is the
 * value: its words as they stand, or NULL. */
static const char *date_behind(const struct actions *c, struct referat_span value,
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
            : "%s: due: has no deadline behind it%s",
        name, written);
    const char *day = meant_day(c, written),
               *why = rf_guess_why_no_day(c->arena, written),
               *week = rf_guess_week(c->arena, written, c->meeting->date.year),
               *words = day || why || week ? NULL : date_behind(c, span, &day);
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

/* ---- The rules ---- */

static void check_action(const struct actions *c, const struct referat_action *action,
                         const char *name)
{
    if (action->state != REFERAT_ACTION_OPEN) {
        return;
    }
    check_owners(c, action, name);
    if (!action->due_written) {
        struct referat_diagnostic *d =
            rf_diag_report(c->diags, RF_CODE_ACTION_WITHOUT_DEADLINE, action->span,
                           "%s: the action %s%s%s has no deadline", name, action->id,
                           action->owner_count ? " of " : "",
                           action->owner_count ? action->owners[0] : "");
        const char *day = other_deadline(c, action->task_plain);
        rf_diag_hint(c->diags, d,
                     day ? "write due:%s" : "add due:2024-02-01, or due:\"in words\"",
                     day);
        return;
    }
    check_deadline(c, name, &action->due, action->due_written,
                   locate(&action->span, action->due_written));
}

void rf_check_actions(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena)
{
    const struct actions c = {meeting, diags, arena};
    for (size_t i = 0; i < meeting->action_count; i++) {
        const struct referat_action *action = &meeting->actions[i];
        check_action(&c, action,
                     action->item == meeting->introduction
                         ? "the introduction"
                         : rf_check_item_name(arena, action->item));
    }
    for (size_t i = 0; meeting->minutes && i < meeting->minutes->change_count; i++) {
        const struct referat_action_change *change = &meeting->minutes->changes[i];
        check_deadline(&c, change->action.text, &change->due, change->due_written,
                       change->due.span);
    }
}
