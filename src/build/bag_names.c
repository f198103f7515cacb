/* The names of closed files of a bag (build), read from its inventory's columns "access",
 * "kind", "item", "meeting" and "path", wherever they stand in it. */
#include "build/bag_names.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/path.h"

enum { MOST_COLUMNS = 32 };

/* A row of a CSV file (base/csv.h) whose cells stand in quotes, with semicolons between.
 */
struct row {
    const char *cells[MOST_COLUMNS];
    size_t count;
};

/* Reads the row at *p, which is moved past it, into arena; false at the end. A quote
 * within a cell is doubled (RFC 4180). */
static bool take_row(const char **p, const char *end, struct rf_arena *arena,
                     struct row *row)
{
    row->count = 0;
    if (*p >= end) {
        return false;
    }
    struct rf_buf cell = {0};
    for (bool goes_on = true; goes_on && row->count < MOST_COLUMNS;) {
        bool is_quoted = *p < end && **p == '"';
        rf_buf_reset(&cell);
        for (*p += is_quoted; *p < end; ++*p) {
            bool is_quote = is_quoted && **p == '"';
            if (is_quote && *p + 1 < end && (*p)[1] == '"') {
                ++*p;
            } else if (is_quote || (!is_quoted && (**p == ';' || **p == '\n'))) {
                break;
            }
            rf_buf_char(&cell, **p);
        }
        *p += is_quoted && *p < end;
        row->cells[row->count++] = rf_arena_copy(arena, cell.p ? cell.p : "", cell.n);
        goes_on = *p < end && **p == ';';
        *p += goes_on;
    }
    rf_buf_clear(&cell);
    while (*p < end && *(*p)++ != '\n') {
    }
    return true;
}

/* The cell of a row that stands in the column of that head; "" where there is none. */
static const char *cell_of(const struct row *head, const struct row *row,
                           const char *column)
{
    for (size_t i = 0; i < head->count && i < row->count; i++) {
        if (strcmp(head->cells[i], column) == 0) {
            return row->cells[i];
        }
    }
    return "";
}

/* Hides the names of closed files that have one of their own: agendas, minutes and pages
 * are called alike in every meeting. */
static void hide_names(const char *p, const char *end, struct rf_arena *arena,
                       struct rf_hiding *hiding)
{
    static const char *const kinds[] = {"annex", "recommendation", "picture", NULL};
    struct row head, row;
    p += end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (!take_row(&p, end, arena, &head)) {
        return;
    }
    while (take_row(&p, end, arena, &row)) {
        const char *item = cell_of(&head, &row, "item");
        const char *kind = cell_of(&head, &row, "kind");
        size_t k = 0;
        while (kinds[k] && strcmp(kind, kinds[k]) != 0) {
            k++;
        }
        if (kinds[k] && strcmp(cell_of(&head, &row, "access"), "closed") == 0) {
            const char *origin =
                rf_arena_join(arena, *item ? "item " : "a closed part", item, " of ",
                              cell_of(&head, &row, "meeting"), NULL);
            rf_hiding_add_file(hiding, origin,
                               rf_path_name(cell_of(&head, &row, "path")));
        }
    }
}

void rf_bag_names_hide(const char *bag, struct rf_hiding *hiding)
{
    struct rf_arena arena = {0};
    struct rf_buf bytes = {0};
    off_t size_bytes;
    const char *path = rf_arena_join(&arena, bag, "/metadata/inventory.csv", NULL);
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd >= 0 && size_bytes <= RF_LIMIT_BAG_TEXT_BYTES &&
        rf_read_all(fd, 0, (size_t)size_bytes, &bytes) && bytes.n) {
        hide_names(bytes.p, bytes.p + bytes.n, &arena, hiding);
    }
    if (fd >= 0) {
        close(fd);
    }
    rf_buf_clear(&bytes);
    rf_arena_clear(&arena);
}
