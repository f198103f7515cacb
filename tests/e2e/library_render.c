/* A user of the library: renders a series into a folder, with its files read by the
 * library or given to it from memory (tests). */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "referat/referat.h"

enum { FILES_MAX = 1000, DESCRIPTORS = 20 };

static struct referat_file files[FILES_MAX];
static size_t file_count, series_bytes;
static const char *out;

/* Adds a file of the series to those in memory. */
static int add_file(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F || file_count == FILES_MAX) {
        return type == FTW_F;
    }
    size_t n = (size_t)info->st_size;
    char *bytes = malloc(n + 1);
    FILE *file = fopen(path, "rb");
    if (!bytes || !file || fread(bytes, 1, n, file) != n) {
        return 1;
    }
    fclose(file);
    files[file_count++] = (struct referat_file){strdup(path + series_bytes), bytes, n};
    return 0;
}

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

static bool write_file(void *user, const char *name, const char *bytes, size_t n)
{
    char path[4096];
    (void)user;
    snprintf(path, sizeof path, "%s/%s", out, name);
    make_folders(path);
    FILE *file = fopen(path, "wb");
    bool is_written = file && fwrite(bytes, 1, n, file) == n;
    return file && fclose(file) == 0 && is_written;
}

static void print_findings(void *user, const struct referat_unit_result *unit)
{
    (void)user;
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        printf("%s\n", unit->diagnostics[i].name);
    }
}

/* library_render SERIES OUT full|public disk|memory; exit status 1: some page was not
 * made. */
int main(int argc, char **argv)
{
    struct referat_options options = referat_default_options();
    struct referat_sink sink = referat_default_sink();
    if (argc != 5) {
        return 2;
    }
    out = argv[2];
    options.edition =
        strcmp(argv[3], "public") == 0 ? REFERAT_EDITION_PUBLIC : REFERAT_EDITION_FULL;
    if (strcmp(argv[4], "memory") == 0) {
        series_bytes = strlen(argv[1]) + 1;
        if (nftw(argv[1], add_file, DESCRIPTORS, FTW_PHYS) != 0) {
            return 2;
        }
        options.files = files;
        options.file_count = file_count;
        options.files_only = true;
    }
    sink.unit = print_findings;
    sink.file = write_file;
    struct referat *run = referat_open(argv[1], &options);
    unsigned faults = referat_render(run, &sink);
    referat_close(run);
    for (size_t i = 0; i < file_count; i++) {
        free((void *)(size_t)files[i].path);
        free((void *)(size_t)files[i].bytes);
    }
    return (faults & (REFERAT_FAULT_ERRORS | REFERAT_FAULT_EDITION)) != 0;
}
