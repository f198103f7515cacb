/* What holds for every output, whatever the input (test). */
#include "fuzz.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "build/formats.h"
#include "diag/diag.h"
#include "parse/characters.h"

void fuzz_require(bool is_true, const char *what)
{
    if (!is_true) {
        (void)fprintf(stderr, "fuzz: %s\n", what);
        abort();
    }
}

bool fuzz_is_loaded(const char *text, size_t n)
{
    struct rf_bad_character bad;
    return rf_utf8_valid(text, n) == n && !rf_bad_character_find(text, n, 0, &bad);
}

/* ---- HTML ---- */

static const char *const elements[] = {
    "label",   "input",      "select", "option",     "datalist", "button", "a",  "abbr",
    "article", "blockquote", "body",   "br",         "caption",  "code",   "dd", "div",
    "dl",      "dt",         "em",     "figcaption", "figure",   "footer", "h1", "h2",
    "h3",      "h4",         "h5",     "h6",         "head",     "header", "hr", "html",
    "img",     "li",         "main",   "meta",       "nav",      "ol",     "p",  "pre",
    "section", "span",       "strong", "style",      "table",    "tbody",  "td", "th",
    "thead",   "time",       "title",  "tr",         "ul",
};

static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};

static bool is_own_element(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (strlen(elements[i]) == n && memcmp(elements[i], p, n) == 0) {
            return true;
        }
    }
    return false;
}

/* A link's value up to its quote: an allowed scheme, or none at all. */
static bool is_allowed_link(const char *p)
{
    size_t n = strcspn(p, ":/?#\"");
    if (p[n] != ':') {
        return strncmp(p, "//", 2) != 0;
    }
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t size = strlen(schemes[i]);
        if (size == n + 1 && strncasecmp(p, schemes[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* Values hold no bare '"', '<' or '>': so names can be found by looking for quotes. */
static void check_attribute(const char *name, size_t n, const char *value)
{
    fuzz_require(n < 2 || strncasecmp(name, "on", 2) != 0, "an attribute runs a script");
    if (n == 4 && memcmp(name, "href", n) == 0) {
        fuzz_require(is_allowed_link(value), "a link of a scheme that is not allowed");
    }
}

/* Checks the tag behind its '<'; returns its end. */
static const char *check_tag(const char *p)
{
    if (strncmp(p, "!DOCTYPE html>", 14) == 0) {
        return p + 14;
    }
    p += *p == '/';
    size_t n = 0;
    while (isalnum((unsigned char)p[n])) {
        n++;
    }
    fuzz_require(is_own_element(p, n), "an element that is not ours");
    for (p += n; *p != '>'; p++) {
        fuzz_require(*p && *p != '<', "a tag without an end");
        size_t name = strcspn(p, "=\" <>");
        if (p[name] == '=' && p[name + 1] == '"') {
            check_attribute(p, name, p + name + 2);
            const char *quote = strchr(p + name + 2, '"');
            fuzz_require(quote != NULL, "an attribute without an end");
            p = quote;
        } else if (name) {
            p += name - 1;
        }
    }
    return p;
}

void fuzz_check_text(const struct rf_buf *text)
{
    fuzz_require(rf_utf8_valid(text->p ? text->p : "", text->n) == text->n,
                 "an output that is no UTF-8");
}

void fuzz_check_html(const struct rf_buf *html)
{
    fuzz_check_text(html);
    struct rf_buf copy = {0};
    rf_buf_add(&copy, html->p, html->n);
    const char *p = rf_buf_string(&copy);
    fuzz_require(strlen(p) == html->n, "a NUL in HTML");
    while ((p = strchr(p, '<')) != NULL) {
        p = check_tag(p + 1);
    }
    rf_buf_clear(&copy);
}

void fuzz_check_page(struct rf_buf *html)
{
    fuzz_check_html(html);
    const char *p = rf_buf_string(html);
    fuzz_require(strstr(p, "http-equiv=\"Content-Security-Policy\" "
                           "content=\"default-src 'none'; ") != NULL,
                 "a page without a policy");
    while ((p = strstr(p, " src=\"")) != NULL) { /* text has no bare '"' */
        p += strlen(" src=\"");
        fuzz_require(strncmp(p, "data:image/", 11) == 0, "a picture from elsewhere");
    }
}

/* ---- A run ---- */

static void check_pages(const struct referat_meeting *meeting)
{
    struct rf_buf out = {0};
    for (size_t i = 0; rf_emitters[i]; i++) {
        for (enum referat_page page = 0; page <= REFERAT_PAGE_PACK; page++) {
            rf_buf_reset(&out);
            if (!rf_emitters[i]->page || !rf_emitters[i]->page(meeting, page, &out)) {
                continue;
            }
            if (strcmp(rf_emitters[i]->name, "html") == 0) {
                fuzz_check_page(&out);
            } else {
                fuzz_check_text(&out);
            }
        }
    }
    rf_buf_clear(&out);
}

static void check_findings(const struct referat_unit_result *unit)
{
    struct rf_buf out = {0};
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        rf_diag_text(&unit->diagnostics[i], false, &out);
        rf_diag_json(&unit->diagnostics[i], &out);
    }
    fuzz_check_text(&out);
    rf_buf_clear(&out);
}

void fuzz_compile(struct referat *run)
{
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        check_findings(unit);
        if (unit->meeting && !(unit->faults & REFERAT_FAULT_ERRORS)) {
            check_pages(unit->meeting);
        }
    }
    referat_close(run);
}
