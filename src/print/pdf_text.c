/* The text of a PDF, by pdftotext (print). Of poppler-utils; a program of its own, so
 * that a PDF of anybody breaks nothing here. */
#define _GNU_SOURCE /* memmem */
#include "print/pdf_text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/str.h"
#include "print/folder.h"
#include "print/run.h"

enum { MARK_WITHIN_BYTES = 1024, LIMIT_S = 120 };

static const size_t memory_bytes = (size_t)2 << 30;

bool rf_pdf_is(const char *bytes, size_t n)
{
    size_t head = n < MARK_WITHIN_BYTES ? n : MARK_WITHIN_BYTES;
    return head && memmem(bytes, head, "%PDF-", 5) != NULL;
}

static bool copy(const char *path, const char *to)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, 0, &size_bytes);
    bool is_done = fd >= 0 && rf_file_copy(fd, to);
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = reason;
    return is_done;
}

static bool has_letters(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && (unsigned char)text[i] <= ' ') { /* a form feed behind each page */
        i++;
    }
    return i < n;
}

static const char *extract(const char *program, const char *folder,
                           struct rf_arena *arena, struct rf_buf *out)
{
    const char *const argv[] = {program, "-q", "-enc", "UTF-8", "in.pdf", "-", NULL};
    const struct rf_program run = {
        .argv = argv, .folder = folder, .limit_s = LIMIT_S, .memory_bytes = memory_bytes};
    struct rf_program_result result = rf_program_run(&run, arena);
    if (!result.is_done) {
        return rf_arena_join(arena, "pdftotext: ", result.why, NULL);
    }
    if (!has_letters(result.output, result.output_bytes)) {
        return "it holds no text, only pictures of it, if anything";
    }
    rf_buf_add(out, result.output, result.output_bytes);
    return NULL;
}

const char *rf_pdf_text(const char *path, struct rf_arena *arena, struct rf_buf *out)
{
    const char *program = rf_program_find("pdftotext", arena);
    if (!program) {
        return "pdftotext is not installed";
    }
    const char *folder = rf_folder_make(arena);
    const char *why = folder && copy(path, rf_arena_join(arena, folder, "/in.pdf", NULL))
                          ? extract(program, folder, arena, out)
                          : rf_arena_string(arena, strerror(errno));
    rf_folder_remove(folder);
    return why;
}
