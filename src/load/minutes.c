/* The minutes' facts: who was there, what was decided, what became of earlier actions
 * (load). */
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

/* "Ulla Juhl (ferie)": a person, and the reason in brackets at the end. */
static bool read_short_absence(struct rf_loader *loader, const struct rf_yaml *value,
                               struct referat_absence *absence)
{
    const char *open = value->type == RF_YAML_SCALAR ? strrchr(value->text, '(') : NULL;
    const char *close = open ? strchr(open, ')') : NULL;
    if (!close || close[1] || open == value->text || close == open + 1) {
        return rf_read_person(loader, value, &absence->person, NULL);
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

static bool read_absence(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    static const struct rf_field *const tables[] = {absence_fields, rf_person_fields,
                                                    NULL};
    struct referat_absence *absence = member;
    rf_person_clear(&absence->substitute);
    absence->reason.plain = "";
    if (value->type != RF_YAML_MAP) {
        (void)more;
        return read_short_absence(loader, value, absence);
    }
    rf_person_clear(&absence->person);
    absence->person.span = value->span;
    rf_fields_read(loader, value, absence, "an absence", tables);
    return absence->person.name.given == REFERAT_GIVEN;
}

bool rf_read_absences(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    struct referat_minutes *minutes = member;
    minutes->absences = rf_read_list(loader, value, sizeof *minutes->absences,
                                     &minutes->absence_count, read_absence, more);
    return true;
}

/* An item or a time. What reads as a time of day with minutes is one; anything else is an
 * item. */
static bool read_end(struct rf_loader *loader, const struct rf_yaml *value,
                     struct referat_item_ref *item, struct referat_time_range *time)
{
    bool is_time = value->type == RF_YAML_SCALAR && strpbrk(value->text, ":.") &&
                   rf_clock_parse(value->text) >= 0;
    return is_time ? rf_read_clock(loader, value, time, NULL)
                   : rf_read_item_ref(loader, value, item, NULL);
}

static bool read_from(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    struct referat_attendance *a = member;
    return read_end(loader, value, &a->from_item, &a->from_time);
}

static bool read_until(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    struct referat_attendance *a = member;
    return read_end(loader, value, &a->until_item, &a->until_time);
}

static const struct rf_field attendance_fields[] = {
    {"from", read_from, 0, NULL, false},
    {"until", read_until, 0, NULL, false},
    {0},
};

static bool read_attendance(struct rf_loader *loader, const struct rf_yaml *value,
                            void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {attendance_fields, rf_person_fields,
                                                    NULL};
    struct referat_attendance *a = member;
    rf_person_clear(&a->person);
    a->person.span = value->span;
    a->from_time = a->until_time = (struct referat_time_range){-1, -1, {0}};
    a->from_item.written.text = a->until_item.written.text = "";
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "an attendance",
                            "write name:, and from: or until: with an item or a time");
    }
    rf_fields_read(loader, value, a, "an attendance", tables);
    return a->person.name.given == REFERAT_GIVEN;
}

bool rf_read_attendances(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    struct referat_minutes *minutes = member;
    minutes->attendances =
        rf_read_list(loader, value, sizeof *minutes->attendances,
                     &minutes->attendance_count, read_attendance, more);
    return true;
}

/* ---- What became of earlier actions ---- */

void rf_read_due(struct rf_loader *loader, const char *text, const char **due_written,
                 struct referat_date *due)
{
    *due_written = rf_trim(loader->arena, text);
    rf_deadline_parse(*due_written, due);
}

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
    change->due.span = value->span;
    rf_read_due(loader, value->text, &change->due_written, &change->due);
    return true;
}

static bool read_state(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    struct referat_action_change *change = member;
    int state = REFERAT_ACTION_OPEN;
    change->has_state = rf_read_word(loader, value, &state, more);
    change->state = (enum referat_action_state)state;
    return change->has_state;
}

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

/* `done`, `cancelled`, `due 2024-03-01`, or a mapping. */
static void read_change(struct rf_loader *loader, const struct rf_yaml *value,
                        struct referat_action_change *change)
{
    static const struct rf_field *const tables[] = {change_fields, NULL};
    rf_fields_prepare(change, tables);
    change->span = value->key->span;
    change->action =
        (struct referat_raw){REFERAT_GIVEN, value->key->text, value->key->span};
    if (value->type == RF_YAML_MAP) {
        rf_fields_read(loader, value, change, "a change of an action", tables);
    } else if (value->type == RF_YAML_SCALAR && rf_starts_with(value->text, "due ")) {
        change->due.span = value->span;
        rf_read_due(loader, value->text + 4, &change->due_written, &change->due);
    } else {
        read_state(loader, value, change, &rf_action_state_words);
    }
}

bool rf_read_changes(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                     const void *more)
{
    (void)more;
    struct referat_minutes *minutes = member;
    if (value->type == RF_YAML_SCALAR && !value->text_bytes) {
        return true;
    }
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of actions",
                            "write action and state a line, as in 2023-11-27/3/1: done");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        minutes->change_count++;
    }
    minutes->changes = RF_ARENA_NEW_ARRAY(loader->arena, minutes->change_count + 1,
                                          struct referat_action_change);
    struct referat_action_change *change = minutes->changes;
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        change->id = change->task = "";
        read_change(loader, v, change++);
    }
    return true;
}

/* ---- Who signs ---- */

static const struct rf_field signature_fields[] = {
    {"role", rf_read_text, offsetof(struct referat_signature, role), NULL, false},
    {"date", rf_read_date, offsetof(struct referat_signature, date), NULL, false},
    {0},
};

static bool read_signature(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    static const struct rf_field *const tables[] = {signature_fields, rf_person_fields,
                                                    NULL};
    struct referat_signature *signature = member;
    signature->role.plain = "";
    if (value->type != RF_YAML_MAP) {
        return rf_read_person(loader, value, &signature->person, more);
    }
    rf_person_clear(&signature->person);
    signature->person.span = value->span;
    rf_fields_read(loader, value, signature, "a signature", tables);
    return signature->person.name.given == REFERAT_GIVEN;
}

static bool read_signatures(struct rf_loader *loader, const struct rf_yaml *value,
                            void *member, const void *more)
{
    struct referat_minutes *minutes = member;
    minutes->signatures_span = value->span;
    minutes->signatures = rf_read_list(loader, value, sizeof *minutes->signatures,
                                       &minutes->signature_count, read_signature, more);
    return true;
}

/* ---- Decisions without a meeting ---- */

static bool read_form(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    struct referat_minutes *minutes = member;
    int form = 0;
    bool is_good = rf_read_word(loader, value, &form, more);
    minutes->is_written = form != 0;
    return is_good;
}

/* Who took part is known by `present`; nobody came or left, and no time passed. */
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
    {"absent", rf_read_absences, 0, NULL, false},
    {"attendance", rf_read_attendances, 0, NULL, false},
    {"decisions", rf_read_decisions, 0, NULL, false},
    {"actions", rf_read_changes, 0, NULL, false},
    ROW("started", rf_read_clock, started),
    ROW("ended", rf_read_clock, ended),
    ROW("corrections", rf_read_prose, corrections),
    {"signatures", read_signatures, 0, NULL, false},
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
