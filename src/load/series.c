/* The series' settings: referat.yaml, with every default filled in (load). */
#include "load/series.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpr.h"
#include "base/str.h"
#include "lang/guess.h"
#include "load/documents.h"
#include "load/personal.h"

/* What the file says; the series takes it over. */
struct settings {
    struct referat_series series;
    struct referat_raw language;
    unsigned char *severities;
};

static const char *const closed_items_terms[] = {"number", "title", "omit", NULL};

/* The language's own words for these are the canonical ones. */
static bool read_closed_items(struct rf_loader *loader, const struct rf_yaml *value,
                              void *member, const void *more)
{
    (void)more;
    const char *const *terms = closed_items_terms;
    for (int i = 0; value->type == RF_YAML_SCALAR && terms[i]; i++) {
        if (strcmp(terms[i], value->text) == 0) {
            ((struct settings *)member)->series.closed_items =
                (enum referat_closed_items)i;
            return true;
        }
    }
    return rf_bad_value(loader, value, "a way to show closed items",
                        "write number, title or omit");
}

static bool read_approval(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    int approval = REFERAT_APPROVAL_NEXT_MEETING;
    bool is_good = rf_read_word(loader, value, &approval, more);
    ((struct settings *)member)->series.approval = (enum referat_approval)approval;
    return is_good;
}

static bool read_paper(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    bool is_letter = value->type == RF_YAML_SCALAR && strcmp(value->text, "letter") == 0;
    bool is_a4 = value->type == RF_YAML_SCALAR &&
                 (strcmp(value->text, "a4") == 0 || strcmp(value->text, "A4") == 0);
    ((struct settings *)member)->series.paper =
        is_letter ? REFERAT_PAPER_LETTER : REFERAT_PAPER_A4;
    return is_letter || is_a4 ||
           rf_bad_value(loader, value, "a paper size", "write a4 or letter");
}

static bool read_language(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    (void)more;
    static const char which[] = "write da (Danish), en (English), de (German), "
                                "sv (Swedish) or nb (Norwegian)";
    struct settings *settings = member;
    const char *text = value->type == RF_YAML_SCALAR ? value->text : "";
    const struct rf_lang *lang = rf_lang_find(text);
    bool is_known = false;
    if (!lang) {
        lang = rf_guess_language(loader->arena, text, &is_known);
        rf_bad_value(
            loader, value, "a language that referat has labels for",
            lang       ? rf_arena_join(loader->arena, "write ", lang->tag, NULL)
            : is_known ? rf_arena_join(loader->arena, which,
                                       ", and the words that differ under 'labels'", NULL)
                       : which);
        return false;
    }
    settings->series.language = lang->tag;
    loader->lang = lang;
    return true;
}

static bool read_series_access(struct rf_loader *loader, const struct rf_yaml *value,
                               void *member, const void *more)
{
    int access = REFERAT_CLOSED; /* what cannot be read closes */
    bool is_good = rf_read_word(loader, value, &access, more);
    ((struct settings *)member)->series.access = (enum referat_access)access;
    return is_good;
}

/* ---- Mappings with free keys ---- */

static int compare_units(const void *a, const void *b)
{
    return strcmp(((const struct referat_unit *)a)->abbreviation,
                  ((const struct referat_unit *)b)->abbreviation);
}

static bool read_units(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    struct referat_series *series = &((struct settings *)member)->series;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of units",
                            "write abbreviation: name, one a line");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        series->unit_count++;
    }
    series->units =
        RF_ARENA_NEW_ARRAY(loader->arena, series->unit_count + 1, struct referat_unit);
    struct referat_unit *unit = series->units;
    for (const struct rf_yaml *v = value->first; v; v = v->next, unit++) {
        *unit = (struct referat_unit){v->key->text, v->text, v->key->span};
        if (v->type != RF_YAML_SCALAR) {
            rf_bad_value(loader, v, "a unit's name",
                         "write the name as one line of text");
        }
    }
    qsort(series->units, series->unit_count, sizeof *series->units, compare_units);
    return true;
}

static bool read_labels(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    (void)more;
    struct referat_series *series = &((struct settings *)member)->series;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of labels",
                            "write label: word, one a line");
    }
    series->labels = RF_ARENA_NEW_ARRAY(loader->arena, RF_LABEL_COUNT, const char *);
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        enum rf_label label = rf_label_find(v->key->text);
        if (label == RF_LABEL_COUNT) {
            struct referat_diagnostic *d =
                rf_diag_report(loader->diags, RF_CODE_UNKNOWN_FIELD, v->key->span,
                               "there is no label '%s'", v->key->text);
            rf_diag_did_you_mean(loader->diags, d,
                                 rf_nearest(v->key->text, rf_label_keys()));
        } else if (v->type != RF_YAML_SCALAR || !v->text_bytes) {
            rf_bad_value(loader, v, "a label", "write the word to print");
        } else {
            series->labels[label] = v->text;
        }
    }
    return true;
}

static bool read_severity(struct rf_loader *loader, const struct rf_yaml *value,
                          unsigned char *severity)
{
    static const char *const words[] = {"off", "note", "warning", "error"};
    for (unsigned char i = 0; value->type == RF_YAML_SCALAR && i < 4; i++) {
        if (strcmp(value->text, words[i]) == 0) {
            *severity = i;
            return true;
        }
    }
    return rf_bad_value(loader, value, "a severity", "write error, warning, note or off");
}

static bool read_checks(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    (void)more;
    struct settings *settings = member;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of checks",
                            "write check: severity, as in raw-html: error");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        enum rf_code code = rf_code_find(v->key->text);
        if (code == RF_CODE_COUNT) {
            struct referat_diagnostic *d =
                rf_diag_report(loader->diags, RF_CODE_UNKNOWN_FIELD, v->key->span,
                               "there is no check '%s'", v->key->text);
            rf_diag_did_you_mean(loader->diags, d,
                                 rf_nearest(v->key->text, rf_code_names()));
        } else if (rf_code_is(code, RF_FIXED)) {
            rf_bad_value(loader, v,
                         rf_arena_format(loader->arena, "a severity that %s can have",
                                         v->key->text),
                         "take the line out: this check cannot be turned up, down or "
                         "off");
        } else {
            read_severity(loader, v, &settings->severities[code]);
        }
    }
    return true;
}

/* ---- Numbers that are no personal numbers ---- */

struct allowed {
    struct referat_raw number;
    struct referat_text reason;
};

#define ALLOWED(key, reader, member)                                                     \
    {                                                                                    \
        key, reader, offsetof(struct allowed, member), NULL, true                        \
    }

static const struct rf_field allowed_fields[] = {
    ALLOWED("number", rf_read_raw, number),
    ALLOWED("reason", rf_read_text, reason),
    {0},
};

static bool read_allowed_number(struct rf_loader *loader, const struct rf_yaml *value,
                                void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {allowed_fields, NULL};
    struct allowed allowed = {0};
    struct rf_cpr number;
    if (!rf_fields_read(loader, value, &allowed, "an allowed number", tables)) {
        return false;
    }
    const struct rf_yaml *reason = rf_yaml_get(value, "reason");
    if (!*allowed.reason.plain) {
        return reason && reason->text_bytes && /* else missing-field */
               rf_bad_value(loader, reason, "a reason",
                            "say in words why it is no personal number");
    }
    if (!rf_cpr_read(allowed.number.text, &number)) {
        return rf_bad_value(loader, rf_yaml_get(value, "number"),
                            "shaped as a personal number",
                            "write ten digits that begin with a date, as the text has "
                            "them; other numbers need no entry");
    }
    struct referat_allowed_number *entry = member;
    memcpy(entry->digits, number.digits, sizeof entry->digits);
    entry->reason = allowed.reason;
    return true;
}

static bool read_allowed_numbers(struct rf_loader *loader, const struct rf_yaml *value,
                                 void *member, const void *more)
{
    struct referat_series *series = &((struct settings *)member)->series;
    series->allowed_numbers =
        rf_read_list(loader, value, sizeof *series->allowed_numbers,
                     &series->allowed_number_count, read_allowed_number, more);
    return true;
}

/* ---- Texts that may stand ---- */

#define ALLOWED_TEXT(key, member)                                                        \
    {                                                                                    \
        key, rf_read_text, offsetof(struct referat_allowed_text, member), NULL, true     \
    }

static const struct rf_field allowed_text_fields[] = {
    ALLOWED_TEXT("text", text),
    ALLOWED_TEXT("reason", reason),
    {0},
};

static bool read_allowed_text(struct rf_loader *loader, const struct rf_yaml *value,
                              void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {allowed_text_fields, NULL};
    struct referat_allowed_text *allowed = member;
    if (!rf_fields_read(loader, value, allowed, "an allowed text", tables)) {
        return false;
    }
    const struct rf_yaml *text = rf_yaml_get(value, "text");
    const struct rf_yaml *reason = rf_yaml_get(value, "reason");
    if (!*allowed->text.plain) {
        return text && text->text_bytes && /* else missing-field */
               rf_bad_value(loader, text, "a text", "write the words that may stand");
    }
    return *allowed->reason.plain ||
           (reason && reason->text_bytes &&
            rf_bad_value(loader, reason, "a reason", "say in words why it may stand"));
}

static bool read_allowed_texts(struct rf_loader *loader, const struct rf_yaml *value,
                               void *member, const void *more)
{
    struct referat_series *series = &((struct settings *)member)->series;
    series->allowed_texts =
        rf_read_list(loader, value, sizeof *series->allowed_texts,
                     &series->allowed_text_count, read_allowed_text, more);
    return true;
}

/* A number of members, or half of them. */
static bool read_quorum(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_series *series = &((struct settings *)member)->series;
    series->quorum_span = value->span;
    if (value->type == RF_YAML_SCALAR && strcmp(value->text, "half") == 0) {
        series->quorum = REFERAT_QUORUM_HALF;
        return true;
    }
    if (value->type != RF_YAML_SCALAR || strspn(value->text, "0123456789") == 0) {
        return rf_bad_value(loader, value, "a number of members",
                            "write a whole number, or half");
    }
    return rf_read_number(loader, value, &series->quorum, more);
}

/* What cannot be read is some series all the same: an empty path. */
static bool read_follows(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    struct referat_raw *follows = &((struct settings *)member)->series.follows;
    bool is_good = rf_read_raw(loader, value, follows, more);
    if (!is_good) {
        *follows = (struct referat_raw){REFERAT_GIVEN, "", value->span};
    }
    return is_good;
}

/* ---- The settings ---- */

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct settings, series.member), NULL, false               \
    }

static const struct rf_field recommendation_fields[] = {
    ROW("addressee", rf_read_text, addressee),
    ROW("sections", rf_read_lines, sections),
    ROW("as_annex", rf_read_bool, recommendation_is_annex),
    {0},
};

static bool read_recommendation(struct rf_loader *loader, const struct rf_yaml *value,
                                void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {recommendation_fields, NULL};
    return rf_fields_read(loader, value, member, "the series' recommendation", tables);
}

static const struct rf_field series_fields[] = {
    {"language", read_language, 0, NULL, false}, /* read first: word lists depend on it */
    ROW("series", rf_read_text, title),
    ROW("body", rf_read_text, body),
    ROW("organisation", rf_read_text, organisation),
    ROW("timezone", rf_read_raw, timezone),
    {"access", read_series_access, 0, &rf_access_words, false},
    {"closed_items", read_closed_items, 0, NULL, false},
    ROW("place", rf_read_text, place),
    ROW("time", rf_read_range, time),
    ROW("secretary", rf_read_persons, secretary),
    ROW("chair", rf_read_persons, chair),
    ROW("participants", rf_read_persons, participants),
    {"quorum", read_quorum, 0, NULL, false},
    {"approval", read_approval, 0, &rf_approval_words, false},
    {"follows", read_follows, 0, NULL, false},
    ROW("follow_up", rf_read_bool, follow_up),
    {"paper", read_paper, 0, NULL, false},
    ROW("letterhead", rf_read_lines, letterhead),
    {"units", read_units, 0, NULL, false},
    {"recommendation", read_recommendation, 0, NULL, false},
    {"labels", read_labels, 0, NULL, false},
    {"checks", read_checks, 0, NULL, false},
    {"allowed_numbers", read_allowed_numbers, 0, NULL, false},
    {"allowed_texts", read_allowed_texts, 0, NULL, false},
    {0},
};

static const char *folder_name(struct rf_loader *loader, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    size_t start = n;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    return rf_arena_copy(loader->arena, path + start, n - start);
}

static void set_defaults(struct rf_loader *loader, struct referat_series *series)
{
    if (series->title.given != REFERAT_GIVEN) {
        series->title = rf_text_of(loader, folder_name(loader, series->path),
                                   (struct referat_span){0});
    }
    if (series->body.given != REFERAT_GIVEN) {
        series->body = series->title;
    }
    if (series->timezone.given != REFERAT_GIVEN) {
        series->timezone.text = "Europe/Copenhagen";
    }
    if (series->access == REFERAT_ACCESS_UNSET) {
        series->access = REFERAT_OPEN;
    }
}

/* Word lists and labels depend on the language, wherever it stands in the file. */
static void look_for_language(struct rf_loader *loader, const struct rf_yaml *map)
{
    const struct rf_yaml *language = rf_yaml_get(map, "language");
    const char *text = language && language->type == RF_YAML_SCALAR ? language->text : "";
    const struct rf_lang *lang = rf_lang_find(text);
    bool is_known;
    lang = lang || !*text ? lang : rf_guess_language(loader->arena, text, &is_known);
    if (lang) {
        loader->lang = lang;
    }
}

void rf_load_series(struct rf_loader *loader, struct referat_series *series,
                    unsigned char *severities)
{
    static const struct rf_field *const tables[] = {series_fields, NULL};
    static const struct rf_field *const own_tables[] = {series_fields,
                                                        recommendation_fields, NULL};
    struct settings *settings = RF_ARENA_NEW(loader->arena, struct settings);
    settings->series.path = series->path;
    settings->series.language = "da";
    settings->series.recommendation_is_annex = true;
    settings->severities = severities;
    loader->lang = rf_lang_find("da");
    rf_fields_prepare(settings, own_tables);
    struct rf_loaded_file *file =
        rf_document_open(loader, "referat.yaml", (struct referat_span){0});
    if (file && rf_document_parse(loader, file)) {
        look_for_language(loader, file->yaml);
        rf_fields_read(loader, file->yaml, settings, "referat.yaml", tables);
    }
    *series = settings->series;
    set_defaults(loader, series);
    if (file) {
        rf_personal_check(loader, file, (struct referat_date){0});
    }
}
