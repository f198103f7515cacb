/* Older public pages of a meeting that has errors: whether they show as closed what is
 * closed now (build).
 *
 * The last look finds the words of closed parts, but not those that are short or were
 * changed when the part was closed. So the parts are compared: each has an id in a page's
 * HTML. Words of open parts may differ, that is why the pages are kept. */
#define _GNU_SOURCE /* memmem */
#include "build/held_pages.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/str.h"
#include "build/file_list.h"

static const char id_mark[] = " id=\"";
enum { ID_MARK_BYTES = sizeof id_mark - 1 };

struct text {
    const char *p;
    size_t n;
};

/* ---- Parts of a page ---- */

/* The next id after *at, which is moved past it; n 0: there is none. */
static struct text next_id(struct text page, size_t *at)
{
    const char *p = memmem(page.p + *at, page.n - *at, id_mark, ID_MARK_BYTES);
    struct text id = {p ? p + ID_MARK_BYTES : "", 0};
    const char *end = p ? memchr(id.p, '"', (size_t)(page.p + page.n - id.p)) : NULL;
    id.n = end ? (size_t)(end - id.p) : 0;
    *at = end ? (size_t)(end - page.p) : page.n;
    return id;
}

/* Where the value of that id stands in a page; NULL: it has none. */
static const char *find_id(struct text page, struct text id)
{
    for (size_t at = 0; at < page.n;) {
        struct text next = next_id(page, &at);
        if (next.n == id.n && memcmp(next.p, id.p, id.n) == 0) {
            return next.p;
        }
    }
    return NULL;
}

/* From an item's id to the next one that is not within it ("item-2.title"). */
static struct text block_of(struct text page, const char *anchor)
{
    struct text id = {anchor, strlen(anchor)};
    const char *start = find_id(page, id);
    size_t at = start ? (size_t)(start - page.p) : page.n, end = at;
    while (end < page.n) {
        struct text next = next_id(page, &end);
        bool is_within =
            next.n > id.n && memcmp(next.p, id.p, id.n) == 0 && next.p[id.n] == '.';
        if (next.n && !is_within) {
            end = (size_t)(next.p - page.p);
            break;
        }
    }
    return (struct text){start ? start : "", start ? end - at : 0};
}

/* ---- Files ---- */

/* HTML is compared by its parts, any other text as a whole: an older page has no part
 * that the new one does not have, and shows each closed item as the new one does. */
static bool page_agrees(struct text old, const struct rf_output *output,
                        const struct referat_meeting *meeting)
{
    struct text fresh = {output->bytes, output->n};
    if (!rf_ends_with(output->path, ".html")) {
        return old.n == fresh.n && memcmp(old.p, fresh.p, fresh.n) == 0;
    }
    for (size_t at = 0; at < old.n;) {
        struct text id = next_id(old, &at);
        if (id.n && !find_id(fresh, id)) {
            return false;
        }
    }
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        struct text block = item->access == REFERAT_CLOSED ? block_of(fresh, item->anchor)
                                                           : (struct text){"", 0};
        if (block.n && !memmem(old.p, old.n, block.p, block.n)) {
            return false;
        }
    }
    return true;
}

/* True where every annex that is there is one of the meeting still, and every page
 * agrees. A PDF file says what the pages beside it say; alone it is not compared, and may
 * show anything. */
static bool agrees(struct rf_arena *arena, const char *dir, const char *place,
                   const struct referat_meeting *meeting, const struct rf_output *fresh)
{
    const char *here = rf_arena_join(arena, place, *place ? "/" : "", NULL);
    struct rf_buf old = {0};
    bool agree = true, has_html = false, is_compared = false;
    DIR *folder = opendir(rf_arena_join(arena, dir, "/", here, "annexes/", NULL));
    for (struct dirent *e; folder && agree && (e = readdir(folder)) != NULL;) {
        const char *path = rf_arena_join(arena, here, "annexes/", e->d_name, NULL);
        const struct rf_output *output = fresh;
        while (output && strcmp(output->path, path) != 0) {
            output = output->next;
        }
        agree = e->d_name[0] == '.' || output;
    }
    if (folder) {
        closedir(folder);
    }
    for (const struct rf_output *page = fresh; page && agree; page = page->next) {
        bool is_html = rf_ends_with(page->path, ".html");
        bool is_to_be_read = !page->copy_from && (is_html || !has_html);
        if (is_to_be_read &&
            rf_read_whole(rf_arena_join(arena, dir, "/", page->path, NULL), &old)) {
            agree = page_agrees((struct text){rf_buf_string(&old), old.n}, page, meeting);
            has_html = has_html || is_html;
            is_compared = true;
        }
    }
    rf_buf_clear(&old);
    const char *pdf = rf_arena_join(arena, dir, "/", here, "pack.pdf", NULL);
    return agree && (is_compared || access(pdf, F_OK) != 0);
}

void rf_public_hold_meeting(struct rf_public *edition, const char *place,
                            const struct referat_unit_result *unit,
                            const struct rf_output *fresh)
{
    struct rf_arena arena = {0};
    if (!unit->has_closed ||
        agrees(&arena, edition->options->output, place, unit->meeting, fresh)) {
        rf_public_hold(edition, place);
    } else {
        rf_say("%s: its older public pages are withdrawn: it has errors, and they do "
               "not show as closed what is closed now, or no page tells",
               unit->meeting->id);
    }
    rf_arena_clear(&arena);
}
