/* Lines of the minutes' body that look like the beginning of an item and are none
 * (model). */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/near.h"
#include "source/source.h"

/* So many letters of a title tell that it is meant. */
enum { TITLE_LETTERS = 12 };

struct rf_near_look {
    struct rf_model *model;
    struct rf_names *names;
    const struct referat_meeting *meeting;
    const struct referat_item *own; /* in whose section the lines stand */
    struct rf_near **end;           /* of the model's list */
    const char **letters;           /* of the items' titles, by position */
    bool may_begin[256]; /* with this byte a number, an id, or a word before it */
};

/* ---- Letters ---- */

/* Letters and digits alone, without case and accents. */
static const char *letters_of(struct rf_arena *arena, const char *text)
{
    struct rf_buf letters = {0};
    size_t n = strlen(text), size;
    for (size_t i = 0; i < n; i += size) {
        rf_utf8_put_base(&letters, rf_utf8_next(text + i, n - i, &size));
    }
    const char *copy = rf_arena_copy(arena, rf_buf_string(&letters), letters.n);
    rf_buf_clear(&letters);
    return copy;
}

/* True where text begins with the title, or with so much of it that it is meant. A short
 * one has to be there whole, with no letter behind it. */
static bool begins_with_title(const char *text, const char *letters)
{
    struct rf_buf seen = {0};
    size_t n = strlen(text), size = 0, wanted = strlen(letters), at = 0;
    wanted = wanted > TITLE_LETTERS ? TITLE_LETTERS : wanted;
    while (at < n && seen.n < wanted) {
        rf_utf8_put_base(&seen, rf_utf8_next(text + at, n - at, &size));
        at += size;
    }
    bool is_there = wanted && seen.n >= wanted && memcmp(seen.p, letters, wanted) == 0;
    bool is_end = at >= n || !rf_is_word(rf_utf8_next(text + at, n - at, &size));
    rf_buf_clear(&seen);
    return is_there && (wanted == TITLE_LETTERS || is_end);
}

/* ---- What a line begins with ---- */

/* In full width, too. */
static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* Behind quotation marks, bullets and brackets: where words begin. *signs is how many '#'
 * come before them. */
static const char *skip_to_words(const char *p, int *signs, bool *is_joined)
{
    *signs = 0;
    *is_joined = true;
    for (; *p; p += rf_name_char_bytes(p)) {
        uint32_t c = rf_name_char(p);
        if (rf_is_word(c) || c == 0xA7) {
            break;
        }
        *signs += c == '#' || c == 0xFF03;
        *is_joined = c == '#' || c == 0xFF03;
    }
    return p;
}

/* "1. april": a day, and no number with a mark. */
static bool is_month(struct rf_near_look *look, const char *rest)
{
    size_t n = 0;
    while (rf_is_word(rf_name_char(rest + n))) {
        n += rf_name_char_bytes(rest + n);
    }
    const char *word =
        rf_fold(look->model->arena, rf_arena_copy(look->model->arena, rest, n));
    for (size_t i = 0; n && i < 12; i++) {
        if (strcmp(rf_fold(look->model->arena, look->model->lang->months[i]), word) ==
            0) {
            return true;
        }
    }
    return false;
}

static bool has_mark(const char *rest)
{
    size_t n = rf_names_marks(rest);
    size_t blanks = rf_name_blanks(rest);
    return n > blanks;
}

/* True where the title of one of the items follows; "Motion: X" is X. */
static bool title_follows(const struct rf_near_look *look,
                          const struct rf_mention *mention, const char *rest)
{
    size_t word = strcspn(rest, " :");
    const char *behind = rest[word] == ':' ? rest + word + 1 : NULL;
    for (size_t i = 0; i < mention->count; i++) {
        const char *letters = look->letters[mention->items[i]->position];
        const char *title = mention->items[i]->title.plain;
        const char *colon = strchr(title, ':');
        if (begins_with_title(rest, letters) ||
            (behind && begins_with_title(behind, letters)) ||
            (colon &&
             begins_with_title(rest, letters_of(look->model->arena, colon + 1)))) {
            return true;
        }
    }
    return false;
}

/* The first word of the title follows, and other words than the title's: the closed item
 * is meant all the same. */
static bool word_follows(const struct rf_mention *mention, struct rf_arena *arena,
                         const char *rest)
{
    for (size_t i = 0; i < mention->count; i++) {
        const char *title = mention->items[i]->title.plain;
        size_t n = strcspn(title, " ");
        const char *word = letters_of(arena, rf_arena_copy(arena, title, n));
        if (strlen(word) > 3 && begins_with_title(rest, word)) {
            return true;
        }
    }
    return false;
}

/* ---- Findings ---- */

static void keep(struct rf_near_look *look, const struct rf_near_line *line,
                 enum rf_near_kind kind, const struct rf_mention *mention,
                 bool only_closed)
{
    struct rf_near *near = RF_ARENA_NEW(look->model->arena, struct rf_near);
    *near = (struct rf_near){
        .kind = kind,
        .span = line->span,
        .own = look->own,
        .items = mention ? mention->items : NULL,
        .count = mention ? mention->count : 0,
        .only_closed = only_closed,
    };
    *look->end = near;
    look->end = &near->next;
}

/* What a number or id at the beginning of a line comes to. */
enum sense { SENSE_NONE, SENSE_CLOSED, SENSE_SURE };

static enum sense weigh(struct rf_near_look *look, const struct rf_near_line *line,
                        enum rf_near_kind kind, int signs,
                        const struct rf_mention *mention, const char *rest)
{
    const char *behind = rest + rf_names_marks(rest);
    bool has_title = title_follows(look, mention, behind);
    if (kind == RF_NEAR_LINE) {
        return !has_title ? SENSE_NONE : line->is_row ? SENSE_CLOSED : SENSE_SURE;
    }
    bool may_be_alone = *behind || !line->is_cell; /* a cell may number its row */
    bool is_marked = (has_mark(rest) || !*behind) && may_be_alone;
    if (has_title || signs > 1 || (is_marked && !is_month(look, behind))) {
        return SENSE_SURE;
    }
    return word_follows(mention, look->model->arena, behind) ? SENSE_CLOSED : SENSE_NONE;
}

/* "3.Title": the same with a blank behind the mark; NULL where no letter follows one. */
static const char *with_blank(struct rf_arena *arena, const char *p)
{
    size_t n = 0;
    while (is_digit(rf_name_char(p + n))) {
        n += rf_name_char_bytes(p + n);
    }
    uint32_t next = n && strchr(".):", p[n] ? p[n] : 'x') ? rf_name_char(p + n + 1) : 0;
    if (!rf_is_word(next) || is_digit(next)) {
        return NULL;
    }
    return rf_arena_join(arena, rf_arena_copy(arena, p, n + 1), " ", p + n + 1, NULL);
}

/* Reads the name at *p, which moves over words before it ("Ad punkt 3"). */
static bool read_name(struct rf_near_look *look, const char **p,
                      struct rf_mention *mention)
{
    for (int words = 0; words < 3; words++) {
        const char *spaced = with_blank(look->model->arena, *p);
        if (rf_names_read(look->names, *p, mention)) {
            return true;
        }
        if (spaced && rf_names_read(look->names, spaced, mention)) {
            *p = spaced;
            return true;
        }
        size_t n = rf_names_word(look->names, *p);
        if (!n) {
            return false;
        }
        *p += n;
    }
    return false;
}

/* False where the line begins with no item's name. */
static bool look_at_name(struct rf_near_look *look, const struct rf_near_line *line,
                         enum rf_near_kind kind, int signs, const char *p)
{
    struct rf_mention mention;
    if (!read_name(look, &p, &mention)) {
        return false;
    }
    enum sense sense = weigh(look, line, kind, signs, &mention, p + mention.end);
    if (sense != SENSE_NONE) {
        keep(look, line, kind, &mention, sense == SENSE_CLOSED);
    }
    return sense != SENSE_NONE;
}

/* ---- Titles without a number ---- */

/* Behind a number, whether an item has it or not. */
static const char *behind_number(const struct rf_near_look *look, const char *p)
{
    size_t word = rf_names_word(look->names, p), n = 0;
    p += word;
    while (rf_is_word(rf_name_char(p + n)) || strchr("./-", p[n] ? p[n] : 'x')) {
        n += rf_name_char_bytes(p + n);
    }
    bool has_digit = strcspn(p, "0123456789") < n;
    size_t marks = rf_names_marks(p + n);
    return has_digit || word ? p + (has_digit ? n + marks : 0) : p;
}

/* Bold words and headings that are the title of an item: of one that turns out to be
 * closed it is told. */
static void look_at_title(struct rf_near_look *look, const struct rf_near_line *line,
                          enum rf_near_kind kind, const char *p)
{
    struct rf_arena *arena = look->model->arena;
    const char *texts[] = {letters_of(arena, p),
                           letters_of(arena, behind_number(look, p)), NULL, NULL};
    const char *colon = strchr(p, ':');
    if (colon && colon[1]) {
        texts[2] = letters_of(arena, colon + 1);
    }
    for (size_t i = 0; i < look->meeting->all_item_count; i++) {
        const char *title = look->letters[i];
        size_t n = strlen(title);
        for (size_t k = 0; n && k < 3 && texts[k]; k++) {
            bool is_it =
                strncmp(texts[k], title, n) == 0 && (!texts[k][n] || n >= TITLE_LETTERS);
            if (is_it) {
                struct rf_mention mention = {.count = 1};
                mention.items = &look->meeting->all_items[i];
                keep(look, line, kind, &mention, true);
                break;
            }
        }
    }
}

/* ---- Lines ---- */

static void look_at_line(void *owner, const struct rf_near_line *line)
{
    struct rf_near_look *look = owner;
    int signs;
    bool is_joined;
    const char *p = skip_to_words(line->text, &signs, &is_joined);
    bool is_of_signs = signs && line->kind == RF_NEAR_LINE;
    enum rf_near_kind kind = is_of_signs ? RF_NEAR_SIGNS : line->kind;
    if (!*p) {
        return;
    }
    bool is_told =
        look->may_begin[(unsigned char)*p] && look_at_name(look, line, kind, signs, p);
    if (!is_told && kind == RF_NEAR_SIGNS && is_joined &&
        (signs > 1 ? signs < 7 : is_digit(rf_name_char(p)) && !look->meeting->agenda)) {
        keep(look, line, kind, NULL, false);
    }
    if (kind != RF_NEAR_LINE) {
        look_at_title(look, line, kind, p);
    }
}

/* A section begins at "##", or "#": a lower heading is cut at where there is none above
 * it, and told. */
static void look_at_section(struct rf_near_look *look, struct referat_item *item)
{
    struct referat_span span = item->minutes_heading;
    const char *text = span.source->text + span.start_bytes;
    if (strspn(text, "#") > 2) {
        const struct rf_near_line line = {.kind = RF_NEAR_SECTION, .span = span};
        struct rf_mention mention = {.count = 1};
        mention.items = RF_ARENA_NEW(look->model->arena, struct referat_item *);
        mention.items[0] = item;
        keep(look, &line, RF_NEAR_SECTION, &mention, false);
    }
}

/* ---- The look ---- */

static void prepare(struct rf_near_look *look)
{
    const struct rf_names *names = look->names;
    const struct referat_meeting *m = look->meeting;
    look->letters =
        RF_ARENA_NEW_ARRAY(look->model->arena, m->all_item_count + 1, const char *);
    for (size_t i = 0; i < m->all_item_count; i++) {
        look->letters[i] = letters_of(look->model->arena, m->all_items[i]->title.plain);
    }
    for (size_t c = 0; c < 256; c++) {
        look->may_begin[c] = names->begins_name[c] || names->begins_word[c];
    }
}

struct rf_near_look *rf_near_begin(struct rf_model *model,
                                   const struct referat_meeting *m,
                                   struct rf_names *names)
{
    struct rf_near_look *look = RF_ARENA_NEW(model->arena, struct rf_near_look);
    look->model = model;
    look->names = names;
    look->meeting = m;
    look->end = &model->near;
    model->near = NULL;
    prepare(look);
    return look;
}

void rf_near_take_heading(struct rf_near_look *look, const char *plain,
                          struct referat_span span)
{
    const struct rf_near_line line = {.kind = RF_NEAR_TITLE, .text = plain, .span = span};
    int signs;
    bool is_joined;
    const char *p = skip_to_words(plain, &signs, &is_joined);
    look->own = NULL;
    look_at_title(look, &line, RF_NEAR_TITLE, p);
}

void rf_near_take_body(struct rf_near_look *look)
{
    const struct referat_meeting *m = look->meeting;
    const struct rf_near_lines lines = {
        .arena = look->model->arena,
        .source = m->minutes->document.source,
        .may_begin = look->may_begin,
        .take = look_at_line,
        .owner = look,
    };
    look->own = NULL;
    rf_near_lines(&lines, m->minutes->introduction);
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        look->own = item;
        if (item->minutes_heading.source) {
            look_at_section(look, item);
            rf_near_lines(&lines, item->minutes_text);
        }
    }
}

/* ---- What is told ---- */

static bool is_own(const struct referat_item *item, const struct referat_item *own)
{
    return own && (item == own || item->treated_with == own);
}

static bool is_below_own(const struct referat_item *item, const struct referat_item *own)
{
    while (item && !is_own(item, own)) {
        item = referat_item_above(item);
    }
    return item != NULL;
}

/* The item that is told of: a closed one if there is one; NULL: none. */
static const struct referat_item *told_item(const struct rf_near *near)
{
    const struct referat_item *found = NULL;
    for (size_t i = 0; i < near->count; i++) {
        const struct referat_item *item = near->items[i];
        bool is_closed = item->access == REFERAT_CLOSED;
        bool is_section = near->kind == RF_NEAR_SECTION;
        if (!is_section && is_own(item, near->own)) {
            continue;
        }
        if (is_closed) {
            return item;
        }
        if (!near->only_closed && (is_section || !is_below_own(item, near->own))) {
            found = found ? found : item;
        }
    }
    return found;
}

static const char *place_of(struct rf_arena *arena, const struct referat_item *own)
{
    if (!own) {
        return "the introduction";
    }
    return *own->number ? rf_arena_join(arena, "item ", own->number, NULL) : "a heading";
}

static void hint(struct rf_model *model, struct referat_diagnostic *d,
                 const struct rf_near *near, const char *name)
{
    switch (near->kind) {
    case RF_NEAR_SIGNS:
        rf_diag_hint(model->diags, d,
                     "write '## %s' with a blank behind the signs, on a line of its own",
                     name);
        break;
    case RF_NEAR_SECTION:
    case RF_NEAR_TITLE:
        rf_diag_hint(model->diags, d, "write '## %s'", name);
        break;
    case RF_NEAR_LINE:
    case RF_NEAR_BOLD:
    case RF_NEAR_HEADING:
        rf_diag_hint(model->diags, d,
                     "write '## %s' on a line of its own where its minutes begin; where "
                     "they do not, say it in other words",
                     name);
        break;
    }
}

/* A heading of the agenda that has no name groups items, each with a section of its own.
 */
static void add_hint(struct rf_model *model, struct referat_diagnostic *d,
                     const struct rf_near *near, const struct referat_item *item)
{
    if (!item) {
        rf_diag_hint(model->diags, d,
                     "write a blank behind the signs, and an item's number or id");
    } else if (*item->number || *item->id.text) {
        hint(model, d, near, *item->number ? item->number : item->id.text);
    } else {
        rf_diag_hint(model->diags, d,
                     "write the minutes of each item under its own '##', and leave the "
                     "line out");
    }
}

static const char *message(struct rf_arena *arena, const struct rf_near *near,
                           const char *what)
{
    const char *line = "this line";
    switch (near->kind) {
    case RF_NEAR_SECTION:
        return rf_arena_join(arena, "the heading of ", what,
                             " is too low: sections begin at '##'", NULL);
    case RF_NEAR_TITLE:
        return rf_arena_join(arena, "this heading has the title of ", what,
                             ", and neither its number nor its id", NULL);
    case RF_NEAR_HEADING:
        line = "this heading";
        break;
    case RF_NEAR_BOLD:
        line = "this bold line";
        break;
    case RF_NEAR_LINE:
    case RF_NEAR_SIGNS:
        break;
    }
    return rf_arena_join(arena, line, " looks like the beginning of ", what,
                         ", and is read as text of ", place_of(arena, near->own), NULL);
}

/* What follows the line may be closed: there is to be no public edition. Nothing else
 * quotes the line either. */
static struct referat_diagnostic *
report_closed(struct rf_model *model, const struct rf_near *near, const char *text)
{
    struct rf_diags *diags = model->diags;
    struct referat_source *source = (struct referat_source *)near->span.source;
    rf_source_close(model->arena, source, near->span.start_bytes, near->span.end_bytes);
    if (model->series->edition == REFERAT_EDITION_PUBLIC) {
        diags->is_refusal = diags->refuses_edition = true;
    }
    return rf_diag_report_as(diags, RF_CODE_NEAR_HEADING, REFERAT_SEVERITY_ERROR,
                             near->span, "%s", text);
}

static void report(struct rf_model *model, const struct referat_meeting *m,
                   const struct rf_near *near, const struct referat_item *item)
{
    const char *what = item && *item->number
                           ? rf_arena_join(model->arena, "item ", item->number, NULL)
                       : item ? "a heading"
                              : "a section";
    const char *text = message(model->arena, near, what);
    bool is_closed =
        item && item->access == REFERAT_CLOSED && m->access != REFERAT_CLOSED;
    struct referat_diagnostic *d =
        is_closed
            ? report_closed(model, near, text)
            : rf_diag_report(model->diags, RF_CODE_NEAR_HEADING, near->span, "%s", text);
    if (item) {
        rf_diag_related(model->diags, d, item->title.span,
                        *item->number ? "the item" : "the heading");
    }
    add_hint(model, d, near, item);
}

void rf_near_report(struct rf_model *model, const struct referat_meeting *m,
                    const struct rf_near *found)
{
    for (const struct rf_near *near = m->is_agenda_unread ? NULL : found; near;
         near = near->next) {
        const struct referat_item *item = told_item(near);
        bool is_named = near->next && near->next->kind == near->kind &&
                        near->next->span.start_bytes == near->span.start_bytes &&
                        told_item(near->next);
        if (item || (!near->count && !is_named)) {
            report(model, m, near, item);
        }
    }
}
