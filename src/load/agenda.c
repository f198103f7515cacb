/* The agenda: its fields, guests and tree of items (load). */
#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "load/documents.h"
#include "load/lists.h"
#include "load/people.h"

/* ---- Items ---- */

static bool read_item_access(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more)
{
    struct referat_item *item = member;
    int access = REFERAT_CLOSED; /* what cannot be read closes */
    bool is_good = rf_read_word(loader, value, &access, more);
    item->access = (enum referat_access)access;
    item->access_span = value->span;
    return is_good;
}

static bool read_item_type(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    struct referat_item *item = member;
    int type = REFERAT_TYPE_OTHER;
    bool is_good = rf_read_word(loader, value, &type, more);
    item->type = (enum referat_item_type)type;
    item->type_is_given = is_good && value->text_bytes > 0;
    item->type_span = value->span;
    return is_good;
}

static bool read_numbering(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    (void)more;
    bool is_letters =
        value->type == RF_YAML_SCALAR && strcmp(value->text, "letters") == 0;
    *(bool *)member = is_letters;
    return is_letters ||
           (value->type == RF_YAML_SCALAR && strcmp(value->text, "numbers") == 0) ||
           rf_bad_value(loader, value, "a numbering", "write letters or numbers");
}

static bool read_approved(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    struct referat_meeting_ref *ref = member;
    ref->item_number = "";
    return rf_read_meeting_ref(loader, value, member, more) &&
           (ref->written.given == REFERAT_GIVEN ||
            rf_bad_value(loader, value, "a meeting",
                         "write the name of a meeting's folder, as in 2023-11-27"));
}

static bool read_approves(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    struct referat_item *item = member;
    item->approves_span = value->span;
    item->approves = rf_read_list(loader, value, sizeof *item->approves,
                                  &item->approves_count, read_approved, more);
    return true;
}

static rf_field_reader read_sub_items, read_item_annexes;

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_item, member), NULL, false                  \
    }

static const struct rf_field item_fields[] = {
    {"title", rf_read_text, offsetof(struct referat_item, title), NULL, true},
    ROW("number", rf_read_raw, number_given),
    ROW("id", rf_read_raw, id),
    {"type", read_item_type, 0, &rf_item_type_words, false},
    {"approves", read_approves, 0, NULL, false},
    ROW("purpose", rf_read_prose, purpose),
    ROW("method", rf_read_prose, method),
    ROW("responsible", rf_read_persons, responsible),
    ROW("duration", rf_read_duration, duration),
    ROW("start", rf_read_clock, start),
    ROW("text", rf_read_prose, text),
    ROW("case", rf_read_raw, case_number),
    ROW("recommendation", rf_read_raw, recommendation_path),
    {"annexes", read_item_annexes, 0, NULL, false},
    ROW("carried_from", rf_read_meeting_ref, carried_from),
    {"access", read_item_access, 0, &rf_access_words, false},
    ROW("public_title", rf_read_text, public_title),
    ROW("basis", rf_read_text, basis),
    ROW("review", rf_read_date, review),
    ROW("numbering", read_numbering, uses_letters),
    {"items", read_sub_items, 0, NULL, false},
    {0},
};

/* What only an item has that is treated: nobody presents a heading, and it takes no time.
 */
static const char *const not_of_headings[] = {
    "approves", "purpose",        "method",  "responsible",  "duration",  "start",
    "case",     "recommendation", "annexes", "carried_from", "numbering", NULL};

/* A break takes its time, and nothing else is to be said of it. */
static const char *const not_of_breaks[] = {
    "approves", "purpose", "method",       "responsible",  "case",   "recommendation",
    "annexes",  "items",   "carried_from", "numbering",    "number", "access",
    "basis",    "review",  "text",         "public_title", NULL};

static void report_without_effect(struct rf_loader *loader,
                                  const struct referat_item *item,
                                  const struct rf_yaml *key)
{
    bool is_heading = item->type == REFERAT_TYPE_HEADING;
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_FIELD_WITHOUT_EFFECT, key->span,
                       "a %s has no '%s'", is_heading ? "heading" : "break", key->text);
    rf_diag_related(loader->diags, d, item->type_span,
                    is_heading ? "it is a heading" : "it is a break");
    rf_diag_hint(loader->diags, d,
                 is_heading ? "give '%s' to an item that the heading groups, or take the "
                              "type away"
                            : "give '%s' to an item, or take the type away",
                 key->text);
}

/* A field that says nothing yet, as in a template, does no harm. */
static void check_fields(struct rf_loader *loader, const struct referat_item *item,
                         const struct rf_yaml *map, const char *const *without_effect)
{
    for (const struct rf_yaml *v = map->first; v; v = v->next) {
        bool says_something = v->text_bytes || v->first;
        for (size_t i = 0; without_effect[i]; i++) {
            if (says_something && rf_same(v->key->text, without_effect[i])) {
                report_without_effect(loader, item, v->key);
            }
        }
    }
}

static bool read_item(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {item_fields, NULL};
    struct referat_item *item = member;
    item->span = value->span;
    item->planned_start_min = -1;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "an item",
                            "write its fields, as in - title: Bordrunde");
    }
    rf_fields_read(loader, value, item, "an item", tables);
    if (item->type == REFERAT_TYPE_HEADING) {
        check_fields(loader, item, value, not_of_headings);
    } else if (item->type == REFERAT_TYPE_BREAK) {
        check_fields(loader, item, value, not_of_breaks);
    }
    if (!referat_item_is_treated(item)) {
        item->approves_count = 0; /* which was told */
    }
    return true;
}

static bool read_sub_items(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    struct referat_item *item = member;
    item->items = rf_read_list(loader, value, sizeof *item->items, &item->item_count,
                               read_item, more);
    return true;
}

/* ---- Annexes ---- */

static bool read_annex_access(struct rf_loader *loader, const struct rf_yaml *value,
                              void *member, const void *more)
{
    int access = REFERAT_CLOSED;
    bool is_good = rf_read_word(loader, value, &access, more);
    *(enum referat_access *)member = (enum referat_access)access;
    return is_good;
}

static const struct rf_field annex_fields[] = {
    {"file", rf_read_raw, offsetof(struct rf_annex_entry, file), NULL, false},
    {"title", rf_read_text, offsetof(struct rf_annex_entry, title), NULL, false},
    {"access", read_annex_access, offsetof(struct rf_annex_entry, access),
     &rf_access_words, false},
    {0},
};

static bool read_annex_entry(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more)
{
    static const struct rf_field *const tables[] = {annex_fields, NULL};
    struct rf_annex_entry *entry = member;
    rf_fields_prepare(entry, tables);
    if (value->type == RF_YAML_SCALAR) {
        return rf_read_raw(loader, value, &entry->file, more) &&
               (entry->file.given == REFERAT_GIVEN ||
                rf_bad_value(loader, value, "a file",
                             "write the file's name, or a mapping with a title"));
    }
    rf_fields_read(loader, value, entry, "an annex", tables);
    if (entry->file.given != REFERAT_GIVEN && entry->title.given != REFERAT_GIVEN) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_MISSING_FIELD, value->span,
                           "an annex has neither 'file' nor 'title'");
        rf_diag_hint(loader->diags, d,
                     "name the file; a paper that is not enclosed needs its title");
        return false;
    }
    return true;
}

bool rf_read_annexes(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                     const void *more)
{
    struct rf_annex_list *list = member;
    struct rf_annex_entry *entries = rf_read_list(loader, value, sizeof *entries,
                                                  &list->count, read_annex_entry, more);
    list->annexes =
        RF_ARENA_NEW_ARRAY(loader->arena, list->count + 1, struct referat_annex);
    for (size_t i = 0; i < list->count; i++) {
        struct referat_annex *annex = &list->annexes[i];
        annex->given_title = entries[i].title;
        annex->title.plain = "";
        annex->access = entries[i].access;
        annex->anchor = "";
        annex->own_number = 0;
        bool is_file = entries[i].file.given == REFERAT_GIVEN;
        annex->path = is_file ? entries[i].file.text
                              : NULL; /* as written; resolved when it is opened */
        annex->span = is_file ? entries[i].file.span : entries[i].title.span;
    }
    return true;
}

static bool read_item_annexes(struct rf_loader *loader, const struct rf_yaml *value,
                              void *member, const void *more)
{
    struct referat_item *item = member;
    struct rf_annex_list list;
    rf_read_annexes(loader, value, &list, more);
    item->own_annexes = list.annexes;
    item->own_annex_count = list.count;
    return true;
}

/* ---- Guests and order ---- */

static bool read_guest_items(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more)
{
    struct referat_guest *guest = member;
    guest->items = rf_read_list(loader, value, sizeof *guest->items, &guest->item_count,
                                rf_read_item_ref, more);
    return true;
}

static const struct rf_field guest_fields[] = {
    {"item", read_guest_items, 0, NULL, false},
    {"time", rf_read_range, offsetof(struct referat_guest, time), NULL, false},
    {0},
};

static bool read_guest(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    static const struct rf_field *const tables[] = {guest_fields, rf_person_fields, NULL};
    struct referat_guest *guest = member;
    guest->time = (struct referat_time_range){-1, -1, {0}};
    if (value->type != RF_YAML_MAP) {
        return rf_read_person(loader, value, &guest->person, more);
    }
    rf_person_clear(&guest->person);
    guest->person.span = value->span;
    rf_fields_read(loader, value, guest, "a guest", tables);
    return guest->person.name.given == REFERAT_GIVEN;
}

static bool read_guests(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_agenda *agenda = member;
    agenda->guests = rf_read_list(loader, value, sizeof *agenda->guests,
                                  &agenda->guest_count, read_guest, more);
    return true;
}

static bool read_order(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    struct referat_agenda *agenda = member;
    agenda->order = rf_read_list(loader, value, sizeof *agenda->order,
                                 &agenda->order_count, rf_read_item_ref, more);
    return true;
}

static bool read_items(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    struct referat_agenda *agenda = member;
    agenda->items = rf_read_list(loader, value, sizeof *agenda->items,
                                 &agenda->item_count, read_item, more);
    return true;
}

/* ---- The agenda ---- */

/* `body` names the body that meets; but a YAML file without a Markdown part may hold its
 * Markdown there, which is then a block of text (format.md sections 2 and 5 use one word
 * for both). */
static bool read_agenda_body(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more)
{
    struct referat_agenda *agenda = member;
    bool is_block = value->style == RF_YAML_LITERAL || value->style == RF_YAML_FOLDED ||
                    strchr(value->text, '\n') != NULL;
    if (is_block && agenda->document.body.given == REFERAT_ABSENT) {
        return rf_read_prose(loader, value, &agenda->document.body, more);
    }
    return rf_read_text(loader, value, &agenda->body, more);
}

#undef ROW
#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_agenda, member), NULL, false                \
    }

static const struct rf_field agenda_fields[] = {
    ROW("time", rf_read_range, time),
    ROW("place", rf_read_text, place),
    {"body", read_agenda_body, 0, NULL, false},
    ROW("information", rf_read_prose, document.body),
    ROW("organisation", rf_read_text, organisation),
    ROW("issued", rf_read_date, issued),
    ROW("chair", rf_read_persons, chair),
    ROW("secretary", rf_read_persons, secretary),
    ROW("participants", rf_read_persons, participants),
    {"guests", read_guests, 0, NULL, false},
    ROW("first_number", rf_read_number, first_number),
    {"order", read_order, 0, NULL, false},
    {"status", rf_read_word, offsetof(struct referat_agenda, status), &rf_status_words,
     false},
    {"items", read_items, 0, NULL, false},
    {0},
};

struct referat_agenda *rf_load_agenda(struct rf_loader *loader,
                                      struct rf_loaded_file *file)
{
    static const struct rf_field *const tables[] = {rf_document_fields, agenda_fields,
                                                    NULL};
    struct referat_agenda *agenda = RF_ARENA_NEW(loader->arena, struct referat_agenda);
    agenda->first_number = 1;
    agenda->body.plain = "";
    rf_document_load(loader, file, REFERAT_KIND_AGENDA, agenda, "an agenda", tables);
    return agenda;
}
