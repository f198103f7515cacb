/* The vocabulary that pages are written in, once for every format (render).
 *
 * This folder turns one meeting of the model into its pages: agenda, minutes and pack, as
 * HTML and as Markdown, and the pack once more as HTML for a print engine. Its central
 * type is struct rf_writer: the page at hand, with the operations of a format
 * (rf_writer_html, rf_writer_markdown). The page_*.c files say what a page holds and in
 * which order, one function for each element, and never ask which format they write;
 * page_pack.c reads as the table of contents. build/ calls rf_page_write for each page of
 * a meeting, print/ calls rf_page_print, and index/ writes its own pages over the same
 * vocabulary.
 *
 * Hard to see: elements are opened and closed by the caller, but a list of facts opens
 * itself with its first fact, and is closed by rf_facts_end, by rf_prose and by rf_close.
 * So a function may print facts without knowing whether others stand before or after
 * them. Prose (paragraphs, lists, tables of a document's Markdown) does not go through
 * the operations node by node: prose_html.c and prose_markdown.c walk the nodes
 * themselves. */
#ifndef RF_RENDER_WRITER_H
#define RF_RENDER_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "lang/lang.h"
#include "render/abbreviation.h"
#include "render/for_print.h"
#include "referat/model.h"

enum rf_element {
    RF_HEADER,
    RF_MAIN,
    RF_NAV,
    RF_SECTION, /* sections and articles have a heading, one level below what holds them
                 */
    RF_ARTICLE,
    RF_FILE,     /* an article whose pages are a file's own */
    RF_BOX,      /* what is recommended */
    RF_LONG_BOX, /* so much that it does not fit on one page */
    RF_DECISION, /* what was decided, and the words about it */
    RF_SIGNATURE,
    RF_SIGN, /* a line to sign on; below it who does */
    RF_LETTERHEAD,
    RF_ELEMENT_COUNT,
};

enum rf_line {
    RF_LINE_PLAIN,
    RF_LINE_KICKER, /* above a title: whose document it is */
    RF_LINE_META,
    RF_LINE_LEAD, /* begins what follows: "Det indstilles," */
    RF_LINE_MARK, /* draft, cancelled, closed */
};

enum rf_fact {
    RF_FACT_FIRST, /* of its list */
    RF_FACT_NEXT,
    RF_FACT_MORE, /* a further value of the one before it, whose label is the same */
};

enum rf_list { RF_LIST_PLAIN, RF_LIST_BULLETS, RF_LIST_ORDERED };

/* What a page says of itself where no reader sees it at once. */
struct rf_about {
    const char *title;
    const char *mark;                /* stands on every printed page; "" for none */
    const char *author;              /* the body that meets; "": not said */
    const char *description;         /* which page of which meeting; "": not said */
    const struct referat_date *date; /* of the meeting; NULL or year 0: none */
};

struct rf_writer {
    const struct rf_writer_ops *ops;
    struct rf_buf *out;
    const struct referat_series *series;
    const struct rf_lang *lang;
    struct rf_abbreviations abbreviations; /* of the series */
    const struct referat_meeting *meeting; /* whose page this is */
    bool is_pack;                 /* … and it is the pack, which holds annexes */
    const struct rf_print *print; /* for a print engine; NULL: for the screen */
    int level;                    /* of the next heading */
    const char *id;     /* of the section just opened, for its heading; NULL: none */
    bool in_facts;      /* a list of facts is open … */
    enum rf_label fact; /* … and this was the last in it */
    bool in_contents; /* the table of contents is, which has a column for page numbers */
    int list_depth;
    bool is_bold;      /* Markdown: the line at hand is */
    char bullet;       /* Markdown: of the list at hand */
    int ordinal;       /* Markdown: of the next entry of an ordered list; 0: bullets */
    size_t line_start; /* Markdown: where the running line's own text begins */
    size_t column;     /* Markdown: where the running cell begins */
    size_t table_count;
    const struct referat_node *until; /* where the next prose ends; NULL: at its end */
    const char
        *policy;       /* HTML: what the page may load and run; NULL: pictures it holds */
    const char *style; /* HTML: rules that follow those of every page; NULL: none */
    struct rf_buf scratch; /* for words that still have to be escaped */
};

/* What a format implements. Every _open has its _close, in the order of a tree; text and
 * what follows it stand within an open heading, line, fact, entry or cell. */
struct rf_writer_ops {
    void (*begin)(struct rf_writer *w, const struct rf_about *about);
    void (*end)(struct rf_writer *w);
    void (*open)(struct rf_writer *w, enum rf_element element);
    void (*close)(struct rf_writer *w, enum rf_element element);
    void (*end_mark)(struct rf_writer *w, const char *id); /* a document ends here */
    /* An empty page for a file's page of this size (rf_sheet_size); last_of: the id of
     * the document that ends with it, NULL: none does. */
    void (*sheet)(struct rf_writer *w, size_t size, const char *last_of);
    void (*heading_open)(struct rf_writer *w);
    void (*heading_close)(struct rf_writer *w);
    void (*line_open)(struct rf_writer *w, enum rf_line line);
    void (*line_close)(struct rf_writer *w);
    void (*facts_open)(struct rf_writer *w);
    void (*facts_close)(struct rf_writer *w);
    void (*fact_open)(struct rf_writer *w, const char *label, enum rf_fact place);
    void (*fact_close)(struct rf_writer *w);
    void (*list_open)(struct rf_writer *w, enum rf_list kind);
    void (*list_close)(struct rf_writer *w, enum rf_list kind);
    void (*entry_open)(struct rf_writer *w);
    void (*entry_close)(struct rf_writer *w);
    void (*table_open)(struct rf_writer *w, const char *caption,
                       const enum rf_label *heads, size_t count);
    void (*table_close)(struct rf_writer *w);
    void (*row_open)(struct rf_writer *w);
    void (*row_close)(struct rf_writer *w);
    void (*cell_open)(struct rf_writer *w, bool is_short); /* short: never broken */
    void (*cell_close)(struct rf_writer *w);
    void (*text)(struct rf_writer *w, const char *s);
    void (*strong)(struct rf_writer *w, const char *s);
    void (*isolate)(struct rf_writer *w, bool opens); /* words that run the other way */
    void (*inlines)(struct rf_writer *w, const struct referat_node *list);
    void (*prose)(struct rf_writer *w, const struct referat_node *list);
    void (*link_open)(struct rf_writer *w, const char *page, const char *anchor);
    void (*link_close)(struct rf_writer *w, const char *page, const char *anchor);
    /* A picture whose file is at this address beside the page. */
    void (*picture)(struct rf_writer *w, const struct referat_image *image,
                    const char *alternative, const char *file);
    void (*date)(struct rf_writer *w, const struct referat_date *date);
};

extern const struct rf_writer_ops rf_writer_html;
extern const struct rf_writer_ops rf_writer_markdown;

void rf_writer_init(struct rf_writer *w, const struct rf_writer_ops *ops,
                    const struct referat_series *series, struct rf_buf *out);
void rf_writer_clear(struct rf_writer *w);

/* Opens an element; id may be NULL. The heading of a section or article goes one level
 * down. */
void rf_open(struct rf_writer *w, enum rf_element element, const char *id);
void rf_close(struct rf_writer *w, enum rf_element element);

const char *rf_word(const struct rf_writer *w, enum rf_label label);
void rf_text(struct rf_writer *w, const char *s);
void rf_number(struct rf_writer *w, long long value);
void rf_bracketed(struct rf_writer *w, const char *s); /* " (s)" */
void rf_heading(struct rf_writer *w, const char *s);
void rf_line(struct rf_writer *w, enum rf_line kind, const char *s);
/* Opens a section that begins with this heading; rf_close closes it. */
void rf_titled_section(struct rf_writer *w, const char *id, const char *title);

/* A value that was given prints its words, one that is "none" a dash, any other nothing
 * (format.md section 3); rf_prints: whether there is something to print. */
bool rf_prints(enum referat_given given);
void rf_value(struct rf_writer *w, const struct referat_text *text);
void rf_value_heading(struct rf_writer *w, const struct referat_text *text);
void rf_value_line(struct rf_writer *w, enum rf_line kind,
                   const struct referat_text *text);
void rf_prose(struct rf_writer *w, const struct referat_prose *prose);

/* A label whose {name} stands for value. */
void rf_filled(struct rf_writer *w, enum rf_label label, const char *name,
               const char *value);
/* The same for an item: {ref} is "punkt 3", {item} the number alone. */
void rf_filled_item(struct rf_writer *w, enum rf_label label, const char *number);
void rf_filled_number(struct rf_writer *w, enum rf_label label, long long value);

/* What the full edition alone has is marked: " – Closed item", the label's words after a
 * dash. Nothing for what is open. */
void rf_closed_mark(struct rf_writer *w, enum referat_access access, enum rf_label label);

/* A fact is a label and a value. The list opens with the first one; rf_facts_end closes
 * it. A fact with the label of the one before it is a further value of that one. A value
 * that is not there prints no label either. */
void rf_fact_open(struct rf_writer *w, enum rf_label label);
void rf_fact_close(struct rf_writer *w);
void rf_facts_end(struct rf_writer *w);
void rf_fact_words(struct rf_writer *w, enum rf_label label, const char *s);
void rf_fact_text(struct rf_writer *w, enum rf_label label,
                  const struct referat_text *text);
void rf_fact_raw(struct rf_writer *w, enum rf_label label, const struct referat_raw *raw);
void rf_fact_date(struct rf_writer *w, enum rf_label label,
                  const struct referat_date *date);
void rf_fact_prose(struct rf_writer *w, enum rf_label label,
                   const struct referat_prose *p);
void rf_fact_persons(struct rf_writer *w, enum rf_label label,
                     const struct referat_persons *persons);
void rf_fact_range(struct rf_writer *w, enum rf_label label,
                   const struct referat_time_range *range);

void rf_range(struct rf_writer *w, int start_min,
              int end_min); /* end -1: a start alone */
void rf_clock(struct rf_writer *w, int minutes);
/* A name, or what stands beside one: isolated where it runs from right to left. Every
 * name on a page goes through one of these. */
void rf_name(struct rf_writer *w, const struct referat_text *name);
void rf_name_text(struct rf_writer *w, const char *name);
void rf_names_text(struct rf_writer *w, const char *names); /* joined by commas */
/* Words with names that rf_put_isolated has put in. */
void rf_text_with_names(struct rf_writer *w, const char *s);
void rf_person(struct rf_writer *w, const struct referat_person *person);
void rf_names(struct rf_writer *w, const struct referat_persons *persons);
void rf_cell(struct rf_writer *w, const char *s);

struct rf_prose_context;

/* How these nodes are rendered where the writer stands: links as of its page, headings
 * below the running one. */
struct rf_prose_context rf_writer_context(const struct rf_writer *w,
                                          const struct referat_node *list);

#endif
