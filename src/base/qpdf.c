/* qpdf, as a program: jobs, and a PDF's objects as JSON (base).
 *
 * A job is a JSON file in the folder where qpdf runs; what it reads of a PDF comes back
 * as JSON on its standard output. Objects are jansson's and counted: json_incref where a
 * value gets a second owner, rf_json_set and rf_json_append take the reference. */
#include "base/qpdf.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/subprocess.h"

enum {
    LIMIT_S = 120,
    JSON_LIMIT_BYTES = 64 * 1024 * 1024, /* about 1 GiB when parsed */
    REFERENCE_DEPTH = 16,                /* a reference to a reference … */
    PARENT_DEPTH = 64,                   /* of a page tree: deeper ones go in circles */
    STATUS_WARNINGS = 3,                 /* qpdf's manual: exit status */
};

static const size_t memory_bytes = (size_t)2 << 30;

/* ---- Making ---- */

json_t *rf_json_number(double value)
{
    double scaled = value * 1e6;
    if (fabs(scaled) < 1e15) { /* larger ones have no such decimals */
        value = (double)(int64_t)(scaled + copysign(0.5, scaled)) / 1e6;
    }
    return rf_json_made(json_real(value));
}

/* ---- Jobs ---- */

bool rf_qpdf_init(struct rf_qpdf *qpdf, const char *folder, struct rf_arena *arena)
{
    *qpdf = (struct rf_qpdf){.folder = folder, .arena = arena};
    qpdf->program = rf_program_find("qpdf", arena);
    return qpdf->program != NULL;
}

/* PDF has no exponents, and jansson writes small and large numbers with them. */
static void make_plain(json_t *value)
{
    const char *key;
    size_t i;
    json_t *part;
    if (json_is_real(value)) {
        double size = fabs(json_real_value(value));
        if (size < 1e-4 || size > 1e9) {
            json_real_set(value,
                          size < 1e-4 ? 0.0 : copysign(1e9, json_real_value(value)));
        }
    } else if (json_is_object(value)) {
        json_object_foreach(value, key, part)
        {
            make_plain(part);
        }
    } else {
        json_array_foreach(value, i, part)
        {
            make_plain(part);
        }
    }
}

/* Writes a file into the folder; false with why. */
static bool write_json(struct rf_qpdf *qpdf, const char *file, json_t *value)
{
    const char *path = rf_arena_join(qpdf->arena, qpdf->folder, "/", file, NULL);
    make_plain(value);
    if (json_dump_file(value, path, JSON_COMPACT | JSON_REAL_PRECISION(12)) == 0) {
        return true;
    }
    qpdf->why = rf_arena_format(qpdf->arena, "%s: %s", path, strerror(errno));
    return false;
}

/* Parses what qpdf wrote. Names may hold any bytes, and qpdf writes them as they are:
 * what is not UTF-8 becomes a character of Windows-1252. */
static bool parse(struct rf_qpdf *qpdf, const struct rf_program_result *result,
                  json_t **output)
{
    json_error_t error;
    const char *p = result->output;
    size_t n = result->output_bytes, valid;
    struct rf_buf text = {0};
    if (n > (qpdf->json_bytes ? qpdf->json_bytes : JSON_LIMIT_BYTES)) {
        qpdf->why = "it has too many objects";
        return false;
    }
    valid = rf_utf8_valid(p, n);
    qpdf->has_changed_names = valid < n;
    rf_buf_add(&text, p, qpdf->has_changed_names ? valid : 0);
    for (size_t i = valid, size; i < n; i += size) {
        uint32_t c = rf_utf8_next(p + i, n - i, &size);
        rf_utf8_put(&text, size > 1 || (unsigned char)p[i] < 0x80
                               ? c
                               : rf_windows_1252((unsigned char)p[i]));
    }
    *output = qpdf->has_changed_names ? json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error)
                                      : json_loadb(p, n, JSON_ALLOW_NUL, &error);
    rf_buf_clear(&text);
    if (!*output) {
        qpdf->why =
            rf_arena_format(qpdf->arena, "qpdf: line %d: %s", error.line, error.text);
    }
    return *output != NULL;
}

bool rf_qpdf_run(struct rf_qpdf *qpdf, json_t *job, json_t **output)
{
    const char *const argv[] = {qpdf->program, "--job-json-file=job.json", NULL};
    const struct rf_program program = {
        .argv = argv,
        .folder = qpdf->folder,
        .limit_s = LIMIT_S,
        .memory_bytes = memory_bytes,
        .file_bytes = qpdf->file_bytes,
    };
    bool is_written = write_json(qpdf, "job.json", job);
    json_decref(job);
    if (!is_written) {
        return false;
    }
    struct rf_program_result result = rf_program_run(&program, qpdf->arena);
    qpdf->has_warned = result.exit_status == STATUS_WARNINGS;
    qpdf->wants_password = strstr(result.last_words, "invalid password") != NULL;
    if (!result.is_done && !qpdf->has_warned) {
        const char *line = strrchr(result.last_words, '\n');
        line = line ? line + 1 : result.last_words;
        line += rf_starts_with(line, "qpdf: ") ? strlen("qpdf: ") : 0;
        qpdf->why = rf_arena_join(qpdf->arena, "qpdf: ", *line ? line : result.why, NULL);
        return false;
    }
    return !output || parse(qpdf, &result, output);
}

/* A reference "12 0 R" is "12,0" on the command line and in jobs. */
json_t *rf_qpdf_read(struct rf_qpdf *qpdf, const char *file, const char *const *keys,
                     json_t *ids)
{
    size_t i;
    json_t *output = NULL, *list = rf_json_made(json_array()), *id;
    json_t *job =
        rf_json_made(json_pack("{s:s, s:s, s:s, s:o}", "inputFile", file, "json", "2",
                               "jsonStreamData", "none", "jsonKey", list));
    for (; *keys; keys++) {
        rf_json_append(list, json_string(*keys));
    }
    if (ids) {
        json_t *selectors = rf_json_made(json_array());
        rf_json_append(selectors, json_string("trailer"));
        json_array_foreach(ids, i, id)
        {
            unsigned number = 0, generation = 0;
            sscanf(json_string_value(id), "%u %u", &number, &generation);
            rf_json_append(selectors, json_sprintf("%u,%u", number, generation));
        }
        json_decref(ids);
        rf_json_set(job, "jsonObject", selectors);
    }
    return rf_qpdf_run(qpdf, job, &output) ? output : NULL;
}

bool rf_qpdf_write_update(struct rf_qpdf *qpdf, const char *file, const json_t *pdf,
                          json_t *objects)
{
    json_t *head = json_array_get(json_object_get(pdf, "qpdf"), 0);
    json_t *update = rf_json_made(json_pack("{s:i, s:{}, s:[O, o]}", "version", 2,
                                            "parameters", "qpdf", head, objects));
    bool is_written = write_json(qpdf, file, update);
    json_decref(update);
    return is_written;
}

/* ---- Objects ---- */

json_t *rf_pdf_objects(const json_t *pdf)
{
    return json_array_get(json_object_get(pdf, "qpdf"), 1);
}

bool rf_pdf_is_reference(const json_t *value)
{
    unsigned number, generation;
    int end = 0;
    const char *s = json_string_value(value);
    return s && *s >= '0' && *s <= '9' &&
           sscanf(s, "%u %u R%n", &number, &generation, &end) == 2 && end &&
           s[end] == '\0';
}

const char *rf_pdf_key(struct rf_arena *arena, const char *reference)
{
    return rf_arena_join(arena, "obj:", reference, NULL);
}

json_t *rf_pdf_value(const json_t *objects, json_t *value)
{
    for (int depth = 0; value && rf_pdf_is_reference(value); depth++) {
        char key[64];
        snprintf(key, sizeof key, "obj:%s", json_string_value(value));
        json_t *object = json_object_get(objects, key);
        json_t *stream = json_object_get(object, "stream");
        value =
            stream ? json_object_get(stream, "dict") : json_object_get(object, "value");
        if (depth == REFERENCE_DEPTH) {
            return NULL;
        }
    }
    return value;
}

json_t *rf_pdf_get(const json_t *objects, json_t *dictionary, const char *key)
{
    return rf_pdf_value(objects, json_object_get(dictionary, key));
}

json_t *rf_pdf_inherited(const json_t *objects, json_t *page, const char *key)
{
    for (int depth = 0; page && depth < PARENT_DEPTH; depth++) {
        json_t *value = json_object_get(page, key);
        if (value) {
            return value;
        }
        page = rf_pdf_get(objects, page, "/Parent");
    }
    return NULL;
}

json_t *rf_pdf_root(const json_t *objects)
{
    json_t *trailer = json_object_get(json_object_get(objects, "trailer"), "value");
    json_t *root = json_object_get(trailer, "/Root");
    return rf_pdf_is_reference(root) ? root : NULL;
}
