/* The agenda: its fields, guests and tree of items (load). The tables below are the
 * format of format.md section 5, row by row. */
#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "load/documents.h"
#include "load/people.h"

/* ---- Items ---- */

/* Also keeps whether a type was given: an item without one may get it from its text. */
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

/* How an item's sub-items are numbered. */
static bool read_numbering(struct rf_loader *loader, const struct rf_yaml *value,
                           void *member, const void *more)
{
    (void)more;
    int choice = rf_choice(value, (const char *const[]){"numbers", "letters", NULL});
    *(bool *)member = choice == 1;
    return choice >= 0 ||
           rf_bad_value(loader, value, "a numbering", "write letters or numbers");
}

/* One of the meetings whose minutes an item approves. */
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

static rf_field_reader read_item; /* items hold items */

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_item, member), NULL, false                  \
    }

static const struct rf_field item_fields[] = {
    {"title", rf_read_text, offsetof(struct referat_item, title), NULL, true},
    ROW("number", rf_read_raw, number_given),
    ROW("id", rf_read_raw, id),
    {"type", read_item_type, 0, &rf_item_type_words, false},
    RF_ROWS_AT("approves", read_approved, struct referat_item, approves, approves_count,
               offsetof(struct referat_item, approves_span), false),
    ROW("purpose", rf_read_prose, purpose),
    ROW("method", rf_read_prose, method),
    ROW("responsible", rf_read_persons, responsible),
    ROW("duration", rf_read_duration, duration),
    ROW("start", rf_read_clock, start),
    ROW("text", rf_read_prose, text),
    ROW("case", rf_read_raw, case_number),
    ROW("recommendation", rf_read_raw, recommendation_path),
    RF_ROWS("annexes", rf_read_annex, struct referat_item, own_annexes, own_annex_count),
    ROW("carried_from", rf_read_meeting_ref, carried_from),
    RF_ACCESS_ROW("access", struct referat_item),
    ROW("public_title", rf_read_text, public_title),
    ROW("basis", rf_read_text, basis),
    ROW("review", rf_read_date, review),
    ROW("numbering", read_numbering, uses_letters),
    RF_ROWS("items", read_item, struct referat_item, items, item_count),
    {0},
};

/* The fields of an item that is treated. A heading only groups items: it takes no time,
 * and no one presents it. */
static const char *const not_of_headings[] = {
    "approves", "purpose",        "method",  "responsible",  "duration",  "start",
    "case",     "recommendation", "annexes", "carried_from", "numbering", NULL};

/* A break has a title, a time and a duration; every other field is one of these. */
static const char *const not_of_breaks[] = {
    "approves", "purpose", "method",       "responsible",  "case",   "recommendation",
    "annexes",  "items",   "carried_from", "numbering",    "number", "access",
    "basis",    "review",  "text",         "public_title", NULL};

/* Reports the fields that a heading or a break does not have. A field without a value, as
 * in a template, does no harm. */
static void check_fields(struct rf_loader *loader, const struct referat_item *item,
                         const struct rf_yaml *map, const char *const *without_effect)
{
    bool is_heading = item->type == REFERAT_TYPE_HEADING;
    for (const struct rf_yaml *v = map->first; v; v = v->next) {
        bool is_empty = !v->text_bytes && !v->first;
        for (size_t i = 0; !is_empty && without_effect[i]; i++) {
            if (!rf_same(v->key->text, without_effect[i])) {
                continue;
            }
            const char *key = v->key->text;
            struct referat_diagnostic *d =
                rf_diag_report(loader->diags, RF_CODE_FIELD_WITHOUT_EFFECT, v->key->span,
                               "a %s has no '%s'", is_heading ? "heading" : "break", key);
            rf_diag_related(loader->diags, d, item->type_span,
                            is_heading ? "it is a heading" : "it is a break");
            rf_diag_hint(loader->diags, d,
                         is_heading ? "give '%s' to an item that the heading groups, or "
                                      "take the type away"
                                    : "give '%s' to an item, or take the type away",
                         key);
        }
    }
}

/* One item. A heading and a break are items with fewer fields: the others are reported,
 * and minutes that such an item would approve are not taken from it. */
static bool read_item(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {item_fields, NULL};
    struct referat_item *item = member;
    item->span = value->span;
    item->planned_start_min = -1;
    if (value->type != RF_YAML_MAP) {
        bool is_title = value->type == RF_YAML_SCALAR && value->text_bytes &&
                        !strpbrk(value->text, "\"\n");
        const char *quote = is_title && strpbrk(value->text, ":#'") ? "\"" : "";
        return rf_bad_value(loader, value, "an item",
                            is_title
                                ? rf_arena_join(loader->arena, "write - title: ", quote,
                                                value->text, quote, NULL)
                                : "write its fields, as in - title: Bordrunde");
    }
    rf_fields_read(loader, value, item, "an item", tables);
    if (item->type == REFERAT_TYPE_HEADING) {
        check_fields(loader, item, value, not_of_headings);
    } else if (item->type == REFERAT_TYPE_BREAK) {
        check_fields(loader, item, value, not_of_breaks);
    }
    if (!referat_item_is_treated(item)) {
        item->approves_count = 0; /* check_fields has reported it */
    }
    return true;
}

/* ---- Annexes ---- */

/* An annex as a document names it. */
struct annex_entry {
    struct referat_raw file;
    struct referat_text title;
    enum referat_access access;
};

/* An annex is the name of its file, or a mapping. A mapping without a file is a paper
 * that the meeting knows of and that is not enclosed. */
static const struct rf_field annex_fields[] = {
    {"file", rf_read_raw, offsetof(struct annex_entry, file), NULL, false},
    {"title", rf_read_text, offsetof(struct annex_entry, title), NULL, false},
    {"access", rf_read_access, offsetof(struct annex_entry, access), NULL, false},
    {0},
};

/* An entry of the list `annexes` of an item or a recommendation. Its path is kept as
 * written; enclose.c opens it. */
bool rf_read_annex(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    static const struct rf_field *const tables[] = {annex_fields, NULL};
    struct referat_annex *annex = member;
    struct annex_entry entry = {0};
    rf_fields_prepare(&entry, tables);
    if (value->type != RF_YAML_SCALAR) {
        rf_fields_read(loader, value, &entry, "an annex", tables);
    } else if (!rf_read_raw(loader, value, &entry.file, more)) {
        return false;
    } else if (entry.file.given != REFERAT_GIVEN) {
        return rf_bad_value(loader, value, "a file",
                            "write the file's name, or a mapping with a title");
    }
    bool is_file = entry.file.given == REFERAT_GIVEN;
    if (!is_file && entry.title.given != REFERAT_GIVEN) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_MISSING_FIELD, value->span,
                           "an annex has neither 'file' nor 'title'");
        rf_diag_hint(loader->diags, d,
                     "name the file; a paper that is not enclosed needs its title");
        return false;
    }
    annex->given_title = entry.title;
    annex->title.plain = "";
    annex->access = entry.access;
    annex->anchor = "";
    annex->path = is_file ? entry.file.text : NULL; /* resolved when it is opened */
    annex->span = is_file ? entry.file.span : entry.title.span;
    return true;
}

/* ---- Guests ---- */

static const struct rf_field guest_fields[] = {
    RF_ROWS("item", rf_read_item_ref, struct referat_guest, items, item_count),
    {"time", rf_read_range, offsetof(struct referat_guest, time), NULL, false},
    {0},
};

/* A person, with the items and the time for which they come. */
static bool read_guest(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {guest_fields, rf_person_fields, NULL};
    struct referat_guest *guest = member;
    guest->time = (struct referat_time_range){-1, -1, {0}};
    return rf_read_person_and_more(loader, value, guest, "a guest", tables);
}

/* ---- The agenda ---- */

/* `body` names the body that meets; but a YAML file without a Markdown part may hold its
 * Markdown there, which is then a block of text (format.md sections 2 and 5 use one word
 * for both). */
static bool read_agenda_body(struct rf_loader *loader, const struct rf_yaml *value,
                             void *member, const void *more)
{
    struct referat_agenda *agenda = member;
    /* The style tells them apart: a body's name is one line. */
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

/* The fields of the agenda besides those of every document. `order` is that in which
 * items are treated, where it is not that of the list. */
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
    RF_ROWS("guests", read_guest, struct referat_agenda, guests, guest_count),
    ROW("first_number", rf_read_number, first_number),
    RF_ROWS("order", rf_read_item_ref, struct referat_agenda, order, order_count),
    {"status", rf_read_word, offsetof(struct referat_agenda, status), &rf_status_words,
     false},
    RF_ROWS("items", read_item, struct referat_agenda, items, item_count),
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
