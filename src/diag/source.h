/* A source file in memory: its bytes, checked as UTF-8, and where its lines begin
 * (diag). */
#ifndef RF_DIAG_SOURCE_H
#define RF_DIAG_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "referat/model.h"

/* Bytes [start, end) of a source that are closed. */
struct rf_closed_range {
    struct rf_closed_range *next;
    uint32_t start_bytes, end_bytes;
    const char *whose; /* in words that quote nothing: "item 4 of 2026-03-09"; "" where
                          that is not known */
};

struct referat_source {
    const char
        *name; /* as messages print it: relative to where the command was started */
    const char *text; /* NUL-terminated; without a byte-order mark; CRLF is LF */
    uint32_t text_bytes;
    const uint32_t *line_starts; /* byte offset of each line; made by rf_source_index */
    uint32_t line_count;
    uint32_t lines_before; /* 0 but for an excerpt: lines of the file above the text … */
    uint32_t bytes_before;          /* … and their bytes */
    struct rf_closed_range *closed; /* what a public run must not quote; NULL: nothing */
    bool is_unquoted;               /* it quotes nothing of it, though it may be open */
};

/* 1-based line and column. The column counts Unicode characters, tabs as one. */
struct rf_place {
    uint32_t line;
    uint32_t column_chars;
};

/* Makes a source of text[0..n): drops a byte-order mark and turns CRLF into LF. The text
 * must be valid UTF-8 for columns to mean anything; check with rf_utf8_valid first. The
 * result lives in arena; text need not. */
struct referat_source *rf_source_make(struct rf_arena *arena, const char *name,
                                      const char *text, size_t n);

/* The same without a copy: text[0..n) lives in arena, with room for a NUL after it, and
 * is changed in place. It belongs to the source from here on. */
struct referat_source *rf_source_adopt(struct rf_arena *arena, const char *name,
                                       char *text, size_t n);

/* offset_bytes may equal the length (end of file); larger is taken as that. */
struct rf_place rf_source_place(const struct referat_source *source,
                                uint32_t offset_bytes);

/* The line (1-based) that holds offset_bytes. */
uint32_t rf_source_line(const struct referat_source *source, uint32_t offset_bytes);

/* The bytes of a 1-based line, without its newline. */
const char *rf_source_line_text(const struct referat_source *source, uint32_t line,
                                size_t *n);

/* The two parts of a document. yaml and body are byte ranges [start, end) of the text;
 * absent parts are empty. */
struct rf_split {
    bool has_yaml;
    bool has_body;    /* a Markdown part of its own; a .yaml file may have it in the field
                         `body` instead */
    bool is_unclosed; /* a first `---` line without a second one */
    uint32_t yaml_start, yaml_end;
    uint32_t body_start, body_end;
};

/* Splits a .md document: front matter between two `---` lines, then the body. */
struct rf_split rf_split_markdown(const struct referat_source *source);

/* Splits a .yaml document: one mapping, or a Markdown front matter between two `---`
 * lines and then the YAML. */
struct rf_split rf_split_yaml(const struct referat_source *source);

/* One line of a file, which is all that is left of it. */
struct rf_source_line {
    const char *name; /* of the file, as messages print it */
    const char *text; /* NUL-terminated, without its newline */
    size_t text_bytes;
    uint32_t lines_before, bytes_before; /* of the file, above the line */
    const char *whose;                   /* where it is closed; NULL: it is open */
};

/* A source of that one line; its strings are used as they are, and must live as long as
 * arena. */
struct referat_source *rf_source_of_line(struct rf_arena *arena,
                                         const struct rf_source_line *line);

/* The same place in an excerpt, a source that holds only the line where the span begins
 * and outlives the whole one. A span without a source is returned as it is. */
struct referat_span rf_source_excerpt(struct rf_arena *arena, struct referat_span span);

/* Marks a part of the source as closed; an end beyond the text is taken as its end. whose
 * is kept. */
void rf_source_close(struct rf_arena *arena, struct referat_source *source,
                     uint32_t start_bytes, uint32_t end_bytes, const char *whose);

/* Whose closed part a line that the span touches holds, the one around the span before
 * any other; NULL: it holds none. */
const char *rf_source_whose(struct referat_span span);

/* True where a line that the span touches holds a closed part. */
bool rf_source_is_closed(struct referat_span span);

/* True where all of the span itself lies in a closed part. */
bool rf_source_is_within_closed(struct referat_span span);

/* A span of source. */
static inline struct referat_span rf_span(const struct referat_source *source,
                                          size_t start, size_t end)
{
    return (struct referat_span){source, (uint32_t)start, (uint32_t)end};
}

#endif
