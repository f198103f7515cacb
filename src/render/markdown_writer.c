/* Pages as Markdown: CommonMark and pipe tables, without HTML (render). Implements the
 * operations of writer.h. Text is escaped as it is written; what only shows once a line
 * is complete (a number at its start, a pipe in a cell) is escaped afterwards in the
 * output, from the offset where the line or cell began. */
#include "base/isolate.h"
#include "render/prose_writer.h"
#include "render/writer.h"

static void put(struct rf_writer *w, const char *s)
{
    rf_buf_puts(w->out, s);
}

static void blank_line(struct rf_writer *w)
{
    put(w, "\n\n");
}

/* The running line's own text begins here: what stands there is guarded against becoming
 * a block. */
static void mark_start(struct rf_writer *w)
{
    w->line_start = w->out->n;
}

/* A line that begins "4. december" would become a list: a backslash keeps it a line. */
static void guard_number(struct rf_writer *w)
{
    size_t at = w->line_start;
    struct rf_buf *out = w->out;
    while (at < out->n && out->p[at] >= '0' && out->p[at] <= '9') {
        at++;
    }
    if (at > w->line_start && at < out->n && (out->p[at] == '.' || out->p[at] == ')')) {
        rf_buf_char(out, ' ');
        memmove(out->p + at + 1, out->p + at, out->n - 1 - at);
        out->p[at] = '\\';
    }
    w->line_start = out->n;
}

static void md_text(struct rf_writer *w, const char *s)
{
    rf_text_markdown(s, w->line_start == w->out->n, w->out);
}

static void md_begin(struct rf_writer *w, const struct rf_about *about)
{
    (void)w;
    (void)about;
}

/* Markdown is never printed from. */
static void md_sheet(struct rf_writer *w, size_t size, const char *last_of)
{
    (void)w;
    (void)size;
    (void)last_of;
}

/* One newline ends the page. */
static void md_end(struct rf_writer *w)
{
    struct rf_buf *out = w->out;
    while (out->n > 1 && out->p[out->n - 1] == '\n' && out->p[out->n - 2] == '\n') {
        out->n--;
    }
}

static void md_open(struct rf_writer *w, enum rf_element element)
{
    if (element == RF_NAV) {
        w->id = NULL;
    } else if (element == RF_SIGN) {
        put(w, "________________________"); /* a rule where it is rendered */
        blank_line(w);
    }
}

static void md_close(struct rf_writer *w, enum rf_element element)
{
    (void)w;
    (void)element;
}

/* Markdown has no pages. */
static void md_end_mark(struct rf_writer *w, const char *id)
{
    (void)w;
    (void)id;
}

static void md_heading_open(struct rf_writer *w)
{
    static const char marks[] = "######";
    rf_buf_add(w->out, marks, (size_t)(w->level > 6 ? 6 : w->level));
    put(w, " ");
    w->line_start = 0;
}

/* Lines that are more than text are bold. */
static void md_line_open(struct rf_writer *w, enum rf_line line)
{
    w->is_bold = line == RF_LINE_LEAD || line == RF_LINE_KICKER || line == RF_LINE_MARK;
    if (w->is_bold) {
        put(w, "**");
    }
    mark_start(w);
}

static void md_line_close(struct rf_writer *w)
{
    if (w->is_bold) {
        put(w, "**");
        w->is_bold = false;
    } else {
        guard_number(w);
    }
    blank_line(w);
}

/* Two lists that follow each other are one unless their bullets differ. */
static char next_bullet(struct rf_writer *w)
{
    w->bullet = w->bullet == '*' ? '+' : '*';
    return w->bullet;
}

static void md_facts_open(struct rf_writer *w)
{
    next_bullet(w);
}

static void md_facts_close(struct rf_writer *w)
{
    put(w, "\n");
}

static void md_fact_open(struct rf_writer *w, const char *label, enum rf_fact place)
{
    if (place == RF_FACT_MORE) { /* a line of its own within the same entry */
        w->out->n -= w->out->n && w->out->p[w->out->n - 1] == '\n';
        put(w, "\\\n  ");
        w->line_start = w->out->n;
        return;
    }
    rf_buf_char(w->out, w->bullet);
    put(w, " **");
    rf_text_markdown(label, false, w->out);
    put(w, ":** ");
    w->line_start = 0;
}

/* Removes spaces at the line's end, and ends the line unless it is ended already. */
static void end_line(struct rf_writer *w)
{
    while (w->out->n && w->out->p[w->out->n - 1] == ' ') {
        w->out->n--;
    }
    if (w->out->n && w->out->p[w->out->n - 1] != '\n') {
        put(w, "\n");
    }
}

static void md_fact_close(struct rf_writer *w)
{
    end_line(w);
}

/* A list within an entry or a fact stands two columns further in. */
static int indentation(const struct rf_writer *w)
{
    return 2 * (w->list_depth - 1 + w->in_facts);
}

static void md_list_open(struct rf_writer *w, enum rf_list kind)
{
    w->ordinal = kind == RF_LIST_ORDERED;
    if (w->list_depth++ || w->in_facts) {
        guard_number(w);
        end_line(w);
    } else {
        next_bullet(w);
    }
}

static void md_list_close(struct rf_writer *w, enum rf_list kind)
{
    (void)kind;
    w->ordinal = 0;
    if (--w->list_depth == 0 && !w->in_facts) {
        put(w, "\n");
    }
}

static void md_entry_open(struct rf_writer *w)
{
    for (int i = indentation(w); i > 0; i--) {
        put(w, " ");
    }
    if (w->ordinal) {
        rf_buf_printf(w->out, "%d. ", w->ordinal++);
    } else {
        rf_buf_char(w->out, indentation(w) ? '-' : w->bullet);
        put(w, " ");
    }
    mark_start(w);
}

static void md_entry_close(struct rf_writer *w)
{
    guard_number(w);
    end_line(w);
}

static void md_table_open(struct rf_writer *w, const char *caption,
                          const enum rf_label *heads, size_t count)
{
    put(w, "**");
    rf_text_markdown(caption, false, w->out);
    put(w, "**\n\n|");
    for (size_t i = 0; i < count; i++) {
        put(w, " ");
        rf_text_markdown(rf_word(w, heads[i]), false, w->out);
        put(w, " |");
    }
    put(w, "\n|");
    for (size_t i = 0; i < count; i++) {
        put(w, " --- |");
    }
    put(w, "\n");
}

static void md_table_close(struct rf_writer *w)
{
    put(w, "\n");
}

static void md_row_open(struct rf_writer *w)
{
    put(w, "|");
}

static void md_row_close(struct rf_writer *w)
{
    put(w, "\n");
}

static void md_cell_open(struct rf_writer *w, bool is_short)
{
    (void)is_short;
    put(w, " ");
    w->column = w->out->n;
    w->line_start = 0;
}

/* A cell is one line, and a pipe in it is no border. */
static void md_cell_close(struct rf_writer *w)
{
    struct rf_buf *out = w->out;
    for (size_t i = w->column; i < out->n; i++) {
        if (out->p[i] == '\n') {
            out->p[i] = ' ';
        } else if (out->p[i] == '|' && out->p[i - 1] != '\\') {
            rf_buf_char(out, ' ');
            memmove(out->p + i + 1, out->p + i, out->n - 1 - i);
            out->p[i++] = '\\';
        }
    }
    put(w, " |");
}

static void md_isolate(struct rf_writer *w, bool opens)
{
    rf_buf_puts(w->out, opens ? RF_ISOLATE_OPEN : RF_ISOLATE_CLOSE);
}

static void md_strong(struct rf_writer *w, const char *s)
{
    put(w, "**");
    rf_text_markdown(s, false, w->out);
    put(w, "**");
}

static void md_inlines(struct rf_writer *w, const struct referat_node *list)
{
    struct rf_prose_context context = rf_writer_context(w, list);
    rf_inlines_markdown(&context, list, w->out);
}

/* Blocks within a fact are indented below its bullet. */
static void md_prose(struct rf_writer *w, const struct referat_node *list)
{
    struct rf_prose_context context = rf_writer_context(w, list);
    if (w->in_facts) {
        blank_line(w);
    }
    rf_prose_markdown(&context, list, w->in_facts ? "  " : "", w->out);
    if (!w->in_facts) {
        put(w, "\n");
    }
}

/* Markdown has no anchors of its own: a link within the page is its words alone. */
static void md_link_open(struct rf_writer *w, const char *page, const char *anchor)
{
    (void)anchor;
    if (*page) {
        put(w, "[");
    }
}

/* Leads to the Markdown edition of the page, as a whole: its headings have no ids. */
static void md_link_close(struct rf_writer *w, const char *page, const char *anchor)
{
    static const char html[] = ".html";
    size_t n = strlen(page);
    if (!n) {
        return;
    }
    put(w, "](<");
    if (n > strlen(html) && strcmp(page + n - strlen(html), html) == 0 && *anchor) {
        rf_buf_add(w->out, page, n - strlen(html));
        put(w, ".md");
    } else {
        put(w, page);
    }
    put(w, ">)");
}

static void md_picture(struct rf_writer *w, const struct referat_image *image,
                       const char *alternative, const char *file)
{
    (void)image;
    put(w, "![");
    mark_start(w);
    md_text(w, alternative);
    put(w, "](<");
    put(w, file);
    put(w, ">)\n\n");
}

static void md_date(struct rf_writer *w, const struct referat_date *date)
{
    rf_lang_date(w->lang, date, w->out);
}

const struct rf_writer_ops rf_writer_markdown = {
    .begin = md_begin,
    .end = md_end,
    .open = md_open,
    .close = md_close,
    .end_mark = md_end_mark,
    .sheet = md_sheet,
    .heading_open = md_heading_open,
    .heading_close = blank_line,
    .line_open = md_line_open,
    .line_close = md_line_close,
    .facts_open = md_facts_open,
    .facts_close = md_facts_close,
    .fact_open = md_fact_open,
    .fact_close = md_fact_close,
    .list_open = md_list_open,
    .list_close = md_list_close,
    .entry_open = md_entry_open,
    .entry_close = md_entry_close,
    .table_open = md_table_open,
    .table_close = md_table_close,
    .row_open = md_row_open,
    .row_close = md_row_close,
    .cell_open = md_cell_open,
    .cell_close = md_cell_close,
    .text = md_text,
    .strong = md_strong,
    .isolate = md_isolate,
    .inlines = md_inlines,
    .prose = md_prose,
    .link_open = md_link_open,
    .link_close = md_link_close,
    .picture = md_picture,
    .date = md_date,
};
