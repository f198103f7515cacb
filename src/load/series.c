/* The series' settings: referat.yaml, with every default filled in (load). A folder
 * without the file is a series too. */
#include "load/series.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpr.h"
#include "base/str.h"
#include "lang/guess.h"
#include "load/documents.h"
#include "load/personal.h"

/* What the file says. The series is copied from here when all of it was read. */
struct settings {
    struct referat_series series;
    unsigned char *severities; /* indexed by enum rf_code */
};

/* How closed items show in a public edition. Not a word list: the same words in every
 * language. */
static bool read_closed_items(struct rf_loader *loader, const struct rf_yaml *value,
                              void *member, const void *more)
{
    (void)more;
    int choice = rf_choice(value, (const char *const[]){"number", "title", "omit", NULL});
    if (choice < 0) {
        return rf_bad_value(loader, value, "a way to show closed items",
                            "write number, title or omit");
    }
    *(enum referat_closed_items *)member = (enum referat_closed_items)choice;
    return true;
}

/* The paper that pages are printed on; a4 where the value is neither. */
static bool read_paper(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    int choice = rf_choice(value, (const char *const[]){"a4", "A4", "letter", NULL});
    *(enum referat_paper *)member = choice == 2 ? REFERAT_PAPER_LETTER : REFERAT_PAPER_A4;
    return choice >= 0 ||
           rf_bad_value(loader, value, "a paper size", "write a4 or letter");
}

/* A name of a language is no tag, but tells which tag is meant ("dansk": da). */
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
        return rf_bad_value(
            loader, value, "a language that referat has labels for",
            lang       ? rf_arena_join(loader->arena, "write ", lang->tag, NULL)
            : is_known ? rf_arena_join(loader->arena, which,
                                       ", and the words that differ under 'labels'", NULL)
                       : which);
    }
    settings->series.language = lang->tag;
    loader->lang = lang;
    return true;
}

/* ---- Mappings with free keys ---- */

/* By abbreviation. */
static int compare_units(const void *a, const void *b)
{
    return strcmp(((const struct referat_unit *)a)->abbreviation,
                  ((const struct referat_unit *)b)->abbreviation);
}

/* Sorted by abbreviation, so that owners of actions find theirs. */
static bool read_units(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    struct referat_series *series = &((struct settings *)member)->series;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of units",
                            "write abbreviation: name, one a line");
    }
    series->unit_count = rf_yaml_count(value);
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

/* The body's own words for printed labels; all others come from the language. */
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

/* The body's own sentences for outcomes: "approved: Bifalles." */
static bool read_outcomes(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    (void)more;
    struct referat_series *series = &((struct settings *)member)->series;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of outcomes",
                            "write outcome: sentence, one a line");
    }
    const char **sentences =
        RF_ARENA_NEW_ARRAY(loader->arena, REFERAT_OUTCOME_COUNT, const char *);
    series->outcome_sentences = sentences;
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        int outcome = REFERAT_UNDECIDED;
        if (!rf_read_word(loader, v->key, &outcome, &rf_outcome_words)) {
            continue; /* which is reported */
        }
        if (v->type != RF_YAML_SCALAR || !v->text_bytes) {
            rf_bad_value(loader, v, "a sentence",
                         "write what is printed for the outcome");
        } else {
            sentences[outcome] = v->text;
        }
    }
    return true;
}

/* The severity of each check; those that guard what is closed are fixed. */
static bool read_checks(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    (void)more;
    static const char *const severities[] = {"off", "note", "warning", "error", NULL};
    struct settings *settings = member;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of checks",
                            "write check: severity, as in raw-html: error");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        enum rf_code code = rf_code_find(v->key->text);
        int severity = rf_choice(v, severities);
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
        } else if (severity >= 0) {
            settings->severities[code] = (unsigned char)severity;
        } else {
            rf_bad_value(loader, v, "a severity", "write error, warning, note or off");
        }
    }
    return true;
}

/* ---- Numbers and texts that may stand ---- */

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

/* A number that has the shape of a personal number and is none, with the reason. */
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
    /* An entry without a reason would only silence the check. */
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

#define ALLOWED_TEXT(key, member)                                                        \
    {                                                                                    \
        key, rf_read_text, offsetof(struct referat_allowed_text, member), NULL, true     \
    }

static const struct rf_field allowed_text_fields[] = {
    ALLOWED_TEXT("text", text),
    ALLOWED_TEXT("reason", reason),
    {0},
};

/* A text of a closed item that may stand in a public edition, with the reason. */
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

/* A number of members, or half of them (REFERAT_QUORUM_HALF). */
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

/* A value that cannot be read still means that some series is followed: an empty path,
 * which later stages report as not found. */
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

/* The mapping `recommendation` sets members of the series itself. */
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

/* The settings (format.md section 4). Those of one reader alone have their member in it.
 */
static const struct rf_field series_fields[] = {
    {"language", read_language, 0, NULL, false},
    ROW("series", rf_read_text, title),
    ROW("body", rf_read_text, body),
    ROW("organisation", rf_read_text, organisation),
    ROW("timezone", rf_read_raw, timezone),
    ROW("access", rf_read_access, access),
    ROW("closed_items", read_closed_items, closed_items),
    ROW("place", rf_read_text, place),
    ROW("time", rf_read_range, time),
    ROW("secretary", rf_read_persons, secretary),
    ROW("chair", rf_read_persons, chair),
    ROW("participants", rf_read_persons, participants),
    {"quorum", read_quorum, 0, NULL, false},
    {"approval", rf_read_word, offsetof(struct settings, series.approval),
     &rf_approval_words, false},
    {"follows", read_follows, 0, NULL, false},
    ROW("follow_up", rf_read_bool, follow_up),
    ROW("paper", read_paper, paper),
    ROW("letterhead", rf_read_lines, letterhead),
    {"units", read_units, 0, NULL, false},
    {"recommendation", read_recommendation, 0, NULL, false},
    {"labels", read_labels, 0, NULL, false},
    {"outcomes", read_outcomes, 0, NULL, false},
    {"checks", read_checks, 0, NULL, false},
    RF_ROWS("allowed_numbers", read_allowed_number, struct settings,
            series.allowed_numbers, series.allowed_number_count),
    RF_ROWS("allowed_texts", read_allowed_text, struct settings, series.allowed_texts,
            series.allowed_text_count),
    {0},
};

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
        /* Word lists and labels depend on the language, wherever it stands in the file.
         */
        const struct rf_yaml *language = rf_yaml_get(file->yaml, "language");
        bool is_word = language && language->type == RF_YAML_SCALAR;
        const char *text = is_word ? language->text : "";
        const struct rf_lang *lang = rf_lang_find(text);
        bool is_known;
        lang = lang || !*text ? lang : rf_guess_language(loader->arena, text, &is_known);
        loader->lang = lang ? lang : loader->lang;
        rf_fields_read(loader, file->yaml, settings, "referat.yaml", tables);
    }
    *series = settings->series;
    if (series->title.given != REFERAT_GIVEN) { /* called as its folder is */
        const char *path = series->path;
        size_t n = strlen(path);
        while (n > 1 && path[n - 1] == '/') {
            n--;
        }
        const char *name = rf_path_name(rf_arena_copy(loader->arena, path, n));
        series->title = rf_text_of(loader, name, (struct referat_span){0});
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
    if (file) {
        rf_personal_check(loader, file, (struct referat_date){0});
    }
}
