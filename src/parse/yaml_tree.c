/* libyaml's events to a tree of our own, with byte positions and our own limits (parse).
 * The only file that knows libyaml.
 *
 * libyaml reads YAML 1.1 whole; the format is a small part of it (format.md section 3),
 * so what is beyond that is refused here event by event, before anything is expanded:
 * anchors, aliases, tags, several documents. Scalars are never typed. The tree is built
 * with a stack of open lists and mappings; a key is kept there until its value comes. */
#include "parse/yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/scan.h"
#include "base/str.h"
#include "diag/source.h"
#include "parse/characters.h"
#include "parse/yaml_hint.h"

/* The tree while it is built. The arrays are the stack: of each open list or mapping, the
 * node, its last entry, the key that waits for its value, and the number of entries. */
struct builder {
    struct rf_arena *arena;
    struct rf_diags *diags;
    const struct referat_source *source;
    yaml_parser_t parser;
    const char *text; /* of the range that is read */
    uint32_t start, end;
    size_t cursor_chars;  /* a place up to the last one converted, in characters … */
    uint32_t cursor;      /* … and in bytes from start */
    uint32_t ascii_bytes; /* from there on, each a character */
    struct rf_yaml *open[RF_LIMIT_YAML_DEPTH];
    struct rf_yaml *last[RF_LIMIT_YAML_DEPTH];
    const struct rf_yaml *keys[RF_LIMIT_YAML_DEPTH];
    int counts[RF_LIMIT_YAML_DEPTH];
    bool is_reported[RF_LIMIT_YAML_DEPTH]; /* its entry goes on with the next one's fields
                                            */
    int depth;
    size_t node_count;
    struct rf_yaml *top;
    bool failed;
};

#define IS_BEYOND_ASCII(c) ((c) >= 0x80)
RF_SCANNER(skip_ascii, IS_BEYOND_ASCII)

/* Sets the cursor to a character, and measures the run of ASCII from there. */
static void set_cursor(struct builder *b, size_t chars, uint32_t bytes)
{
    b->cursor_chars = chars;
    b->cursor = bytes;
    b->ascii_bytes = (uint32_t)skip_ascii(b->text, bytes, b->end - b->start) - bytes;
}

/* libyaml counts characters from the start of what it was given; we want bytes of the
 * source. Characters of ASCII are bytes. Positions come almost in order, so the walk over
 * the others goes on from the last one. */
static uint32_t byte_offset(struct builder *b, size_t chars)
{
    uint32_t n = b->end - b->start;
    if (chars < b->cursor_chars) {
        set_cursor(b, 0, 0);
    }
    while (chars - b->cursor_chars > b->ascii_bytes && b->cursor + b->ascii_bytes < n) {
        uint32_t next = b->cursor + b->ascii_bytes + 1;
        while (next < n && ((unsigned char)b->text[next] & 0xC0) == 0x80) {
            next++;
        }
        set_cursor(b, b->cursor_chars + b->ascii_bytes + 1, next);
    }
    size_t more = chars - b->cursor_chars;
    return b->start + b->cursor +
           (more < b->ascii_bytes ? (uint32_t)more : b->ascii_bytes);
}

/* The source of an event, without the blanks and line ends that libyaml counts to it. */
static struct referat_span event_span(struct builder *b, const yaml_event_t *event)
{
    uint32_t start = byte_offset(b, event->start_mark.index);
    uint32_t end = byte_offset(b, event->end_mark.index);
    const char *text = b->source->text;
    /* A block's end is where the next token begins. */
    while (end > start + 1 && (text[end - 1] == '\n' || text[end - 1] == ' ')) {
        end--;
    }
    return rf_span(b->source, start, end);
}

/* Reports YAML that is not part of the format. */
static void refuse(struct builder *b, struct referat_span span, const char *what,
                   const char *hint)
{
    struct referat_diagnostic *d = rf_diag_report(b->diags, RF_CODE_YAML_FEATURE, span,
                                                  "%s is not part of the format", what);
    rf_diag_hint(b->diags, d, "%s", hint);
    b->failed = true;
}

/* What libyaml was reading, in words for people who write lists and fields. */
static const char *syntax_context(struct rf_arena *arena, const char *context)
{
    static const struct {
        const char *context, *words;
    } known[] = {
        {"while parsing a flow sequence", "in the list in brackets that opens here"},
        {"while parsing a flow mapping", "in the fields in braces that open here"},
        {"while parsing a block sequence", "in the list that begins here"},
        {"while parsing a block collection", "in the list that begins here"},
        {"while parsing a block mapping", "in the fields that begin here"},
        {"while scanning a quoted scalar", "in the quoted text that opens here"},
        {"while scanning a simple key", "this line is no field with a value"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (rf_streq(context, known[i].context)) {
            return known[i].words;
        }
    }
    return rf_arena_string(arena, context);
}

/* Reports what libyaml stopped at, with what it was reading, and what to type instead. */
static void report_syntax(struct builder *b)
{
    const yaml_parser_t *p = &b->parser;
    const char *problem = p->problem ? p->problem : "not YAML";
    uint32_t at = byte_offset(b, p->problem_mark.index);
    struct referat_diagnostic *d =
        rf_diag_report(b->diags, RF_CODE_YAML_SYNTAX, rf_span(b->source, at, at + 1),
                       "this is not YAML: %s", problem);
    if (p->context && p->context_mark.index != p->problem_mark.index) {
        uint32_t from = byte_offset(b, p->context_mark.index);
        rf_diag_related(b->diags, d, rf_span(b->source, from, from + 1),
                        syntax_context(b->arena, p->context));
    }
    /* The hint looks at the lines themselves. */
    const struct rf_yaml_problem what = {
        b->source, b->start, b->end,
        problem,   at,       p->context ? byte_offset(b, p->context_mark.index) : at};
    rf_diag_hint(b->diags, d, "%s", rf_yaml_hint(b->arena, &what));
    b->failed = true;
}

/* A node for an event; its number is limited. */
static struct rf_yaml *make_node(struct builder *b, enum rf_yaml_type type,
                                 const yaml_event_t *event)
{
    struct rf_yaml *node = RF_ARENA_NEW(b->arena, struct rf_yaml);
    node->type = type;
    node->text = "";
    node->span = event_span(b, event);
    if (++b->node_count > RF_LIMIT_YAML_VALUES) {
        rf_diag_report(b->diags, RF_CODE_LIMIT_EXCEEDED, node->span,
                       "more than %d values in one document", RF_LIMIT_YAML_VALUES);
        b->failed = true;
    }
    return node;
}

/* Keeps a key until its value comes, and reports one that the mapping has already. Where
 * a list's entry has its first field again, on a line of its own, the dash of the next
 * entry was forgotten: that is said once, for the fields that follow are all that
 * entry's. */
static void take_key(struct builder *b, struct rf_yaml *node)
{
    if (node->type != RF_YAML_SCALAR) {
        refuse(b, node->span, "a key that is a list or a mapping",
               "write the key as plain text");
        return;
    }
    const struct rf_yaml *map = b->open[b->depth - 1], *twin = map->first;
    bool *is_reported = &b->is_reported[b->depth - 1];
    b->keys[b->depth - 1] = node;
    while (twin && (twin->key->text_bytes != node->text_bytes ||
                    memcmp(twin->key->text, node->text, node->text_bytes) != 0)) {
        twin = twin->next;
    }
    if (!twin || *is_reported) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        b->diags, RF_CODE_DUPLICATE_FIELD, node->span, "'%s' is given twice", node->text);
    rf_diag_related(b->diags, d, twin->key->span, "it was given here first");
    uint32_t from = twin->key->span.start_bytes;
    *is_reported = b->depth > 1 && b->open[b->depth - 2]->type == RF_YAML_LIST &&
                   twin == map->first &&
                   memchr(b->source->text + from, '\n', node->span.start_bytes - from);
    rf_diag_hint(b->diags, d,
                 *is_reported
                     ? "if the next entry begins here, write '- ' before it, two blanks "
                       "further left; else keep one of the two"
                     : "keep one of the two");
}

/* Reports "{1:adopted}", which is a key without a value to YAML, since no blank follows
 * the colon. */
static void check_blank(struct builder *b, const struct rf_yaml *value)
{
    const struct rf_yaml *key = value->key;
    const char *colon = strchr(key->text, ':');
    bool is_bare = value->type == RF_YAML_SCALAR && !value->text_bytes &&
                   value->style == RF_YAML_PLAIN && key->style == RF_YAML_PLAIN;
    if (!colon || !colon[1] || !is_bare || b->source->text[key->span.end_bytes] == ':') {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(b->diags, RF_CODE_YAML_SYNTAX, key->span,
                       "this is not YAML: '%s' is no field with a value", key->text);
    rf_diag_hint(b->diags, d, "write a blank after the colon: %.*s: %s",
                 (int)(colon - key->text), key->text, colon + 1);
    b->failed = true;
}

/* Adds a node to the list or mapping that is open: there it is a key or the value of the
 * last one. The value of a key given twice is added too; rf_yaml_get finds the first. */
static void add_node(struct builder *b, struct rf_yaml *node)
{
    if (b->depth == 0) {
        b->top = node;
        return;
    }
    /* In a mapping, keys and values come in turn. */
    struct rf_yaml *parent = b->open[b->depth - 1];
    if (parent->type == RF_YAML_MAP) {
        if (!b->keys[b->depth - 1]) {
            take_key(b, node);
            return;
        }
        node->key = b->keys[b->depth - 1];
        check_blank(b, node);
        b->keys[b->depth - 1] = NULL;
    }
    if (++b->counts[b->depth - 1] > RF_LIMIT_YAML_ENTRIES) {
        rf_diag_report(b->diags, RF_CODE_LIMIT_EXCEEDED, node->span,
                       "more than %d entries in one list or mapping",
                       RF_LIMIT_YAML_ENTRIES);
        b->failed = true;
    }
    if (b->last[b->depth - 1]) {
        b->last[b->depth - 1]->next = node;
    } else {
        parent->first = node;
    }
    b->last[b->depth - 1] = node;
}

/* A scalar: copied as text, with its style. Some mistakes show in it alone. */
static void on_scalar(struct builder *b, const yaml_event_t *event)
{
    static const enum rf_yaml_style styles[] = {
        [YAML_SINGLE_QUOTED_SCALAR_STYLE] = RF_YAML_QUOTED,
        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = RF_YAML_QUOTED,
        [YAML_LITERAL_SCALAR_STYLE] = RF_YAML_LITERAL,
        [YAML_FOLDED_SCALAR_STYLE] = RF_YAML_FOLDED,
    };
    struct rf_yaml *node = make_node(b, RF_YAML_SCALAR, event);
    if (event->data.scalar.anchor) {
        refuse(b, node->span, "an anchor (&)",
               "write the value out where it is needed, or quote it");
    } else if (event->data.scalar.tag) {
        refuse(b, node->span, "a tag (!)", "leave the tag out, or quote the value");
    }
    node->text_bytes = (uint32_t)event->data.scalar.length;
    node->text =
        rf_arena_copy(b->arena, (const char *)event->data.scalar.value, node->text_bytes);
    node->style = styles[event->data.scalar.style];
    struct rf_bad_character bad;
    if (rf_bad_character_find(node->text, node->text_bytes, 0, &bad)) {
        rf_bad_character_report(b->diags, node->span, bad.c); /* an escape: "\e" */
        b->failed = true;
    }
    if (node->style == RF_YAML_PLAIN && rf_yaml_is_cut_quote(node->text)) {
        struct referat_diagnostic *d = rf_diag_report(
            b->diags, RF_CODE_YAML_SYNTAX, node->span,
            "this is not YAML: the curly quotation mark holds nothing together");
        rf_diag_hint(b->diags, d, "write straight ones around the whole value: \"…\"");
        b->failed = true;
    }
    add_node(b, node);
}

/* A list or mapping begins. */
static void on_open(struct builder *b, const yaml_event_t *event, enum rf_yaml_type type,
                    bool has_anchor, bool has_tag)
{
    struct rf_yaml *node = make_node(b, type, event);
    if (has_anchor) {
        refuse(b, node->span, "an anchor (&)", "write the value out where it is needed");
    } else if (has_tag) {
        refuse(b, node->span, "a tag (!)", "leave the tag out");
    }
    add_node(b, node);
    /* The stack is full: what is in this one is not read. */
    if (b->depth == RF_LIMIT_YAML_DEPTH) {
        rf_diag_report(b->diags, RF_CODE_LIMIT_EXCEEDED, node->span,
                       "lists and mappings nested deeper than %d", RF_LIMIT_YAML_DEPTH);
        b->failed = true;
        return;
    }
    /* Its entries follow. */
    b->open[b->depth] = node;
    b->last[b->depth] = NULL;
    b->keys[b->depth] = NULL;
    b->counts[b->depth] = 0;
    b->is_reported[b->depth] = false;
    b->depth++;
}

/* One event; false at the end of the stream. */
static bool take_event(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        on_scalar(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        on_open(b, event, RF_YAML_LIST, event->data.sequence_start.anchor,
                event->data.sequence_start.tag);
        break;
    case YAML_MAPPING_START_EVENT:
        on_open(b, event, RF_YAML_MAP, event->data.mapping_start.anchor,
                event->data.mapping_start.tag);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: {
        uint32_t end = byte_offset(b, event->end_mark.index);
        struct referat_span *span = &b->open[--b->depth]->span;
        span->end_bytes = end > span->end_bytes ? end : span->end_bytes;
        break;
    }
    case YAML_ALIAS_EVENT:
        refuse(b, event_span(b, event), "an alias (*)",
               "write the value out, or quote it");
        break;
    case YAML_DOCUMENT_START_EVENT:
        if (b->top) {
            refuse(b, event_span(b, event), "a second document in one file",
                   "keep one document a file");
        }
        break;
    case YAML_STREAM_END_EVENT:
        return false;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

struct rf_yaml *rf_yaml_read(struct rf_arena *arena, struct rf_diags *diags,
                             const struct referat_source *source, uint32_t start,
                             uint32_t end, bool *failed)
{
    struct builder b = {
        .arena = arena,
        .diags = diags,
        .source = source,
        .text = source->text + start,
        .start = start,
        .end = end,
    };
    set_cursor(&b, 0, 0);
    if (!yaml_parser_initialize(&b.parser)) {
        rf_out_of_memory();
    }
    /* The text is valid UTF-8, checked before; libyaml would guess from its first bytes.
     */
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)b.text, end - start);
    for (bool has_more = true; has_more && !b.failed;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&b.parser, &event)) {
            if (b.parser.error == YAML_MEMORY_ERROR) {
                rf_out_of_memory();
            }
            report_syntax(&b);
            break;
        }
        has_more = take_event(&b, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&b.parser);
    *failed = b.failed;
    return b.failed ? NULL : b.top;
}

const struct rf_yaml *rf_yaml_get(const struct rf_yaml *map, const char *key)
{
    if (!map || map->type != RF_YAML_MAP) {
        return NULL;
    }
    const struct rf_yaml *v = map->first;
    while (v && strcmp(v->key->text, key) != 0) {
        v = v->next;
    }
    return v;
}

size_t rf_yaml_count(const struct rf_yaml *list)
{
    size_t count = 0;
    for (const struct rf_yaml *v = list->first; v; v = v->next) {
        count++;
    }
    return count;
}

const char *rf_yaml_library(void)
{
    return yaml_get_version_string();
}
