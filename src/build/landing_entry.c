/* What the page of a folder says of a series, as bytes (build): so a series in which
 * nothing has changed needs not be compiled for that page. */
#include "build/landing_entry.h"

#include <string.h>

#include "base/codec.h"

/* Words first, each with its NUL, then the numbers. The place is not kept: it is where
 * the series is now. */
void rf_entry_keep(const struct rf_landing_entry *entry, struct rf_buf *out)
{
    rf_put_word(out, entry->title);
    rf_put_word(out, entry->organisation);
    rf_put_word(out, entry->body);
    rf_put_word(out, entry->language);
    rf_put_word(out, entry->edition);
    rf_put_word(out, entry->mark);
    const long long numbers[] = {(long long)entry->meeting_count, entry->first_year,
                                 entry->last_year, (long long)entry->outcomes};
    rf_buf_add(out, (const char *)numbers, sizeof numbers);
}

bool rf_entry_restore(struct rf_bytes bytes, const char *place, struct rf_arena *arena,
                      struct rf_landing_entry *entry)
{
    const char *p = bytes.p, *end = bytes.p + bytes.n;
    long long numbers[4];
    entry->title = rf_arena_string(arena, rf_take_word(&p, end));
    entry->organisation = rf_arena_string(arena, rf_take_word(&p, end));
    entry->body = rf_arena_string(arena, rf_take_word(&p, end));
    entry->language = rf_arena_string(arena, rf_take_word(&p, end));
    entry->edition = rf_arena_string(arena, rf_take_word(&p, end));
    entry->mark = rf_arena_string(arena, rf_take_word(&p, end));
    entry->place = place;
    if ((size_t)(end - p) != sizeof numbers) {
        return false;
    }
    memcpy(numbers, p, sizeof numbers);
    entry->meeting_count = (size_t)numbers[0];
    entry->first_year = (int)numbers[1];
    entry->last_year = (int)numbers[2];
    entry->outcomes = (unsigned long)numbers[3];
    return true;
}
