/* What a PDF of a print engine shows, by poppler's programs (print).
 *
 * pdfinfo lists the destinations, pdftotext gives the text of the pages: what a reader of
 * the paper would see, as the last look at a public edition asks them. qpdf, which takes
 * the files of others apart, reads every object for any question: of 483 tagged pages it
 * takes 1.4 s a pass and 18 MB of JSON, pdfinfo 0.02 s. */
#define _GNU_SOURCE /* memmem */
#include "print/pdf.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/str.h"
#include "base/subprocess.h"

enum { LIMIT_S = 600, EDGE_BYTES = 1024 };

static const size_t memory_bytes = (size_t)2 << 30;

const char *rf_pdf_reader_init(struct rf_pdf_reader *reader, const char *folder,
                               struct rf_arena *arena)
{
    *reader = (struct rf_pdf_reader){.folder = folder, .arena = arena};
    reader->pdfinfo = rf_program_find("pdfinfo", arena);
    reader->pdftotext = rf_program_find("pdftotext", arena);
    return !reader->pdfinfo     ? "pdfinfo is not installed"
           : !reader->pdftotext ? "pdftotext is not installed"
                                : NULL;
}

/* NULL, or why it did not end well. */
static const char *run(const struct rf_pdf_reader *reader, const char *const *argv,
                       struct rf_program_result *result)
{
    const struct rf_program program = {
        .argv = argv,
        .folder = reader->folder,
        .limit_s = LIMIT_S,
        .memory_bytes = memory_bytes,
    };
    *result = rf_program_run(&program, reader->arena);
    const char *said = *result->last_words ? result->last_words : result->why;
    return result->is_done ? NULL
                           : rf_arena_join(reader->arena, argv[0], ": ", said, NULL);
}

/* ---- The whole file ---- */

/* Programs repair what ends in the middle: that is looked for before they are asked.
 * NULL, or what is wrong. */
static const char *look_at_edges(const struct rf_pdf_reader *reader, const char *file)
{
    char edge[EDGE_BYTES];
    off_t size = 0;
    const char *path = rf_arena_join(reader->arena, reader->folder, "/", file, NULL);
    int fd = rf_open_regular(path, 0, &size);
    size_t n = size < EDGE_BYTES ? (size_t)size : EDGE_BYTES;
    bool is_pdf =
        fd >= 0 && n >= 8 && rf_read_at(fd, 0, edge, n) && memcmp(edge, "%PDF-", 5) == 0;
    bool is_whole = is_pdf && rf_read_at(fd, (uint64_t)size - n, edge, n) &&
                    memmem(edge, n, "%%EOF", 5);
    if (fd >= 0) {
        close(fd);
    }
    return !is_pdf ? "it is no PDF" : !is_whole ? "it is cut off" : NULL;
}

/* ---- Destinations ---- */

static int compare_places(const void *a, const void *b)
{
    const struct rf_print_place *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* One destination: '   3 [ XYZ   68  471 null      ] "punkt-1"'. False for a line that is
 * none. */
static bool read_place(const char *line, size_t n, struct rf_arena *arena,
                       struct rf_print_place *place)
{
    static const char before_name[] = "] \"";
    const char *name = memmem(line, n, before_name, sizeof before_name - 1);
    const char *end = memrchr(line, '"', n);
    place->page = strtoul(line, NULL, 10);
    if (!name || (name += sizeof before_name - 1) > end || !place->page) {
        return false;
    }
    place->id = rf_arena_copy(arena, name, (size_t)(end - name));
    return true;
}

const char *rf_pdf_read(const struct rf_pdf_reader *reader, const char *file,
                        struct rf_pdf *pdf)
{
    const char *const argv[] = {reader->pdfinfo, "-enc", "UTF-8", "-dests", file, NULL};
    struct rf_program_result result;
    const char *why = look_at_edges(reader, file);
    why = why ? why : run(reader, argv, &result);
    *pdf = (struct rf_pdf){0};
    if (why) {
        return why;
    }
    size_t lines = 0, n;
    for (const char *p = result.output; (p = strchr(p, '\n')) != NULL; p++) {
        lines++;
    }
    pdf->places = RF_ARENA_NEW_ARRAY(reader->arena, lines + 1, struct rf_print_place);
    for (const char *p = result.output; *p; p += n + (p[n] == '\n')) {
        n = strcspn(p, "\n");
        pdf->place_count +=
            read_place(p, n, reader->arena, &pdf->places[pdf->place_count]);
    }
    qsort(pdf->places, pdf->place_count, sizeof *pdf->places, compare_places);
    return NULL;
}

size_t rf_pdf_page_of(const struct rf_pdf *pdf, const char *id)
{
    const struct rf_print_place key = {.id = id};
    const struct rf_print_place *found =
        pdf->place_count ? bsearch(&key, pdf->places, pdf->place_count,
                                   sizeof *pdf->places, compare_places)
                         : NULL;
    return found ? found->page : 0;
}

/* ---- Text ---- */

/* pdftotext ends every page with a form feed. */
const char *rf_pdf_find_blank(const struct rf_pdf_reader *reader, const char *file,
                              size_t *page_count, size_t *blank_page)
{
    const char *const argv[] = {reader->pdftotext, "-enc", "UTF-8", file, "-", NULL};
    struct rf_program_result result;
    const char *why = run(reader, argv, &result), *end;
    *page_count = *blank_page = 0;
    if (why) {
        return why;
    }
    for (const char *p = result.output; (end = strchr(p, '\f')) != NULL; p = end + 1) {
        bool is_blank = p + strspn(p, " \t\r\n") == end;
        ++*page_count;
        *blank_page = is_blank && !*blank_page ? *page_count : *blank_page;
    }
    return *page_count ? NULL : "it has no page";
}
