/* The page of a folder of series: what series there are, and a search over all of them
 * (index). The series are built one after the other, and their records are gone when the
 * page is written: an entry of each is what it needs. The page is in the language of the
 * first series, its search loads the scripts of all. */
#include "base/str.h"
#include "index/internal.h"
#include "render/html_escape.h"

/* The page while it is written. */
struct page {
    const struct rf_landing_page *page;
    struct referat_series words; /* only a language: that of the first series */
    struct rf_arena arena;
    struct rf_writer w;
    struct rf_buf out;
};

static void put(struct page *f, const char *markup)
{
    rf_html_markup(&f->out, markup);
}

/* ---- The entry of a series ---- */

/* A text of the settings, copied: the record that it belongs to is freed before the page
 * is written. */
static const char *words_of(const struct referat_text *text, struct rf_arena *arena)
{
    return text->given == REFERAT_GIVEN ? rf_arena_string(arena, text->plain) : "";
}

struct rf_landing_entry rf_landing_entry_of(const struct rf_record *record,
                                            const char *place, struct rf_arena *arena)
{
    const struct referat_series *series = record->series;
    struct rf_landing_entry entry = {
        .title = words_of(&series->title, arena),
        .organisation = words_of(&series->organisation, arena),
        .body = words_of(&series->body, arena),
        .place = rf_arena_string(arena, place),
        .language = rf_lang_of(series)->tag,
        .edition = rf_arena_string(arena, rf_record_edition(record)),
        .mark = rf_overview_mark(record, arena),
    };
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        int year = m->date.year;
        entry.outcomes |= m->has_errors ? 0 : m->outcomes;
        if (!rf_record_is_listed(m)) {
            continue;
        }
        entry.meeting_count++;
        if (year && (!entry.first_year || year < entry.first_year)) {
            entry.first_year = year;
        }
        if (year > entry.last_year) {
            entry.last_year = year;
        }
    }
    return entry;
}

/* ---- The search ---- */

/* Where each series is, and the list of its scripts, which names the rest. */
static void list_places(struct page *f, struct rf_index_search *search)
{
    size_t count = f->page->count;
    struct rf_index_place *places =
        RF_ARENA_NEW_ARRAY(&f->arena, count, struct rf_index_place);
    struct rf_index_file *files =
        RF_ARENA_NEW_ARRAY(&f->arena, count, struct rf_index_file);
    struct rf_buf url = {0};
    for (size_t i = 0; i < count; i++) {
        rf_buf_reset(&url);
        rf_index_url(f->page->series[i].place, &url);
        rf_buf_char(&url, '/');
        places[i].folder = rf_arena_string(&f->arena, rf_buf_string(&url));
        places[i].title = f->page->series[i].title;
        files[i] = (struct rf_index_file){i, "",
                                          rf_arena_join(&f->arena, "index",
                                                        f->page->series[i].mark,
                                                        "-parts.js", NULL)};
        search->outcomes |= f->page->series[i].outcomes;
    }
    rf_buf_clear(&url);
    search->places = places;
    search->files = files;
    search->place_count = search->file_count = count;
}

/* Every year from the first meeting of any series to the last. */
static void list_years(struct page *f, struct rf_index_search *search)
{
    int first = 0, last = 0;
    for (size_t i = 0; i < f->page->count; i++) {
        const struct rf_landing_entry *s = &f->page->series[i];
        first =
            s->first_year && (!first || s->first_year < first) ? s->first_year : first;
        last = s->last_year > last ? s->last_year : last;
    }
    if (!last) {
        return;
    }
    const char **years =
        RF_ARENA_NEW_ARRAY(&f->arena, (size_t)(last - first) + 1, const char *);
    for (int year = last; year >= first; year--) {
        years[search->year_count++] = rf_arena_decimal(&f->arena, (size_t)year);
    }
    search->years = years;
}

/* ---- The page ---- */

/* The organisation of all series; "" where they are of several. */
static const char *common_organisation(const struct rf_landing_page *page)
{
    for (size_t i = 1; i < page->count; i++) {
        if (!rf_streq(page->series[i].organisation, page->series[0].organisation)) {
            return "";
        }
    }
    return page->series[0].organisation;
}

/* A link to the series, then its body, its number of meetings and their years. */
static void write_series(struct page *f, const struct rf_landing_entry *s)
{
    put(f, "<li><p><a lang=\"");
    rf_html_attribute(&f->out, s->language);
    put(f, "\" href=\"");
    rf_index_url(s->place, &f->out);
    rf_buf_printf(&f->out, "/index%s.html\">", s->mark);
    rf_text(&f->w, s->title);
    put(f, "</a></p>\n<p class=\"meta\">");
    rf_text(&f->w, s->body);
    rf_text(&f->w, *s->body ? " · " : "");
    rf_text(&f->w, rf_word(&f->w, RF_LABEL_MEETINGS));
    rf_text(&f->w, ": ");
    rf_number(&f->w, (long long)s->meeting_count);
    if (s->last_year) {
        rf_buf_printf(&f->out, " · %d", s->first_year);
        if (s->last_year != s->first_year) {
            rf_buf_printf(&f->out, "–%d", s->last_year);
        }
    }
    put(f, "</p></li>\n");
}

/* The edition's mark is that of the first series that has one: its words can be found
 * here. */
static void write_page(struct page *f, const struct rf_index_search *search)
{
    const char *edition = "";
    const char *title = rf_word(&f->w, RF_LABEL_ALL_SERIES);
    const char *organisation = common_organisation(f->page);
    for (size_t i = 0; i < f->page->count && !*edition; i++) {
        edition = f->page->series[i].edition;
    }
    rf_index_begin(&f->w, title, true);
    rf_open(&f->w, RF_HEADER, NULL);
    if (*organisation) {
        rf_line(&f->w, RF_LINE_KICKER, organisation);
    }
    rf_heading(&f->w, title);
    if (*edition) {
        rf_line(&f->w, RF_LINE_MARK, edition);
    }
    rf_close(&f->w, RF_HEADER);
    rf_open(&f->w, RF_MAIN, NULL);
    rf_index_search(&f->w, search);
    put(f, "<ul id=\"list\" class=\"series\">\n");
    for (size_t i = 0; i < f->page->count; i++) {
        write_series(f, &f->page->series[i]);
    }
    put(f, "</ul>\n");
    rf_close(&f->w, RF_MAIN);
    rf_index_script(&f->w, search);
}

bool rf_landing_page_html(const struct rf_landing_page *page, struct rf_outlet *outlet)
{
    struct page f = {.page = page};
    struct rf_index_search search = {0};
    f.words.language = page->series[0].language;
    rf_writer_init(&f.w, &rf_writer_html, &f.words, &f.out);
    list_places(&f, &search);
    list_years(&f, &search);
    write_page(&f, &search);
    const char *name = rf_arena_join(&f.arena, "index",
                                     rf_landing_page_mark(page, &f.arena), ".html", NULL);
    bool is_done = outlet->take(outlet, name, &f.out);
    rf_writer_clear(&f.w);
    rf_buf_clear(&f.out);
    rf_arena_clear(&f.arena);
    return is_done;
}
