/* Pages as HTML: one self-contained file, without script or request (render). Implements
 * the operations of writer.h; every byte of text goes through a door of html_escape.h.
 * Structure is for screen readers too: sections are named by their headings, tables by
 * their captions, and a link skips to the main part (WCAG 2.4.1, 1.3.1). */
#include "base/date.h"
#include "base/str.h"
#include "render/html_escape.h"
#include "render/html_style.h"
#include "render/print_css.h"
#include "render/prose_writer.h"
#include "render/writer.h"

static const struct {
    const char *open; /* up to its attributes */
    const char *close;
} elements[RF_ELEMENT_COUNT] = {
    [RF_HEADER] = {"<header", "</header>\n"},
    [RF_MAIN] = {"<main", "</main>\n"},
    [RF_NAV] = {"<nav", "</nav>\n"},
    [RF_SECTION] = {"<section", "</section>\n"},
    [RF_ARTICLE] = {"<article", "</article>\n"},
    [RF_FILE] = {"<article class=\"file\"", "</article>\n"},
    [RF_BOX] = {"<div class=\"box\"", "</div>\n"},
    [RF_LONG_BOX] = {"<div class=\"box long\"", "</div>\n"},
    [RF_DECISION] = {"<div class=\"decision\"", "</div>\n"},
    [RF_SIGNATURE] = {"<div class=\"signature\"", "</div>\n"},
    [RF_SIGN] = {"<div class=\"sign\"", "</div>\n"},
    [RF_LETTERHEAD] = {"<div class=\"letterhead\"", "</div>\n"},
};

static const char *const line_tags[] = {
    [RF_LINE_PLAIN] = "<p>",
    [RF_LINE_KICKER] = "<p class=\"kicker\">",
    [RF_LINE_META] = "<p class=\"meta\">",
    [RF_LINE_LEAD] = "<p class=\"lead\">",
    [RF_LINE_MARK] = "<p class=\"mark\">",
};

/* No script, no request: pictures stand in the page. */
static const char own_policy[] =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

__attribute__((always_inline)) static inline void put(struct rf_writer *w,
                                                      const char *markup)
{
    rf_html_markup(w->out, markup);
}

static void html_text(struct rf_writer *w, const char *s)
{
    rf_html_text(w->out, s);
}

/* An attribute's start, its value, and what follows it. */
static void put_attribute(struct rf_writer *w, const char *name, const char *value,
                          const char *suffix)
{
    put(w, name);
    rf_html_attribute(w->out, value);
    put(w, suffix);
}

static void html_begin(struct rf_writer *w, const struct rf_about *about)
{
    char iso[RF_ISO_DATE_SIZE];
    put(w, "<!DOCTYPE html>\n<html lang=\"");
    rf_html_attribute(w->out, w->lang->tag);
    put(w, "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    put(w, w->policy ? w->policy : own_policy);
    put(w, "\">\n"
           "<meta name=\"generator\" content=\"referat\">\n");
    /* print engines take author, subject and date of the PDF from these */
    if (*about->author) {
        put_attribute(w, "<meta name=\"author\" content=\"", about->author, "\">\n");
    }
    if (*about->description) {
        put_attribute(w, "<meta name=\"description\" content=\"", about->description,
                      "\">\n");
    }
    if (about->date && about->date->year) {
        put_attribute(w, "<meta name=\"dcterms.created\" content=\"",
                      rf_date_iso(about->date, iso), "\">\n");
    }
    put(w, "<title>");
    html_text(w, about->title);
    put(w, "</title>\n<style>\n");
    for (size_t i = 0; rf_html_style[i]; i++) {
        put(w, rf_html_style[i]);
    }
    rf_print_css(w, about->mark);
    put(w, w->style ? w->style : "");
    put(w, "</style>\n</head>\n<body>\n");
    if (!w->print) {
        put(w, "<a class=\"skip\" href=\"#main\">");
        html_text(w, rf_word(w, RF_LABEL_SKIP));
        put(w, "</a>\n");
    }
}

static void html_end(struct rf_writer *w)
{
    put(w, "</body>\n</html>\n");
}

/* The main part and the contents are found by screen readers as such; other elements have
 * the id that links lead to. */
static void html_open(struct rf_writer *w, enum rf_element element)
{
    put(w, elements[element].open);
    if (element == RF_MAIN) {
        put(w, " id=\"main\"");
    } else if (element == RF_NAV) {
        w->in_contents = true;
        put_attribute(w, " aria-label=\"", rf_word(w, RF_LABEL_CONTENTS), "\"");
    } else if (w->id) {
        put_attribute(w, " id=\"", w->id, "\"");
    }
    if ((element == RF_ARTICLE || element == RF_FILE) && w->id) {
        put_attribute(w, " aria-labelledby=\"", w->id, ".title\"");
    }
    put(w, ">\n");
}

static void html_close(struct rf_writer *w, enum rf_element element)
{
    w->in_contents = w->in_contents && element != RF_NAV;
    put(w, elements[element].close);
}

static void put_empty_link(struct rf_writer *w, const char *id, const char *suffix)
{
    put(w, "<a href=\"#");
    rf_html_url(w->out, id, strlen(id));
    put(w, suffix);
    put(w, "\"></a>");
}

/* A document ends here: print/ learns from the PDF on which page. */
static void html_end_mark(struct rf_writer *w, const char *id)
{
    put_attribute(w, "<div id=\"", id, ".end\">");
    if (w->print) { /* Chromium has a destination for what something links to only */
        put_empty_link(w, id, "");
        put_empty_link(w, id, ".end");
    }
    put(w, "</div>\n");
}

static void html_sheet(struct rf_writer *w, size_t size, const char *last_of)
{
    rf_buf_printf(w->out, "<div class=\"sheet s%zu\">", size);
    if (last_of) {
        html_end_mark(w,
                      last_of); /* within the sheet: the next page may differ in size */
    }
    put(w, "</div>\n");
}

static char heading_digit(const struct rf_writer *w)
{
    return (char)('0' + (w->level > 6 ? 6 : w->level));
}

static void html_heading_open(struct rf_writer *w)
{
    put(w, "<h");
    rf_buf_char(w->out, heading_digit(w));
    if (w->id) {
        put_attribute(w, " id=\"", w->id, ".title\"");
        w->id = NULL;
    }
    put(w, ">");
}

static void html_heading_close(struct rf_writer *w)
{
    put(w, "</h");
    rf_buf_char(w->out, heading_digit(w));
    put(w, ">\n");
}

static void html_line_open(struct rf_writer *w, enum rf_line line)
{
    put(w, line_tags[line]);
}

static void html_line_close(struct rf_writer *w)
{
    put(w, "</p>\n");
}

static void html_facts_open(struct rf_writer *w)
{
    put(w, "<dl>\n");
}

static void html_facts_close(struct rf_writer *w)
{
    put(w, "</div>\n</dl>\n");
}

/* On paper the label hangs beside the words: what goes on two lines there needs the room
 * of two. */
enum { MOST_ON_LINE = 23 };

static void html_fact_open(struct rf_writer *w, const char *label, enum rf_fact place)
{
    if (place != RF_FACT_MORE) {
        bool is_long = rf_utf8_count(label, strlen(label)) > MOST_ON_LINE;
        put(w, place == RF_FACT_FIRST ? "" : "</div>\n");
        put(w, is_long ? "<div class=\"tall\"><dt>" : "<div><dt>");
        html_text(w, label);
        put(w, ":</dt>");
    }
    put(w, "<dd>");
}

static void html_fact_close(struct rf_writer *w)
{
    put(w, "</dd>");
}

static void html_list_open(struct rf_writer *w, enum rf_list kind)
{
    static const char *const tags[] = {"<ul class=\"plain\">\n", "<ul>\n", "<ol>\n"};
    put(w, tags[kind]);
}

static void html_list_close(struct rf_writer *w, enum rf_list kind)
{
    put(w, kind == RF_LIST_ORDERED ? "</ol>\n" : "</ul>\n");
}

static void html_entry_open(struct rf_writer *w)
{
    put(w, "<li>");
}

static void html_entry_close(struct rf_writer *w)
{
    put(w, "</li>\n");
}

static void put_table_id(struct rf_writer *w, const char *before)
{
    put(w, before);
    put(w, "table."); /* a dot: no anchor has one */
    rf_buf_decimal(w->out, w->table_count);
    put(w, "\"");
}

/* A box around the table scrolls on its own, by keyboard too, and is named by the
 * caption.
 */
static void html_table_open(struct rf_writer *w, const char *caption,
                            const enum rf_label *heads, size_t count)
{
    w->table_count++;
    put_table_id(w,
                 "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-labelledby=\"");
    put_table_id(w, "><table><caption id=\"");
    put(w, ">");
    html_text(w, caption);
    put(w, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        put(w, "<th scope=\"col\">");
        html_text(w, rf_word(w, heads[i]));
        put(w, "</th>");
    }
    put(w, "</tr></thead>\n<tbody>\n");
}

static void html_table_close(struct rf_writer *w)
{
    put(w, "</tbody></table></div>\n");
}

static void html_row_open(struct rf_writer *w)
{
    put(w, "<tr>");
}

static void html_row_close(struct rf_writer *w)
{
    put(w, "</tr>\n");
}

static void html_cell_open(struct rf_writer *w, bool is_short)
{
    put(w, is_short ? "<td class=\"short\">" : "<td>");
}

static void html_cell_close(struct rf_writer *w)
{
    put(w, "</td>");
}

static void html_strong(struct rf_writer *w, const char *s)
{
    put(w, "<strong>");
    html_text(w, s);
    put(w, "</strong>");
}

static void html_isolate(struct rf_writer *w, bool opens)
{
    put(w, opens ? "<bdi>" : "</bdi>");
}

static void html_inlines(struct rf_writer *w, const struct referat_node *list)
{
    struct rf_prose_context context = rf_writer_context(w, list);
    rf_inlines_html(&context, list, w->out);
}

static void html_prose(struct rf_writer *w, const struct referat_node *list)
{
    struct rf_prose_context context = rf_writer_context(w, list);
    rf_prose_html(&context, list, w->out);
}

/* A printed page links to itself only: a link to another file would lead to the folder
 * where the PDF was made. */
static bool is_dropped(const struct rf_writer *w, const char *page)
{
    return w->print && *page;
}

/* The class "see" prints the page number after the link; entries of the table of contents
 * have it in their own column. */
static void html_link_open(struct rf_writer *w, const char *page, const char *anchor)
{
    if (is_dropped(w, page)) {
        return;
    }
    put(w, *page || w->in_contents ? "<a href=\"" : "<a class=\"see\" href=\"");
    rf_html_url(w->out, page, strlen(page));
    if (*anchor) {
        put(w, "#");
        rf_html_url(w->out, anchor, strlen(anchor));
    }
    put(w, "\">");
}

static void html_link_close(struct rf_writer *w, const char *page, const char *anchor)
{
    (void)anchor;
    if (!is_dropped(w, page)) {
        put(w, "</a>");
    }
}

static void html_picture(struct rf_writer *w, const struct referat_image *image,
                         const char *alternative, const char *file)
{
    (void)file;
    put_attribute(w, "<figure><img alt=\"", alternative, "\" src=\"");
    rf_html_picture(w->out, image);
    put(w, "\"></figure>\n");
}

static void html_date(struct rf_writer *w, const struct referat_date *date)
{
    char iso[RF_ISO_DATE_SIZE];
    put(w, "<time datetime=\"");
    put(w, rf_date_iso(date, iso));
    put(w, "\">");
    rf_lang_date(w->lang, date, w->out);
    put(w, "</time>");
}

const struct rf_writer_ops rf_writer_html = {
    .begin = html_begin,
    .end = html_end,
    .open = html_open,
    .close = html_close,
    .end_mark = html_end_mark,
    .sheet = html_sheet,
    .heading_open = html_heading_open,
    .heading_close = html_heading_close,
    .line_open = html_line_open,
    .line_close = html_line_close,
    .facts_open = html_facts_open,
    .facts_close = html_facts_close,
    .fact_open = html_fact_open,
    .fact_close = html_fact_close,
    .list_open = html_list_open,
    .list_close = html_list_close,
    .entry_open = html_entry_open,
    .entry_close = html_entry_close,
    .table_open = html_table_open,
    .table_close = html_table_close,
    .row_open = html_row_open,
    .row_close = html_row_close,
    .cell_open = html_cell_open,
    .cell_close = html_cell_close,
    .text = html_text,
    .strong = html_strong,
    .isolate = html_isolate,
    .inlines = html_inlines,
    .prose = html_prose,
    .link_open = html_link_open,
    .link_close = html_link_close,
    .picture = html_picture,
    .date = html_date,
};
