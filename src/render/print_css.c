/* The pages of a pack on paper: for each document its stamp, its running head and its own
 * page numbers, as @page rules that browsers and print engines read (render). CSS Paged
 * Media Level 3; what Chromium and WeasyPrint take of it is in docs/print.md. */
#include "render/print_css.h"

#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "base/scan.h"
#include "base/str.h"
#include "render/html_escape.h"

/* ---- Strings of CSS ---- */

/* Controls, quotes, and what may end a string or an element. */
#define IS_ESCAPED(c)                                                                    \
    (((c) < 0x20) | ((c) == 0x7F) | ((c) == '"') | ((c) == '\\') | ((c) == '&') |        \
     (((c) | 2) == '>'))
RF_SCANNER(scan, IS_ESCAPED)

/* Escaped so that no title can end the string or the style element; line breaks and tabs
 * are blanks. */
static void put_escaped(struct rf_buf *out, const char *s, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    for (size_t i = scan(s, 0, n); i < n; i = scan(s, from, n)) {
        unsigned char c = (unsigned char)s[i];
        rf_buf_add(out, s + from, i - from);
        if (c == '\n' || c == '\t' || c == '\r') {
            rf_buf_char(out, ' ');
        } else {
            const char escape[] = {'\\', hex[c >> 4], hex[c & 15], ' '};
            rf_buf_add(out, escape, sizeof escape);
        }
        from = i + 1;
    }
    rf_buf_add(out, s + from, n - from);
}

static void put_string(struct rf_buf *out, const char *s)
{
    rf_buf_char(out, '"');
    put_escaped(out, s, strlen(s));
    rf_buf_char(out, '"');
}

/* ---- "side {page} af {pages}" ---- */

/* Writes the text of a pattern in front of a placeholder as a string; returns the text
 * after it, or NULL where the pattern has no such placeholder. */
static const char *put_until(struct rf_buf *out, const char *pattern, const char *name)
{
    const char *at = strstr(pattern, name);
    if (at) {
        rf_buf_char(out, '"');
        put_escaped(out, pattern, (size_t)(at - pattern));
        rf_buf_puts(out, "\" ");
    }
    return at ? at + strlen(name) : NULL;
}

/* page and pages are CSS counters. pages NULL: the pattern ends before its {pages}. */
static void put_pages(struct rf_buf *out, const char *pattern, const char *page,
                      const char *pages)
{
    const char *rest = put_until(out, pattern, "{page}");
    if (!rest) {
        return;
    }
    rf_buf_puts(out, page);
    if (pages && (rest = put_until(out, rest, "{pages}")) != NULL) {
        rf_buf_puts(out, pages);
        put_string(out, rest);
    }
}

/* ---- One document ---- */

/* The document whose rules are written. Its pages get a name of their own, "d3", so that
 * they have rules and a counter of their own. */
struct page {
    struct rf_writer *w;
    const struct referat_annex *annex;
    char name[RF_DIGITS_SIZE + 1]; /* of the @page rule and of its counter */
    struct rf_buf words;           /* of the running head */
};

static void add_date(struct page *p, const struct referat_date *date)
{
    if (date->year) {
        rf_buf_puts(&p->words, p->words.n ? "\n" : "");
        rf_lang_date(p->w->lang, date, &p->words);
    }
}

/* "Recommendation to the council", and on the next line the day and the planned minutes.
 * The same words as at the top of the document (page_annex.c), here in the margin. */
static void add_recommendation(struct page *p, const struct referat_recommendation *r)
{
    struct rf_writer *w = p->w;
    const char *addressee = r->addressee.given == REFERAT_GIVEN ? r->addressee.plain : "";
    const char *const pairs[] = {"addressee", addressee, NULL};
    rf_lang_fill(
        rf_word(w, *addressee ? RF_LABEL_RECOMMENDATION_TO : RF_LABEL_RECOMMENDATION),
        pairs, &p->words);
    if (r->item) {
        add_date(p, &r->item->meeting->date);
    }
    if (r->item && r->item->planned_min) {
        char digits[RF_DIGITS_SIZE];
        const char *const count[] = {
            "n", rf_digits(digits, (unsigned)r->item->planned_min), NULL};
        rf_buf_puts(&p->words, " – ");
        rf_lang_fill(rf_word(w, RF_LABEL_MINUTES_SHORT), count, &p->words);
    }
}

/* What its pages carry on top, beside the stamp: whose document it is, and when. */
static void make_head(struct page *p)
{
    const struct referat_annex *annex = p->annex;
    rf_buf_reset(&p->words);
    if (annex->recommendation) {
        add_recommendation(p, annex->recommendation);
    } else if (annex->paper) {
        if (annex->paper->form != REFERAT_FORM_OTHER) {
            rf_buf_puts(&p->words, p->w->lang->form_words[annex->paper->form]);
        }
        add_date(p, &annex->paper->document.date);
    } else if (annex->nested) {
        rf_buf_puts(&p->words, annex->nested->body.plain);
        add_date(p, &annex->nested->date);
    } else if (annex->access == REFERAT_CLOSED) {
        rf_buf_puts(&p->words, rf_word(p->w, RF_LABEL_CLOSED));
    }
}

/* The lines of the head, each in a string of its own, a line break between them. */
static void put_head(struct page *p)
{
    struct rf_buf *out = p->w->out;
    char *line = (char *)rf_buf_string(&p->words);
    while (*line) {
        size_t n = strcspn(line, "\n");
        rf_buf_char(out, '"');
        put_escaped(out, line, n);
        rf_buf_puts(out, "\\a \" ");
        line += n + (line[n] == '\n');
    }
}

/* How many pages lie from the annex's first to its last, as the engine's first pass has
 * put them; 0: not known yet. */
static size_t count_spanned(struct page *p, const struct referat_annex *annex)
{
    struct rf_buf end = {0};
    rf_buf_join(&end, annex->anchor, ".end", NULL);
    size_t first = rf_print_page_of(p->w->print, annex->anchor);
    size_t last = rf_print_page_of(p->w->print, rf_buf_string(&end));
    rf_buf_clear(&end);
    return first && last >= first ? last - first + 1 : 0;
}

/* The annex's own pages: documents within a nested agenda are counted for themselves. */
static size_t count_pages(struct page *p)
{
    size_t pages = count_spanned(p, p->annex);
    const struct referat_meeting *nested = p->annex->nested;
    for (size_t i = 0; nested && i < nested->annex_count; i++) {
        size_t inner =
            nested->annexes[i]->same_as ? 0 : count_spanned(p, nested->annexes[i]);
        pages -= inner < pages ? inner : 0;
    }
    return pages;
}

/* "side 1 af 2", of this document. Where the number of pages is not known, CSS counts it
 * (target-counter); an engine without target-counter ignores that declaration and keeps
 * the one before it, "side 1". Its second pass has the number. */
static void put_numbers(struct page *p)
{
    struct rf_buf *out = p->w->out, page = {0}, pages = {0};
    const char *pattern = rf_word(p->w, RF_LABEL_PAGE_OF);
    size_t count = count_pages(p);
    rf_buf_join(&page, "counter(", p->name, ")", NULL);
    if (count) {
        rf_buf_printf(&pages, " \"%zu\" ", count);
    } else {
        rf_buf_join(&pages, " target-counter(\"#", p->annex->anchor, ".end\",", p->name,
                    ") ", NULL);
        rf_buf_puts(out, "content:");
        put_head(p);
        put_pages(out, pattern, rf_buf_string(&page), NULL);
        rf_buf_puts(out, ";");
    }
    rf_buf_puts(out, "content:");
    put_head(p);
    put_pages(out, pattern, rf_buf_string(&page), rf_buf_string(&pages));
    rf_buf_clear(&page);
    rf_buf_clear(&pages);
}

/* What is above the text: on the left whose document it is and its page, on the right the
 * stamp, "Punkt 3, Bilag 1: Indstilling", cut where it would not fit. */
static void put_top(struct page *p, const char *left_style, const char *right_style)
{
    struct rf_buf *out = p->w->out;
    const char *stamp = p->annex->stamp.plain;
    size_t bytes = strlen(stamp), n = 0, size;
    for (int i = 0; n < bytes && i < REFERAT_STAMP_CHARS; i++, n += size) {
        rf_utf8_next(stamp + n, bytes - n, &size);
    }
    rf_buf_join(out, "@top-left{", left_style, NULL);
    put_numbers(p);
    rf_buf_join(out, "}@top-right{", right_style, "content:\"", NULL);
    put_escaped(out, stamp, n);
    rf_buf_puts(out, stamp[n] ? "…\"}" : "\"}");
}

static const char *paper_of(const struct rf_writer *w)
{
    return w->series->paper == REFERAT_PAPER_LETTER ? "letter" : "A4";
}

/* The pages of a document of ours. A wide table turns its page: that one belongs to the
 * same document and is counted with it. */
static void put_text(struct page *p)
{
    struct rf_buf *out = p->w->out;
    const struct referat_annex *annex = p->annex;
    const struct referat_document *document =
        annex->recommendation ? &annex->recommendation->document
        : annex->paper        ? &annex->paper->document
        : annex->nested       ? &annex->nested->agenda->document
                              : NULL;
    rf_buf_join(out, "@page ", p->name, "{counter-increment:page ", p->name, ";", NULL);
    put_top(p, "", "");
    rf_buf_puts(out, "}\n");
    if (document && document->has_landscape) {
        rf_buf_printf(out, "@page %s-wide{size:%s landscape;counter-increment:page %s;",
                      p->name, paper_of(p->w), p->name);
        put_top(p, "", "");
        rf_buf_printf(out, "}\n#%s .landscape{page:%s-wide}\n", p->annex->anchor,
                      p->name);
    }
}

/* A page of a file's own size: 46 pt at its top hold the stamp and the title's line, 22
 * at its foot the page of the pack. Between them the file's page is laid. */
static void put_sheet(struct page *p, const char *suffix, const struct rf_sheet *sheet)
{
    struct rf_buf *out = p->w->out;
    rf_buf_printf(out, "@page %s%s{counter-increment:page %s;size:", p->name, suffix,
                  p->name);
    rf_put_points(out, sheet->width_pt);
    rf_buf_puts(out, " ");
    rf_put_points(out, sheet->height_pt);
    rf_buf_puts(out, ";margin:36pt 22mm 22pt 24mm;");
    put_top(p,
            "vertical-align:top;padding:7pt 0 0;width:30%;font-size:7.5pt;"
            "line-height:1.2;",
            "padding:7pt 0 0;width:68%;font-size:7.5pt;line-height:1.2;");
    rf_buf_puts(out, "@bottom-left{vertical-align:bottom;padding:0 0 6pt}"
                     "@bottom-right{vertical-align:bottom;padding:0 0 6pt}}\n");
}

/* Sheets of one size share a rule. */
static void put_sheets(struct page *p, const struct rf_print_file *file)
{
    put_sheet(p, "", &file->sheets[0]);
    for (size_t i = 1; i < file->sheet_count; i++) {
        char suffix[32];
        if (rf_sheet_size(file, i) != i + 1) {
            continue; /* as large as one before it */
        }
        snprintf(suffix, sizeof suffix, "-s%zu", i + 1);
        put_sheet(p, suffix, &file->sheets[i]);
        rf_buf_printf(p->w->out, "#%s .s%zu{page:%s%s}\n", p->annex->anchor, i + 1,
                      p->name, suffix);
    }
}

static void put_document(struct page *p, size_t number)
{
    const struct rf_print_file *file = rf_print_file_of(p->w->print, p->annex);
    const char *anchor = p->annex->anchor;
    char digits[RF_DIGITS_SIZE];
    p->name[0] = 'd';
    strcpy(p->name + 1, rf_digits(digits, number));
    make_head(p);
    /* The sections too: after a document within this one, WeasyPrint does not return to
     * the outer document's pages by itself. */
    rf_buf_join(p->w->out, "#", anchor, ",#", anchor, " section{page:", p->name, "}\n",
                NULL);
    if (file && file->sheet_count) {
        put_sheets(p, file);
    } else {
        put_text(p);
    }
}

/* The documents of a pack and, after each agenda among them, those of that agenda. One
 * that was enclosed before has its pages there. */
static void put_documents(struct page *p, const struct referat_meeting *m, size_t *number)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        bool is_repeated = annex->same_as && annex->same_as->number;
        if (!is_repeated) {
            p->annex = annex;
            put_document(p, ++*number);
        }
        if (annex->nested) {
            put_documents(p, annex->nested, number);
        }
    }
}

/* ---- Every page ---- */

/* The paper and the foot of every page: the mark on the left, the page on the right. */
static void put_foot(struct rf_writer *w, const char *mark)
{
    rf_buf_join(w->out, "@page{size:", paper_of(w), ";@bottom-left{content:", NULL);
    put_string(w->out, mark);
    rf_buf_puts(w->out, "}@bottom-right{content:");
    put_pages(w->out, rf_word(w, w->is_pack ? RF_LABEL_PACK_PAGE : RF_LABEL_PAGE_OF),
              "counter(page)", " counter(pages) ");
    rf_buf_puts(w->out, "}}\n");
}

/* Wide tables outside annexes. The pages around them get a name, because WeasyPrint
 * returns from a named page only to another named one. */
static void put_wide(struct rf_writer *w)
{
    const struct referat_meeting *m = w->meeting;
    bool has_landscape = m && ((m->agenda && m->agenda->document.has_landscape) ||
                               (m->minutes && m->minutes->document.has_landscape));
    if (has_landscape) {
        rf_buf_printf(w->out,
                      "@page wide{size:%s landscape}\n"
                      "body,section{page:front}.landscape{page:wide}\n",
                      paper_of(w));
    }
}

/* ---- Where links lead ---- */

/* "{before}side 12{after}"; page is CSS. */
static void put_see(struct rf_writer *w, const char *selector, const char *before,
                    const char *page, const char *after)
{
    struct rf_buf *out = w->out;
    rf_buf_join(out, selector, "::after{content:\"", before, "\" ", NULL);
    const char *rest = put_until(out, rf_word(w, RF_LABEL_SEE_PAGE), "{page}");
    rf_buf_puts(out, page);
    rf_buf_char(out, ' ');
    put_string(out, rest ? rest : "");
    rf_buf_join(out, " \"", after, "\"}", NULL);
}

/* The page numbers after links. An engine that cannot count ahead leaves room for two
 * digits in its first pass; in the second put_places has the numbers. */
static void put_sees(struct rf_writer *w)
{
    bool counts = !w->print || w->print->counts_ahead;
    if (!counts && w->print->place_count) {
        return;
    }
    const char *page = counts ? "target-counter(attr(href),page)" : "\"00\"";
    rf_buf_puts(w->out, "@media print{");
    put_see(w, ".see", " (", page, ")");
    put_see(w, ".at", ", ", page, "");
    rf_buf_puts(w->out, "}\n");
}

/* The page number of every id, for the links to it: in the contents, and of both classes.
 * An id with a dot is a mark of ours, to which nothing links. */
static void put_places(struct rf_writer *w)
{
    struct rf_buf url = {0}, see = {0}, at = {0}, page = {0};
    for (size_t i = 0; w->print && i < w->print->place_count; i++) {
        const struct rf_print_place *place = &w->print->places[i];
        if (strchr(place->id, '.')) {
            continue;
        }
        rf_buf_reset(&url);
        rf_buf_reset(&page);
        rf_buf_reset(&see);
        rf_buf_reset(&at);
        rf_html_url(&url, place->id, strlen(place->id));
        rf_buf_puts(&see, ".see[href=\"#");
        put_escaped(&see, rf_buf_string(&url), url.n);
        rf_buf_puts(&see, "\"]");
        const char *link = rf_buf_string(&see) + strlen(".see");
        rf_buf_printf(&at, ".at%s", link);
        rf_buf_printf(&page, "\"%zu\"", place->page);
        rf_buf_printf(w->out, "nav a%s::after{content:%s}", link, rf_buf_string(&page));
        put_see(w, rf_buf_string(&see), " (", rf_buf_string(&page), ")");
        put_see(w, rf_buf_string(&at), ", ", rf_buf_string(&page), "");
        rf_buf_char(w->out, '\n');
    }
    rf_buf_clear(&url);
    rf_buf_clear(&page);
    rf_buf_clear(&see);
    rf_buf_clear(&at);
}

void rf_print_css(struct rf_writer *w, const char *mark)
{
    struct page p = {.w = w};
    size_t number = 0;
    put_foot(w, mark);
    put_wide(w);
    if (w->is_pack) {
        put_documents(&p, w->meeting, &number);
    }
    put_sees(w);
    put_places(w);
    rf_buf_clear(&p.words);
}
