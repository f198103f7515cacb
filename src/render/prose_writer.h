/* Rendering of the model's Markdown nodes, shared by every page of a format (render). */
#ifndef RF_RENDER_PROSE_WRITER_H
#define RF_RENDER_PROSE_WRITER_H

#include <stdbool.h>

#include "base/buf.h"
#include "referat/model.h"

/* What a format needs to know of where the nodes stand. Zero-initialised is the plain
 * CommonMark rendering that the specification's tests expect. */
struct rf_prose_context {
    const struct referat_series
        *series; /* units for <abbr>, labels for "Punkt 3, Bilag 2"; NULL: neither */
    const struct rf_abbreviations *abbreviations; /* HTML: of the series */
    const struct referat_meeting *page; /* the meeting whose page this is: decides whether
                                           an annex link is "#…" or "pack.html#…" */
    bool is_pack;                       /* annexes are on this page */
    bool is_print;                      /* for a print engine: no links to other files */
    const struct referat_node *until;   /* where the list ends; NULL: at its end */
    int heading_shift; /* added to heading levels, the result kept within 1-6 */
    int heading_top; /* lowest level that occurs in these nodes' headings before shifting
                        (0: unknown, no closing up) */
    const char
        *anchor_prefix; /* ids of headings: prefix + slug; NULL: headings have no ids */
    const char *root;   /* relative path from the page to the series' folder of outputs
                           ("../"), for links to other meetings */
};

/* True for a link that is printed as text: a refused one, and on a page one that leads to
 * no page of the pack. */
bool rf_link_is_dead(const struct rf_prose_context *context,
                     const struct referat_node *node);

/* False for such a link of the public edition: it is its words alone, since where it
 * leads to may be the name of a closed file. One that was refused is shown as it was
 * typed. */
bool rf_link_says_where(const struct rf_prose_context *context,
                        const struct referat_node *node);

/* Appends "Punkt 3, Bilag 2", the pack's number of the annex that a link leads to; false
 * where nothing is to be added, because the link's own text says just that. */
bool rf_link_see_annex(const struct rf_prose_context *context,
                       const struct referat_node *link, struct rf_buf *see);

/* Appends the text without markup, for alternatives and comparisons. */
void rf_prose_plain(const struct referat_node *list, struct rf_buf *out);

/* Appends the nodes as HTML5. Text, attributes and URLs are escaped by four named doors
 * (html_escape.h). */
void rf_prose_html(const struct rf_prose_context *context,
                   const struct referat_node *list, struct rf_buf *out);

/* Appends inlines as HTML. */
void rf_inlines_html(const struct rf_prose_context *context,
                     const struct referat_node *list, struct rf_buf *out);

/* Appends the nodes as CommonMark plus pipe tables and task-list items, without HTML;
 * every line begins with prefix (may be ""). Ends with a newline; blocks are parted by
 * one blank line. What it says is what the HTML says. */
void rf_prose_markdown(const struct rf_prose_context *context,
                       const struct referat_node *list, const char *prefix,
                       struct rf_buf *out);

/* Appends inlines as one line of Markdown. */
void rf_inlines_markdown(const struct rf_prose_context *context,
                         const struct referat_node *list, struct rf_buf *out);

/* Appends plain text so that it reads as itself in Markdown. is_line_start: also guard
 * against becoming a block. */
void rf_text_markdown(const char *text, bool is_line_start, struct rf_buf *out);

#endif
