/* The floor that the program is measured against: what libyaml and cmark alone take for a
 * series, one page of HTML a meeting. No model, no checks, no tables.
 *
 *   floor SERIES FOLDER [MEETING] */
#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

/* Bytes that grow; kept from one file to the next. */
struct bytes {
    char *p;
    size_t n, capacity;
};

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void reserve(struct bytes *b, size_t n)
{
    if (b->n + n <= b->capacity) {
        return;
    }
    b->capacity = 2 * (b->n + n) + 65536;
    b->p = realloc(b->p, b->capacity);
    if (!b->p) {
        fail("memory");
    }
}

static void put(struct bytes *b, const char *s, size_t n)
{
    reserve(b, n);
    memcpy(b->p + b->n, s, n);
    b->n += n;
}

static void put_string(struct bytes *b, const char *s)
{
    put(b, s, strlen(s));
}

/* The whole file, with a NUL behind it that is not counted. */
static void read_file(int folder, const char *name, struct bytes *b)
{
    int file = openat(folder, name, O_RDONLY);
    if (file < 0) {
        fail(name);
    }
    ssize_t got;
    b->n = 0;
    do {
        reserve(b, 65536);
        got = read(file, b->p + b->n, b->capacity - b->n - 1);
        b->n += got > 0 ? (size_t)got : 0;
    } while (got > 0);
    if (got < 0) {
        fail(name);
    }
    close(file);
    b->p[b->n] = '\0';
}

/* ---- The two libraries ---- */

static void parse_yaml(const char *text, size_t n)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool is_end = false;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, n);
    while (!is_end) {
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "floor: YAML: %s\n", parser.problem);
            exit(1);
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

static void render_markdown(const char *text, size_t n, struct bytes *page)
{
    char *html = cmark_markdown_to_html(text, n, CMARK_OPT_DEFAULT);
    put_string(page, html);
    free(html);
}

static void add_document(const struct bytes *source, struct bytes *page)
{
    const char *body = source->p;
    if (strncmp(body, "---\n", 4) == 0) {
        const char *end = strstr(body + 3, "\n---\n");
        if (end) {
            parse_yaml(body + 4, (size_t)(end + 1 - (body + 4)));
            body = end + 5;
        }
    }
    put_string(page, "<section>\n");
    render_markdown(body, source->n - (size_t)(body - source->p), page);
    put_string(page, "</section>\n");
}

/* ---- The series ---- */

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void write_page(int folder, const char *meeting, const struct bytes *page)
{
    char name[256];
    snprintf(name, sizeof name, "%s.html", meeting);
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0 || write(file, page->p, page->n) != (ssize_t)page->n) {
        fail(name);
    }
    close(file);
}

/* Whatever is no folder is passed over. source and page are buffers to work with. */
static void render_meeting(int series, const char *path, const char *name, int out,
                           struct bytes *source, struct bytes *page)
{
    int folder = openat(series, name, O_RDONLY | O_DIRECTORY);
    if (folder < 0) {
        return;
    }
    char whole[4096];
    snprintf(whole, sizeof whole, "%s/%s", path, name);
    struct dirent **files;
    int count = scandir(whole, &files, is_visible, alphasort);
    if (count < 0) {
        fail(whole);
    }
    page->n = 0;
    put_string(page, "<!DOCTYPE html>\n<html lang=\"da\"><head><meta charset=\"utf-8\">"
                     "<title>Meeting</title></head><body>\n");
    for (int i = 0; i < count; i++) {
        read_file(folder, files[i]->d_name, source);
        add_document(source, page);
        free(files[i]);
    }
    put_string(page, "</body></html>\n");
    write_page(out, name, page);
    free(files);
    close(folder);
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: floor SERIES FOLDER [MEETING]\n");
        return 2;
    }
    int series = open(argv[1], O_RDONLY | O_DIRECTORY);
    mkdir(argv[2], 0777);
    int out = open(argv[2], O_RDONLY | O_DIRECTORY);
    if (series < 0 || out < 0) {
        fail(series < 0 ? argv[1] : argv[2]);
    }
    struct bytes source = {0}, page = {0};
    if (argc == 4) {
        render_meeting(series, argv[1], argv[3], out, &source, &page);
        return 0;
    }
    struct dirent **meetings;
    int count = scandir(argv[1], &meetings, is_visible, alphasort);
    if (count < 0) {
        fail(argv[1]);
    }
    for (int i = 0; i < count; i++) {
        render_meeting(series, argv[1], meetings[i]->d_name, out, &source, &page);
        free(meetings[i]);
    }
    free(meetings);
    free(source.p);
    free(page.p);
    close(out);
    close(series);
    return 0;
}
