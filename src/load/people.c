/* Readers of persons, and of lists of lines (load). */
#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "load/fields.h"
#include "load/people.h"

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_person, member), NULL, false                \
    }

/* Of objects that hold a person and more the person is the first member. */
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

/* "Bine Holm, centerchef": the name, and what stands behind the first comma as the title.
 */
static bool read_spelled_out(struct rf_loader *loader, const struct rf_yaml *value,
                             struct referat_person *person)
{
    const char *comma = strstr(value->text, ", ");
    if (!comma) {
        return rf_read_text(loader, value, &person->name, NULL) &&
               person->name.given == REFERAT_GIVEN;
    }
    struct rf_yaml name = *value, title = *value;
    uint32_t at = (uint32_t)(comma - value->text);
    name.text = rf_arena_copy(loader->arena, value->text, at);
    name.text_bytes = at;
    title.text = comma + 2;
    title.text_bytes = value->text_bytes - at - 2;
    return rf_read_text(loader, &name, &person->name, NULL) &&
           rf_read_text(loader, &title, &person->title, NULL);
}

void rf_person_clear(struct referat_person *person)
{
    *person = (struct referat_person){0};
    person->name.plain = person->title.plain = person->group.plain = "";
    person->unit.plain = "";
    person->email.text = person->phone.text = "";
}

/* Names below each other, as after "present: |". */
static bool holds_lines(const struct rf_yaml *value)
{
    const char *line = strchr(value->text, '\n');
    return line && line[strspn(line, " \n")];
}

bool rf_read_person(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                    const void *more)
{
    (void)more;
    struct referat_person *person = member;
    rf_person_clear(person);
    person->span = value->span;
    if (value->type == RF_YAML_MAP) {
        static const struct rf_field *const tables[] = {rf_person_fields, NULL};
        rf_fields_read(loader, value, person, "a person", tables);
        return person->name.given == REFERAT_GIVEN;
    }
    if (value->type == RF_YAML_SCALAR && holds_lines(value)) {
        return rf_bad_value(loader, value, "one person",
                            "write a list: [Ann Able, Ben Borg]; a name with its title "
                            "wants quotes there");
    }
    if (value->type == RF_YAML_SCALAR) {
        person->is_one_line = true;
        return read_spelled_out(loader, value, person);
    }
    return rf_bad_value(loader, value, "a person",
                        "write a name, as in Bine Holm or Bine Holm, centerchef");
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
