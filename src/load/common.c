/* What every document has: the common fields, the word lists, the body (load). format.md
 * sections 2 and 3. rf_document_load is how each kind of document is read: the loaders of
 * agenda, minutes … call it with their own tables. */
#include <stddef.h>
#include <string.h>

#include "base/beneath.h"
#include "load/caption.h"
#include "load/documents.h"
#include "load/no_document.h"
#include "load/seal.h"

/* The word lists of the format, each with the offset of the language's own words in
 * struct rf_lang, and what a word of it is called in messages. Two lists have synonyms
 * too: what people write in minutes for an outcome, and in agendas for a type of item. */
#define WORDS(name, what)                                                                \
    {                                                                                    \
        rf_##name##_terms, offsetof(struct rf_lang, name##_words), what, 0               \
    }

const struct rf_words rf_access_words = WORDS(access, "open or closed");
const struct rf_words rf_status_words = WORDS(status, "draft, final or cancelled");
const struct rf_words rf_approval_words =
    WORDS(approval, "a way in which minutes become final");
const struct rf_words rf_form_words = WORDS(form, "a form of annex");
const struct rf_words rf_minutes_form_words = WORDS(minutes_form, "a form of minutes");
const struct rf_words rf_outcome_words = {
    rf_outcome_terms, offsetof(struct rf_lang, outcome_words), "an outcome",
    offsetof(struct rf_lang, outcome_synonyms)};
const struct rf_words rf_item_type_words = {
    rf_item_type_terms, offsetof(struct rf_lang, item_type_words), "a type of item",
    offsetof(struct rf_lang, item_type_synonyms)};
const struct rf_words rf_action_state_words =
    WORDS(action_state, "open, done or cancelled");

bool rf_read_access(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                    const void *more)
{
    const size_t *span_offset = more;
    int access = REFERAT_CLOSED;
    bool is_good = rf_read_word(loader, value, &access, &rf_access_words);
    *(enum referat_access *)member = (enum referat_access)access;
    if (span_offset) {
        memcpy((char *)member + *span_offset, &value->span, sizeof value->span);
    }
    return is_good;
}

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_document, member), NULL, false              \
    }

/* The fields that every document may have. `kind` was read before the YAML was
 * (parse/kind.h). */
const struct rf_field rf_document_fields[] = {
    {"kind", rf_read_ignored, 0, NULL, false},
    ROW("title", rf_read_text, title),
    ROW("short_title", rf_read_text, short_title),
    ROW("date", rf_read_date, date),
    ROW("unit", rf_read_text, unit),
    ROW("case_officer", rf_read_persons, case_officers),
    ROW("case", rf_read_raw, case_number),
    ROW("letterhead", rf_read_lines, letterhead),
    RF_ACCESS_ROW("access", struct referat_document),
    {0},
};

/* False where the Markdown certainly shows no picture, so that its tree is not walked. */
static bool may_show_images(const struct rf_markdown *markdown)
{
    const char *p = markdown->text, *end = p + markdown->text_bytes;
    while ((p = memchr(p, '!', (size_t)(end - p))) != NULL) {
        if (++p < end && *p == '[') {
            return true;
        }
    }
    return false;
}

/* The document's Markdown part. It may also stand in a field (body, information), as it
 * must in a file that is all YAML; text in both places is an error, for neither may be
 * lost. */
static void read_body(struct rf_loader *loader, const struct rf_loaded_file *file,
                      struct referat_prose *body)
{
    struct rf_markdown markdown;
    if (!rf_document_body(file, &markdown)) {
        return;
    }
    struct referat_span span = {file->source, markdown.start_bytes, markdown.end_bytes};
    if (body->given == REFERAT_GIVEN) {
        const char *p = markdown.text, *end = p + markdown.text_bytes;
        while (p < end && strchr(" \t\r\n", *p)) {
            p++;
        }
        if (p == end) {
            return;
        }
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_DUPLICATE_FIELD, body->span,
                           "the document has its text in a field and in Markdown");
        rf_diag_related(loader->diags, d, span, "the Markdown");
        rf_diag_hint(loader->diags, d, "write all of it in one of the two places");
    }
    body->is_plain = markdown.is_plain = rf_markdown_is_plain(&markdown);
    body->span = span;
    struct referat_node *blocks =
        rf_markdown_blocks(loader->arena, loader->diags, &markdown);
    blocks = rf_load_captions(loader, blocks, &markdown);
    body->blocks = blocks;
    if (!markdown.is_plain && may_show_images(&markdown)) {
        rf_load_images(loader, blocks, loader->folder, file->source);
    }
    body->given = body->blocks ? REFERAT_GIVEN : REFERAT_EMPTY;
}

bool rf_document_load(struct rf_loader *loader, struct rf_loaded_file *file,
                      enum referat_kind kind, void *object, const char *what,
                      const struct rf_field *const tables[])
{
    struct referat_document *document = object;
    const struct rf_diags *diags = loader->diags;
    /* What is counted from here on is this document's. */
    size_t errors_before = diags->error_count, unread_before = diags->unread_count;
    size_t landscape_before = loader->landscape_count;
    document->kind = kind;
    document->path = file->path;
    document->file_bytes = file->size_bytes;
    document->sha256 = file->sha256;
    file->is_named = true;
    rf_sums_add(loader, file->path, file->sha256);
    rf_fields_prepare(object, tables);
    bool is_usable = rf_document_parse(loader, file);
    document->source = file->source;
    /* Paths in it are relative to its own folder. */
    loader->folder = rf_path_folder(loader->arena, file->path);
    if (is_usable) {
        rf_fields_read(loader, file->yaml, object, what, tables);
        rf_no_document_report_cut(loader, file);
    }
    /* Other meetings refer to items and actions, which only minutes state in their body.
     */
    bool is_body_needed = !loader->for_references || kind == REFERAT_KIND_MINUTES;
    if (!file->has_errors && file->source && is_body_needed) {
        read_body(loader, file, &document->body);
    }
    document->has_landscape = loader->landscape_count != landscape_before;
    document->has_errors = file->has_errors || diags->error_count != errors_before ||
                           diags->unread_count != unread_before;
    return is_usable;
}
