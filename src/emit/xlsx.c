/* The status workbook of a series (emit). The only file that knows libxlsxwriter, which
 * prints on misuse and can only write to a path: everything is made valid before it is
 * called, and the file is read back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/str.h"
#include "emit/digest.h"
#include "emit/emit.h"
#include "lang/lang.h"

/* Excel's limits: 32,767 UTF-16 units a cell; with room, 65,530 links a sheet and
 * 1,048,576 rows. */
enum {
    CELL_LIMIT_UNITS = 32767,
    HEAD_LIMIT_UNITS = 255,
    LINK_LIMIT = 65000,
    ROW_LIMIT = 1048000,
    SHEET_COUNT = 5,
    COLUMN_LIMIT = 16
};

/* A sheet's name has 31; room for the number behind it. */
enum { SHEET_NAME_UNITS = 31 - 3 };

struct column {
    enum rf_label head;
    double width; /* in characters */
};

struct book {
    lxw_workbook *workbook;
    const struct rf_digest *digest;
    const struct rf_lang *lang;
    lxw_format *text, *date, *number, *link;
    const char *names[SHEET_COUNT]; /* of the sheets so far, case-folded */
    size_t name_count;
};

struct sheet {
    struct book *book;
    lxw_worksheet *worksheet;
    lxw_row_t row;    /* the next to fill; 0 is the head */
    lxw_col_t column; /* the next to fill */
    size_t links;
};

/* ---- Cells ---- */

/* The bytes of s that take at most so many UTF-16 units, which is what Excel counts in,
 * ending at a character's border. */
static size_t fitting_bytes(const char *s, size_t limit_units)
{
    size_t n = strlen(s), units = 0, i = 0, size;
    for (; i < n; i += size) {
        units += rf_utf8_next(s + i, n - i, &size) > 0xFFFF ? 2 : 1;
        if (units > limit_units) {
            break;
        }
    }
    return i;
}

/* s, or a copy with an ellipsis where it is cut: never refused, never torn. */
static const char *fitted(const struct book *b, const char *s, size_t limit_units)
{
    size_t n = strlen(s);
    if (n <= limit_units || fitting_bytes(s, limit_units) == n) {
        return s;
    }
    size_t kept = fitting_bytes(s, limit_units - 1);
    return rf_arena_format(b->digest->arena, "%.*s…", (int)kept, s);
}

/* Text is always a string cell: one that begins with = stays text. */
static void put_text(struct sheet *s, const char *text)
{
    lxw_col_t column = s->column++;
    if (*text) {
        worksheet_write_string(s->worksheet, s->row, column,
                               fitted(s->book, text, CELL_LIMIT_UNITS), s->book->text);
    } else {
        worksheet_write_blank(s->worksheet, s->row, column, s->book->text);
    }
}

static void put_number(struct sheet *s, double value)
{
    worksheet_write_number(s->worksheet, s->row, s->column++, value, s->book->number);
}

static void put_date(struct sheet *s, const struct referat_date *date)
{
    if (!date->year || !date->day) {
        char iso[RF_ISO_DATE_SIZE];
        put_text(s, date->year ? rf_date_iso(date, iso) : "");
        return;
    }
    lxw_datetime when = {.year = date->year, .month = date->month, .day = date->day};
    worksheet_write_datetime(s->worksheet, s->row, s->column++, &when, s->book->date);
}

static void put_clock(struct sheet *s, int minutes)
{
    struct rf_buf text = {0};
    if (minutes >= 0) {
        rf_lang_clock(s->book->lang, minutes, &text);
    }
    put_text(s, rf_buf_string(&text));
    rf_buf_clear(&text);
}

/* Text that leads to its place in the pack. */
static void put_link(struct sheet *s, const char *text,
                     const struct rf_digest_meeting *meeting, const char *anchor)
{
    struct rf_buf url = {0};
    rf_buf_printf(&url, "external:%s%spack.html%s%s", meeting->folder,
                  *meeting->folder ? "/" : "", *anchor ? "#" : "", anchor);
    bool is_plain = url.n < 250 && !strpbrk(rf_buf_string(&url), " \t%'\"<>");
    bool has_pack = !meeting->has_errors && *text && strlen(text) < 255;
    if (has_pack && is_plain && s->links < LINK_LIMIT) {
        lxw_col_t column = s->column++;
        worksheet_write_url(s->worksheet, s->row, column, rf_buf_string(&url),
                            s->book->link);
        worksheet_write_string(s->worksheet, s->row, column, text, s->book->link);
        s->links++;
    } else {
        put_text(s, text);
    }
    rf_buf_clear(&url);
}

static bool next_row(struct sheet *s)
{
    s->column = 0;
    return ++s->row < ROW_LIMIT;
}

/* ---- Sheets ---- */

/* True for a name that is in use, in whatever case, or that Excel keeps for itself; notes
 * it otherwise. */
static bool is_taken(struct book *b, const char *name)
{
    const char *folded = rf_fold(b->digest->arena, name);
    for (size_t i = 0; i < b->name_count; i++) {
        if (strcmp(b->names[i], folded) == 0) {
            return true;
        }
    }
    if (strcmp(folded, "history") == 0) {
        return true;
    }
    b->names[b->name_count++] = folded;
    return false;
}

/* A name that Excel accepts: not too long, none of []:*?/\\, no apostrophe, with a number
 * where it is not the only one. */
static const char *sheet_name(struct book *b, enum rf_label label)
{
    struct rf_arena *arena = b->digest->arena;
    const char *word = rf_label(b->digest->series, label);
    char *base = rf_arena_copy(arena, word, fitting_bytes(word, SHEET_NAME_UNITS));
    for (char *p = base; *(p += strcspn(p, "[]:*?/\\'"));) {
        *p = ' ';
    }
    const char *plain = rf_trim(arena, base);
    plain = *plain ? plain : rf_label_key(label);
    const char *name = plain;
    for (int number = 2; is_taken(b, name); number++) {
        name = rf_arena_format(arena, "%s %d", plain, number);
    }
    return name;
}

static struct sheet open_sheet(struct book *b, enum rf_label label)
{
    const char *name = sheet_name(b, label);
    struct sheet s = {.book = b, .worksheet = workbook_add_worksheet(b->workbook, name)};
    worksheet_freeze_panes(s.worksheet, 1, 0);
    worksheet_set_landscape(s.worksheet);
    worksheet_set_paper(s.worksheet, 9); /* A4 */
    worksheet_fit_to_pages(s.worksheet, 1, 0);
    worksheet_repeat_rows(s.worksheet, 0, 0);
    worksheet_set_footer(s.worksheet, "&L&A&R&P / &N");
    return s;
}

static bool is_head(const struct book *b, const lxw_table_column *heads, size_t count,
                    const char *head)
{
    const char *folded = rf_fold(b->digest->arena, head);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rf_fold(b->digest->arena, heads[i].header), folded) == 0) {
            return true;
        }
    }
    return false;
}

/* The head of the next column: two of one name, in whatever case, and Excel would repair
 * the file. */
static const char *make_head(const struct book *b, const lxw_table_column *heads,
                             size_t count, enum rf_label label)
{
    const char *head = fitted(b, rf_label(b->digest->series, label), HEAD_LIMIT_UNITS);
    if (!*head || is_head(b, heads, count, head)) {
        head = rf_label_key(label);
    }
    const char *plain = head;
    for (int number = 2; is_head(b, heads, count, head); number++) {
        head = rf_arena_format(b->digest->arena, "%s %d", plain, number);
    }
    return head;
}

static void close_sheet(struct sheet *s, const char *table, const struct column *columns,
                        size_t count)
{
    lxw_table_column heads[COLUMN_LIMIT] = {{0}};
    lxw_table_column *list[COLUMN_LIMIT + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        heads[i].header = (char *)make_head(s->book, heads, i, columns[i].head);
        list[i] = &heads[i];
        worksheet_set_column(s->worksheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
                             NULL);
    }
    lxw_table_options options = {.name = (char *)table,
                                 .columns = list,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 9};
    worksheet_add_table(s->worksheet, 0, 0, s->row ? s->row : 1, (lxw_col_t)(count - 1),
                        &options);
}

static void write_meetings(struct book *b)
{
    static const struct column columns[] = {
        {RF_LABEL_MEETING, 14},   {RF_LABEL_DATE, 14},    {RF_LABEL_TITLE, 44},
        {RF_LABEL_START, 9},      {RF_LABEL_END, 9},      {RF_LABEL_PLACE, 28},
        {RF_LABEL_AGENDA, 11},    {RF_LABEL_MINUTES, 11}, {RF_LABEL_COUNT_ITEMS, 9},
        {RF_LABEL_DECISIONS, 13}, {RF_LABEL_ACTIONS, 12}, {RF_LABEL_ANNEXES, 8},
    };
    struct sheet s = open_sheet(b, RF_LABEL_MEETINGS);
    for (const struct rf_digest_meeting *m = b->digest->meetings; m && next_row(&s);
         m = m->next) {
        put_link(&s, m->id, m, "");
        put_date(&s, &m->date);
        put_text(&s, m->title);
        put_clock(&s, m->start_min);
        put_clock(&s, m->end_min);
        put_text(&s, m->place);
        put_text(&s, m->has_agenda ? b->lang->status_words[m->agenda_status] : "");
        put_text(&s, m->has_minutes ? b->lang->status_words[m->minutes_status] : "");
        put_number(&s, (double)m->item_count);
        put_number(&s, (double)m->decision_count);
        put_number(&s, (double)m->action_count);
        put_number(&s, (double)m->annex_count);
    }
    close_sheet(&s, "meetings", columns, sizeof columns / sizeof *columns);
}

static void write_items(struct book *b)
{
    static const struct column columns[] = {
        {RF_LABEL_MEETING, 14},     {RF_LABEL_ITEM, 9},  {RF_LABEL_TITLE, 56},
        {RF_LABEL_TYPE, 22},        {RF_LABEL_START, 9}, {RF_LABEL_TIME, 9},
        {RF_LABEL_RESPONSIBLE, 28}, {RF_LABEL_CASE, 18}, {RF_LABEL_OUTCOME, 24},
        {RF_LABEL_ACCESS, 9},
    };
    struct sheet s = open_sheet(b, RF_LABEL_ITEMS);
    for (const struct rf_digest_item *i = b->digest->items; i && next_row(&s);
         i = i->next) {
        put_text(&s, i->meeting->id);
        put_link(&s, i->number, i->meeting, i->anchor);
        put_text(&s, i->title);
        put_text(&s, b->lang->item_type_words[i->type]);
        put_clock(&s, i->planned_start_min);
        if (i->planned_min > 0) {
            put_number(&s, i->planned_min);
        } else {
            put_text(&s, "");
        }
        put_text(&s, i->responsible);
        put_text(&s, i->case_number);
        put_text(&s, i->outcome ? b->lang->outcome_words[i->outcome] : "");
        put_text(&s, b->lang->access_words[i->access]);
    }
    close_sheet(&s, "items", columns, sizeof columns / sizeof *columns);
}

static void write_decisions(struct book *b)
{
    static const struct column columns[] = {
        {RF_LABEL_MEETING, 14},        {RF_LABEL_ITEM, 9},
        {RF_LABEL_TITLE, 40},          {RF_LABEL_POINT, 18},
        {RF_LABEL_RECOMMENDATION, 50}, {RF_LABEL_OUTCOME, 24},
        {RF_LABEL_DECISION, 40},       {RF_LABEL_VOTES, 28},
        {RF_LABEL_DISSENT, 24},        {RF_LABEL_CASE, 18},
    };
    struct sheet s = open_sheet(b, RF_LABEL_DECISIONS);
    for (const struct rf_digest_decision *d = b->digest->decisions; d && next_row(&s);
         d = d->next) {
        put_text(&s, d->item->meeting->id);
        put_link(&s, d->item->number, d->item->meeting, d->item->anchor);
        put_text(&s, d->item->title);
        put_text(&s, d->point);
        put_text(&s, d->asked);
        put_text(&s, d->outcome ? b->lang->outcome_words[d->outcome] : "");
        put_text(&s, d->sentence);
        put_text(&s, d->votes);
        put_text(&s, d->dissent);
        put_text(&s, d->item->case_number);
    }
    close_sheet(&s, "decisions", columns, sizeof columns / sizeof *columns);
}

static void write_actions(struct book *b)
{
    static const struct column columns[] = {
        {RF_LABEL_ID, 20},     {RF_LABEL_MEETING, 14}, {RF_LABEL_ITEM, 9},
        {RF_LABEL_ACTION, 60}, {RF_LABEL_OWNER, 28},   {RF_LABEL_DEADLINE, 16},
        {RF_LABEL_STATE, 14},  {RF_LABEL_MINUTES, 16},
    };
    struct sheet s = open_sheet(b, RF_LABEL_ACTIONS);
    for (const struct rf_digest_action *a = b->digest->actions; a && next_row(&s);
         a = a->next) {
        put_text(&s, a->id);
        put_text(&s, a->item->meeting->id);
        put_link(&s, a->item->number, a->item->meeting, a->item->anchor);
        put_text(&s, a->task);
        put_text(&s, a->owners);
        if (a->due.day) {
            put_date(&s, &a->due);
        } else {
            put_text(&s, a->due_written);
        }
        put_text(&s, b->lang->action_state_words[a->state]);
        put_text(&s, a->closed_where);
    }
    close_sheet(&s, "actions", columns, sizeof columns / sizeof *columns);
}

static void write_annexes(struct book *b)
{
    static const struct column columns[] = {
        {RF_LABEL_MEETING, 14}, {RF_LABEL_ITEM, 9},  {RF_LABEL_ANNEX, 9},
        {RF_LABEL_TITLE, 60},   {RF_LABEL_FILE, 50}, {RF_LABEL_ACCESS, 10},
    };
    struct sheet s = open_sheet(b, RF_LABEL_ANNEXES);
    for (const struct rf_digest_annex *a = b->digest->annexes; a && next_row(&s);
         a = a->next) {
        put_text(&s, a->item->meeting->id);
        put_text(&s, a->item->number);
        if (a->number) {
            put_number(&s, a->number);
        } else {
            put_text(&s, rf_label(b->digest->series, RF_LABEL_NOT_ENCLOSED));
        }
        put_link(&s, a->title, a->item->meeting, a->anchor);
        put_text(&s, a->path);
        put_text(&s, b->lang->access_words[a->access]);
    }
    close_sheet(&s, "annexes", columns, sizeof columns / sizeof *columns);
}

/* ---- The workbook ---- */

/* The newest meeting's day: the workbook's date, so that its bytes depend on the sources
 * alone. */
static struct referat_date newest(const struct rf_digest *digest)
{
    struct referat_date date = {.year = 2000, .month = 1, .day = 1};
    for (const struct rf_digest_meeting *m = digest->meetings; m; m = m->next) {
        if (m->date.day && rf_date_compare(&m->date, &date) > 0) {
            date = m->date;
        }
    }
    return date;
}

static void set_properties(struct book *b)
{
    struct referat_date date = newest(b->digest);
    lxw_doc_properties properties = {
        .title = (char *)b->digest->series->title.plain,
        .company = (char *)b->digest->series->organisation.plain,
        .created = (time_t)rf_date_days(&date) * 86400,
    };
    workbook_set_properties(b->workbook, &properties);
}

static void set_formats(struct book *b)
{
    lxw_format **all[] = {&b->text, &b->date, &b->number, &b->link};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = workbook_add_format(b->workbook);
        format_set_align(*all[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_text_wrap(b->text);
    format_set_font_color(b->link, 0x0563C1);
    format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
    format_set_num_format(b->date, "yyyy-mm-dd");
}

static bool write_workbook(const struct rf_digest *digest, const char *path)
{
    struct book b = {.digest = digest, .lang = rf_lang_of(digest->series)};
    b.workbook = workbook_new(path);
    if (!b.workbook) {
        return false;
    }
    set_properties(&b);
    set_formats(&b);
    write_meetings(&b);
    write_items(&b);
    write_decisions(&b);
    write_actions(&b);
    write_annexes(&b);
    lxw_error result = workbook_close(b.workbook);
    return result == LXW_NO_ERROR;
}

static bool read_back(int fd, struct rf_buf *out)
{
    enum { STEP = 65536 };
    ssize_t got;
    do {
        rf_buf_reserve(out, STEP);
        got = read(fd, out->p + out->n, STEP);
        out->n += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got == 0;
}

static bool emit_series(const struct rf_digest *digest, struct rf_buf *out,
                        const char **error)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/referat-XXXXXX",
                     folder && *folder ? folder : "/tmp");
    int fd = n < 0 || (size_t)n >= sizeof path ? -1 : mkstemp(path);
    if (fd < 0) {
        *error = "cannot make a temporary file for the workbook (TMPDIR, /tmp)";
        return false;
    }
    bool is_done = write_workbook(digest, path);
    close(fd);
    /* The library replaces the file's contents by name: open it anew. */
    fd = is_done ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    is_done = fd >= 0 && read_back(fd, out);
    if (fd >= 0) {
        close(fd);
    }
    unlink(path);
    if (!is_done) {
        *error = "cannot write the workbook's temporary file: is the disk full?";
    }
    return is_done;
}

const struct rf_emitter rf_emit_xlsx = {
    .name = "xlsx",
    .suffix = ".xlsx",
    .summary = "the series' status workbook",
    .series_name = "status.xlsx",
    .series = emit_series,
};
