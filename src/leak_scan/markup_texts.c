/* HTML and XML, as text without its tags and as what stands in the tags (leak_scan). It
 * need not be well formed: a reader's program would show it all the same.
 *
 * A document is read once for all its text and all its values. Where it has elements that
 * a program shows apart from the text (notes, revisions), it is read again without them,
 * once as it was before the revisions and once as it is after: an element in the middle
 * of a word would hide the word. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/internal.h"

#include <string.h>
#include <strings.h>

enum {
    QUOTED_BYTES = 64 * 1024, /* a value in quotes that goes on for longer has no end */
    UNQUOTED = 1000,          /* after so many of them quotes mean nothing */
    NAME_BYTES = 32,
};

/* What the text is read without, as well: what was taken out or put in by a revision, and
 * what stands between the words without being one of them. */
enum { DELETED = 1, INSERTED = 2, ASIDE = 4, TOOLTIP = 8 };

static const struct {
    const char *name;
    unsigned kind;
} elements[] = {
    {"del", DELETED},
    {"moveFrom", DELETED},
    {"ins", INSERTED},
    {"moveTo", INSERTED},
    {"annotation", ASIDE},
    {"note", ASIDE},
    {"instrText", ASIDE},
    {"rt", ASIDE},
    {"rp", ASIDE},
    {"rPh", ASIDE},
    {"title", TOOLTIP},
    {"desc", TOOLTIP},
    {"template", ASIDE},
    {"noscript", ASIDE},
    {"drawing", ASIDE},
    {"pict", ASIDE},
    {"AlternateContent", ASIDE},
    {"object", ASIDE},
    {"frame", ASIDE},
    {"tracked-changes", ASIDE},
    {"sup", ASIDE},
};

struct markup {
    const char *p;
    size_t n;
    struct rf_buf text;   /* what stands between the tags */
    struct rf_buf values; /* what stands within them, each with a NUL */
    struct rf_buf runs;   /* values that are one text */
    unsigned kinds;       /* of the elements that were met */
    unsigned failures;    /* to find the end of a quoted value */
    bool has_tooltips;    /* "title" and "desc" are some: it is SVG, or holds it */
};

bool rf_look_is_markup(const char *p, size_t n)
{
    static const char *const beginnings[] = {"<!doctype", "<html", "<?xml", "<svg"};
    size_t at = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < n && (p[at] == ' ' || (p[at] >= '\t' && p[at] <= '\r'))) {
        at++;
    }
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        if (n - at >= length && strncasecmp(p + at, beginnings[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Where things end ---- */

/* The place after the next mark from at on; n where there is none. */
static size_t after(const struct markup *m, size_t at, const char *mark)
{
    size_t length = strlen(mark);
    const char *found = at < m->n ? memmem(m->p + at, m->n - at, mark, length) : NULL;
    return found ? (size_t)(found - m->p) + length : m->n;
}

/* True where the mark stands at a place, in capitals or not. */
static bool is_at(const struct markup *m, size_t at, const char *mark)
{
    size_t length = strlen(mark);
    return m->n - at >= length && strncasecmp(m->p + at, mark, length) == 0;
}

/* A quote that opens a value follows = or a blank: others are apostrophes in damaged
 * tags. After UNQUOTED values without an end none is believed any more. */
static bool opens_value(const struct markup *m, size_t at)
{
    char c = m->p[at];
    return (c == '"' || c == '\'') && (m->p[at - 1] == '=' || m->p[at - 1] == ' ') &&
           m->failures < UNQUOTED;
}

/* The end of the tag at p[at]: after its >, unless that stands within a quoted value.
 * Where a quote has no end within QUOTED_BYTES, the first > counts. */
static size_t tag_end(struct markup *m, size_t at)
{
    size_t limit = m->n - at > QUOTED_BYTES ? at + QUOTED_BYTES : m->n;
    for (size_t i = at + 1; i < limit; i++) {
        if (m->p[i] == '>') {
            return i + 1;
        }
        if (opens_value(m, i)) {
            const char *close = memchr(m->p + i + 1, m->p[i], limit - i - 1);
            if (!close) {
                break;
            }
            i = (size_t)(close - m->p);
        }
    }
    m->failures++;
    return after(m, at, ">");
}

/* ---- What stands in a tag ---- */

static void add_value(struct markup *m, const char *p, size_t n)
{
    rf_buf_add(&m->values, p, n);
    rf_buf_char(&m->values, '\0');
}

/* The quoted values of a tag one by one, then the rest of it. XPS writes the text of a
 * page as values of <Glyphs …>, and may break it anywhere: these are joined as well. */
static void take_values(struct markup *m, const char *p, size_t n)
{
    static const char key[] = "UnicodeString=";
    const char *found = *p == 'G' && n ? memmem(p, n, key, sizeof key - 1) : NULL;
    size_t at = found ? (size_t)(found - p) + sizeof key - 1 : n;
    const char *close = at + 1 < n ? memchr(p + at + 1, p[at], n - at - 1) : NULL;
    struct rf_buf rest = {0};
    if (close) {
        rf_buf_add(&m->runs, p + at + 1, (size_t)(close - p) - at - 1);
    }
    for (size_t i = 0; i < n; i++) {
        bool opens =
            (p[i] == '"' || p[i] == '\'') && i && (p[i - 1] == '=' || p[i - 1] == ' ');
        close = opens ? memchr(p + i + 1, p[i], n - i - 1) : NULL;
        if (close) {
            add_value(m, p + i + 1, (size_t)(close - p) - i - 1);
            i = (size_t)(close - p);
        } else {
            rf_buf_char(&rest, p[i]);
        }
    }
    add_value(m, rest.p ? rest.p : "", rest.n);
    rf_buf_clear(&rest);
}

/* ---- Elements ---- */

/* The name of an element without its prefix. */
static void read_name(const char *p, size_t n, char name[NAME_BYTES])
{
    size_t length = 0;
    for (size_t i = 0; i < n && !strchr(" \t\r\n/>", p[i]); i++) {
        if (p[i] == ':') {
            length = 0;
        } else if (length < NAME_BYTES - 1) {
            name[length++] = p[i];
        }
    }
    name[length] = '\0';
}

/* An element that is left out, and how many of its name are open within it. */
struct skipped {
    char name[NAME_BYTES];
    unsigned depth; /* 0: none is */
};

/* Takes note of a tag, p[0..n) with its brackets: of the kind of its element, and whether
 * one that is left out begins or ends there. */
static void enter(struct markup *m, const char *p, size_t n, unsigned kinds,
                  struct skipped *skipped)
{
    char name[NAME_BYTES];
    bool is_end = n > 1 && p[1] == '/', is_empty = n > 2 && p[n - 2] == '/';
    read_name(p + 1 + is_end, n - 1 - is_end, name);
    if (skipped->depth) {
        if (strcasecmp(name, skipped->name) == 0 && !is_empty) {
            skipped->depth += is_end ? -1U : 1U;
        }
        return;
    }
    unsigned kind = 0;
    for (size_t i = 0; !kind && i < sizeof elements / sizeof *elements; i++) {
        kind = strcasecmp(name, elements[i].name) == 0 ? elements[i].kind : 0;
    }
    kind = kind == TOOLTIP && !m->has_tooltips ? 0 : kind;
    m->kinds |= kind;
    if (kind & kinds && !is_end && !is_empty) {
        memcpy(skipped->name, name, sizeof name);
        skipped->depth = 1;
    }
}

/* The end of the content of a script or style sheet whose tag ended at at; at itself for
 * any other tag. */
static size_t take_script(struct markup *m, size_t at, const char *tag, bool takes_values)
{
    static const char *const names[] = {"script", "style"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(names[i]), end = at;
        if (!is_at(m, (size_t)(tag + 1 - m->p), names[i]) || tag[1 + length] == '-' ||
            m->p[at - 2] == '/') {
            continue;
        }
        while ((end = after(m, end, "</")) < m->n && !is_at(m, end, names[i])) {
        }
        end = end < m->n ? end - 2 : m->n;
        if (takes_values) {
            add_value(m, m->p + at, end - at);
        }
        return end;
    }
    return at;
}

/* ---- All of it ---- */

/* What begins with <! or <? at at: adds what is text in it, and returns where it ends. */
static size_t take_declaration(struct markup *m, size_t at, bool takes_text,
                               bool takes_values)
{
    bool is_cdata = is_at(m, at, "<![CDATA[");
    size_t end = is_cdata               ? after(m, at, "]]>")
                 : is_at(m, at, "<!--") ? after(m, at + 4, "-->")
                                        : after(m, at, ">");
    if (is_at(m, at, "<!doctype") && memchr(m->p + at, '[', end - at)) {
        end = after(m, after(m, at, "]"), ">");
    }
    size_t head = is_cdata ? strlen("<![CDATA[") : strlen("<!");
    if (is_cdata && takes_text) {
        rf_buf_add(&m->text, m->p + at + head, end - at - head);
    } else if (!is_cdata && takes_values) {
        add_value(m, m->p + at + head, end - at - head);
    }
    return end;
}

/* The next < that opens a tag which ends: a letter, /, ! or ? follows it. n: none. */
static size_t next_tag(const struct markup *m, size_t at)
{
    const char *found;
    while (at < m->n && (found = memchr(m->p + at, '<', m->n - at)) != NULL) {
        at = (size_t)(found - m->p);
        char c = at + 1 < m->n ? m->p[at + 1] : '\0', letter = (char)(c | 0x20);
        if ((letter >= 'a' && letter <= 'z') || c == '/' || c == '!' || c == '?') {
            return memchr(found, '>', m->n - at) ? at : m->n;
        }
        at++;
    }
    return m->n;
}

/* Reads it once, without the elements of these kinds. */
static void read_markup(struct markup *m, unsigned without, bool takes_values)
{
    struct skipped skipped = {.depth = 0};
    size_t from = 0; /* p[from..at) is text */
    rf_buf_reset(&m->text);
    for (size_t at; from < m->n; from = at) {
        bool takes_text = !skipped.depth;
        at = next_tag(m, from);
        if (takes_text) {
            rf_buf_add(&m->text, m->p + from, at - from);
        }
        if (at == m->n) {
            break;
        }
        const char *tag = m->p + at;
        if (tag[1] == '!' || tag[1] == '?') {
            at = take_declaration(m, at, takes_text, takes_values);
            continue;
        }
        size_t end = tag_end(m, at);
        enter(m, tag, end - at, without, &skipped);
        if (takes_values) {
            take_values(m, tag + 1, end - at - 1);
        }
        at = take_script(m, end, tag, takes_values);
    }
}

/* Comments and scripts may hold markup themselves. */
static bool look_at_values(struct rf_looking *l, const struct rf_buf *values,
                           unsigned depth);

/* Reads the document once more, without elements of these kinds. */
static bool look_at_text(struct rf_looking *l, struct markup *m, unsigned without)
{
    read_markup(m, without, false);
    return rf_look_string(l, m->text.p, m->text.n);
}

/* All readings of a document, or of a value that is one. */
static bool look_at(struct rf_looking *l, const char *p, size_t n, unsigned depth)
{
    struct markup m = {.p = p, .n = n, .has_tooltips = n && memmem(p, n, "<svg", 4)};
    unsigned aside = ASIDE | TOOLTIP;
    read_markup(&m, 0, true);
    bool is_enough = rf_look_string(l, m.text.p, m.text.n) ||
                     rf_look_string(l, m.runs.p, m.runs.n) ||
                     look_at_values(l, &m.values, depth) ||
                     (m.kinds && look_at_text(l, &m, aside | DELETED)) ||
                     (m.kinds & INSERTED && look_at_text(l, &m, aside | INSERTED));
    rf_buf_clear(&m.text);
    rf_buf_clear(&m.values);
    rf_buf_clear(&m.runs);
    return is_enough;
}

static bool look_at_values(struct rf_looking *l, const struct rf_buf *values,
                           unsigned depth)
{
    enum { DEEPEST = 2 };
    for (size_t at = 0, n; at < values->n; at += n + 1) {
        const char *value = values->p + at;
        n = strlen(value);
        if (rf_look_string(l, value, n) || (depth < DEEPEST && memchr(value, '<', n) &&
                                            look_at(l, value, n, depth + 1))) {
            return true;
        }
    }
    return false;
}

bool rf_look_markup(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf other = {0};
    if (!l->look->see) {
        return false; /* a caller of read alone gets the text with its markup */
    }
    bool is_enough = look_at(l, p, n, 0) ||
                     (rf_look_expand(p, n, &other) && look_at(l, other.p, other.n, 0));
    rf_buf_reset(&other);
    is_enough =
        is_enough || (rf_look_earlier(p, n, &other) && look_at(l, other.p, other.n, 0));
    rf_buf_clear(&other);
    return is_enough;
}
