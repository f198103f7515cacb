/* Gives files to a fuzz target, one by one, where there is no libFuzzer: the corpus as an
 * ordinary test (test).
 *
 *     fuzz_NAME FILE-OR-FOLDER... */
#define _GNU_SOURCE /* d_type */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fuzz.h"

static size_t count;

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    struct rf_buf bytes = {0};
    char block[4096];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        rf_buf_add(&bytes, block, n);
    }
    (void)fclose(file);
    /* A copy of just that size: a sanitizer sees what is read behind it. */
    uint8_t *copy = malloc(bytes.n ? bytes.n : 1);
    if (!copy) {
        abort();
    }
    if (bytes.n) {
        memcpy(copy, bytes.p, bytes.n);
    }
    (void)LLVMFuzzerTestOneInput(copy, bytes.n);
    free(copy);
    rf_buf_clear(&bytes);
    count++;
}

static void replay(struct rf_arena *arena, const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        replay_file(path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            replay(arena, rf_arena_join(arena, path, "/", entry->d_name, NULL));
        }
    }
    (void)closedir(folder);
}

int main(int argc, char **argv)
{
    struct rf_arena arena = {0};
    for (int i = 1; i < argc; i++) {
        replay(&arena, argv[i]);
    }
    rf_arena_clear(&arena);
    (void)printf("%zu inputs\n", count);
    return count ? EXIT_SUCCESS : EXIT_FAILURE;
}
