/* near-action: lines of the minutes that look like follow-ups and are none (check).
 * format.md section 6.
 *
 * The lines are those of the source: in the tree "- []" is an ordinary list item. A line
 * counts when it begins with a box, drawn in one of the ways that people and word
 * processors draw it, or with an @ and a name that is known. The hint shows the line as
 * it should be.
 *
 * Both lines are text to Markdown, and were meant as actions:
 *
 *     [ ] @GAS låser op
 *     - [] @GAS ser på gyngerne due:2024-05-01 */
#include <string.h>

#include "base/str.h"
#include "check/rules.h"
#include "diag/source.h"
#include "model/roll.h"

struct near {
    const struct referat_meeting *meeting;
    const struct referat_item *item;
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* The bytes of one of the signs at p, or 0. */
static size_t sign_at(const char *p, const char *const *signs)
{
    for (; *signs; signs++) {
        if (rf_starts_with(p, *signs)) {
            return strlen(*signs);
        }
    }
    return 0;
}

/* The same with the variation selector that makes a picture of the sign, or a text. */
static size_t picture_at(const char *p, const char *const *signs)
{
    static const char *const selectors[] = {"\xEF\xB8\x8E", "\xEF\xB8\x8F", NULL};
    size_t n = sign_at(p, signs);
    return n ? n + sign_at(p + n, selectors) : 0;
}

/* Blanks, tabs and no-break spaces: pasted text has these. */
static const char *skip_blanks(const char *p)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", NULL};
    for (size_t n; (n = sign_at(p, blanks)) > 0;) {
        p += n;
    }
    return p;
}

/* What follows the bullet of a list at p and the blanks after it; p where there is none.
 * Bullets are those of Markdown, and those that word processors paste: dots, dashes,
 * squares. */
static const char *after_bullet(const char *p)
{
    static const char *const bullets[] = {"-",
                                          "*",
                                          "+",
                                          "\xE2\x80\xA2",
                                          "\xC2\xB7",
                                          "\xE2\x80\x93",
                                          "\xE2\x80\x94",
                                          "\xE2\x97\xA6",
                                          "\xE2\x96\xAA",
                                          "\xE2\x97\x8F",
                                          NULL};
    return skip_blanks(p + sign_at(p, bullets));
}

/* What follows a box at p, drawn with brackets or as a sign; NULL: there is none.
 * "[x](y)" is a link. */
static const char *after_box(const char *p)
{
    /* ballot boxes, white squares, check marks and a cross, buttons */
    static const char *const boxes[] = {
        "\xE2\x98\x90",     "\xE2\x98\x91",     "\xE2\x98\x92",
        "\xE2\x96\xA1",     "\xE2\x97\xBB",     "\xE2\x9C\x93",
        "\xE2\x9C\x94",     "\xE2\x9C\x97",     "\xE2\x9C\x85",
        "\xE2\xAC\x9C",     "\xE2\x9D\x8F",     "\xE2\x9D\x91",
        "\xF0\x9F\x97\xB9", "\xF0\x9F\x94\xB2", NULL};
    size_t n = picture_at(p, boxes);
    if (n) {
        return p + n;
    }
    if (*p != '[') {
        return NULL;
    }
    /* what people type between the brackets, done or not */
    static const char *const ticks[] = {"xx",
                                        "XX",
                                        "x",
                                        "X",
                                        "_",
                                        "v",
                                        "V",
                                        "o",
                                        "O",
                                        "*",
                                        "-",
                                        "+",
                                        ".",
                                        "\xE2\x9C\x93",
                                        "\xE2\x9C\x94",
                                        "\xE2\x9C\x97",
                                        "\xE2\x88\x9A",
                                        "\xE2\x9C\x85",
                                        "\xC3\x97",
                                        NULL};
    p = skip_blanks(p + 1);
    p += picture_at(p, ticks);
    p = skip_blanks(p);
    bool is_link = *p == ']' && p[1] && strchr("([:", p[1]);
    return *p == ']' && !is_link ? p + 1 : NULL;
}

/* True where a box says that the task is done. */
static bool is_ticked(const char *p)
{
    static const char *const ticked[] = {
        "\xE2\x98\x91", "\xE2\x98\x92", "\xE2\x9C\x93",     "\xE2\x9C\x94",
        "\xE2\x9C\x97", "\xE2\x9C\x85", "\xF0\x9F\x97\xB9", NULL};
    static const char *const ticks[] = {"x",
                                        "X",
                                        "v",
                                        "V",
                                        "\xE2\x9C\x93",
                                        "\xE2\x9C\x94",
                                        "\xE2\x88\x9A",
                                        "\xC3\x97",
                                        "\xE2\x9C\x85",
                                        NULL};
    p += *p == '\\';
    return sign_at(p, ticked) ||
           (*p && strchr("[({<", *p) && sign_at(skip_blanks(p + 1), ticks));
}

/* True for an @ with the name of somebody or of a unit. */
static bool names_owner(const struct near *near, const char *p, const char *end)
{
    if (*p != '@' || p + 1 >= end) {
        return false;
    }
    p += 1 + (p[1] == '"');
    return rf_roll_name_at(near->arena, near->meeting, p, (size_t)(end - p)) > 0;
}

/* What follows a box of other brackets, "( )", "\\[ ]", "{x}", or one with a colon, "[
 * ]:", which count only before an owner; NULL: there is none. */
static const char *after_other_box(const struct near *near, const char *p,
                                   const char *end)
{
    static const char *const opening[] = {"\\[", "(", "{", "<", "[", NULL};
    size_t n = sign_at(p, opening);
    const char *tick = skip_blanks(p + n);
    tick += *tick && !strchr(")]}>\\", *tick);
    tick = skip_blanks(tick);
    tick += *tick == '\\';
    if (!n || !*tick || !strchr(")]}>", *tick)) {
        return NULL;
    }
    tick += 1 + (tick[1] == ':');
    return names_owner(near, skip_blanks(tick), end) ? tick : NULL;
}

/* False for most lines: they begin with a letter, which no box and no owner does. */
static bool may_begin(const char *line)
{
    while (*line == ' ' || *line == '\t') {
        line++;
    }
    unsigned char first = (unsigned char)*line;
    if ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') {
        return false;
    }
    return first >= 0xC2 ? first == 0xC2 || first == 0xE2 || first == 0xF0
                         : first && strchr("-*+[@({<\\", first) != NULL;
}

/* Reports a line, from its bullet to its end; why says what keeps it from being read. */
static struct referat_diagnostic *report(const struct near *near,
                                         const struct referat_source *source,
                                         const char *from, const char *to,
                                         const char *why)
{
    bool is_introduction = near->item == near->meeting->introduction || !near->item;
    const struct referat_span span = {source, (uint32_t)(from - source->text),
                                      (uint32_t)(to - source->text)};
    return rf_diag_report(near->diags, RF_CODE_NEAR_ACTION, span,
                          "%s: this looks like a follow-up and is none: %s",
                          is_introduction ? "the introduction"
                                          : rf_check_item_name(near->arena, near->item),
                          why);
}

/* One line, without its end. A follow-up that has no box, or another one than ours. */
static void check_line(const struct near *near, const struct referat_source *source,
                       const char *line, const char *end)
{
    if (!may_begin(line)) {
        return;
    }
    const char *start = skip_blanks(line);
    const char *p = after_bullet(start), *task = after_box(p);
    task = task ? task : after_other_box(near, p, end);
    bool has_box = task && task <= end;
    if (!has_box && !names_owner(near, p, end)) {
        return;
    }
    task = skip_blanks(has_box ? task : p);
    struct referat_diagnostic *d = report(near, source, start, end,
                                          task >= end ? "nothing follows its box"
                                          : has_box ? "its box is not written as '- [ ] '"
                                                    : "it has no box");
    if (task >= end) {
        rf_diag_hint(near->diags, d,
                     "write what is to be done after the box, or delete the line");
        return;
    }
    rf_diag_hint(near->diags, d, "write - [%c] %s", has_box && is_ticked(p) ? 'x' : ' ',
                 rf_arena_copy(near->arena, task, (size_t)(end - task)));
}

/* Where a node begins in the source, or the first of its children that says so; limit
 * where none does. */
static const char *start_of(const struct referat_source *source,
                            const struct referat_node *node, const char *limit)
{
    for (; node; node = node->first) {
        if (node->start_bytes) {
            return source->text + node->start_bytes;
        }
    }
    return limit;
}

/* The lines of a paragraph in the source, up to limit, a blank line or a heading. The
 * first line of an action has been read already. */
static void check_paragraph(const struct near *near, const struct referat_source *source,
                            const struct referat_node *paragraph, const char *limit,
                            bool is_action)
{
    const char *line = source->text + paragraph->start_bytes, *start = skip_blanks(line);
    for (bool is_first = true; start < limit && !strchr("\n#", *start);
         is_first = false) {
        size_t n = strcspn(line, "\n");
        const char *end = line + n - (n && line[n - 1] == '\r');
        if (!is_first || !is_action) {
            check_line(near, source, line, end);
        }
        line += n + (line[n] == '\n');
        start = skip_blanks(line);
    }
}

/* A cell of a table, from where it begins to the stroke or the line's end: a box with
 * words after it is no follow-up there. A box alone is a tick in a list. */
static void check_cell(const struct near *near, const struct referat_source *source,
                       const char *cell, const char *end)
{
    const char *start = skip_blanks(cell), *to = end;
    const char *p = after_bullet(start), *task = after_box(p);
    while (to > start && strchr(" \t\r", to[-1])) {
        to--;
    }
    if (!task || skip_blanks(task) >= to) {
        return;
    }
    task = skip_blanks(task);
    struct referat_diagnostic *d =
        report(near, source, start, to, "a table's cell has no follow-ups");
    rf_diag_hint(near->diags, d, "write below the table - [%c] %s",
                 is_ticked(p) ? 'x' : ' ',
                 rf_arena_copy(near->arena, task, (size_t)(to - task)));
}

/* The lines of a table in the source, up to limit or one without a stroke. */
static void check_table(const struct near *near, const struct referat_source *source,
                        const struct referat_node *table, const char *limit)
{
    const char *line = start_of(source, table, limit);
    while (line < limit && memchr(line, '|', strcspn(line, "\n"))) {
        const char *end = line + strcspn(line, "\n");
        for (const char *cell = line; cell < end; cell += strcspn(cell, "|\n") + 1) {
            check_cell(near, source, cell, cell + strcspn(cell, "|\n"));
        }
        line = end + (*end == '\n');
    }
}

/* Paragraphs, lists and tables; code and quotations are what others wrote. */
static void walk(const struct near *near, const struct referat_source *source,
                 const struct referat_node *list, const char *limit, bool is_action)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        const char *next = start_of(source, node->next, limit);
        bool is_task = node->type == REFERAT_LIST_ITEM && node->task != REFERAT_TASK_NO;
        if (node->type == REFERAT_PARAGRAPH) {
            check_paragraph(near, source, node, next, is_action && node == list);
        } else if (node->type == REFERAT_LIST || node->type == REFERAT_LIST_ITEM) {
            walk(near, source, node->first, next, is_task);
        } else if (node->type == REFERAT_TABLE) {
            check_table(near, source, node, next);
        }
    }
}

void rf_check_near_actions(const struct referat_meeting *m, struct rf_diags *diags,
                           struct rf_arena *arena)
{
    struct near near = {m, NULL, diags, arena};
    const struct referat_source *source = m->minutes ? m->minutes->document.source : NULL;
    if (!source) {
        return;
    }
    const char *end = source->text + source->text_bytes;
    walk(&near, source, m->minutes->introduction, end, false);
    for (size_t i = 0; i < m->all_item_count; i++) {
        near.item = m->all_items[i];
        walk(&near, source, near.item->minutes_text, end, false);
    }
}
