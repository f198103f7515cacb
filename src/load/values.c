/* Readers of the scalar kinds of format.md section 3 (load). YAML's scalars are text: no
 * value is a number, a date or a bool until a reader takes it so. An empty value and
 * `none` are accepted by every reader of numbers, dates and times, and leave the field
 * absent. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "diag/source.h"
#include "lang/guess.h"
#include "load/caption.h"
#include "load/documents.h"

/* The value itself is shown where it is text; a list or mapping may be long. */
bool rf_bad_value(struct rf_loader *loader, const struct rf_yaml *value, const char *what,
                  const char *hint)
{
    struct referat_diagnostic *d;
    if (value->type == RF_YAML_SCALAR) {
        d = rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, value->span,
                           "'%s' is not %s", value->text, what);
    } else {
        d = rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, value->span, "%s is not %s",
                           value->type == RF_YAML_LIST ? "a list" : "a mapping", what);
    }
    rf_diag_hint(loader->diags, d, "%s", hint);
    return false;
}

bool rf_is_none(const struct rf_yaml *value)
{
    return value->type == RF_YAML_SCALAR &&
           (rf_same(value->text, "none") || rf_same(value->text, "-"));
}

/* None, empty (nothing but blanks), or given. */
static enum referat_given given_of(const struct rf_yaml *value)
{
    if (rf_is_none(value)) {
        return REFERAT_NONE;
    }
    bool has_more =
        (unsigned char)*value->text > ' ' || value->text[strspn(value->text, " \t\n")];
    return has_more ? REFERAT_GIVEN : REFERAT_EMPTY;
}

/* False, and reported, for a list or mapping. */
static bool is_scalar(struct rf_loader *loader, const struct rf_yaml *value,
                      const char *what)
{
    if (value->type == RF_YAML_SCALAR) {
        return true;
    }
    return rf_bad_value(loader, value, what,
                        "write one value; a value that opens with [ or { wants quotes");
}

/* ---- Markdown ---- */

/* A literal block (|) has its lines as the file has them, after the indentation of the
 * first one that is not blank. Folded, plain and quoted text has lost its lines: each is
 * placed at the value's start. */
struct rf_markdown rf_scalar_markdown(struct rf_loader *loader,
                                      const struct rf_yaml *scalar)
{
    const struct referat_source *source = scalar->span.source;
    uint32_t lines = 1;
    for (uint32_t i = 0; i < scalar->text_bytes; i++) {
        lines += scalar->text[i] == '\n';
    }
    uint32_t *offsets = RF_ARENA_NEW_ARRAY(loader->arena, lines, uint32_t);
    bool is_literal = scalar->style == RF_YAML_LITERAL;
    uint32_t line = is_literal ? rf_source_line(source, scalar->span.start_bytes) + 1 : 0;
    size_t indent = 0;
    for (uint32_t k = 0; k < lines; k++) {
        if (!is_literal) {
            offsets[k] = scalar->span.start_bytes + (scalar->style == RF_YAML_QUOTED);
            continue;
        }
        size_t n = 0;
        uint32_t at = line + k;
        const char *text = rf_source_line_text(
            source, at <= source->line_count ? at : source->line_count, &n);
        size_t blanks = strspn(text, " ");
        if (!indent && blanks < n) {
            indent = blanks - strspn(scalar->text, " ");
        }
        offsets[k] =
            (uint32_t)(text - source->text) + (uint32_t)(indent < n ? indent : n);
    }
    return (struct rf_markdown){
        .source = source,
        .text = scalar->text,
        .text_bytes = scalar->text_bytes,
        .line_offsets = offsets,
        .line_count = lines,
        .start_bytes = scalar->span.start_bytes,
        .end_bytes = scalar->span.end_bytes,
    };
}

/* A line of text with inline Markdown. It is kept as inlines and as plain text, which
 * tables and messages use. */
bool rf_read_text(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                  const void *more)
{
    (void)more;
    if (!is_scalar(loader, value, "one line of text")) {
        return false;
    }
    struct referat_text *text = member;
    text->given = given_of(value);
    text->span = value->span;
    text->plain = "";
    if (text->given != REFERAT_GIVEN) {
        return true;
    }
    struct rf_markdown markdown = rf_scalar_markdown(loader, value);
    /* A literal block of one line ends with a line end. */
    while (markdown.text_bytes && strchr(" \n", markdown.text[markdown.text_bytes - 1])) {
        markdown.text_bytes--;
    }
    if (memchr(markdown.text, '\n', markdown.text_bytes)) {
        text->given = REFERAT_ABSENT;
        return rf_bad_value(loader, value, "one line",
                            "a title or place stands on one line");
    }
    text->inlines = rf_markdown_inlines(loader->arena, loader->diags, &markdown);
    text->plain = rf_markdown_plain(loader->arena, text->inlines);
    return true;
}

/* Text of the program's own making, which no Markdown is read from. */
struct referat_text rf_text_of(struct rf_loader *loader, const char *plain,
                               struct referat_span span)
{
    struct referat_node *node = RF_ARENA_NEW(loader->arena, struct referat_node);
    node->type = REFERAT_TEXT;
    node->text = rf_arena_string(loader->arena, plain);
    node->text_bytes = (uint32_t)strlen(plain);
    node->start_bytes = span.start_bytes;
    return (struct referat_text){REFERAT_GIVEN, node->text, node, span};
}

/* Markdown blocks: a literal block of YAML, mostly. */
bool rf_read_prose(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    (void)more;
    if (!is_scalar(loader, value, "text")) {
        return false;
    }
    struct referat_prose *prose = member;
    prose->given = given_of(value);
    prose->span = value->span;
    if (prose->given != REFERAT_GIVEN) {
        return true;
    }
    struct rf_markdown markdown = rf_scalar_markdown(loader, value);
    struct referat_node *blocks =
        rf_markdown_blocks(loader->arena, loader->diags, &markdown);
    blocks = rf_load_captions(loader, blocks, &markdown);
    prose->blocks = blocks;
    if (strstr(value->text, "![")) {
        rf_load_images(loader, blocks, loader->folder, value->span.source);
    }
    return true;
}

/* Text that is kept as it is, without Markdown: numbers of cases and telephones,
 * addresses. */
bool rf_read_raw(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                 const void *more)
{
    (void)more;
    if (!is_scalar(loader, value, "a single value")) {
        return false;
    }
    struct referat_raw *raw = member;
    raw->given = given_of(value);
    raw->text = raw->given == REFERAT_GIVEN ? rf_trim(loader->arena, value->text) : "";
    raw->span = value->span;
    return true;
}

/* ---- Numbers, dates, times ---- */

/* True for an empty value and `none`, which leave the field absent. */
static bool is_left_open(const struct rf_yaml *value)
{
    return value->type == RF_YAML_SCALAR && given_of(value) != REFERAT_GIVEN;
}

/* The date that is probably meant ("4/12-2023"), else why there is no such day, else the
 * form in which dates are written. */
static const char *date_hint(struct rf_loader *loader, const char *text, bool or_month)
{
    const char *meant = rf_guess_date(loader->arena, loader->lang, text);
    if (meant) {
        return rf_arena_join(loader->arena, "write year, month and day: ", meant, NULL);
    }
    const char *why = rf_guess_why_no_day(loader->arena, text);
    if (why) {
        return why;
    }
    return or_month ? "write 2024-02-12, or 2024-02 for the month alone"
                    : "write year, month and day as in 2023-12-04";
}

bool rf_read_date(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                  const void *more)
{
    (void)more;
    struct referat_date *date = member;
    if (is_left_open(value)) {
        return true;
    }
    if (value->type != RF_YAML_SCALAR || !rf_date_parse(value->text, date)) {
        return rf_bad_value(loader, value, "a date of the calendar",
                            date_hint(loader, value->text, false));
    }
    date->span = value->span;
    return true;
}

/* As rf_read_date, for promises that may be as vague as a month. */
bool rf_read_month(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    (void)more;
    struct referat_date *date = member;
    if (is_left_open(value)) {
        return true;
    }
    if (value->type != RF_YAML_SCALAR || !rf_date_parse_month(value->text, date)) {
        return rf_bad_value(loader, value, "a date or a month",
                            date_hint(loader, value->text, true));
    }
    date->span = value->span;
    return true;
}

/* The time that is probably meant, else the form. */
static const char *time_hint(struct rf_loader *loader, const char *meant,
                             const char *form)
{
    return meant ? rf_arena_join(loader->arena, "write ", meant, NULL) : form;
}

/* A time alone is kept as a range without an end. */
bool rf_read_clock(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    (void)more;
    struct referat_time_range *range = member;
    *range = (struct referat_time_range){-1, -1, value->span};
    if (is_left_open(value)) {
        return true;
    }
    range->start_min = value->type == RF_YAML_SCALAR ? rf_clock_parse(value->text) : -1;
    return range->start_min >= 0 ||
           rf_bad_value(loader, value, "a time",
                        time_hint(loader, rf_guess_clock(loader->arena, value->text),
                                  "write hours and minutes as in 10:30 or 10.30"));
}

/* From and to; an end before the start is on the next day. */
bool rf_read_range(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    (void)more;
    struct referat_time_range *range = member;
    if (is_left_open(value)) {
        return true;
    }
    if (value->type != RF_YAML_SCALAR || !rf_range_parse(value->text, range)) {
        return rf_bad_value(
            loader, value, "a time range",
            time_hint(loader, rf_guess_range(loader->arena, value->text),
                      "write from and to as in 10:30-12:00 or 10.30 – 12.00"));
    }
    range->span = value->span;
    return true;
}

/* Minutes; -1 where it is absent. */
bool rf_read_duration(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    struct referat_minutes_count *count = member;
    *count = (struct referat_minutes_count){-1, value->span};
    if (is_left_open(value)) {
        return true;
    }
    count->min = value->type == RF_YAML_SCALAR ? rf_duration_parse(value->text) : -1;
    return count->min >= 0 ||
           rf_bad_value(loader, value, "a duration",
                        "write minutes as in 25, 25 min or 1 h 30 min");
}

/* At most six digits, so that sums of numbers fit. */
bool rf_read_number(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                    const void *more)
{
    (void)more;
    const char *s = value->text;
    size_t n = strspn(s, "0123456789");
    if (value->type != RF_YAML_SCALAR || n == 0 || n > 6 || s[n]) {
        return rf_bad_value(loader, value, "a whole number",
                            "write digits only, as in 107");
    }
    *(int *)member = atoi(s);
    return true;
}

int rf_choice(const struct rf_yaml *value, const char *const *words)
{
    for (int i = 0; value->type == RF_YAML_SCALAR && words[i]; i++) {
        if (strcmp(value->text, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

bool rf_read_bool(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                  const void *more)
{
    (void)more;
    static const char *const yes[] = {"true", "yes", "ja", NULL};
    static const char *const no[] = {"false", "no", "nej", "nein", "nei", NULL};
    bool is_yes = rf_choice(value, yes) >= 0;
    if (!is_yes && rf_choice(value, no) < 0) {
        return rf_bad_value(loader, value, "true or false", "write true or false");
    }
    *(bool *)member = is_yes;
    return true;
}

/* ---- References ---- */

/* Kept as written; the model stage finds the item. */
bool rf_read_item_ref(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    struct referat_item_ref *ref = member;
    return rf_read_raw(loader, value, &ref->written, more) &&
           (ref->written.given == REFERAT_GIVEN ||
            rf_bad_value(loader, value, "an item",
                         "write an item's number or id, as in 3 or 6.A"));
}

/* Kept as written; the model stage finds the meeting, here or in another series. */
bool rf_read_meeting_ref(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    struct referat_meeting_ref *ref = member;
    ref->meeting_id = "";
    ref->item = "";
    return rf_read_raw(loader, value, &ref->written, more);
}

bool rf_read_ignored(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                     const void *more)
{
    (void)loader, (void)value, (void)member, (void)more;
    return true;
}
