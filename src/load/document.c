/* A file of the series read as a document: text checked, parts split, YAML read, kind
 * known (load).
 *
 * A file is read once for a meeting, whoever names it: loader->files keeps each, also one
 * that cannot be used, so that it is reported once. Reading and parsing are two steps:
 * the kind of every file of a folder is needed to choose the agenda, its YAML only when
 * it is loaded. */
#include "load/document.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/codec.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "load/file_facts.h"
#include "load/no_document.h"
#include "parse/characters.h"
#include "parse/kind.h"

/* ---- The text ---- */

/* Reports the first byte that is no UTF-8, or else every control and bidi character; true
 * where there is one. */
static bool has_bad_text(struct rf_loader *loader, const struct referat_source *source)
{
    bool has_suspects;
    size_t at = rf_utf8_look(source->text, source->text_bytes, &has_suspects);
    if (at < source->text_bytes) {
        struct referat_diagnostic *d = rf_diag_report(
            loader->diags, RF_CODE_BAD_UTF8, rf_span(source, at, at + 1),
            "the byte 0x%02X is not UTF-8", (unsigned char)source->text[at]);
        rf_diag_hint(loader->diags, d,
                     "save the file as UTF-8; an older file is often Windows-1252 "
                     "(iconv -f WINDOWS-1252 -t UTF-8)");
        return true;
    }
    struct rf_bad_character bad = {0};
    size_t from = 0;
    while (has_suspects &&
           rf_bad_character_find(source->text, source->text_bytes, from, &bad)) {
        from = bad.at + bad.size_bytes;
        rf_bad_character_report(loader->diags, rf_span(source, bad.at, from), bad.c);
    }
    return from > 0;
}

/* ---- Opening ---- */

/* A link that leads out and what is not a regular file are the same code: both would let
 * a series name what is not in its folder. */
void rf_document_report_open(struct rf_loader *loader, enum rf_open_result result,
                             const char *path, struct referat_span span)
{
    struct referat_diagnostic *d = NULL;
    switch (result) {
    case RF_OPEN_ESCAPES:
        d = rf_diag_report(loader->diags, RF_CODE_PATH_ESCAPES, span,
                           "'%s' is a link that leads out of the series' folder", path);
        rf_diag_hint(loader->diags, d, "copy the file into the series' folder");
        break;
    case RF_OPEN_NOT_REGULAR:
        d = rf_diag_report(loader->diags, RF_CODE_PATH_ESCAPES, span,
                           "'%s' is not a regular file", path);
        rf_diag_hint(loader->diags, d, "name a file; a folder cannot be enclosed");
        break;
    case RF_OPEN_FAILED:
        d = rf_diag_report(loader->diags, RF_CODE_UNREADABLE_FILE, span,
                           "cannot read '%s': %s", path, strerror(errno));
        rf_diag_hint(loader->diags, d, "check the file's name and who may read it");
        break;
    case RF_OPEN_MISSING:
    case RF_OPEN_DONE:
        break;
    }
    /* Found in a folder and named by nothing: the message names the file. */
    if (d && !span.source) {
        d->file = rf_arena_join(loader->arena, loader->root_name, path, NULL);
    }
}

struct rf_loaded_file *rf_document_find(const struct rf_loader *loader, const char *path)
{
    struct rf_loaded_file *file = loader->files;
    while (file && strcmp(file->path, path) != 0) {
        file = file->next;
    }
    return file;
}

/* The kind is read here, before the YAML is parsed: choosing a folder's agenda needs no
 * more. */
struct rf_loaded_file *rf_document_adopt(struct rf_loader *loader, const char *path,
                                         struct referat_source *source)
{
    struct rf_loaded_file *file = RF_ARENA_NEW(loader->arena, struct rf_loaded_file);
    file->path = rf_arena_string(loader->arena, path);
    file->next = loader->files;
    loader->files = file;
    file->source = source;
    file->split = rf_split_document(file->source, path);
    file->kind = rf_kind_of(loader->arena, file->source, &file->split);
    return file;
}

/* Keeps a file that cannot be used, so that it is reported once; it has no source. */
static struct rf_loaded_file *keep_unusable(struct rf_loader *loader, const char *path)
{
    struct rf_loaded_file *file = RF_ARENA_NEW(loader->arena, struct rf_loaded_file);
    file->path = rf_arena_string(loader->arena, path);
    file->kind = "";
    file->has_errors = true;
    file->next = loader->files;
    loader->files = file;
    return file;
}

struct rf_loaded_file *rf_document_open(struct rf_loader *loader, const char *path,
                                        struct referat_span span)
{
    struct rf_loaded_file *file = rf_document_find(loader, path);
    if (file) {
        return file;
    }
    int fd;
    uint64_t size_bytes;
    enum rf_open_result result =
        rf_file_facts_open(loader->facts, loader->root, path, &fd, &size_bytes);
    if (result == RF_OPEN_MISSING) {
        return NULL;
    }
    if (result != RF_OPEN_DONE) {
        rf_document_report_open(loader, result, path, span);
        return keep_unusable(loader, path);
    }
    const char *name = rf_arena_join(loader->arena, loader->root_name, path, NULL);
    if (size_bytes > RF_LIMIT_DOCUMENT_BYTES) {
        close(fd);
        struct referat_source *empty = rf_source_make(loader->arena, name, "", 0);
        rf_diag_report(loader->diags, RF_CODE_LIMIT_EXCEEDED, rf_span(empty, 0, 0),
                       "the document is larger than %d MiB",
                       RF_LIMIT_DOCUMENT_BYTES >> 20);
        return keep_unusable(loader, path);
    }
    char *text = rf_arena_take(loader->arena, (size_t)size_bytes + 1);
    size_t n;
    if (!rf_read_into(fd, text, (size_t)size_bytes, &n)) {
        rf_document_report_open(loader, RF_OPEN_FAILED, path, span);
        return keep_unusable(loader, path);
    }
    char digits[RF_SHA256_SIZE] = "";
    rf_file_facts_content(loader->facts, text, n);
    if (loader->wants_hashes || loader->keeps_sums) {
        rf_sha256(text, n, digits);
    }
    file = rf_document_adopt(loader, path, rf_source_adopt(loader->arena, name, text, n));
    file->size_bytes = size_bytes;
    file->sha256 = *digits ? rf_arena_string(loader->arena, digits) : NULL;
    return file;
}

/* ---- Parts ---- */

bool rf_document_parse(struct rf_loader *loader, struct rf_loaded_file *file)
{
    if (file->is_parsed || !file->source) {
        return file->yaml != NULL;
    }
    /* Without a closing line the whole file would be read as YAML, and every line
     * reported.
     */
    if (file->split.is_unclosed) {
        rf_no_document_report(loader, file, (struct referat_span){0});
        return false;
    }
    /* A second call returns the same answer, and reports nothing again. */
    file->is_parsed = true;
    if (has_bad_text(loader, file->source)) {
        file->has_errors = true;
        return false;
    }
    bool failed = false;
    struct rf_yaml *top =
        rf_yaml_read(loader->arena, loader->diags, file->source, file->split.yaml_start,
                     file->split.yaml_end, &failed);
    file->has_errors = failed;
    if (top && top->type != RF_YAML_MAP) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_YAML_SYNTAX, top->span,
                           "the document's facts are not fields with values");
        rf_diag_hint(loader->diags, d, "write one field a line, as in: title: Dagsorden");
        file->has_errors = true;
        return false;
    }
    file->yaml = top;
    return top != NULL;
}

bool rf_document_body(const struct rf_loaded_file *file, struct rf_markdown *markdown)
{
    if (!file->split.has_body) {
        return false;
    }
    *markdown = (struct rf_markdown){
        .source = file->source,
        .text = file->source->text + file->split.body_start,
        .text_bytes = file->split.body_end - file->split.body_start,
        .start_bytes = file->split.body_start,
        .end_bytes = file->split.body_end,
    };
    return true;
}

void rf_load_release(void)
{
    rf_markdown_release();
}

void rf_load_put_libraries(struct rf_buf *out)
{
    rf_put_word(out, rf_markdown_library());
    rf_put_word(out, rf_yaml_library());
}
