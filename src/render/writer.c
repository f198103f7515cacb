/* What every format writes alike: values, facts, times and people over a writer's
 * vocabulary (render). Each function opens what it needs, writes, and closes it, so that
 * the pages do not spell these three steps. */
#include "base/digits.h"
#include "base/isolate.h"
#include "render/prose_writer.h"
#include "render/writer.h"

void rf_writer_init(struct rf_writer *w, const struct rf_writer_ops *ops,
                    const struct referat_series *series, struct rf_buf *out)
{
    *w = (struct rf_writer){.ops = ops,
                            .out = out,
                            .series = series,
                            .lang = rf_lang_of(series),
                            .abbreviations = rf_abbreviations_of(series),
                            .level = 1};
}

void rf_writer_clear(struct rf_writer *w)
{
    rf_buf_clear(&w->scratch);
}

static bool has_heading(enum rf_element element)
{
    return element == RF_SECTION || element == RF_ARTICLE || element == RF_FILE;
}

void rf_open(struct rf_writer *w, enum rf_element element, const char *id)
{
    if (has_heading(element)) {
        w->level++;
    }
    w->id = id;
    w->ops->open(w, element);
}

void rf_close(struct rf_writer *w, enum rf_element element)
{
    rf_facts_end(w);
    if (has_heading(element)) {
        w->level--;
    }
    w->ops->close(w, element);
}

const char *rf_word(const struct rf_writer *w, enum rf_label label)
{
    return rf_label_in(w->lang, w->series, label);
}

void rf_text(struct rf_writer *w, const char *s)
{
    w->ops->text(w, s);
}

void rf_number(struct rf_writer *w, long long value)
{
    rf_lang_number(w->lang, value, w->out);
}

void rf_bracketed(struct rf_writer *w, const char *s)
{
    rf_text(w, " (");
    rf_text(w, s);
    rf_text(w, ")");
}

void rf_heading(struct rf_writer *w, const char *s)
{
    w->ops->heading_open(w);
    rf_text(w, s);
    w->ops->heading_close(w);
}

void rf_line(struct rf_writer *w, enum rf_line kind, const char *s)
{
    w->ops->line_open(w, kind);
    rf_text(w, s);
    w->ops->line_close(w);
}

void rf_titled_section(struct rf_writer *w, const char *id, const char *title)
{
    rf_open(w, RF_SECTION, id);
    rf_heading(w, title);
}

bool rf_prints(enum referat_given given)
{
    return given == REFERAT_GIVEN || given == REFERAT_NONE;
}

void rf_value(struct rf_writer *w, const struct referat_text *text)
{
    if (text->given == REFERAT_GIVEN) {
        w->ops->inlines(w, text->inlines);
    } else if (text->given == REFERAT_NONE) {
        rf_text(w, "–");
    }
}

void rf_value_heading(struct rf_writer *w, const struct referat_text *text)
{
    w->ops->heading_open(w);
    rf_value(w, text);
    w->ops->heading_close(w);
}

void rf_value_line(struct rf_writer *w, enum rf_line kind,
                   const struct referat_text *text)
{
    w->ops->line_open(w, kind);
    rf_value(w, text);
    w->ops->line_close(w);
}

void rf_prose(struct rf_writer *w, const struct referat_prose *prose)
{
    rf_facts_end(w);
    if (prose->given == REFERAT_GIVEN) {
        w->ops->prose(w, prose->blocks);
    } else if (prose->given == REFERAT_NONE) {
        rf_line(w, RF_LINE_PLAIN, "–");
    }
}

void rf_filled(struct rf_writer *w, enum rf_label label, const char *name,
               const char *value)
{
    const char *const pairs[] = {name, value, NULL};
    struct rf_buf text = {0};
    rf_lang_fill(rf_word(w, label), pairs, &text);
    rf_text_with_names(w, rf_buf_string(&text));
    rf_buf_clear(&text);
}

void rf_filled_item(struct rf_writer *w, enum rf_label label, const char *number)
{
    struct rf_buf ref = {0}, text = {0};
    rf_lang_item(w->series, number, &ref);
    const char *const pairs[] = {"ref", rf_buf_string(&ref), "item", number, NULL};
    rf_lang_fill(rf_word(w, label), pairs, &text);
    rf_text_with_names(w, rf_buf_string(&text));
    rf_buf_clear(&text);
    rf_buf_clear(&ref);
}

void rf_filled_number(struct rf_writer *w, enum rf_label label, long long value)
{
    char digits[RF_DIGITS_SIZE];
    rf_filled(w, label, "n",
              rf_digits(digits, value < 0 ? 0 : (unsigned long long)value));
}

void rf_closed_mark(struct rf_writer *w, enum referat_access access, enum rf_label label)
{
    if (access == REFERAT_CLOSED) {
        rf_text(w, " – ");
        rf_text(w, rf_word(w, label));
    }
}

/* ---- Facts ---- */

void rf_fact_open(struct rf_writer *w, enum rf_label label)
{
    enum rf_fact place = !w->in_facts       ? RF_FACT_FIRST
                         : w->fact == label ? RF_FACT_MORE
                                            : RF_FACT_NEXT;
    if (!w->in_facts) {
        w->in_facts = true;
        w->ops->facts_open(w);
    }
    w->fact = label;
    w->ops->fact_open(w, rf_word(w, label), place);
}

void rf_fact_close(struct rf_writer *w)
{
    w->ops->fact_close(w);
}

void rf_facts_end(struct rf_writer *w)
{
    if (w->in_facts) {
        w->in_facts = false;
        w->ops->facts_close(w);
    }
}

void rf_fact_words(struct rf_writer *w, enum rf_label label, const char *s)
{
    rf_fact_open(w, label);
    rf_text(w, s);
    rf_fact_close(w);
}

void rf_fact_text(struct rf_writer *w, enum rf_label label,
                  const struct referat_text *text)
{
    if (rf_prints(text->given)) {
        rf_fact_open(w, label);
        rf_value(w, text);
        rf_fact_close(w);
    }
}

void rf_fact_raw(struct rf_writer *w, enum rf_label label, const struct referat_raw *raw)
{
    if (rf_prints(raw->given)) {
        rf_fact_words(w, label, raw->given == REFERAT_NONE ? "–" : raw->text);
    }
}

void rf_fact_date(struct rf_writer *w, enum rf_label label,
                  const struct referat_date *date)
{
    if (date->year) {
        rf_fact_open(w, label);
        w->ops->date(w, date);
        rf_fact_close(w);
    }
}

/* One paragraph stands on the label's line. */
void rf_fact_prose(struct rf_writer *w, enum rf_label label,
                   const struct referat_prose *p)
{
    if (!rf_prints(p->given)) {
        return;
    }
    rf_fact_open(w, label);
    if (p->given == REFERAT_NONE) {
        rf_text(w, "–");
    } else if (p->blocks && p->blocks->type == REFERAT_PARAGRAPH && !p->blocks->next) {
        w->ops->inlines(w, p->blocks->first);
    } else {
        w->ops->prose(w, p->blocks);
    }
    rf_fact_close(w);
}

/* Semicolons between people where one of them has a title or a unit, which follows the
 * name after a comma. */
void rf_fact_persons(struct rf_writer *w, enum rf_label label,
                     const struct referat_persons *persons)
{
    if (!persons->count) {
        return;
    }
    bool has_titles = false;
    for (size_t i = 0; i < persons->count; i++) {
        has_titles = has_titles || persons->list[i].title.given == REFERAT_GIVEN ||
                     persons->list[i].unit.given == REFERAT_GIVEN;
    }
    rf_fact_open(w, label);
    for (size_t i = 0; i < persons->count; i++) {
        rf_text(w, i ? (has_titles ? "; " : ", ") : "");
        rf_person(w, &persons->list[i]);
    }
    rf_fact_close(w);
}

void rf_fact_range(struct rf_writer *w, enum rf_label label,
                   const struct referat_time_range *range)
{
    if (range->start_min >= 0) {
        rf_fact_open(w, label);
        rf_range(w, range->start_min, range->end_min);
        rf_fact_close(w);
    }
}

/* ---- Times and people ---- */

void rf_range(struct rf_writer *w, int start_min, int end_min)
{
    if (end_min >= 0) {
        rf_lang_range(w->lang, start_min, end_min, w->out);
    } else {
        rf_lang_time(w->lang, start_min, w->out);
    }
}

void rf_clock(struct rf_writer *w, int minutes)
{
    rf_lang_clock(w->lang, minutes, w->out);
}

void rf_name(struct rf_writer *w, const struct referat_text *name)
{
    bool is_isolated = name->given == REFERAT_GIVEN && rf_is_right_to_left(name->plain);
    if (is_isolated) {
        w->ops->isolate(w, true);
    }
    rf_value(w, name);
    if (is_isolated) {
        w->ops->isolate(w, false);
    }
}

/* Each part between the two isolating characters is written as a name; one that is not
 * closed lasts until the end. */
void rf_text_with_names(struct rf_writer *w, const char *s)
{
    const char *at;
    while ((at = strstr(s, RF_ISOLATE_OPEN)) != NULL) {
        const char *end = strstr(at, RF_ISOLATE_CLOSE);
        size_t n = strlen(RF_ISOLATE_OPEN);
        struct rf_buf part = {0};
        rf_buf_add(&part, s, (size_t)(at - s));
        rf_text(w, rf_buf_string(&part));
        rf_buf_reset(&part);
        rf_buf_add(&part, at + n, end ? (size_t)(end - at) - n : strlen(at + n));
        w->ops->isolate(w, true);
        rf_text(w, rf_buf_string(&part));
        w->ops->isolate(w, false);
        rf_buf_clear(&part);
        s = end ? end + strlen(RF_ISOLATE_CLOSE) : at + strlen(at);
    }
    rf_text(w, s);
}

void rf_names_text(struct rf_writer *w, const char *names)
{
    struct rf_buf list = {0};
    rf_put_isolated_list(&list, names);
    rf_text_with_names(w, rf_buf_string(&list));
    rf_buf_clear(&list);
}

void rf_name_text(struct rf_writer *w, const char *name)
{
    bool is_isolated = rf_is_right_to_left(name);
    if (is_isolated) {
        w->ops->isolate(w, true);
    }
    rf_text(w, name);
    if (is_isolated) {
        w->ops->isolate(w, false);
    }
}

void rf_person(struct rf_writer *w, const struct referat_person *person)
{
    rf_name(w, &person->name);
    if (person->group.given == REFERAT_GIVEN) {
        rf_text(w, " (");
        rf_name(w, &person->group);
        rf_text(w, ")");
    }
    const struct referat_text *const more[] = {&person->title, &person->unit};
    for (size_t i = 0; i < 2; i++) {
        if (more[i]->given == REFERAT_GIVEN) {
            rf_text(w, ", ");
            rf_name(w, more[i]);
        }
    }
}

void rf_names(struct rf_writer *w, const struct referat_persons *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        rf_text(w, i ? ", " : "");
        rf_name(w, &persons->list[i].name);
    }
}

void rf_cell(struct rf_writer *w, const char *s)
{
    w->ops->cell_open(w, false);
    rf_text(w, s);
    w->ops->cell_close(w);
}

struct rf_prose_context rf_writer_context(const struct rf_writer *w,
                                          const struct referat_node *list)
{
    int top = 0; /* the highest level among the headings; 0: there are none */
    for (const struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_HEADING && (!top || node->level < top)) {
            top = node->level;
        }
    }
    return (struct rf_prose_context){
        .series = w->series,
        .abbreviations = &w->abbreviations,
        .page = w->meeting,
        .is_pack = w->is_pack,
        .is_print = w->print != NULL,
        .until = w->until,
        .heading_shift = top ? w->level + 1 - top : w->level,
        .heading_top = top,
        .root = w->meeting && !w->print ? w->meeting->series_root : NULL,
    };
}
