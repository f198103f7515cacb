/* A part of a series' meetings (driver). */
#include "driver/partition.h"

#include <string.h>
#include <sys/stat.h>

#include "base/codec.h"
#include "driver/internal.h"
#include "driver/order.h"

/* Measured on the corpus of tests/bench: a meeting takes as long as so much text, besides
 * its own. */
enum { MEETING_KIB = 8 };

/* Each part has nine tenths of the share of the one before it: skipping a meeting takes a
 * tenth of the time of building it. */
enum { SHARE_LEFT = 9, SHARE_OF = 10, SHARE_FIRST = 1 << 24 };

/* ---- Costs ---- */

void rf_part_add_cost(struct rf_known_series *known, size_t at, struct rf_arena *scratch,
                      struct rf_root root, const struct rf_entry *entries, size_t count)
{
    struct rf_folder *folder = &known->folders[at];
    struct rf_buf facts = {0};
    struct stat info;
    rf_buf_add(&facts, (const char *)known->documents.bytes,
               sizeof known->documents.bytes);
    rf_buf_add(&facts, folder->path, strlen(folder->path) + 1);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].is_file && rf_path_is_document(entries[i].name) &&
            fstatat(root.fd, rf_path_join(scratch, folder->path, entries[i].name), &info,
                    0) == 0) {
            uint64_t bytes = (uint64_t)info.st_size;
            folder->cost += (folder->cost ? 0 : MEETING_KIB) + bytes / 1024;
            rf_buf_add(&facts, entries[i].name, strlen(entries[i].name) + 1);
            rf_buf_add(&facts, (const char *)&bytes, sizeof bytes);
        }
    }
    known->documents = rf_digest_of(facts.p, facts.n);
    rf_buf_clear(&facts);
}

/* ---- Splitting ---- */

/* The shares of the first `number` of parts. */
static uint64_t shares(unsigned number)
{
    uint64_t sum = 0;
    for (uint64_t share = SHARE_FIRST; number && share; number--) {
        sum += share;
        share = share * SHARE_LEFT / SHARE_OF;
    }
    return sum;
}

/* The first folder after the first `number` of the parts. */
static size_t end_of(const struct rf_known_series *known, unsigned number, unsigned count)
{
    uint64_t all = 0, before = 0;
    size_t at = 0;
    for (size_t i = 0; i < known->folder_count; i++) {
        all += known->folders[i].cost;
    }
    uint64_t wanted = all * shares(number) / shares(count);
    while (at < known->folder_count && before < wanted) {
        before += known->folders[at++].cost;
    }
    return number == count ? known->folder_count : at;
}

void rf_part_split(const struct rf_known_series *known, struct rf_part *part)
{
    part->first = end_of(known, part->number - 1, part->count);
    part->end = end_of(known, part->number, part->count);
}

/* ---- What a part keeps of its series ---- */

void rf_run_part_folders(const struct referat *run, size_t *first, size_t *end)
{
    *first = run->part.first;
    *end = run->part.end;
}

void rf_run_put_series(const struct referat *run, struct rf_buf *out)
{
    const struct rf_known_series *known = &run->known;
    const struct referat_source *settings = run->settings_source;
    uint32_t n = settings ? settings->text_bytes : 0;
    rf_buf_add(out, (const char *)known->documents.bytes, sizeof known->documents.bytes);
    rf_buf_char(out, (char)known->is_truncated);
    rf_buf_add(out, (const char *)&n, sizeof n);
    rf_buf_add(out, settings ? settings->text : "", n);
    for (size_t i = 0; i < known->folder_count; i++) {
        rf_order_put(&known->folders[i], out);
        rf_put_word(out, known->folders[i].enclosed_in);
    }
}
