/* Meetings that several processes compile, each in its turn (driver).
 *
 * An entry is its folder's number and kind, a length and so many bytes: what
 * is kept of a unit; or the row of a meeting that was asked for ahead of its turn,
 * none where the folder holds no meeting; or what was seen in a folder that came to no
 * unit; or the path of a meeting of another series, which was joined for its sake. */
#include <string.h>

#include "driver/internal.h"
#include "store/row_codec.h"

enum entry_kind { ENTRY_UNIT, ENTRY_AHEAD, ENTRY_NONE, ENTRY_OTHER };

struct entry_head {
    uint32_t folder, kind, bytes;
};

/* ---- Folders ---- */

size_t rf_run_folder_count(const struct referat *run)
{
    return run->known.folder_count;
}

size_t rf_run_next_folder(const struct referat *run)
{
    return run->next_folder;
}

void rf_run_go_on_at(struct referat *run, size_t at)
{
    run->next_folder = at;
}

const char *rf_run_folder(const struct referat *run, size_t at)
{
    return run->known.folders[at].path;
}

/* ---- Making entries ---- */

static size_t open_entry(struct rf_buf *out, size_t folder, enum entry_kind kind)
{
    struct entry_head head;
    memset(&head, 0, sizeof head);
    head.folder = (uint32_t)folder;
    head.kind = kind;
    rf_buf_add(out, (const char *)&head, sizeof head);
    return out->n;
}

static void close_entry(struct rf_buf *out, size_t start)
{
    struct entry_head head;
    memcpy(&head, out->p + start - sizeof head, sizeof head);
    head.bytes = (uint32_t)(out->n - start);
    memcpy(out->p + start - sizeof head, &head, sizeof head);
}

void rf_run_note_ahead(struct referat *run, struct rf_folder *folder)
{
    if (run->entries) {
        size_t start =
            open_entry(run->entries, (size_t)(folder - run->known.folders), ENTRY_AHEAD);
        if (folder->state == RF_FOLDER_MEETING) {
            rf_keep_row(&run->known.record, folder->meeting, run->entries);
        }
        close_entry(run->entries, start);
    }
}

void rf_run_note_other(struct referat *run, const char *path)
{
    if (run->entries) {
        size_t start = open_entry(run->entries, 0, ENTRY_OTHER);
        rf_buf_add(run->entries, path, strlen(path) + 1);
        close_entry(run->entries, start);
    }
}

/* ---- A turn ---- */

void rf_run_load_ahead(struct referat *run, size_t slot, size_t at)
{
    if (rf_run_is_wanted(run, &run->known.folders[at])) {
        rf_run_load(run, &run->slots[slot], at);
    }
}

const struct rf_unit *rf_run_build_in_turn(struct referat *run, size_t slot, size_t at,
                                           struct rf_buf *entries)
{
    struct rf_slot *s = &run->slots[slot];
    run->next_folder = at + 1;
    if (!rf_run_is_wanted(run, &run->known.folders[at])) {
        return NULL;
    }
    run->entries = entries;
    const struct rf_unit *unit = rf_run_compile(run, s, at);
    run->entries = NULL;
    size_t start = open_entry(entries, at, unit ? ENTRY_UNIT : ENTRY_NONE);
    if (unit) {
        s->unit = *unit;
        rf_buf_add(entries, unit->kept.p, unit->kept.n);
    } else {
        rf_buf_add(entries, s->seen.entries.p, s->seen.entries.n);
    }
    close_entry(entries, start);
    return unit ? &s->unit : NULL;
}

/* ---- Others' entries ---- */

/* The entry at *p, which is moved behind it; NULL at the end, or where it is not whole.
 */
static const char *next_entry(const char **p, const char *end, struct entry_head *head)
{
    if ((size_t)(end - *p) < sizeof *head) {
        return NULL;
    }
    memcpy(head, *p, sizeof *head);
    const char *bytes = *p + sizeof *head;
    if ((size_t)(end - bytes) < head->bytes) {
        return NULL;
    }
    *p = bytes + head->bytes;
    return bytes;
}

static bool take_ahead(struct referat *run, const struct entry_head *head,
                       const char *bytes)
{
    struct rf_folder *folder = &run->known.folders[head->folder];
    folder->state = RF_FOLDER_NONE;
    if (head->bytes) {
        folder->meeting =
            rf_keep_restore(&run->known.record, bytes, head->bytes, head->folder);
        folder->state = RF_FOLDER_MEETING;
    }
    if (folder->meeting) {
        folder->meeting->is_ahead = true;
    }
    return !head->bytes || folder->meeting;
}

/* Where nothing is printed of other meetings, what references need is enough. */
static bool take_unit(struct referat *run, const struct entry_head *head,
                      const char *bytes, bool is_worker)
{
    struct rf_record *record = &run->known.record;
    bool keeps_words = record->keeps_words, keeps_rows = record->keeps_rows;
    if (is_worker && !run->series.follow_up) {
        record->keeps_words = record->keeps_rows = false;
    }
    bool is_taken = rf_run_restore(run, head->folder, bytes, head->bytes);
    record->keeps_words = keeps_words;
    record->keeps_rows = keeps_rows;
    return is_taken;
}

/* A worker joins a series when it asks for it itself; whoever keeps what was looked at
 * has to know that it was. */
static bool take_other(struct referat *run, const struct entry_head *head,
                       const char *path, bool is_worker)
{
    bool is_whole = head->bytes && !path[head->bytes - 1];
    if (is_whole && !is_worker) {
        rf_run_other(run, path);
    }
    return is_whole;
}

static bool take_entry(struct referat *run, const struct entry_head *head,
                       const char *bytes, bool is_worker)
{
    if (head->folder >= run->known.folder_count) {
        return false;
    }
    rf_record_forget(&run->known.record);
    switch ((enum entry_kind)head->kind) {
    case ENTRY_UNIT:
        return take_unit(run, head, bytes, is_worker);
    case ENTRY_AHEAD:
        return take_ahead(run, head, bytes);
    case ENTRY_NONE:
        run->known.folders[head->folder].state = RF_FOLDER_NONE;
        rf_buf_add(&run->seen[RF_SEEN_OTHERS].entries, bytes, head->bytes);
        return true;
    case ENTRY_OTHER:
        return take_other(run, head, bytes, is_worker);
    }
    return false;
}

bool rf_run_take_in(struct referat *run, const char *entries, size_t n, bool is_worker)
{
    struct entry_head head;
    const char *p = entries, *end = entries + n;
    bool is_whole = true;
    for (const char *bytes; is_whole && (bytes = next_entry(&p, end, &head)) != NULL;) {
        is_whole = take_entry(run, &head, bytes, is_worker);
    }
    return is_whole && p == end;
}

void rf_run_give_up_entries(struct referat *run, const char *entries, size_t n,
                            uint64_t at)
{
    struct entry_head head;
    const char *p = entries, *end = entries + n;
    for (const char *bytes; (bytes = next_entry(&p, end, &head)) != NULL;) {
        size_t row_bytes = head.bytes;
        const char *row = head.kind == ENTRY_UNIT
                              ? rf_run_row_within(bytes, head.bytes, &row_bytes)
                              : NULL;
        struct rf_record_meeting *kept = run->known.folders[head.folder].meeting;
        if (row && kept) {
            rf_record_give_up(&run->known.record, kept, at + (uint64_t)(row - entries),
                              row_bytes);
        }
    }
}
