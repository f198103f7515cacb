/* Keys: two runs with the same key make the same of the same sources (build). A key is a
 * digest of the program, of its libraries, of the options, and of what was found on this
 * machine; a state of another key is not used. */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include "build/fingerprint.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

#include "base/codec.h"
#include "load/document.h"

static void put_digest(struct rf_buf *out, const struct rf_digest *digest)
{
    rf_buf_add(out, (const char *)digest->bytes, sizeof digest->bytes);
}

/* ---- The program ---- */

/* The linker's digest of the program among its notes (ELF), into out. */
static bool put_build_id(const char *notes, size_t n, struct rf_buf *out)
{
    ElfW(Nhdr) head;
    while (n >= sizeof head) {
        memcpy(&head, notes, sizeof head);
        size_t name_bytes = ((size_t)head.n_namesz + 3) & ~(size_t)3;
        size_t bytes =
            sizeof head + name_bytes + (((size_t)head.n_descsz + 3) & ~(size_t)3);
        if (bytes > n) {
            return false;
        }
        if (head.n_type == NT_GNU_BUILD_ID && head.n_descsz) {
            rf_buf_add(out, notes + sizeof head + name_bytes, head.n_descsz);
            return true;
        }
        notes += bytes;
        n -= bytes;
    }
    return false;
}

/* The program is the first of what is loaded. */
static int look_at_program(struct dl_phdr_info *info, size_t size_bytes, void *data)
{
    (void)size_bytes;
    bool is_found = false;
    for (size_t i = 0; i < info->dlpi_phnum && !is_found; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_NOTE) {
            const char *notes =
                (const char *)(uintptr_t)(info->dlpi_addr + part->p_vaddr);
            is_found = put_build_id(notes, part->p_memsz, data);
        }
    }
    return is_found ? 1 : -1;
}

/* The linker's digest of the program lies in memory; only where there is none the whole
 * file is read. */
bool rf_key_of_program(struct rf_digest *key)
{
    struct rf_buf text = {0};
    bool is_known = dl_iterate_phdr(look_at_program, &text) == 1;
    if (!is_known) { /* it was linked without such a digest, and is read as a whole */
        struct rf_digest digest;
        int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        is_known = fd >= 0 && rf_digest_fd(fd, &digest);
        if (fd >= 0) {
            close(fd);
        }
        if (is_known) {
            put_digest(&text, &digest);
        }
    }
    rf_load_put_libraries(&text);
    *key = rf_digest_of(text.p, text.n);
    rf_buf_clear(&text);
    return is_known;
}

/* ---- Options ---- */

struct rf_digest rf_key_of_options(const struct rf_report *report, unsigned formats,
                                   const struct rf_engine *engine, bool has_landing_page,
                                   bool where_it_stands)
{
    struct rf_buf text = {0};
    rf_buf_printf(&text, "%x %d %d %d-%d-%d ", formats, has_landing_page,
                  report->options->is_strict, report->as_of.year, report->as_of.month,
                  report->as_of.day);
    if (engine->kind) {
        rf_put_word(&text, rf_engine_name(engine));
        rf_put_word(&text, where_it_stands ? engine->path : "");
        rf_buf_printf(&text, "%d", engine->version);
    }
    struct rf_digest key = rf_digest_of(text.p, text.n);
    rf_buf_clear(&text);
    return key;
}

bool rf_key_of_build(const struct rf_report *report, unsigned formats,
                     const struct rf_engine *engine, bool has_landing_page,
                     struct rf_digest *key)
{
    struct rf_digest program;
    struct rf_digest options =
        rf_key_of_options(report, formats, engine, has_landing_page, true);
    bool is_known = rf_key_of_program(&program);
    if (is_known) {
        struct rf_buf text = {0};
        put_digest(&text, &program);
        put_digest(&text, &options);
        *key = rf_digest_of(text.p, text.n);
        rf_buf_clear(&text);
    }
    return is_known;
}

/* Messages of the last build are repeated as text, so they must look as they would now.
 */
struct rf_digest rf_key_of_messages(const struct rf_report *report, const char *series)
{
    struct rf_buf text = {0};
    rf_buf_printf(&text, "%d %d %d %d %d ", report->options->is_quiet,
                  report->options->is_verbose, report->options->is_json,
                  report->use_colour, report->hiding.is_on);
    rf_put_word(&text, series);
    struct rf_digest format = rf_digest_of(text.p, text.n);
    rf_buf_clear(&text);
    return format;
}
