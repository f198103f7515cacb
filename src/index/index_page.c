/* The page around the index: its head, the fields of the search, the script (index). The
 * front page of a series and the page of a folder have the same search; what differs is
 * in struct rf_index_search. Fields are hidden until the script shows them: without it
 * they would do nothing. */
#include <string.h>

#include "base/digits.h"
#include "index/index_style.h"
#include "index/internal.h"
#include "render/html_escape.h"

/* script: index.js, as CMake copies it. It may not hold "</script" or "<!--".
 * script_sha256: its checksum in hexadecimal digits. */
#include "index_script.inc"

static void put(struct rf_writer *w, const char *markup)
{
    rf_html_markup(w->out, markup);
}

/* ---- The head ---- */

/* This script may run, and the scripts it adds ('strict-dynamic'); no other, and nothing
 * is sent. 'self' would allow the scripts beside the page only where a server sends it:
 * of a page opened from a file only Chromium knows what 'self' is. */
static void put_policy(struct rf_buf *out)
{
    unsigned char digest[32];
    for (size_t i = 0; i < sizeof digest; i++) {
        const char *digits = script_sha256 + 2 * i;
        digest[i] =
            (unsigned char)(rf_hex_digit(digits[0]) * 16 + rf_hex_digit(digits[1]));
    }
    rf_buf_puts(out,
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-");
    rf_put_base64(out, digest, sizeof digest);
    rf_buf_puts(out, "' 'strict-dynamic'; base-uri 'none'; form-action 'none'");
}

void rf_index_begin(struct rf_writer *w, const char *title, bool has_search)
{
    const struct rf_about about = {
        .title = title,
        .mark = "",
        .author = w->series->body.given == REFERAT_GIVEN ? w->series->body.plain : "",
        .description = ""};
    struct rf_buf policy = {0};
    put_policy(&policy);
    w->policy = has_search ? rf_buf_string(&policy) : NULL;
    w->style = rf_index_style;
    w->ops->begin(w, &about);
    w->policy = NULL;
    rf_buf_clear(&policy);
}

/* ---- The fields ---- */

/* Opens a paragraph with the label of a field. */
static void put_label(struct rf_writer *w, const char *id, enum rf_label label)
{
    put(w, "<p><label for=\"");
    put(w, id);
    put(w, "\">");
    rf_text(w, rf_word(w, label));
    put(w, "</label>");
}

static void put_option(struct rf_writer *w, const char *value, const char *word)
{
    put(w, "<option value=\"");
    rf_html_attribute(w->out, value);
    put(w, "\">");
    rf_text(w, word);
    put(w, "</option>");
}

/* A list to choose from, of which the first entry means any. */
static void open_select(struct rf_writer *w, const char *id, enum rf_label label)
{
    put_label(w, id, label);
    put(w, "<select id=\"");
    put(w, id);
    put(w, "\">");
    put_option(w, "", rf_word(w, RF_LABEL_ALL));
}

/* A text field with suggestions, which the script adds; part of one of them will do. */
static void put_field(struct rf_writer *w, const char *id, const char *list,
                      enum rf_label label)
{
    put_label(w, id, label);
    put(w, "<input type=\"text\" autocomplete=\"off\" id=\"");
    put(w, id);
    put(w, "\" list=\"");
    put(w, list);
    put(w, "\"><datalist id=\"");
    put(w, list);
    put(w, "\"></datalist></p>\n");
}

/* Lists of the years and outcomes that occur; fields for people and cases. */
static void put_filters(struct rf_writer *w, const struct rf_index_search *search)
{
    put(w, "<div class=\"filters\">\n");
    open_select(w, "year", RF_LABEL_YEAR);
    for (size_t i = 0; i < search->year_count; i++) {
        put_option(w, search->years[i], search->years[i]);
    }
    put(w, "</select></p>\n");
    open_select(w, "outcome", RF_LABEL_OUTCOME);
    for (int i = REFERAT_UNDECIDED + 1; i < REFERAT_OUTCOME_COUNT; i++) {
        if (search->outcomes >> i & 1) {
            put_option(w, rf_outcome_terms()[i], w->lang->outcome_words[i]);
        }
    }
    put(w, "</select></p>\n");
    put_field(w, "owner", "owners", RF_LABEL_OWNER);
    put_field(w, "case", "cases", RF_LABEL_CASE);
    put(w, "</div>\n");
}

void rf_index_search(struct rf_writer *w, const struct rf_index_search *search)
{
    put(w, "<div id=\"search\" class=\"search\" role=\"search\" hidden>\n");
    put_label(w, "q", RF_LABEL_SEARCH);
    put(w,
        "<input type=\"search\" id=\"q\" autocomplete=\"off\" spellcheck=\"false\"></p>"
        "\n");
    put_filters(w, search);
    put(w, "<p class=\"answer\"><span id=\"count\" role=\"status\"></span> "
           "<button type=\"button\" id=\"clear\" hidden>");
    rf_text(w, rf_word(w, RF_LABEL_CLEAR_SEARCH));
    put(w, "</button></p>\n</div>\n<section id=\"found\" hidden>\n<h2 class=\"unseen\">");
    rf_text(w, rf_word(w, RF_LABEL_RESULTS));
    put(w, "</h2>\n<ol id=\"hits\" class=\"hits\"></ol>\n"
           "<p><button type=\"button\" id=\"more\" hidden>");
    rf_text(w, rf_word(w, RF_LABEL_SHOW_MORE));
    put(w, "</button></p>\n</section>\n");
}

/* ---- What the script knows ---- */

/* Begins a further member of the object. */
static void put_key(struct rf_writer *w, const char *key)
{
    rf_buf_puts(w->out, ",\n\"");
    rf_buf_puts(w->out, key);
    rf_buf_puts(w->out, "\":");
}

/* A member that is a list of words, which the data names by their places in it. */
static void put_words(struct rf_writer *w, const char *key, const char *const *list,
                      size_t count)
{
    put_key(w, key);
    for (size_t i = 0; i < count; i++) {
        rf_buf_char(w->out, i ? ',' : '[');
        rf_index_json(list[i], w->out);
    }
    rf_buf_char(w->out, ']');
}

/* The words that the script shows, by the names it has for them. */
static void put_labels(struct rf_writer *w)
{
    static const struct {
        const char *key;
        enum rf_label label;
    } labels[] = {{"item", RF_LABEL_ITEM},
                  {"case", RF_LABEL_CASE},
                  {"closed", RF_LABEL_CLOSED_ITEM},
                  {"deadline", RF_LABEL_DEADLINE},
                  {"found", RF_LABEL_RESULTS},
                  {"reading", RF_LABEL_READING},
                  {"failed", RF_LABEL_READING_FAILED},
                  {"undated", RF_LABEL_UNDATED}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        put_key(w, labels[i].key);
        rf_index_json(rf_word(w, labels[i].label), w->out);
    }
}

/* The series that are searched: where each lies, and its title. One, with the folder "",
 * on a series' own page. */
static void put_places(struct rf_writer *w, const struct rf_index_search *search)
{
    for (size_t i = 0; i < search->place_count; i++) {
        rf_buf_puts(w->out, i ? ",\n[" : "[");
        rf_index_json(search->places[i].folder, w->out);
        rf_buf_char(w->out, ',');
        rf_index_json(search->places[i].title, w->out);
        rf_buf_char(w->out, ']');
    }
}

/* The scripts with the data, each with the series and the year that it is of. They are
 * loaded when somebody searches, not before. */
static void put_files(struct rf_writer *w, const struct rf_index_search *search)
{
    for (size_t i = 0; i < search->file_count; i++) {
        const struct rf_index_file *file = &search->files[i];
        rf_buf_printf(w->out, "%s[%zu,", i ? "," : "", file->place);
        rf_index_json(file->year, w->out);
        rf_buf_char(w->out, ',');
        rf_index_json(file->name, w->out);
        rf_buf_char(w->out, ']');
    }
}

/* Words and places as JSON, which no browser runs, then the script, which reads them. */
void rf_index_script(struct rf_writer *w, const struct rf_index_search *search)
{
    const char *tones[REFERAT_OUTCOME_COUNT];
    for (int i = 0; i < REFERAT_OUTCOME_COUNT; i++) {
        tones[i] = rf_index_tone((enum referat_outcome)i);
    }
    put(w, "<script type=\"application/json\" id=\"words\">\n{\"places\":[");
    put_places(w, search);
    put(w, "]");
    put_key(w, "parts");
    put(w, "[");
    put_files(w, search);
    put(w, "]");
    put_labels(w);
    put_words(w, "terms", rf_outcome_terms(), REFERAT_OUTCOME_COUNT);
    put_words(w, "outcomes", w->lang->outcome_words, REFERAT_OUTCOME_COUNT);
    put_words(w, "tones", tones, REFERAT_OUTCOME_COUNT);
    put_words(w, "states", w->lang->action_state_words, REFERAT_ACTION_CANCELLED + 1);
    put(w, "}\n</script>\n<script>");
    put(w, script);
    put(w, "</script>\n");
    w->ops->end(w);
}
