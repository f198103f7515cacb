/* The output formats: one row each (build). A format is what -f names; its functions
 * stand in render/, index/ and tables/, or in another program. */
#include "build/formats.h"
#include "facts/database.h"
#include "index/index.h"
#include "render/pages.h"
#include "tables/table.h"

static bool html_page(const struct referat_meeting *meeting, enum referat_page page,
                      struct rf_buf *out)
{
    return rf_page_write(&rf_writer_html, meeting, page, out);
}

static bool markdown_page(const struct referat_meeting *meeting, enum referat_page page,
                          struct rf_buf *out)
{
    return rf_page_write(&rf_writer_markdown, meeting, page, out);
}

static const struct rf_emitter html = {.name = "html",
                                       .suffix = ".html",
                                       .summary = "one self-contained page each",
                                       .page = html_page,
                                       .series = rf_index_html,
                                       .wants_words = true,
                                       .landing_page = rf_landing_page_html};
static const struct rf_emitter markdown = {.name = "md",
                                           .suffix = ".md",
                                           .summary = "CommonMark and pipe tables",
                                           .page = markdown_page};

/* The workbook of a series, as a file of its own. */
static bool workbook(const struct rf_question *question, struct rf_arena *arena,
                     struct rf_outlet *outlet, const char **error)
{
    int fd = rf_tables_xlsx(rf_tables, question, arena, error);
    const char *mark = question->mark ? question->mark : "";
    return fd >= 0 &&
           outlet->take_file(outlet, rf_arena_join(arena, "status", mark, ".xlsx", NULL),
                             fd);
}

static const struct rf_emitter xlsx = {.name = "xlsx",
                                       .suffix = ".xlsx",
                                       .summary = "the series' status workbook",
                                       .series = workbook,
                                       .wants_rows = true};

/* The database of a series, which has the facts of all its meetings by now. */
static bool database(const struct rf_question *question, struct rf_arena *arena,
                     struct rf_outlet *outlet, const char **error)
{
    struct rf_bytes file;
    const char *mark = question->mark ? question->mark : "";
    return rf_database_finish(question->database, question->records[0], &file, error) &&
           outlet->take_bytes(
               outlet, rf_arena_join(arena, "record", mark, ".sqlite", NULL), file);
}

static const struct rf_emitter sqlite = {.name = "sqlite",
                                         .suffix = ".sqlite",
                                         .summary = "the series' tables as a database",
                                         .by_request = true,
                                         .series = database,
                                         .wants_facts = true};

/* Made of the HTML by another program: src/print. */
static const struct rf_emitter pdf = {
    .name = "pdf", .suffix = ".pdf", .summary = "the pack for paper", .by_request = true};

const struct rf_emitter *const rf_emitters[] = {&html, &markdown, &xlsx,
                                                &pdf,  &sqlite,   NULL};

bool rf_format_is_asked(unsigned formats, size_t i)
{
    return (formats >> i) & 1U;
}
