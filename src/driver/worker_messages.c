/* Meetings that several processes compile, each in its turn (driver).
 *
 * A message has a head (the folder's number, the kind, a length) and so many bytes. A
 * process that adds the messages of all folders before its own to its record knows what
 * it would know if it had compiled them. */
#include <string.h>

#include "driver/internal.h"
#include "store/row_codec.h"

enum message_kind {
    MESSAGE_UNIT,  /* what is kept of a unit */
    MESSAGE_ROW,   /* of a meeting that was loaded because another one refers to it; no
                      bytes: the folder holds none */
    MESSAGE_NONE,  /* the folder has no unit: the files that were looked at in it */
    MESSAGE_OTHER, /* the path of a meeting of another series, which was joined */
};

struct message_head {
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

void rf_run_set_next_folder(struct referat *run, size_t at)
{
    run->next_folder = at;
}

const char *rf_run_folder(const struct referat *run, size_t at)
{
    return run->known.folders[at].path;
}

/* ---- Making messages ---- */

static size_t open_message(struct rf_buf *out, size_t folder, enum message_kind kind)
{
    struct message_head head;
    memset(&head, 0, sizeof head);
    head.folder = (uint32_t)folder;
    head.kind = kind;
    rf_buf_add(out, (const char *)&head, sizeof head);
    return out->n;
}

static void close_message(struct rf_buf *out, size_t start)
{
    struct message_head head;
    memcpy(&head, out->p + start - sizeof head, sizeof head);
    head.bytes = (uint32_t)(out->n - start);
    memcpy(out->p + start - sizeof head, &head, sizeof head);
}

void rf_run_send_row(struct referat *run, struct rf_folder *folder)
{
    if (run->messages) {
        size_t start = open_message(run->messages, (size_t)(folder - run->known.folders),
                                    MESSAGE_ROW);
        if (folder->state == RF_FOLDER_MEETING) {
            rf_row_put(&run->known.record, folder->meeting, run->messages);
        }
        close_message(run->messages, start);
    }
}

void rf_run_send_other(struct referat *run, const char *path)
{
    if (run->messages) {
        size_t start = open_message(run->messages, 0, MESSAGE_OTHER);
        rf_buf_add(run->messages, path, strlen(path) + 1);
        close_message(run->messages, start);
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
                                           struct rf_buf *messages)
{
    struct rf_slot *s = &run->slots[slot];
    run->next_folder = at + 1;
    if (!rf_run_is_wanted(run, &run->known.folders[at])) {
        return NULL;
    }
    run->messages = messages;
    const struct rf_unit *unit = rf_run_compile(run, s, at);
    run->messages = NULL;
    size_t start = open_message(messages, at, unit ? MESSAGE_UNIT : MESSAGE_NONE);
    if (unit) {
        s->unit = *unit;
        rf_buf_add(messages, unit->kept.p, unit->kept.n);
    } else {
        rf_buf_add(messages, s->facts.entries.p, s->facts.entries.n);
    }
    close_message(messages, start);
    return unit ? &s->unit : NULL;
}

/* ---- Others' messages ---- */

/* The message at *p, which is moved past it; NULL at the end, or where it is not whole.
 */
static const char *next_message(const char **p, const char *end,
                                struct message_head *head)
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

static bool apply_row(struct referat *run, const struct message_head *head,
                      const char *bytes)
{
    struct rf_folder *folder = &run->known.folders[head->folder];
    folder->state = RF_FOLDER_NONE;
    if (head->bytes) {
        folder->meeting =
            rf_row_restore(&run->known.record, bytes, head->bytes, head->folder);
        folder->state = RF_FOLDER_MEETING;
    }
    if (folder->meeting) {
        folder->meeting->is_ahead = true;
    }
    return !head->bytes || folder->meeting;
}

/* Where nothing is printed of other meetings, what references need is enough. */
static bool apply_unit(struct referat *run, const struct message_head *head,
                       const char *bytes, bool is_worker)
{
    struct rf_record *record = &run->known.record;
    bool index_columns = record->index_columns, table_columns = record->table_columns;
    bool has_findings = record->has_findings;
    if (is_worker && !run->series.follow_up) {
        record->index_columns = record->table_columns = record->has_findings = false;
    }
    bool is_taken = rf_run_restore(run, head->folder, bytes, head->bytes, is_worker);
    record->index_columns = index_columns;
    record->table_columns = table_columns;
    record->has_findings = has_findings;
    return is_taken;
}

/* A worker joins a series when it asks for it itself; whoever keeps what was looked at
 * has to know that it was. */
static bool apply_other(struct referat *run, const struct message_head *head,
                        const char *path, bool is_worker)
{
    bool is_whole = head->bytes && !path[head->bytes - 1];
    if (is_whole && !is_worker) {
        rf_run_other(run, path);
    }
    return is_whole;
}

static bool apply_message(struct referat *run, const struct message_head *head,
                          const char *bytes, bool is_worker)
{
    if (head->folder >= run->known.folder_count) {
        return false;
    }
    rf_record_release(&run->known.record);
    switch ((enum message_kind)head->kind) {
    case MESSAGE_UNIT:
        return apply_unit(run, head, bytes, is_worker);
    case MESSAGE_ROW:
        return apply_row(run, head, bytes);
    case MESSAGE_NONE:
        run->known.folders[head->folder].state = RF_FOLDER_NONE;
        rf_buf_add(&run->facts[RF_FACTS_OF_OTHERS].entries, bytes, head->bytes);
        return true;
    case MESSAGE_OTHER:
        return apply_other(run, head, bytes, is_worker);
    }
    return false;
}

bool rf_run_apply_messages(struct referat *run, const char *messages, size_t n,
                           bool is_worker)
{
    struct message_head head;
    const char *p = messages, *end = messages + n;
    bool is_whole = true;
    for (const char *bytes; is_whole && (bytes = next_message(&p, end, &head)) != NULL;) {
        is_whole = apply_message(run, &head, bytes, is_worker);
    }
    return is_whole && p == end;
}

void rf_run_evict_rows(struct referat *run, const char *messages, size_t n, uint64_t at)
{
    struct message_head head;
    const char *p = messages, *end = messages + n;
    for (const char *bytes; (bytes = next_message(&p, end, &head)) != NULL;) {
        size_t row_bytes = head.bytes;
        const char *row = head.kind == MESSAGE_UNIT
                              ? rf_run_row_within(bytes, head.bytes, &row_bytes)
                              : NULL;
        struct rf_record_meeting *kept = run->known.folders[head.folder].meeting;
        if (row && kept) {
            rf_record_evict(&run->known.record, kept, at + (uint64_t)(row - messages),
                            row_bytes);
        }
    }
}
