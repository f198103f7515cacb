/* What an agenda names: recommendations, annexes and nested agendas are opened and loaded
 * (load).
 *
 * Everything that is named is loaded at once, depth first, so an agenda that names itself
 * through others is noticed here (load_nested), and so are the limits of a meeting. The
 * same file named twice with one item is loaded once and shared. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/hash.h"
#include "base/limits.h"
#include "load/documents.h"
#include "load/file_facts.h"
#include "load/meeting.h"
#include "load/near_path.h"
#include "load/no_document.h"
#include "load/personal.h"
#include "load/seal.h"

/* True while the meeting's annex files stay within their limit. */
static bool take_file_share(struct rf_loader *loader, const struct referat_annex *annex)
{
    loader->annex_bytes += annex->file_bytes;
    if (annex->file_bytes <= RF_LIMIT_ANNEX_FILES_BYTES &&
        loader->annex_bytes <= RF_LIMIT_ANNEX_FILES_BYTES) {
        return true;
    }
    rf_diag_report(loader->diags, RF_CODE_LIMIT_EXCEEDED, annex->span,
                   "the annex files of one meeting are larger than %d MiB together",
                   RF_LIMIT_ANNEX_FILES_BYTES >> 20);
    return false;
}

/* The path that a document names, relative to the series; NULL where it leads out
 * (reported). */
static const char *resolve(struct rf_loader *loader, const char *folder,
                           const char *written, struct referat_span span)
{
    const char *why = "";
    const char *path = rf_path_resolve(loader->arena, folder, written, &why);
    if (!path) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_PATH_ESCAPES, span,
                           "the path '%s' is refused: %s", written, why);
        const char *slashes = rf_path_with_slashes(loader->arena, written);
        if (slashes) {
            rf_diag_hint(loader->diags, d, "write / between folders: %s", slashes);
        } else {
            rf_diag_hint(
                loader->diags, d,
                "copy the file into the series' folder and write its path relative "
                "to this document");
        }
    }
    return path;
}

/* Reports a file that is named and not there: as a warning in a draft, whose annexes may
 * still be on their way, and where it is there under another spelling as that. */
static void report_missing(struct rf_loader *loader, const struct referat_agenda *agenda,
                           const char *what, const char *path, struct referat_span span)
{
    loader->has_missing = true;
    if (rf_report_near_path(loader, what, path, span)) {
        return;
    }
    /* A draft is sent round before its annexes are there. */
    enum referat_severity severity = agenda->status == REFERAT_DRAFT
                                         ? REFERAT_SEVERITY_WARNING
                                         : REFERAT_SEVERITY_ERROR;
    struct referat_diagnostic *d =
        rf_diag_report_as(loader->diags, RF_CODE_MISSING_FILE, severity, span,
                          "there is no %s '%s'", what, path);
    rf_path_hint(loader, d, path);
}

/* True while the meeting's documents stay within their limits. */
static bool take_share(struct rf_loader *loader, const struct rf_loaded_file *file,
                       struct referat_span span)
{
    loader->loaded_count++;
    loader->loaded_bytes += file->source ? file->source->text_bytes : 0;
    if (loader->loaded_count <= RF_LIMIT_MEETING_DOCUMENTS &&
        loader->loaded_bytes <= RF_LIMIT_MEETING_BYTES) {
        return true;
    }
    rf_diag_report(
        loader->diags, RF_CODE_LIMIT_EXCEEDED, span,
        "the documents of one meeting are more than %d, or larger than %d MiB together",
        RF_LIMIT_MEETING_DOCUMENTS, RF_LIMIT_MEETING_BYTES >> 20);
    return false;
}

/* Reports a file of a kind that cannot be named here, once: not where its own text was
 * reported already. */
static void report_kind(struct rf_loader *loader, struct rf_loaded_file *file,
                        struct referat_span span, const char *wanted)
{
    if (file->has_errors || rf_no_document_report(loader, file, span) ||
        rf_kind_report_misspelt(loader, file) || file->has_errors) {
        return;
    }
    struct referat_diagnostic *d;
    if (*file->kind) {
        d = rf_diag_report(loader->diags, RF_CODE_UNKNOWN_KIND, span,
                           "'%s' is of kind '%s', not '%s'", file->path, file->kind,
                           wanted);
        rf_diag_hint(loader->diags, d, "write kind: %s there, or name another file here",
                     wanted);
    } else {
        d = rf_diag_report(loader->diags, RF_CODE_UNKNOWN_KIND, span,
                           "'%s' does not say its kind", file->path);
        rf_diag_hint(loader->diags, d,
                     "write kind: %s at its top, between two lines of ---", wanted);
    }
}

/* ---- Annexes ---- */

/* An agenda as annex. open_agendas are those that it is within. */
static void load_nested(struct rf_loader *loader, struct referat_annex *annex,
                        struct rf_loaded_file *file)
{
    /* An agenda within itself would be loaded without end. */
    for (int i = 0; i < loader->nesting; i++) {
        if (strcmp(loader->open_agendas[i], file->path) == 0) {
            rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, annex->span,
                           "the agenda '%s' is named as an annex of itself", file->path);
            return;
        }
    }
    if (loader->nesting == RF_LIMIT_AGENDA_DEPTH) {
        rf_diag_report(loader->diags, RF_CODE_LIMIT_EXCEEDED, annex->span,
                       "agendas within agendas go deeper than %d", RF_LIMIT_AGENDA_DEPTH);
        return;
    }
    annex->nested = rf_load_nested_meeting(loader, file);
    annex->nested->nested_in = annex;
}

/* A document as annex, by its kind. An agenda or minutes may also be a meeting of a
 * sub-folder: it is noted, and decided when the sub-folders are searched (meeting.c). */
static void load_annex_document(struct rf_loader *loader, struct referat_annex *annex,
                                struct rf_loaded_file *file)
{
    const char *folder = loader->folder;
    if (strcmp(file->kind, "agenda") == 0 || strcmp(file->kind, "minutes") == 0) {
        struct rf_enclosure *enclosure = RF_ARENA_NEW(loader->arena, struct rf_enclosure);
        *enclosure = (struct rf_enclosure){loader->enclosures, annex};
        loader->enclosures = enclosure;
    }
    /* Minutes are enclosed as a paper: they print, and decide nothing here. */
    if (strcmp(file->kind, "annex") == 0 || strcmp(file->kind, "minutes") == 0) {
        annex->paper = rf_load_paper(loader, file);
    } else if (strcmp(file->kind, "agenda") == 0) {
        load_nested(loader, annex, file);
    } else if (strcmp(file->kind, "recommendation") == 0) {
        annex->recommendation = rf_load_recommendation(loader, file);
    } else {
        report_kind(loader, file, annex->span, "annex");
    }
    loader->folder = folder;
}

/* An annex that is a file: its size, its checksum where a table or seal needs it, the
 * personal numbers it may hold, and its bytes where it is a picture. */
static void load_annex_file(struct rf_loader *loader, const struct referat_agenda *agenda,
                            struct referat_annex *annex)
{
    int fd;
    enum rf_open_result result = rf_file_facts_open(loader->facts, loader->root,
                                                    annex->path, &fd, &annex->file_bytes);
    if (result != RF_OPEN_DONE) {
        if (result == RF_OPEN_MISSING) {
            report_missing(loader, agenda, "file", annex->path, annex->span);
        }
        rf_document_report_open(loader, result, annex->path, annex->span);
        annex->is_missing = true;
        return;
    }
    annex->file_name = ""; /* the model stage names it after its number */
    annex->is_missing = !take_file_share(loader, annex);
    if (loader->for_references) {
        close(fd);
        return;
    }
    char digits[RF_SHA256_SIZE];
    bool needs_sum = !annex->is_missing && (loader->wants_hashes || loader->keeps_sums);
    if (needs_sum && rf_sha256_fd(fd, digits)) {
        const char *sha256 = rf_arena_string(loader->arena, digits);
        annex->sha256 = loader->wants_hashes ? sha256 : NULL;
        rf_sums_add(loader, annex->path, sha256);
    } else if (needs_sum) {
        rf_document_report_open(loader, RF_OPEN_FAILED, annex->path, annex->span);
    }
    rf_personal_check_annex(loader, annex->path, fd, annex->file_bytes, annex->span);
    annex->image = rf_load_picture(loader, annex->path, fd, annex->file_bytes);
}

/* Opens what one entry of an annex list names: a document by its kind, anything else as a
 * file. An entry without a path is a paper that is not enclosed. */
static void load_annex(struct rf_loader *loader, const struct referat_agenda *agenda,
                       const char *folder, struct referat_annex *annex)
{
    if (!annex->path) {
        return;
    }
    annex->path = resolve(loader, folder, annex->path, annex->span);
    if (!annex->path) {
        annex->is_missing = true;
        return;
    }
    if (!rf_path_is_document(annex->path)) {
        load_annex_file(loader, agenda, annex);
        return;
    }
    struct rf_loaded_file *file = rf_document_open(loader, annex->path, annex->span);
    if (!file) {
        report_missing(loader, agenda, "file", annex->path, annex->span);
        annex->is_missing = true;
    } else if (take_share(loader, file, annex->span)) {
        file->is_named = true;
        annex->file_bytes = file->size_bytes;
        annex->sha256 = file->sha256;
        load_annex_document(loader, annex, file);
    }
}

/* The annex of the list that names the same file; NULL: none does. */
static const struct referat_annex *find_twin(const struct referat_annex *list,
                                             size_t count, const char *path)
{
    for (size_t i = 0; path && i < count; i++) {
        if (list[i].path && strcmp(list[i].path, path) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

/* ---- Items ---- */

/* Opens the recommendation of an item, which must be of that kind. */
static void load_item_recommendation(struct rf_loader *loader,
                                     struct referat_agenda *agenda, const char *folder,
                                     struct referat_item *item)
{
    struct referat_span span = item->recommendation_path.span;
    const char *path = resolve(loader, folder, item->recommendation_path.text, span);
    if (!path) {
        return;
    }
    struct rf_loaded_file *file = rf_document_open(loader, path, span);
    if (!file) {
        report_missing(loader, agenda, "recommendation", path, span);
        return;
    }
    file->is_named = true;
    if (strcmp(file->kind, "recommendation") != 0) {
        report_kind(loader, file, span, "recommendation");
        return;
    }
    if (take_share(loader, file, span)) {
        item->recommendation = rf_load_recommendation(loader, file);
        item->recommendation->item = item;
    }
}

/* Loads the annexes of an agenda's item or of its recommendation. */
static void load_list(struct rf_loader *loader, struct referat_agenda *agenda,
                      const char *folder, struct referat_item *item,
                      struct referat_annex *list, size_t count)
{
    /* A file that the recommendation names too is the same annex. */
    const struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; i < count; i++) {
        const char *why = "";
        const char *path =
            list[i].path ? rf_path_resolve(loader->arena, folder, list[i].path, &why)
                         : NULL;
        const struct referat_annex *twin = find_twin(list, i, path);
        if (!twin && r && list != r->own_annexes) {
            twin = find_twin(r->own_annexes, r->own_annex_count, path);
        }
        struct referat_annex *annex = &list[i];
        if (twin) {
            annex->path = twin->path;
            annex->file_name = twin->file_name;
            annex->image = twin->image;
            annex->file_bytes = twin->file_bytes;
            annex->sha256 = twin->sha256;
            annex->is_missing = twin->is_missing;
            annex->paper = twin->paper;
            annex->nested = twin->nested;
            annex->recommendation = twin->recommendation;
            annex->same_as = twin->same_as ? twin->same_as : twin;
        } else {
            load_annex(loader, agenda, folder, annex);
        }
        annex->item = item;
    }
}

/* Loads an item and its sub-items: the recommendation first, then the recommendation's
 * annexes, then the agenda's own, which is the order in which they are numbered
 * (format.md section 7). */
static void load_item(struct rf_loader *loader, struct referat_agenda *agenda,
                      const char *folder, struct referat_item *item)
{
    if (item->recommendation_path.given == REFERAT_GIVEN) {
        load_item_recommendation(loader, agenda, folder, item);
    }
    if (item->recommendation) {
        struct referat_recommendation *r = item->recommendation;
        load_list(loader, agenda, rf_path_folder(loader->arena, r->document.path), item,
                  r->own_annexes, r->own_annex_count);
    }
    load_list(loader, agenda, folder, item, item->own_annexes, item->own_annex_count);
    for (size_t i = 0; i < item->item_count; i++) {
        load_item(loader, agenda, folder, &item->items[i]);
    }
}

void rf_load_enclosures(struct rf_loader *loader, struct referat_agenda *agenda)
{
    const char *folder = rf_path_folder(loader->arena, agenda->document.path);
    for (size_t i = 0; i < agenda->item_count; i++) {
        load_item(loader, agenda, folder, &agenda->items[i]);
    }
}
