/* Files into the PDF of a pack, from the command line: what the tests of that stage run.
 *
 * merge_driver look FOLDER PAPER FILE…        one line for each file, then the messages
 * merge_driver merge FOLDER PAPER FILE:PAGE…  lays them on FOLDER/base.pdf:
 * FOLDER/out.pdf
 *
 * PAPER is WIDTHxHEIGHT in points; PAGE is the file's first page in the pack. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/annex_files.h"

enum { FILE_LIMIT = 1000, FIRST_FILE = 4 };

static struct referat_annex annexes[FILE_LIMIT];
static struct rf_pack_file list[FILE_LIMIT];
static size_t first_pages[FILE_LIMIT];

/* Cuts the page number off a file's path. */
static void take_file(size_t i, char *argument)
{
    char *colon = strrchr(argument, ':');
    if (colon) {
        *colon = '\0';
        first_pages[i] = strtoul(colon + 1, NULL, 10);
    }
    const char *slash = strrchr(argument, '/');
    annexes[i].path = annexes[i].file_name = slash ? slash + 1 : argument;
    list[i] = (struct rf_pack_file){.annex = &annexes[i], .path = argument};
}

static void say(const struct rf_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct rf_print_file *file = &files->prints[i];
        printf("%s", file->annex->file_name);
        for (size_t k = 0; k < file->sheet_count; k++) {
            printf("\t%.2fx%.2f", file->sheets[k].width_pt, file->sheets[k].height_pt);
        }
        putchar('\n');
    }
    for (size_t i = 0; i < files->messages.count; i++) {
        printf("message: %s\n", files->messages.list[i]);
    }
}

int main(int argc, char **argv)
{
    struct rf_arena arena = {0};
    struct rf_files files = {.list = list, .arena = &arena, .date = "D:20250314000000Z"};
    if (argc < FIRST_FILE || argc - FIRST_FILE > FILE_LIMIT ||
        sscanf(argv[3], "%lfx%lf", &files.paper.width_pt, &files.paper.height_pt) != 2) {
        fputs("usage: merge_driver look|merge FOLDER PAPER FILE[:PAGE]…\n", stderr);
        return 2;
    }
    files.folder = argv[2];
    for (files.count = 0; (int)files.count < argc - FIRST_FILE; files.count++) {
        take_file(files.count, argv[FIRST_FILE + (int)files.count]);
    }
    rf_arena_init(&arena);
    bool is_done = rf_files_look(&files);
    if (is_done) {
        say(&files);
    }
    if (is_done && strcmp(argv[1], "merge") == 0) {
        is_done = rf_files_merge(&files, "base.pdf", first_pages, "out.pdf");
    }
    if (!is_done) {
        fprintf(stderr, "%s\n", files.error);
    }
    rf_arena_clear(&arena);
    return is_done ? 0 : 1;
}
