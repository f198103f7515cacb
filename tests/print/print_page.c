/* Writes the page that a print engine gets, for tests that play the engine's driver.
 *
 *     print_page SERIES MEETING [ahead] <INPUT >PAGE.html
 *
 * INPUT has lines "place ID PAGE", sorted by id, "file ANCHOR WIDTH HEIGHT", one for each
 * page of a file to be merged, and "attach ANCHOR". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "render/for_print.h"
#include "referat/referat.h"

enum { MOST = 1000 };

struct input {
    struct rf_arena arena;
    struct rf_print_file files[MOST];
    struct rf_print_place places[MOST];
    struct rf_print print;
};

static const struct referat_annex *find(const struct referat_meeting *m,
                                        const char *anchor)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        const struct referat_annex *inner =
            annex->nested ? find(annex->nested, anchor) : NULL;
        if (inner || strcmp(annex->anchor, anchor) == 0) {
            return inner ? inner : annex;
        }
    }
    return NULL;
}

static void need(bool is_so, const char *what)
{
    if (!is_so) {
        fprintf(stderr, "print_page: %s\n", what);
        exit(2);
    }
}

static struct rf_print_file *file_of(struct input *in, const struct referat_meeting *m,
                                     const char *anchor)
{
    const struct referat_annex *annex = find(m, anchor);
    need(annex != NULL, anchor);
    for (size_t i = 0; i < in->print.file_count; i++) {
        if (in->files[i].annex == annex) {
            return &in->files[i];
        }
    }
    need(in->print.file_count < MOST, "too many files");
    in->files[in->print.file_count].annex = annex;
    return &in->files[in->print.file_count++];
}

static void add_sheet(struct input *in, struct rf_print_file *file, struct rf_sheet sheet)
{
    struct rf_sheet *more =
        RF_ARENA_NEW_ARRAY(&in->arena, file->sheet_count + 1, struct rf_sheet);
    for (size_t i = 0; i < file->sheet_count; i++) {
        more[i] = file->sheets[i];
    }
    more[file->sheet_count++] = sheet;
    file->sheets = more;
}

static void read_line(struct input *in, const struct referat_meeting *m, const char *line)
{
    char id[200];
    struct rf_sheet sheet;
    size_t page;
    if (sscanf(line, "place %199s %zu", id, &page) == 2) {
        need(in->print.place_count < MOST, "too many places");
        in->places[in->print.place_count++] =
            (struct rf_print_place){rf_arena_string(&in->arena, id), page};
    } else if (sscanf(line, "file %199s %lf %lf", id, &sheet.width_pt,
                      &sheet.height_pt) == 3) {
        add_sheet(in, file_of(in, m, id), sheet);
    } else {
        need(sscanf(line, "attach %199s", id) == 1, line);
        (void)file_of(in, m, id);
    }
}

static bool write_page(struct input *in, const struct referat_meeting *m)
{
    char line[400];
    struct rf_buf page = {0};
    while (fgets(line, sizeof line, stdin)) {
        read_line(in, m, line);
    }
    bool is_done = rf_page_print(m, &in->print, &page) &&
                   fwrite(page.p, 1, page.n, stdout) == page.n;
    rf_buf_clear(&page);
    return is_done;
}

int main(int argc, char **argv)
{
    static struct input in;
    struct referat_options options = referat_default_options();
    need(argc > 2, "no meeting");
    in.print.files = in.files;
    in.print.places = in.places;
    in.print.counts_ahead = argc > 3 && strcmp(argv[3], "ahead") == 0;
    struct referat *run = referat_open(argv[1], &options);
    const struct referat_unit_result *unit;
    bool is_done = false;
    while ((unit = referat_next(run)) != NULL) {
        bool is_it = unit->meeting && strcmp(unit->meeting->id, argv[2]) == 0;
        is_done = is_done || (is_it && write_page(&in, unit->meeting));
    }
    referat_close(run);
    rf_arena_clear(&in.arena);
    return is_done ? 0 : 1;
}
