/* Readers of persons, and of lists of lines (load). A person is a mapping, or the short
 * form on one line: "Name" or "Name, title" (format.md section 6, People). */
#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "load/fields.h"
#include "load/people.h"

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_person, member), NULL, false                \
    }

/* `voting: no` is kept as has_no_vote, so that a zeroed person votes. */
static bool read_voting(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_person *person = member;
    bool has_vote = true;
    bool is_good = rf_read_bool(loader, value, &has_vote, more);
    person->has_no_vote = !has_vote;
    return is_good;
}

const struct rf_field rf_person_fields[] = {
    {"name", rf_read_text, offsetof(struct referat_person, name), NULL, true},
    ROW("title", rf_read_text, title),
    ROW("group", rf_read_text, group),
    {"voting", read_voting, 0, NULL, false},
    ROW("also", rf_read_lines, also),
    ROW("unit", rf_read_text, unit),
    ROW("email", rf_read_raw, email),
    ROW("phone", rf_read_raw, phone),
    {0},
};

/* Members that the fields of an object with more than a person do not set would else be
 * NULL. */
void rf_person_clear(struct referat_person *person)
{
    *person = (struct referat_person){0};
    person->name.plain = person->title.plain = person->group.plain = "";
    person->unit.plain = "";
    person->email.text = person->phone.text = "";
}

bool rf_read_person_and_more(struct rf_loader *loader, const struct rf_yaml *value,
                             void *object, const char *what,
                             const struct rf_field *const tables[])
{
    struct referat_person *person = object;
    if (value->type != RF_YAML_MAP) {
        return rf_read_person(loader, value, person, NULL);
    }
    rf_person_clear(person);
    person->span = value->span;
    rf_fields_read(loader, value, object, what, tables);
    return person->name.given == REFERAT_GIVEN;
}

bool rf_read_person(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                    const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {rf_person_fields, NULL};
    struct referat_person *person = member;
    if (value->type == RF_YAML_MAP) {
        return rf_read_person_and_more(loader, value, person, "a person", tables);
    }
    rf_person_clear(person);
    person->span = value->span;
    if (value->type != RF_YAML_SCALAR) {
        return rf_bad_value(loader, value, "a person",
                            "write a name, as in Bine Holm or Bine Holm, centerchef");
    }
    const char *line = strchr(value->text, '\n');
    if (line && line[strspn(line, " \n")]) { /* names below each other: "present: |" */
        return rf_bad_value(loader, value, "one person",
                            "write a list: [Ann Able, Ben Borg]; a name with its title "
                            "wants quotes there");
    }
    person->is_one_line = true;
    const char *comma = strstr(value->text, ", ");
    if (!comma) {
        return rf_read_text(loader, value, &person->name, NULL) &&
               person->name.given == REFERAT_GIVEN;
    }
    struct rf_yaml name = *value, title = *value;
    name.text_bytes = (uint32_t)(comma - value->text);
    name.text = rf_arena_copy(loader->arena, value->text, name.text_bytes);
    title.text = comma + 2;
    title.text_bytes = value->text_bytes - name.text_bytes - 2;
    return rf_read_text(loader, &name, &person->name, NULL) &&
           rf_read_text(loader, &title, &person->title, NULL);
}

bool rf_read_persons(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                     const void *more)
{
    struct referat_persons *persons = member;
    persons->span = value->span;
    persons->list = rf_read_list(loader, value, sizeof *persons->list, &persons->count,
                                 rf_read_person, more);
    return true;
}

bool rf_read_lines(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    struct referat_lines *lines = member;
    lines->list = rf_read_list(loader, value, sizeof *lines->list, &lines->count,
                               rf_read_text, more);
    return true;
}
