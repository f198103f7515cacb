/* The minutes' facts: who was there, what was decided, what became of earlier actions
 * (load). format.md section 6. The body is only kept here: the model stage cuts
 * it at the items' headings. */
#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "load/documents.h"
#include "load/people.h"

/* ---- Who was absent, who came and went ---- */

static const struct rf_field absence_fields[] = {
    {"reason", rf_read_text, offsetof(struct referat_absence, reason), NULL, false},
    {"substitute", rf_read_person, offsetof(struct referat_absence, substitute), NULL,
     false},
    {0},
};

/* A person and fields of an absence, or "Ulla Juhl (ferie)": a name, and the reason in
 * brackets at the end. */
static bool read_absence(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {absence_fields, rf_person_fields,
                                                    NULL};
    struct referat_absence *absence = member;
    rf_person_clear(&absence->substitute);
    absence->reason.plain = "";
    const char *open = value->type == RF_YAML_SCALAR ? strrchr(value->text, '(') : NULL;
    const char *close = open ? strchr(open, ')') : NULL;
    if (!close || close[1] || open == value->text || close == open + 1) {
        return rf_read_person_and_more(loader, value, absence, "an absence", tables);
    }
    struct rf_yaml person = *value, reason = *value;
    person.text_bytes = (uint32_t)(open - value->text);
    while (person.text_bytes && value->text[person.text_bytes - 1] == ' ') {
        person.text_bytes--;
    }
    person.text = rf_arena_copy(loader->arena, value->text, person.text_bytes);
    reason.text_bytes = (uint32_t)(close - open - 1);
    reason.text = rf_arena_copy(loader->arena, open + 1, reason.text_bytes);
    return rf_read_person(loader, &person, &absence->person, NULL) &&
           rf_read_text(loader, &reason, &absence->reason, NULL);
}

/* Where one end of an attendance is kept: an item, or a time. */
struct end {
    size_t item_offset, time_offset;
};

static const struct end from_end = {offsetof(struct referat_attendance, from_item),
                                    offsetof(struct referat_attendance, from_time)};
static const struct end until_end = {offsetof(struct referat_attendance, until_item),
                                     offsetof(struct referat_attendance, until_time)};

/* What reads as a time of day with minutes is one; anything else is an item ("10" is item
 * 10, "10.30" a time). */
static bool read_end(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                     const void *more)
{
    const struct end *end = more;
    char *attendance = member;
    bool is_time = value->type == RF_YAML_SCALAR && strpbrk(value->text, ":.") &&
                   rf_clock_parse(value->text) >= 0;
    return is_time ? rf_read_clock(loader, value, attendance + end->time_offset, NULL)
                   : rf_read_item_ref(loader, value, attendance + end->item_offset, NULL);
}

static const struct rf_field attendance_fields[] = {
    {"from", read_end, 0, &from_end, false},
    {"until", read_end, 0, &until_end, false},
    {0},
};

/* A person who came late or left early. */
static bool read_attendance(struct rf_loader *loader, const struct rf_yaml *value,
                            void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {attendance_fields, rf_person_fields,
                                                    NULL};
    struct referat_attendance *a = member;
    a->from_time = a->until_time = (struct referat_time_range){-1, -1, {0}};
    a->from_item.written.text = a->until_item.written.text = "";
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "an attendance",
                            "write name:, and from: or until: with an item or a time");
    }
    return rf_read_person_and_more(loader, value, a, "an attendance", tables);
}

/* ---- What became of earlier actions ---- */

/* Keeps a deadline as written, and as a date where it is one, or a month or week. */
static void set_due(struct rf_loader *loader, struct referat_action_change *change,
                    const char *text, struct referat_span span)
{
    change->due.span = span;
    change->due_written = rf_trim(loader->arena, text);
    rf_deadline_parse(change->due_written, &change->due);
}

/* A new deadline: a date, month or week, or words. */
static bool read_change_due(struct rf_loader *loader, const struct rf_yaml *value,
                            void *member, const void *more)
{
    (void)more;
    struct referat_action_change *change = member;
    if (value->type != RF_YAML_SCALAR) {
        return rf_bad_value(
            loader, value, "a deadline",
            "write a date, a month as 2024-02, a week as 2024-W08, or words");
    }
    set_due(loader, change, value->text, value->span);
    return true;
}

/* has_state tells a change of the deadline alone from `open`. */
static bool read_state(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    struct referat_action_change *change = member;
    int state = REFERAT_ACTION_OPEN;
    change->has_state = rf_read_word(loader, value, &state, more);
    change->state = (enum referat_action_state)state;
    return change->has_state;
}

/* One owner or a list; the @ that tasks begin with may be there. */
static bool read_change_owners(struct rf_loader *loader, const struct rf_yaml *value,
                               void *member, const void *more)
{
    struct referat_action_change *change = member;
    struct referat_raw *owners = rf_read_list(loader, value, sizeof *owners,
                                              &change->owner_count, rf_read_raw, more);
    change->owners =
        RF_ARENA_NEW_ARRAY(loader->arena, change->owner_count + 1, const char *);
    for (size_t i = 0; i < change->owner_count; i++) {
        change->owners[i] = owners[i].text + (owners[i].text[0] == '@');
    }
    return true;
}

static const struct rf_field change_fields[] = {
    {"status", read_state, 0, &rf_action_state_words, false},
    {"due", read_change_due, 0, NULL, false},
    {"owner", read_change_owners, 0, NULL, false},
    {"note", rf_read_text, offsetof(struct referat_action_change, note), NULL, false},
    {0},
};

/* The field `actions`: a mapping of an earlier action's id to its state (done,
 * cancelled), a new deadline (due 2024-03-01), or a mapping of both and more. */
static bool read_changes(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {change_fields, NULL};
    struct referat_minutes *minutes = member;
    if (value->type == RF_YAML_SCALAR && !value->text_bytes) {
        return true;
    }
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of actions",
                            "write action and state a line, as in 2023-11-27/3/1: done");
    }
    minutes->change_count = rf_yaml_count(value);
    minutes->changes = RF_ARENA_NEW_ARRAY(loader->arena, minutes->change_count + 1,
                                          struct referat_action_change);
    struct referat_action_change *change = minutes->changes;
    for (const struct rf_yaml *v = value->first; v; v = v->next, change++) {
        const struct rf_yaml *key = v->key;
        rf_fields_prepare(change, tables);
        change->id = change->task = "";
        change->span = key->span;
        change->action = (struct referat_raw){REFERAT_GIVEN, key->text, key->span};
        if (v->type == RF_YAML_MAP) {
            rf_fields_read(loader, v, change, "a change of an action", tables);
        } else if (v->type == RF_YAML_SCALAR && rf_starts_with(v->text, "due ")) {
            set_due(loader, change, v->text + 4, v->span);
        } else {
            read_state(loader, v, change, &rf_action_state_words);
        }
    }
    return true;
}

/* ---- Who signs ---- */

static const struct rf_field signature_fields[] = {
    {"role", rf_read_text, offsetof(struct referat_signature, role), NULL, false},
    {"date", rf_read_date, offsetof(struct referat_signature, date), NULL, false},
    {0},
};

/* A person who signs, with a role, and a date where they have signed. */
static bool read_signature(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {signature_fields, rf_person_fields,
                                                    NULL};
    struct referat_signature *signature = member;
    signature->role.plain = "";
    return rf_read_person_and_more(loader, value, signature, "a signature", tables);
}

/* ---- Decisions without a meeting ---- */

/* `form: written` is the only form that changes anything. */
static bool read_form(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    struct referat_minutes *minutes = member;
    int form = 0;
    bool is_good = rf_read_word(loader, value, &form, more);
    minutes->is_written = form != 0;
    return is_good;
}

/* Reports the fields that a decision in writing does not print: who took part is in
 * `present`; no one came or left, and it has no time. A field without a value does no
 * harm.
 */
static void check_written(struct rf_loader *loader, const struct rf_yaml *map)
{
    static const char *const of_meetings[] = {"attendance", "started", "ended"};
    for (size_t i = 0; i < sizeof of_meetings / sizeof *of_meetings; i++) {
        const struct rf_yaml *value = rf_yaml_get(map, of_meetings[i]);
        if (!value || (!value->text_bytes && !value->first)) {
            continue;
        }
        struct referat_diagnostic *d = rf_diag_report_as(
            loader->diags, RF_CODE_FIELD_WITHOUT_EFFECT, REFERAT_SEVERITY_WARNING,
            value->key->span, "a decision without a meeting prints no '%s'",
            of_meetings[i]);
        rf_diag_related(loader->diags, d, rf_yaml_get(map, "form")->span,
                        "it was decided in writing");
        rf_diag_hint(loader->diags, d,
                     "take '%s' out, or 'form' where the body met after all",
                     of_meetings[i]);
    }
}

/* ---- The minutes ---- */

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_minutes, member), NULL, false               \
    }

static const struct rf_field minutes_fields[] = {
    ROW("meeting", rf_read_meeting_ref, meeting),
    {"status", rf_read_word, offsetof(struct referat_minutes, status), &rf_status_words,
     false},
    {"form", read_form, 0, &rf_minutes_form_words, false},
    ROW("present", rf_read_persons, present),
    RF_ROWS("absent", read_absence, struct referat_minutes, absences, absence_count),
    RF_ROWS("attendance", read_attendance, struct referat_minutes, attendances,
            attendance_count),
    {"decisions", rf_read_decisions, 0, NULL, false},
    {"actions", read_changes, 0, NULL, false},
    ROW("started", rf_read_clock, started),
    ROW("ended", rf_read_clock, ended),
    ROW("corrections", rf_read_prose, corrections),
    RF_ROWS_AT("signatures", read_signature, struct referat_minutes, signatures,
               signature_count, offsetof(struct referat_minutes, signatures_span), false),
    ROW("body", rf_read_prose, document.body),
    {0},
};

struct referat_minutes *rf_load_minutes(struct rf_loader *loader,
                                        struct rf_loaded_file *file)
{
    static const struct rf_field *const tables[] = {rf_document_fields, minutes_fields,
                                                    NULL};
    struct referat_minutes *minutes = RF_ARENA_NEW(loader->arena, struct referat_minutes);
    rf_document_load(loader, file, REFERAT_KIND_MINUTES, minutes, "the minutes", tables);
    if (minutes->is_written) {
        check_written(loader, file->yaml);
    }
    return minutes;
}
