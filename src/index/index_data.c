/* What the index is searched for, as JSON (index). A meeting is an array, and so are its
 * items, points and tasks: without keys, in the order in which index.js reads them,
 * because an archive's data is large. All of it may stand within a script element.
 *
 *     ["2026-03-02", "2. marts 2026", "Skolebestyrelsen", "2026-03-02/", 1, [
 *         ["1", "Budget", "item-1", 4, "", "26/123",
 *             [["1", "at budgettet godkendes", 4]],
 *             [["Send det til alle", "FAS", "1. april 2026", 0]], 0]]]
 *
 * Of a meeting: its day, in words, title, folder, whether it has pages, its items. Of an
 * item: number, title, anchor, outcome, wording, case, points, tasks, whether it is
 * closed. An outcome and a task's state are numbers of the lists that index_page.c
 * writes. */
#include <string.h>

#include "base/date.h"
#include "base/scan.h"
#include "index/internal.h"

/* Where the JSON goes, and what a date in words is made with. */
struct data {
    struct rf_buf *out;
    const struct rf_lang *lang;
    struct rf_buf *scratch;
};

/* Quotes, controls, what could end the script, and the lead byte of what could end its
 * line. */
#define IS_LOOKED_AT(c)                                                                  \
    (((c) < 0x20) | ((c) == '"') | ((c) == '\\') | ((c) == '<') | ((c) == 0x7F) |        \
     ((c) == 0xE2))
RF_SCANNER(scan, IS_LOOKED_AT)

/* The length of the character at p that is escaped, or 0. */
static size_t special_bytes(const char *p)
{
    if ((unsigned char)*p != 0xE2) {
        return 1;
    }
    bool is_line_end = strncmp(p, "\xE2\x80\xA8", 3) == 0 /* U+2028, U+2029 */
                       || strncmp(p, "\xE2\x80\xA9", 3) == 0;
    return is_line_end ? 3 : 0;
}

/* A string of JSON. What lies between two characters that are escaped is copied at once.
 */
void rf_index_json(const char *s, struct rf_buf *out)
{
    size_t n = strlen(s), from = 0;
    rf_buf_char(out, '"');
    for (size_t i = scan(s, 0, n), size; i < n; i = scan(s, i + (size ? size : 1), n)) {
        size = special_bytes(s + i);
        if (!size) {
            continue;
        }
        rf_buf_add(out, s + from, i - from);
        if (s[i] == '"' || s[i] == '\\') {
            rf_buf_char(out, '\\');
            rf_buf_char(out, s[i]);
        } else if (size == 3) {
            rf_buf_puts(out, s[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
        } else {
            rf_buf_printf(out, "\\u%04x", (unsigned)s[i]);
        }
        from = i + size;
    }
    rf_buf_add(out, s + from, n - from);
    rf_buf_char(out, '"');
}

static void put_string(struct data *d, const char *s)
{
    rf_index_json(s, d->out);
    rf_buf_char(d->out, ',');
}

static void put_number(struct data *d, unsigned value, const char *suffix)
{
    rf_buf_decimal(d->out, value);
    rf_buf_puts(d->out, suffix);
}

/* A path and what follows it, as one string. */
static void put_url(struct data *d, const char *path, const char *suffix)
{
    rf_buf_char(d->out, '"');
    rf_index_url(path, d->out);
    rf_buf_puts(d->out, suffix);
    rf_buf_puts(d->out, "\",");
}

/* Closes an array and removes the comma after its last element. */
static void put_end(struct data *d)
{
    if (d->out->p[d->out->n - 1] == ',') {
        d->out->n--;
    }
    rf_buf_char(d->out, ']');
}

/* The recommended points: what was asked, and the outcome of each. */
static void put_points(struct data *d, const struct rf_record_point *points)
{
    rf_buf_char(d->out, '[');
    for (const struct rf_record_point *p = points; p; p = p->next) {
        rf_buf_char(d->out, '[');
        put_string(d, p->number);
        put_string(d, p->asked);
        put_number(d, p->outcome, "],");
    }
    put_end(d);
    rf_buf_char(d->out, ',');
}

/* The item's tasks, from action on; returns the first of a later item. A meeting's
 * actions are in the order of its items. */
static const struct rf_record_action *put_tasks(struct data *d,
                                                const struct rf_record_item *item,
                                                const struct rf_record_action *action)
{
    rf_buf_char(d->out, '[');
    for (; action && action->item == item; action = action->next) {
        rf_buf_reset(d->scratch);
        rf_index_due(d->lang, action, d->scratch);
        rf_buf_char(d->out, '[');
        put_string(d, action->task);
        put_string(d, action->owners);
        put_string(d, rf_buf_string(d->scratch));
        put_number(d, action->state, "],");
    }
    put_end(d);
    return action;
}

static void put_items(struct data *d, const struct rf_record_meeting *m)
{
    const struct rf_record_action *action = rf_index_actions(m);
    rf_buf_char(d->out, '[');
    for (const struct rf_record_item *item = rf_index_items(m); item; item = item->next) {
        rf_buf_char(d->out, '[');
        put_string(d, item->number);
        put_string(d, item->words->title);
        put_url(d, item->anchor, "");
        put_number(d, item->outcome, ",");
        put_string(d, rf_index_wording(d->lang, item));
        put_string(d, item->words->case_number);
        put_points(d, item->words->points);
        action = put_tasks(d, item, action);
        rf_buf_puts(d->out, item->words->access == REFERAT_CLOSED ? ",1]," : ",0],");
    }
    put_end(d);
}

void rf_index_data_add(struct rf_index_data *data, const struct rf_lang *lang,
                       const struct rf_record_meeting *m)
{
    struct data d = {.out = &data->out, .lang = lang, .scratch = &data->scratch};
    char iso[RF_ISO_DATE_SIZE] = "";
    rf_buf_reset(d.scratch);
    if (m->date.year) {
        rf_date_iso(&m->date, iso);
        rf_lang_date(lang, &m->date, d.scratch);
    }
    rf_buf_puts(d.out, d.out->n ? ",\n[" : "[\n[");
    put_string(&d, iso);
    put_string(&d, rf_buf_string(d.scratch));
    put_string(&d, m->is_unread ? m->id : m->title);
    put_url(&d, m->folder, *m->folder ? "/" : "");
    put_number(&d, !m->has_errors, ",");
    put_items(&d, m);
    rf_buf_char(d.out, ']');
}

void rf_index_data_put(const struct rf_index_data *data, struct rf_buf *out)
{
    rf_buf_add(out, data->out.p, data->out.n);
    rf_buf_puts(out, data->out.n ? "\n]" : "[\n]");
}

void rf_index_data_reset(struct rf_index_data *data)
{
    rf_buf_reset(&data->out);
}

void rf_index_data_clear(struct rf_index_data *data)
{
    rf_buf_clear(&data->out);
    rf_buf_clear(&data->scratch);
}
