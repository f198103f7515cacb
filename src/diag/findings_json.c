/* Diagnostics as JSON for programs: one object a line (diag). Columns count characters
 * from 1, bytes count from 0 in the file, also where the source in memory is an excerpt.
 */
#include "diag/diag.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpr.h"
#include "base/json_values.h"
#include "base/str.h"
#include "diag/source.h"

/* A string in which personal numbers are masked. */
static json_t *make_string(const char *s)
{
    struct rf_buf buf = {0};
    rf_utf8_put_clean(&buf, s);
    rf_cpr_mask(buf.p, buf.n);
    json_t *value = rf_json_made(json_string(rf_buf_string(&buf)));
    rf_buf_clear(&buf);
    return value;
}

static void set_string(json_t *object, const char *key, const char *s)
{
    if (s) {
        rf_json_set(object, key, make_string(s));
    }
}

static void set_number(json_t *object, const char *key, unsigned long number)
{
    rf_json_set(object, key, json_integer((json_int_t)number));
}

static void set_span(json_t *object, struct referat_span span)
{
    struct referat_location location = referat_locate(span);
    set_number(object, "line", location.line);
    set_number(object, "column", location.column);
    set_number(object, "end_line", location.end_line);
    set_number(object, "end_column", location.end_column);
    uint32_t before = span.source ? span.source->bytes_before : 0;
    set_number(object, "start_byte", before + span.start_bytes);
    set_number(object, "end_byte", before + span.end_bytes);
}

static json_t *make_related(const struct referat_diagnostic *diagnostic)
{
    struct referat_location location = referat_locate(diagnostic->related);
    json_t *related = rf_json_made(json_object());
    set_string(related, "file", location.file);
    set_number(related, "line", location.line);
    set_number(related, "column", location.column);
    set_string(related, "message", diagnostic->related_message);
    return related;
}

/* The lines of the details, each a string of an array. */
static json_t *make_lines(const char *lines)
{
    json_t *list = rf_json_made(json_array());
    struct rf_buf line = {0};
    for (; *lines; lines += strcspn(lines, "\n") + 1) {
        rf_buf_reset(&line);
        rf_buf_add(&line, lines, strcspn(lines, "\n"));
        rf_json_append(list, make_string(rf_buf_string(&line)));
    }
    rf_buf_clear(&line);
    return list;
}

/* Members are in the order in which they are set; one without a value is left out. */
void rf_diag_json(const struct referat_diagnostic *diagnostic, struct rf_buf *out)
{
    const struct referat_source *source = diagnostic->span.source;
    const char *file = source ? referat_locate(diagnostic->span).file : diagnostic->file;
    json_t *object = rf_json_made(json_object());
    set_string(object, "name", diagnostic->name);
    set_string(object, "severity", rf_severity_name(diagnostic->severity));
    set_string(object, "file", file);
    if (source) {
        set_span(object, diagnostic->span);
    }
    set_string(object, "message", diagnostic->message);
    set_string(object, "hint", diagnostic->hint);
    if (diagnostic->related.source) {
        rf_json_set(object, "related", make_related(diagnostic));
    }
    if (diagnostic->details) {
        rf_json_set(object, "details", make_lines(diagnostic->details));
    }
    rf_json_put(object, JSON_COMPACT, out);
    rf_buf_char(out, '\n');
    json_decref(object);
}
