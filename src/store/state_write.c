/* Writes a state file (store). The head is written last: until then the file is no
 * state, whatever interrupts the run. */
#include <string.h>

#include "store/state_internal.h"

static void put_head(struct rf_state_writer *writer, struct rf_bytes origin)
{
    const struct rf_state_head head = {.magic = ""}; /* no state before its end */
    writer->origin = rf_digest_of(origin.p, origin.n);
    writer->origin_bytes = origin.n;
    rf_append_log_add(&writer->log, (const char *)&head, sizeof head);
    rf_append_log_add(&writer->log, origin.p, origin.n);
}

bool rf_state_begin(struct rf_state_writer *writer, struct rf_arena *arena,
                    const char *folder)
{
    *writer = (struct rf_state_writer){.count = 0};
    if (!rf_append_log_open(&writer->log, arena, folder)) {
        return false;
    }
    put_head(writer, (struct rf_bytes){"", 0});
    return true;
}

void rf_state_begin_in(struct rf_state_writer *writer, int fd, struct rf_bytes origin)
{
    *writer = (struct rf_state_writer){.log.fd = fd};
    if (fd >= 0) {
        put_head(writer, origin);
    }
}

static void put_bytes(struct rf_buf *out, struct rf_bytes bytes)
{
    uint32_t n = (uint32_t)bytes.n;
    rf_buf_add(out, (const char *)&n, sizeof n);
    rf_buf_add(out, bytes.p, bytes.n);
}

static void put_facts(const struct rf_state_unit *unit, struct rf_buf *out)
{
    rf_buf_reset(out);
    rf_buf_char(out, (char)unit->kind);
    rf_buf_add(out, unit->name, strlen(unit->name) + 1);
    put_bytes(out, unit->message_format);
    put_bytes(out, unit->facts);
    put_bytes(out, unit->outputs);
    put_bytes(out, unit->summary);
}

void rf_state_add(struct rf_state_writer *writer, const struct rf_state_unit *unit)
{
    struct rf_buf *facts = &writer->facts, *body = &writer->body;
    struct rf_unit_head head;
    writer->count++;
    if (writer->log.fd < 0) {
        return;
    }
    put_facts(unit, facts);
    rf_buf_reset(body);
    put_bytes(body, unit->kept);
    put_bytes(body, unit->said);
    memset(&head, 0, sizeof head);
    head.facts_bytes = (uint32_t)facts->n;
    head.body_bytes = (uint32_t)body->n;
    head.facts = rf_digest_of(facts->p, facts->n);
    head.body = rf_digest_of(body->p, body->n);
    rf_append_log_add(&writer->log, (const char *)&head, sizeof head);
    rf_append_log_add(&writer->log, facts->p, facts->n);
    rf_append_log_add(&writer->log, body->p, body->n);
}

bool rf_state_end(struct rf_state_writer *writer, const struct rf_digest *key)
{
    struct rf_state_head head;
    memset(&head, 0, sizeof head);
    strcpy(head.magic, RF_STATE_MAGIC);
    head.key = *key;
    head.bytes = writer->log.bytes;
    head.count = writer->count;
    head.origin_bytes = writer->origin_bytes;
    head.origin = writer->origin;
    rf_append_log_patch(&writer->log, 0, (const char *)&head, sizeof head);
    return rf_append_log_flush(&writer->log);
}

void rf_state_drop(struct rf_state_writer *writer)
{
    rf_append_log_close(&writer->log);
    rf_buf_clear(&writer->facts);
    rf_buf_clear(&writer->body);
}
