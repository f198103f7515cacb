/* What an archive takes of series and their meetings (archive).
 *
 * The walk is that of the model: a meeting's documents, then each item with its annexes.
 * A file is known by its place and its path, so one that several items name is added
 * once. Names in the bag are made plain and unique; the inventory keeps the original
 * ones. */
#include "archive/archive.h"

#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "archive/internal.h"
#include "base/date.h"
#include "base/path.h"
#include "base/set.h"
#include "base/str.h"
#include "referat/referat.h"
#include "referat/seal.h"

/* One meeting, or a series' own files, while they are added. */
struct intake {
    struct rf_archive *archive;
    const struct rf_archive_series *series;
    const struct referat_meeting *meeting; /* the outermost */
    struct rf_bag_row row;                 /* what its files have in common */
};

/* ---- Closed ---- */

static bool is_closed(const struct referat_document *document)
{
    return document->access == REFERAT_CLOSED;
}

/* ---- Places and rows ---- */

/* "data/", with the parts below it. */
static const char *data_path(struct rf_archive *archive, const char *place,
                             const char *folder, const char *name)
{
    return rf_arena_join(&archive->paths, "data/", place, *place ? "/" : "", folder,
                         *folder ? "/" : "", name, NULL);
}

/* A row of the meeting at hand: its id is the meeting's place and the document's name
 * there. */
static struct rf_bag_row make_row(struct intake *intake, const char *kind, const char *id)
{
    struct rf_bag_row row = intake->row;
    row.kind = kind;
    row.id = rf_arena_join(&intake->archive->paths, row.meeting, "/", id, NULL);
    return row;
}

/* Words of the inventory, which are the same in every language. */
static const char *status_word(enum referat_status status)
{
    static const char *const words[] = {[REFERAT_FINAL] = "final",
                                        [REFERAT_DRAFT] = "draft",
                                        [REFERAT_CANCELLED] = "cancelled"};
    return words[status];
}

/* A document without a date has that of its meeting. */
static struct referat_date date_of(const struct intake *intake,
                                   const struct referat_document *document)
{
    return document->date.year ? document->date : intake->row.date;
}

/* ---- Sources ---- */

/* The path as the inventory shows it: where sources of a meeting are withheld, without
 * the folders that they lie in. */
static const char *shown_path(const struct intake *intake, const char *path)
{
    bool is_withholding = intake->meeting && intake->meeting->withholds_sources;
    return is_withholding ? rf_path_join(&intake->archive->paths, intake->meeting->folder,
                                         rf_path_name(path))
                          : path;
}

/* Adds a file as it was entered, its bytes those of image where there is one; a second
 * time does nothing. A meeting's own documents stand with it, others with the series. */
static bool add_source(struct intake *intake, struct rf_bag_row row, const char *path,
                       const struct referat_image *image)
{
    struct rf_archive *archive = intake->archive;
    struct rf_arena *paths = &archive->paths;
    const char *place = intake->series->place, *shown = shown_path(intake, path);
    const char *folder = intake->meeting ? intake->meeting->folder : "";
    size_t n = strlen(folder);
    bool is_own = n && strncmp(shown, folder, n) == 0 && shown[n] == '/';
    const char *plain = rf_plain_path(paths, is_own ? shown + n + 1 : shown);
    const char *wanted = data_path(archive, place, is_own ? folder : "",
                                   rf_arena_join(paths, "source/", plain, NULL));
    if (!rf_set_add(&archive->sources, rf_arena_join(paths, wanted, "\n", path, NULL))) {
        return true;
    }
    struct rf_output output = {.path = rf_claim_path(&archive->claimed, wanted)};
    if (image) {
        output.bytes = (const char *)image->bytes;
        output.n = image->byte_count;
    } else {
        output.copy_from = rf_arena_join(paths, intake->series->root, "/", path, NULL);
    }
    row.role = "source";
    row.original_name = rf_path_join(paths, place, shown);
    return rf_bag_add(&archive->bag, &row, &output);
}

/* The pictures that prose shows. */
static bool add_pictures(struct intake *intake, struct rf_bag_row row,
                         const struct referat_node *list)
{
    row.kind = "picture";
    row.title = "";
    for (const struct referat_node *node = list; node; node = node->next) {
        const struct referat_image *image = referat_node_image(node);
        if (image) {
            row.media_type = image->media_type;
            row.id =
                rf_path_join(&intake->archive->paths, intake->series->place, image->path);
            if (!add_source(intake, row, image->path, image)) {
                return false;
            }
        }
        if (node->first && !add_pictures(intake, row, node->first)) {
            return false;
        }
    }
    return true;
}

/* A document and the pictures that its body shows. Where it is withheld, its pictures
 * are not: the public page shows them. */
static bool add_document(struct intake *intake, const struct rf_bag_row *row,
                         const struct referat_document *document)
{
    struct rf_bag_row own = *row;
    own.sha256 = document->sha256;
    return (document->is_withheld || add_source(intake, own, document->path, NULL)) &&
           add_pictures(intake, *row, document->body.blocks);
}

/* A recommendation by its own title and date; it is closed with its item, or by itself.
 */
static bool add_recommendation(struct intake *intake, struct rf_bag_row row,
                               const struct referat_recommendation *r)
{
    if (r->document.title.given == REFERAT_GIVEN) {
        row.title = r->document.title.plain;
    }
    row.date = date_of(intake, &r->document);
    row.is_closed = row.is_closed || is_closed(&r->document);
    for (size_t i = 0; i < r->point_count; i++) {
        if (!add_pictures(intake, row, r->points[i].text.inlines)) {
            return false;
        }
    }
    return add_document(intake, &row, &r->document) &&
           add_pictures(intake, row, r->coordinated_with.blocks);
}

/* ---- Annexes ---- */

static bool add_meeting(struct intake *intake, const struct referat_meeting *meeting);

/* The row of an annex, whichever kind of document it is. */
static struct rf_bag_row annex_row(struct intake *intake,
                                   const struct referat_annex *annex)
{
    struct rf_bag_row row = make_row(intake, "annex", annex->anchor);
    row.item = annex->item->number;
    row.annex = annex->number;
    row.title = annex->title.plain;
    row.is_closed = annex->access == REFERAT_CLOSED;
    return row;
}

/* A file is copied to annexes/, under the name that the pack gives it; an annex that is a
 * document is a source. What was not found is not there; pages say so. */
static bool add_annex(struct intake *intake, const struct referat_annex *annex)
{
    struct rf_archive *archive = intake->archive;
    struct rf_arena *paths = &archive->paths;
    const char *place = intake->series->place;
    struct rf_bag_row row = annex_row(intake, annex);
    if (annex->is_missing || (annex->file_name && !*annex->file_name)) {
        return true;
    }
    if (annex->file_name) {
        const struct rf_output output = {
            .path = data_path(archive, place, intake->meeting->folder,
                              rf_arena_join(paths, "annexes/", annex->file_name, NULL)),
            .copy_from =
                rf_arena_join(paths, intake->series->root, "/", annex->path, NULL),
        };
        row.role = "annex";
        row.original_name = rf_path_join(paths, place, shown_path(intake, annex->path));
        row.sha256 = annex->sha256;
        return rf_bag_add(&archive->bag, &row, &output);
    }
    if (annex->nested) {
        return add_meeting(intake, annex->nested);
    }
    if (annex->paper) {
        row.date = date_of(intake, &annex->paper->document);
        return add_document(intake, &row, &annex->paper->document);
    }
    return !annex->recommendation ||
           add_recommendation(intake, row, annex->recommendation);
}

/* ---- A meeting ---- */

/* The recommendation of an item and the pictures of its texts. The row's annex is the
 * recommendation's number among the annexes of its item; 0: it is none of them. */
static bool add_item_sources(struct intake *intake, const struct referat_item *item)
{
    const char *id =
        rf_arena_join(&intake->archive->paths, item->anchor, "/recommendation", NULL);
    struct rf_bag_row row = make_row(intake, "recommendation", id);
    row.item = item->number;
    row.title = item->title.plain;
    row.is_closed = item->access == REFERAT_CLOSED;
    for (size_t i = item->annex_count; i-- > 0;) {
        const struct referat_annex *annex = item->annexes[i];
        bool is_it =
            annex->recommendation && annex->recommendation == item->recommendation;
        row.annex = is_it ? annex->number : row.annex;
    }
    if ((item->recommendation &&
         !add_recommendation(intake, row, item->recommendation)) ||
        !add_pictures(intake, row, item->purpose.blocks) ||
        !add_pictures(intake, row, item->method.blocks) ||
        !add_pictures(intake, row, item->text.blocks) ||
        !add_pictures(intake, row, item->minutes_text)) {
        return false;
    }
    for (size_t i = 0; item->decision && i < item->decision->dissent_count; i++) {
        if (!add_pictures(intake, row, item->decision->dissents[i].text.blocks)) {
            return false;
        }
    }
    return true;
}

/* The row of a nested agenda is that of the annex that it is. */
static bool add_agenda_and_minutes(struct intake *intake,
                                   const struct referat_meeting *meeting)
{
    const struct referat_annex *annex = meeting->nested_in;
    if (meeting->agenda) {
        struct rf_bag_row row =
            annex ? annex_row(intake, annex) : make_row(intake, "agenda", "agenda");
        row.kind = "agenda";
        row.title = annex ? row.title : meeting->title.plain;
        row.is_closed = row.is_closed || intake->row.is_closed;
        row.status = status_word(meeting->agenda->status);
        if (!add_document(intake, &row, &meeting->agenda->document)) {
            return false;
        }
    }
    if (meeting->minutes) {
        struct rf_bag_row row = make_row(intake, "minutes", "minutes");
        row.title = meeting->title.plain;
        row.status = status_word(meeting->minutes->status);
        return add_document(intake, &row, &meeting->minutes->document) &&
               add_pictures(intake, row, meeting->minutes->introduction) &&
               add_pictures(intake, row, meeting->minutes->corrections.blocks);
    }
    return true;
}

/* What came after the approval: corrections, the seal. */
static bool add_corrections_and_seal(struct intake *intake,
                                     const struct referat_meeting *meeting)
{
    const struct referat_corrections *corrections = meeting->corrections;
    struct rf_bag_row row = make_row(intake, "corrections", "corrections");
    row.title = meeting->title.plain;
    if (corrections && !add_document(intake, &row, &corrections->document)) {
        return false;
    }
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        if (!add_pictures(intake, row, corrections->list[i].text.blocks)) {
            return false;
        }
    }
    row = make_row(intake, "seal", "seal");
    row.title = meeting->title.plain;
    return !meeting->seal || add_source(intake, row, meeting->seal->path, NULL);
}

/* All files of a meeting: what it says of itself, then item by item. An agenda nested in
 * it is added in the same way, with the rows of the annex that it is. */
static bool add_meeting(struct intake *intake, const struct referat_meeting *meeting)
{
    if (!add_agenda_and_minutes(intake, meeting) ||
        !add_corrections_and_seal(intake, meeting)) {
        return false;
    }
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        if (!add_item_sources(intake, item)) {
            return false;
        }
        for (size_t k = 0; k < item->annex_count; k++) {
            if (item->annexes[k]->number && !add_annex(intake, item->annexes[k])) {
                return false;
            }
        }
    }
    return true;
}

/* False where the manifest, which is UTF-8, cannot name what stands at a place. */
static bool has_good_name(struct rf_archive *archive, const char *place)
{
    size_t n = strlen(place);
    if (rf_utf8_valid(place, n) == n) {
        return true;
    }
    archive->bag.error = rf_arena_format(
        archive->arena, "%s: the folder's name is not UTF-8: rename it", place);
    return false;
}

/* The inventory calls a meeting by its folder below data/. */
static struct intake begin_intake(struct rf_archive *archive,
                                  const struct rf_archive_series *series,
                                  const struct referat_meeting *meeting)
{
    const char *folder = *meeting->folder ? meeting->folder : meeting->id;
    return (struct intake){
        .archive = archive,
        .series = series,
        .meeting = meeting,
        .row = {.meeting = rf_path_join(&archive->paths, series->place, folder),
                .date = meeting->date,
                .is_closed = !archive->is_public && referat_has_closed(meeting)},
    };
}

static const char read_me[] = "README.txt";

/* Of sources that are withheld the inventory says that they are not there, and no more.
 */
bool rf_archive_meeting(struct rf_archive *archive, struct rf_archive_series *series,
                        const struct referat_meeting *meeting)
{
    const struct referat_date *date = &meeting->date;
    rf_arena_reset(&archive->paths);
    struct intake intake = begin_intake(archive, series, meeting);
    const char *top = intake.row.meeting;
    series->meeting_count++;
    series->has_closed = series->has_closed || intake.row.is_closed;
    if (date->year &&
        (!series->first.year || rf_date_compare(date, &series->first) < 0)) {
        series->first = *date;
    }
    if (date->year && rf_date_compare(date, &series->last) > 0) {
        series->last = *date;
    }
    archive->has_read_me_folder |=
        strcspn(top, "/") == strlen(read_me) && rf_starts_with(top, read_me);
    if (!has_good_name(archive, meeting->folder) || !add_meeting(&intake, meeting)) {
        return false;
    }
    if (meeting->withholds_sources) {
        struct rf_bag_row row = make_row(&intake, "source", "source");
        row.title = meeting->title.plain;
        row.is_closed = true;
        row.role = "withheld";
        rf_bag_note(&archive->bag, &row);
        series->is_withholding = true;
    }
    return true;
}

/* The page by its name, as the command line has it. */
static enum referat_page page_of(const char *name)
{
    return strcmp(name, "agenda") == 0    ? REFERAT_PAGE_AGENDA
           : strcmp(name, "minutes") == 0 ? REFERAT_PAGE_MINUTES
                                          : REFERAT_PAGE_PACK;
}

/* The pack is as final as the lesser of what it holds. */
static const char *page_status(const struct referat_meeting *meeting,
                               enum referat_page page)
{
    enum referat_status agenda =
        meeting->agenda ? meeting->agenda->status : REFERAT_FINAL;
    enum referat_status minutes =
        meeting->minutes ? meeting->minutes->status : REFERAT_FINAL;
    if (page == REFERAT_PAGE_MINUTES) {
        return status_word(minutes);
    }
    bool is_pack = page == REFERAT_PAGE_PACK;
    return status_word(is_pack && agenda == REFERAT_FINAL ? minutes : agenda);
}

bool rf_archive_page(struct rf_archive *archive, struct rf_archive_series *series,
                     const struct referat_meeting *meeting, const char *name,
                     const char *suffix, const struct rf_buf *bytes)
{
    struct intake intake = begin_intake(archive, series, meeting);
    struct rf_bag_row row = make_row(&intake, name, name);
    const struct rf_output output = {
        .path = data_path(archive, series->place, meeting->folder,
                          rf_arena_join(&archive->paths, name, suffix, NULL)),
        .bytes = bytes->p ? bytes->p : "",
        .n = bytes->n,
    };
    row.role = "rendition";
    row.title = meeting->title.plain;
    row.status = page_status(meeting, page_of(name));
    row.is_closed = row.is_closed || (!archive->is_public &&
                                      referat_page_shows_closed(meeting, page_of(name)));
    series->has_closed |= row.is_closed; /* of other meetings, which may not be here */
    return rf_bag_add(&archive->bag, &row, &output);
}

/* ---- A series ---- */

bool rf_archive_settings(struct rf_archive *archive, struct rf_archive_series *series,
                         bool hides_units)
{
    static const char name[] = "referat.yaml";
    struct intake intake = {.archive = archive, .series = series};
    rf_arena_reset(&archive->paths);
    const char *path = rf_arena_join(&archive->paths, series->root, "/", name, NULL);
    struct rf_bag_row row = {
        .id = rf_path_join(&archive->paths, series->place, "settings"),
        .title = series->title,
        .kind = "settings",
        .is_closed = series->has_closed_settings || hides_units,
    };
    if (access(path, F_OK) != 0) {
        return true;
    }
    if (archive->is_public && row.is_closed) {
        row.role = "withheld";
        series->is_withholding = true;
        rf_bag_note(&archive->bag, &row);
        return true;
    }
    return add_source(&intake, row, name, NULL);
}

struct rf_archive_series *rf_archive_series(struct rf_archive *archive, const char *root,
                                            const char *place,
                                            const struct referat_series *settings)
{
    struct rf_archive_series *series =
        RF_ARENA_NEW(archive->arena, struct rf_archive_series);
    *series = (struct rf_archive_series){
        .root = root,
        .place = place,
        .title = rf_arena_string(archive->arena, settings->title.plain),
        .body = rf_arena_string(archive->arena, settings->body.plain),
        .organisation = rf_arena_string(archive->arena, settings->organisation.plain),
        .follows = settings->follows.given == REFERAT_GIVEN
                       ? rf_arena_string(archive->arena, settings->follows.text)
                       : "",
        .language = rf_arena_string(archive->arena, settings->language),
        .has_closed_settings = settings->access == REFERAT_CLOSED ||
                               settings->allowed_number_count ||
                               settings->allowed_text_count,
    };
    RF_CHAIN_ADD(&archive->series, series);
    rf_arena_reset(&archive->paths);
    return has_good_name(archive, place) ? series : NULL;
}

bool rf_archive_overview(struct rf_archive *archive,
                         const struct rf_archive_series *series, const char *name,
                         struct rf_output output)
{
    rf_arena_reset(&archive->paths);
    size_t n = strcspn(name, "._"); /* "index_.html" is one, too */
    const char *kind = rf_arena_copy(&archive->paths, name, n);
    const struct rf_bag_row row = {
        .id = rf_path_join(&archive->paths, series->place, kind),
        .title = series->title,
        .kind = kind,
        .role = "rendition",
        .is_closed = series->has_closed,
    };
    output.path = data_path(archive, series->place, "", name);
    return rf_bag_add(&archive->bag, &row, &output);
}

/* ---- The whole ---- */

bool rf_archive_begin(struct rf_archive *archive, const char *dir, bool is_public,
                      struct rf_arena *arena)
{
    *archive = (struct rf_archive){
        .arena = arena,
        .sources = {.arena = arena},
        .claimed = {.arena = arena},
        .is_public = is_public,
    };
    return rf_bag_begin(&archive->bag, dir, is_public ? "public" : "full", arena);
}

bool rf_archive_close(struct rf_archive *archive, const struct rf_archive_facts *facts)
{
    struct rf_buf provenance = {0}, info = {0};
    const struct rf_bag_row row = {
        .id = "read-me", .kind = "read-me", .role = "documentation"};
    const struct rf_output output = {
        .path = archive->has_read_me_folder ? "data/README_.txt" : "data/README.txt",
        .bytes = rf_archive_read_me,
        .n = strlen(rf_archive_read_me),
    };
    bool is_done = rf_bag_add(&archive->bag, &row, &output);
    rf_archive_provenance(archive, facts, &provenance); /* counts the read-me, too */
    rf_archive_info(archive, facts, &info);
    is_done = is_done &&
              rf_bag_add_tag(&archive->bag, "metadata/provenance.json", &provenance) &&
              rf_bag_close(&archive->bag, &info);
    rf_buf_clear(&provenance);
    rf_buf_clear(&info);
    return is_done;
}

void rf_archive_clear(struct rf_archive *archive)
{
    rf_bag_clear(&archive->bag);
    rf_arena_clear(&archive->paths);
}
