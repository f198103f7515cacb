/* The names of closed files of a bag (build). */
#include "build/bag_names.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/path.h"
#include "fs/bytes.h"

enum { MOST_COLUMNS = 32 };

/* A row of a CSV file whose cells stand in quotes, with semicolons between. */
struct row {
    const char *cells[MOST_COLUMNS];
    size_t count;
};

/* The cell at *p, which is moved past it; in arena. */
static const char *take_cell(const char **p, const char *end, struct rf_arena *arena)
{
    struct rf_buf cell = {0};
    const char *at = *p + (*p < end && **p == '"');
    bool is_quoted = at > *p;
    for (; at < end; at++) {
        bool is_quote = is_quoted && *at == '"';
        if (is_quote && at + 1 < end && at[1] == '"') {
            at++;
        } else if (is_quote || (!is_quoted && (*at == ';' || *at == '\n'))) {
            break;
        }
        rf_buf_char(&cell, *at);
    }
    *p = at + (is_quoted && at < end);
    const char *kept = rf_arena_copy(arena, cell.p ? cell.p : "", cell.n);
    rf_buf_clear(&cell);
    return kept;
}

static bool take_row(const char **p, const char *end, struct rf_arena *arena,
                     struct row *row)
{
    row->count = 0;
    if (*p >= end) {
        return false;
    }
    for (bool goes_on = true; goes_on && row->count < MOST_COLUMNS;) {
        row->cells[row->count++] = take_cell(p, end, arena);
        goes_on = *p < end && **p == ';';
        *p += goes_on;
    }
    while (*p < end && *(*p)++ != '\n') {
    }
    return true;
}

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

/* Agendas, minutes and pages are called alike in every meeting. */
static bool has_name_of_its_own(const char *kind)
{
    static const char *const kinds[] = {"annex", "recommendation", "picture"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void take_names(const char *p, const char *end, struct rf_arena *arena,
                       struct rf_quotes *names)
{
    struct row head, row;
    p += end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (!take_row(&p, end, arena, &head)) {
        return;
    }
    while (take_row(&p, end, arena, &row)) {
        const char *item = cell_of(&head, &row, "item");
        if (strcmp(cell_of(&head, &row, "access"), "closed") == 0 &&
            has_name_of_its_own(cell_of(&head, &row, "kind"))) {
            const char *origin =
                rf_arena_join(arena, *item ? "item " : "a closed part", item, " of ",
                              cell_of(&head, &row, "meeting"), NULL);
            rf_quotes_add_name(names, RF_HIDDEN_FILE, origin,
                               rf_path_name(cell_of(&head, &row, "path")));
        }
    }
}

void rf_bag_names_take(const char *bag, struct rf_quotes *names)
{
    struct rf_arena arena = {0};
    struct rf_buf bytes = {0};
    off_t size_bytes;
    const char *path = rf_arena_join(&arena, bag, "/metadata/inventory.csv", NULL);
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd >= 0 && size_bytes <= RF_LIMIT_BAG_TEXT_BYTES &&
        rf_read_all(fd, 0, (size_t)size_bytes, &bytes) && bytes.n) {
        take_names(bytes.p, bytes.p + bytes.n, &arena, names);
    }
    if (fd >= 0) {
        close(fd);
    }
    rf_buf_clear(&bytes);
    rf_arena_clear(&arena);
}
