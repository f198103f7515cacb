/* Lines of the minutes' body that look like the beginning of an item and are none
 * (model). format.md section 6.
 *
 * A line counts when it begins with an item's number or id and the item's title or a mark
 * follows ("**3. Budget**"), when '#' signs are joined to a word, or when bold words or a
 * heading are the title of an item. Titles are compared by their letters alone: without
 * case, accents, blanks and marks. Findings are kept in the model, not reported: whether
 * an item is closed, which decides the doubtful cases, is known later (near_report.c). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "diag/source.h"
#include "model/near.h"

/* So many letters at the beginning of a title are enough to recognise it. */
enum { TITLE_LETTERS = 12 };

struct sorted {
    const char *letters;
    struct referat_item *item;
};

struct rf_near_look {
    struct rf_model *model;
    struct rf_names *names;
    const struct referat_meeting *meeting;
    const struct referat_item *own;   /* in whose section the lines stand */
    struct rf_near **end;             /* of the model's list */
    const char **letters;             /* of the items' titles, by position … */
    struct referat_item **by_letters; /* … and the items that have any, sorted by them */
    size_t titled_count;
    int level;           /* of the sections' headings */
    bool may_begin[256]; /* with this byte a number, an id, or a word before it */
};

/* ---- Letters ---- */

/* Letters and digits alone, without case and accents. */
static const char *letters_of(struct rf_arena *arena, const char *text)
{
    struct rf_buf letters = {0};
    size_t n = strlen(text), size;
    for (size_t i = 0; i < n; i += size) {
        rf_utf8_put_base(&letters, rf_utf8_next(text + i, n - i, &size));
    }
    const char *copy = rf_arena_copy(arena, rf_buf_string(&letters), letters.n);
    rf_buf_clear(&letters);
    return copy;
}

/* True where text begins with the title, or with so much of it that it is meant. A short
 * one has to be there whole, with no letter after it. */
static bool begins_with_title(const char *text, const char *letters)
{
    struct rf_buf seen = {0};
    size_t n = strlen(text), size = 0, wanted = strlen(letters), at = 0;
    wanted = wanted > TITLE_LETTERS ? TITLE_LETTERS : wanted;
    while (at < n && seen.n < wanted) {
        rf_utf8_put_base(&seen, rf_utf8_next(text + at, n - at, &size));
        at += size;
    }
    bool is_there = wanted && seen.n >= wanted && memcmp(seen.p, letters, wanted) == 0;
    bool is_end = at >= n || !rf_is_word(rf_utf8_next(text + at, n - at, &size));
    rf_buf_clear(&seen);
    return is_there && (wanted == TITLE_LETTERS || is_end);
}

/* ---- What a line begins with ---- */

/* In full width, too. */
static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* The first word or section sign, after quotation marks, bullets and brackets. *signs is
 * how many '#' come before it; *is_joined, whether the last sign before it is a '#'. */
static const char *skip_to_words(const char *p, int *signs, bool *is_joined)
{
    *signs = 0;
    *is_joined = true;
    for (; *p; p += rf_name_char_bytes(p)) {
        uint32_t c = rf_name_char(p);
        if (rf_is_word(c) || c == 0xA7) {
            break;
        }
        *signs += c == '#' || c == 0xFF03;
        *is_joined = c == '#' || c == 0xFF03;
    }
    return p;
}

/* "1. april": a day, and no number with a mark. */
static bool is_month(struct rf_near_look *look, const char *rest)
{
    size_t n = 0;
    while (rf_is_word(rf_name_char(rest + n))) {
        n += rf_name_char_bytes(rest + n);
    }
    const char *word =
        rf_fold(look->model->arena, rf_arena_copy(look->model->arena, rest, n));
    for (size_t i = 0; n && i < 12; i++) {
        if (strcmp(rf_fold(look->model->arena, look->model->lang->months[i]), word) ==
            0) {
            return true;
        }
    }
    return false;
}

/* True where the title of one of the items follows, after a remark in brackets
 * ("(lukket) Title") or not. What stands before a colon may be left out or added, on
 * either side: "Motion: X" is X. */
static bool title_follows(const struct rf_near_look *look,
                          const struct rf_mention *mention, const char *rest)
{
    const char *close = *rest == '(' || *rest == '[' ? strpbrk(rest, ")]") : NULL;
    rest = close ? close + 1 : rest;
    size_t word = strcspn(rest, " :");
    const char *after = rest[word] == ':' ? rest + word + 1 : NULL;
    for (size_t i = 0; i < mention->count; i++) {
        const char *letters = look->letters[mention->items[i]->position];
        const char *title = mention->items[i]->title.plain;
        const char *colon = strchr(title, ':');
        if (begins_with_title(rest, letters) ||
            (after && begins_with_title(after, letters)) ||
            (colon &&
             begins_with_title(rest, letters_of(look->model->arena, colon + 1)))) {
            return true;
        }
    }
    return false;
}

/* True where the first word of an item's title follows, and then other words than the
 * title's. A closed item may be meant all the same. */
static bool word_follows(const struct rf_mention *mention, struct rf_arena *arena,
                         const char *rest)
{
    for (size_t i = 0; i < mention->count; i++) {
        const char *title = mention->items[i]->title.plain;
        size_t n = strcspn(title, " ");
        const char *word = letters_of(arena, rf_arena_copy(arena, title, n));
        if (strlen(word) > 3 && begins_with_title(rest, word)) {
            return true;
        }
    }
    return false;
}

/* ---- Findings ---- */

/* Keeps a finding for the report. mention is NULL for a broken heading of no item;
 * only_closed: it counts only where an item turns out to be closed. */
static void keep(struct rf_near_look *look, const struct rf_near_line *line,
                 enum rf_near_kind kind, const struct rf_mention *mention,
                 bool only_closed)
{
    struct rf_near *near = RF_ARENA_NEW(look->model->arena, struct rf_near);
    *near = (struct rf_near){
        .kind = kind,
        .span = line->span,
        .own = look->own,
        .items = mention ? mention->items : NULL,
        .count = mention ? mention->count : 0,
        .only_closed = only_closed,
    };
    *look->end = near;
    look->end = &near->next;
}

/* "3.Title": the same with a blank after the mark; NULL where no letter follows one. */
static const char *with_blank(struct rf_arena *arena, const char *p)
{
    size_t n = 0;
    while (is_digit(rf_name_char(p + n))) {
        n += rf_name_char_bytes(p + n);
    }
    uint32_t next = n && strchr(".):", p[n] ? p[n] : 'x') ? rf_name_char(p + n + 1) : 0;
    if (!rf_is_word(next) || is_digit(next)) {
        return NULL;
    }
    return rf_arena_join(arena, rf_arena_copy(arena, p, n + 1), " ", p + n + 1, NULL);
}

/* Reads the name at *p, which moves over words before it ("Ad punkt 3"). */
static bool read_name(struct rf_near_look *look, const char **p,
                      struct rf_mention *mention)
{
    for (int words = 0; words < 3; words++) {
        const char *spaced = with_blank(look->model->arena, *p);
        if (rf_names_read(look->names, *p, mention)) {
            return true;
        }
        if (spaced && rf_names_read(look->names, spaced, mention)) {
            *p = spaced;
            return true;
        }
        size_t n = rf_names_word(look->names, *p);
        if (!n) {
            return false;
        }
        *p += n;
    }
    return false;
}

/* Keeps a line that begins with an item's number or id, if the rest shows that the item
 * is meant: its title, or, in bold lines and headings, a mark or '#' signs. A row of a
 * table, and the first word of a title, show it for closed items alone. A cell may number
 * its row, and "1. april" is a day. False where the line was not kept. */
static bool look_at_name(struct rf_near_look *look, const struct rf_near_line *line,
                         enum rf_near_kind kind, int signs, const char *p)
{
    struct rf_mention mention;
    if (!read_name(look, &p, &mention)) {
        return false;
    }
    p += mention.end;
    size_t marks = rf_names_marks(p);
    const char *rest = p + marks;
    bool is_sure, is_if_closed, has_title = title_follows(look, &mention, rest);
    if (kind == RF_NEAR_LINE) {
        is_sure = has_title && !line->is_row;
        is_if_closed = has_title && line->is_row;
    } else {
        bool has_mark = marks > rf_name_blanks(p);
        bool may_be_alone = *rest || !line->is_cell;
        bool is_marked = (has_mark || !*rest) && may_be_alone;
        is_sure = has_title || signs > 1 || (is_marked && !is_month(look, rest));
        is_if_closed = !is_sure && word_follows(&mention, look->model->arena, rest);
    }
    if (is_sure || is_if_closed) {
        keep(look, line, kind, &mention, is_if_closed);
    }
    return is_sure || is_if_closed;
}

/* ---- Titles without a number ---- */

/* The text after a number, whether an item has that number or not. */
static const char *after_number(const struct rf_near_look *look, const char *p)
{
    size_t word = rf_names_word(look->names, p), n = 0;
    p += word;
    while (rf_is_word(rf_name_char(p + n)) || strchr("./-", p[n] ? p[n] : 'x')) {
        n += rf_name_char_bytes(p + n);
    }
    bool has_digit = strcspn(p, "0123456789") < n;
    size_t marks = rf_names_marks(p + n);
    return has_digit || word ? p + (has_digit ? n + marks : 0) : p;
}

/* The letters of the title that is at that place in the sorted list. */
static const char *sorted_title(const struct rf_near_look *look, size_t at)
{
    return look->letters[look->by_letters[at]->position];
}

/* How many of the sorted titles come before the first n of letters, or are equal to
 * them. */
static size_t count_up_to(const struct rf_near_look *look, const char *letters, size_t n)
{
    size_t low = 0, high = look->titled_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *title = sorted_title(look, middle);
        int order = strncmp(title, letters, n);
        if (order < 0 || (order == 0 && !title[n])) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The items whose title is the longest that letters begin with; a short one has to be all
 * of them. Each step that finds no such title tries again with fewer letters: those that
 * the nearest title has in common with them. */
static struct rf_mention find_title(const struct rf_near_look *look, const char *letters)
{
    size_t n = strlen(letters), end;
    while (n && (end = count_up_to(look, letters, n)) != 0) {
        const char *title = sorted_title(look, end - 1);
        size_t same = 0, begin = end - 1;
        while (same < n && title[same] == letters[same]) {
            same++;
        }
        if (!title[same] && (!letters[same] || same >= TITLE_LETTERS)) {
            while (begin && strcmp(sorted_title(look, begin - 1), title) == 0) {
                begin--;
            }
            return (struct rf_mention){.items = &look->by_letters[begin],
                                       .count = end - begin};
        }
        n = title[same] ? same : 0; /* a shorter one may be all of the title */
    }
    return (struct rf_mention){0};
}

/* Keeps bold words and headings that are the title of an item, whole, after a number, or
 * after a colon: they are reported if that item turns out to be closed. */
static void look_at_title(struct rf_near_look *look, const struct rf_near_line *line,
                          enum rf_near_kind kind, const char *p)
{
    const char *colon = strchr(p, ':');
    const char *const texts[] = {p, after_number(look, p), colon ? colon + 1 : p};
    for (size_t i = 0; look->titled_count && i < sizeof texts / sizeof *texts; i++) {
        if (i && texts[i] == p) {
            continue;
        }
        struct rf_mention mention =
            find_title(look, letters_of(look->model->arena, texts[i]));
        if (mention.count) {
            keep(look, line, kind, &mention, true);
        }
    }
}

/* ---- Lines ---- */

/* One line of the body; near_lines.c calls it for each. */
static void look_at_line(void *owner, const struct rf_near_line *line)
{
    struct rf_near_look *look = owner;
    int signs;
    bool is_joined;
    const char *p = skip_to_words(line->text, &signs, &is_joined);
    bool is_of_signs = signs && line->kind == RF_NEAR_LINE;
    enum rf_near_kind kind = is_of_signs ? RF_NEAR_SIGNS : line->kind;
    if (!*p) {
        return;
    }
    bool is_kept =
        look->may_begin[(unsigned char)*p] && look_at_name(look, line, kind, signs, p);
    if (!is_kept && kind == RF_NEAR_SIGNS && is_joined &&
        (signs > 1 ? signs < 7 : is_digit(rf_name_char(p)) && !look->meeting->agenda)) {
        keep(look, line, kind, NULL, false);
    }
    if (kind != RF_NEAR_LINE) {
        look_at_title(look, line, kind, p);
    }
}

/* ---- The look ---- */

/* Items of one title in the agenda's order. */
static int compare_letters(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    int order = strcmp(a->letters, b->letters);
    return order ? order
                 : (a->item->position > b->item->position) -
                       (a->item->position < b->item->position);
}

struct rf_near_look *rf_near_begin(struct rf_model *model,
                                   const struct referat_meeting *m,
                                   struct rf_names *names)
{
    struct rf_arena *arena = model->arena;
    struct rf_near_look *look = RF_ARENA_NEW(arena, struct rf_near_look);
    struct sorted *sorted =
        RF_ARENA_NEW_ARRAY(arena, m->all_item_count + 1, struct sorted);
    size_t n = 0;
    look->model = model;
    look->names = names;
    look->meeting = m;
    look->end = &model->near;
    model->near = NULL;
    look->letters = RF_ARENA_NEW_ARRAY(arena, m->all_item_count + 1, const char *);
    for (size_t i = 0; i < m->all_item_count; i++) {
        look->letters[i] = letters_of(arena, m->all_items[i]->title.plain);
        if (*look->letters[i]) {
            sorted[n++] = (struct sorted){look->letters[i], m->all_items[i]};
        }
    }
    qsort(sorted, n, sizeof *sorted, compare_letters);
    look->by_letters = RF_ARENA_NEW_ARRAY(arena, n + 1, struct referat_item *);
    for (size_t i = 0; i < n; i++) {
        look->by_letters[i] = sorted[i].item;
    }
    look->titled_count = n;
    for (size_t c = 0; c < 256; c++) {
        look->may_begin[c] = names->begins_name[c] || names->begins_word[c];
    }
    return look;
}

void rf_near_take_level(struct rf_near_look *look, int level)
{
    look->level = level;
}

void rf_near_take_heading(struct rf_near_look *look, const char *plain,
                          struct referat_span span)
{
    const struct rf_near_line line = {.kind = RF_NEAR_TITLE, .text = plain, .span = span};
    int signs;
    bool is_joined;
    const char *p = skip_to_words(plain, &signs, &is_joined);
    look->own = NULL;
    look_at_title(look, &line, RF_NEAR_TITLE, p);
}

/* Takes the heading and the lines of every section. Sections begin at "##" or "#": where
 * there is no such heading the body is cut at lower ones, and these are kept; so is a
 * heading that stands above those of the others. */
void rf_near_take_body(struct rf_near_look *look)
{
    const struct referat_meeting *m = look->meeting;
    const struct rf_near_lines lines = {
        .arena = look->model->arena,
        .source = m->minutes->document.source,
        .may_begin = look->may_begin,
        .take = look_at_line,
        .owner = look,
    };
    look->own = NULL;
    rf_near_lines(&lines, m->minutes->introduction);
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        struct referat_span span = item->minutes_heading;
        look->own = item;
        if (!span.source) {
            continue;
        }
        int level = (int)strspn(span.source->text + span.start_bytes, "#");
        if (level > 2 || (level && level < look->level)) {
            enum rf_near_kind kind = level > 2 ? RF_NEAR_SECTION : RF_NEAR_ABOVE;
            const struct rf_near_line line = {.kind = kind, .span = span};
            const struct rf_mention mention = {.items = &m->all_items[i], .count = 1};
            keep(look, &line, kind, &mention, false);
        }
        rf_near_lines(&lines, item->minutes_text);
    }
}
