/* A source file in memory and where its lines begin (diag). */
#include "diag/source.h"

#include <string.h>

#include "base/list.h"
#include "base/str.h"

/* One pass over the text: the list grows by doubling. Prose has some 80 bytes a line. */
static void index_lines(struct rf_arena *arena, struct referat_source *source)
{
    const char *end = source->text + source->text_bytes;
    size_t capacity = source->text_bytes / 60 + 16;
    uint32_t n = 1;
    uint32_t *starts = RF_ARENA_NEW_ARRAY(arena, capacity, uint32_t);
    for (const char *p = source->text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL;
         p++) {
        if (n == capacity) {
            starts = rf_list_grow(arena, starts, &capacity, sizeof *starts);
        }
        starts[n++] = (uint32_t)(p + 1 - source->text);
    }
    source->line_starts = starts;
    source->line_count = n;
}

struct referat_source *rf_source_adopt(struct rf_arena *arena, const char *name,
                                       char *text, size_t n)
{
    struct referat_source *source = RF_ARENA_NEW(arena, struct referat_source);
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    text[n] = '\0';
    if (n && memchr(text, '\r', n)) { /* CRLF becomes LF; a lone CR is reported later */
        size_t kept = 0;
        for (size_t i = 0; i < n; i++) {
            if (text[i] != '\r' || i + 1 == n || text[i + 1] != '\n') {
                text[kept++] = text[i];
            }
        }
        n = kept;
        text[n] = '\0';
    }
    source->name = rf_arena_string(arena, name);
    source->text = text;
    source->text_bytes = (uint32_t)n;
    index_lines(arena, source);
    return source;
}

struct referat_source *rf_source_make(struct rf_arena *arena, const char *name,
                                      const char *text, size_t n)
{
    return rf_source_adopt(arena, name, rf_arena_copy(arena, text, n), n);
}

uint32_t rf_source_line(const struct referat_source *source, uint32_t offset_bytes)
{
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset_bytes) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return source->lines_before + low + 1;
}

struct rf_place rf_source_place(const struct referat_source *source,
                                uint32_t offset_bytes)
{
    if (offset_bytes > source->text_bytes) {
        offset_bytes = source->text_bytes;
    }
    uint32_t line = rf_source_line(source, offset_bytes);
    uint32_t start = source->line_starts[line - source->lines_before - 1];
    size_t before = rf_utf8_count(source->text + start, offset_bytes - start);
    return (struct rf_place){line, (uint32_t)before + 1};
}

const char *rf_source_line_text(const struct referat_source *source, uint32_t line,
                                size_t *n)
{
    line -= source->lines_before;
    uint32_t start = source->line_starts[line - 1];
    uint32_t end =
        line < source->line_count ? source->line_starts[line] - 1 : source->text_bytes;
    *n = end - start;
    return source->text + start;
}

/* ---- Closed parts ---- */

void rf_source_close(struct rf_arena *arena, struct referat_source *source,
                     uint32_t start_bytes, uint32_t end_bytes, const char *whose)
{
    struct rf_closed_range *range = RF_ARENA_NEW(arena, struct rf_closed_range);
    range->next = source->closed;
    range->start_bytes = start_bytes;
    range->end_bytes = end_bytes < source->text_bytes ? end_bytes : source->text_bytes;
    range->whose = whose;
    source->closed = range;
}

bool rf_source_is_within_closed(struct referat_span span)
{
    for (const struct rf_closed_range *r = span.source ? span.source->closed : NULL; r;
         r = r->next) {
        if (r->start_bytes <= span.start_bytes && span.end_bytes <= r->end_bytes) {
            return true;
        }
    }
    return false;
}

const char *rf_source_whose(struct referat_span span)
{
    const struct referat_source *source = span.source;
    const char *whose = source && source->is_unquoted ? "" : NULL;
    if (!source || !source->closed) {
        return whose;
    }
    /* [start, end): the lines that the span touches, which a message would show. */
    uint32_t start = span.start_bytes, end = span.end_bytes;
    start = start < source->text_bytes ? start : source->text_bytes;
    while (start > 0 && source->text[start - 1] != '\n') {
        start--;
    }
    end = end > span.start_bytes ? end : span.start_bytes;
    while (end < source->text_bytes && source->text[end] != '\n') {
        end++;
    }
    for (const struct rf_closed_range *r = source->closed; r; r = r->next) {
        bool is_around =
            r->start_bytes <= span.start_bytes && span.end_bytes <= r->end_bytes;
        bool is_near = r->start_bytes <= end && r->end_bytes >= start;
        if (*r->whose && is_around) {
            return r->whose;
        }
        whose = is_near && (!whose || !*whose) ? r->whose : whose;
    }
    return whose;
}

bool rf_source_is_closed(struct referat_span span)
{
    return rf_source_whose(span) != NULL;
}

/* ---- Excerpts ---- */

struct referat_source *rf_source_of_line(struct rf_arena *arena,
                                         const struct rf_source_line *line)
{
    static const uint32_t first_line[] = {0};
    struct referat_source *source = RF_ARENA_NEW(arena, struct referat_source);
    source->name = line->name;
    source->text = line->text;
    source->text_bytes = (uint32_t)line->text_bytes;
    source->line_starts = first_line;
    source->line_count = 1;
    source->lines_before = line->lines_before;
    source->bytes_before = line->bytes_before;
    if (line->whose) {
        rf_source_close(arena, source, 0, source->text_bytes, line->whose);
    }
    return source;
}

struct referat_span rf_source_excerpt(struct rf_arena *arena, struct referat_span span)
{
    const struct referat_source *source = span.source;
    if (!source) {
        return span;
    }
    uint32_t number = rf_source_line(source, span.start_bytes);
    size_t n;
    const char *text = rf_source_line_text(source, number, &n);
    uint32_t start = (uint32_t)(text - source->text);
    const struct rf_source_line line = {
        .name = rf_arena_string(arena, source->name),
        .text = rf_arena_copy(arena, text, n),
        .text_bytes = n,
        .lines_before = number - 1,
        .bytes_before = source->bytes_before + start,
        .whose = rf_arena_string(arena, rf_source_whose(span)),
    };
    uint32_t end = span.end_bytes - start;
    return rf_span(rf_source_of_line(arena, &line), span.start_bytes - start,
                   end < n ? end : n);
}
