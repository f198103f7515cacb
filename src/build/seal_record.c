/* The seal of a record whose minutes were approved (build): the whole series is compiled,
 * because a later meeting approves them; the seal lists the checksum of every file that
 * the meeting is made of, and of the text of its record. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/path.h"
#include "base/str.h"
#include "build/guard.h"
#include "build/seal_record.h"
#include "build/targets.h"
#include "driver/run.h"
#include "load/seal.h"
#include "output/write.h"
#include "store/evict.h"

struct sealing {
    struct rf_report *report;
    const struct rf_target *target;
    struct rf_arena arena;
    /* Of the meeting, kept from its unit: */
    const char *folder; /* NULL: it was not found */
    const char *id;
    const char *sources; /* lines as sha256sum prints them, each indented */
    char record[RF_SHA256_SIZE];
    bool is_sealed; /* already */
    bool is_failed; /* and that is reported */
};

/* Reports why the meeting cannot be sealed. */
static void refuse(struct sealing *s, const char *what)
{
    rf_report_fail(s->report, &s->arena, RF_EXIT_ERRORS, s->target->path, what);
    s->is_failed = true;
}

/* ---- The record's text ---- */

bool rf_record_text_sum(const struct referat_meeting *meeting,
                        char digits[RF_SHA256_SIZE])
{
    struct referat_meeting approved = *meeting;
    approved.corrections = NULL;
    size_t n;
    char *text =
        referat_emit(&approved, REFERAT_PAGE_MINUTES, REFERAT_FORMAT_MARKDOWN, &n);
    if (text) {
        rf_sha256(text, n, digits);
    }
    free(text);
    return text != NULL;
}

/* ---- The meeting ---- */

/* The files of a meeting as sha256sum prints them, each line indented; paths lead from
 * the meeting's folder to a file of the series: "bilag/a.pdf", "../faelles/b.pdf". */
static const char *list_sources(struct sealing *s, const struct referat_meeting *meeting)
{
    struct rf_buf list = {0};
    for (size_t i = 0; i < meeting->file_count; i++) {
        const struct referat_file_sum *file = &meeting->files[i];
        const char *folder = meeting->folder, *path = file->path;
        size_t n; /* of the first folder that is above both */
        while ((n = strcspn(folder, "/")) > 0 && strncmp(folder, path, n) == 0 &&
               path[n] == '/') {
            folder += n + (folder[n] == '/');
            path += n + 1;
        }
        const char *name = rf_arena_string(&s->arena, path);
        for (const char *p = folder; *p; p += strcspn(p, "/"), p += *p == '/') {
            name = rf_arena_join(&s->arena, "../", name, NULL);
        }
        if (!rf_seal_can_name(name)) {
            refuse(s, rf_arena_join(&s->arena, "the file '", name,
                                    "' cannot be listed for sha256sum: rename it, with "
                                    "no percent sign, backslash or control character",
                                    NULL));
        }
        rf_buf_printf(&list, "  %s  %s\n", file->sha256, name);
    }
    const char *kept = rf_arena_string(&s->arena, rf_buf_string(&list));
    rf_buf_clear(&list);
    return kept;
}

/* Keeps what the seal has of its meeting. The settings come first: their errors are
 * everyone's. Other meetings are compiled for what they approve. */
static void take_unit(struct sealing *s, const struct referat_unit_result *unit)
{
    const struct referat_meeting *meeting = unit->meeting;
    bool has_errors = unit->faults & REFERAT_FAULT_ERRORS;
    if (!meeting && !s->folder && has_errors) {
        rf_report_unit(s->report, unit);
        s->is_failed = true;
    }
    if (!meeting || strcmp(meeting->folder, s->target->only_path) != 0) {
        return;
    }
    rf_report_unit(s->report, unit);
    s->folder = rf_arena_string(&s->arena, meeting->folder);
    s->id = rf_arena_string(&s->arena, meeting->id);
    s->is_sealed = meeting->seal != NULL;
    if (has_errors) {
        s->is_failed = true;
    } else if (!rf_record_text_sum(meeting, s->record)) {
        refuse(s, "the meeting has no minutes to seal");
    } else {
        s->sources = list_sources(s, meeting);
    }
}

/* ---- How the minutes became final ---- */

struct finality {
    const char *how; /* "was approved" */
    const char *approved_by, *outcome;
    struct referat_date date; /* year 0: none */
};

/* Finds the item that approved the minutes; false where none did so for good, which is
 * reported. */
static bool find_approval(struct sealing *s, const struct rf_record_meeting *row,
                          struct finality *f)
{
    const struct rf_record_item *item = rf_record_item_of(row->approved_by);
    /* A later meeting that may have approved them, for all that is known, or one of which
     * the day is not known. */
    const struct rf_record_meeting *m = row->record->meetings;
    while (m && !(m->is_unread && (!m->date.year || m->order > row->order))) {
        m = m->next;
    }
    if (!item && m) {
        refuse(s, rf_arena_join(&s->arena,
                                "no meeting that can be read has approved the "
                                "minutes, and '",
                                m->id, "' cannot be: 'referat check' shows why", NULL));
    } else if (!item) {
        refuse(s, "the minutes were not approved: no later meeting has an item with "
                  "approves: and an outcome that approves them");
    } else if (item->meeting->has_errors) {
        refuse(s, rf_arena_join(&s->arena, "the minutes of '", item->meeting->id,
                                "', which approve these, have errors: 'referat check' "
                                "shows them",
                                NULL));
    } else if (item->meeting->minutes_status != REFERAT_FINAL) {
        refuse(s, rf_arena_join(&s->arena, "the minutes of '", item->meeting->id,
                                "', which approve these, are a draft themselves", NULL));
    } else {
        f->how = "was approved";
        f->approved_by = rf_arena_join(&s->arena, item->meeting->id, "/",
                                       *item->id ? item->id : item->number, NULL);
        f->outcome = rf_outcome_terms()[item->outcome];
        f->date = item->meeting->date;
        return true;
    }
    return false;
}

/* How the minutes became final; false where they are not, which is reported. */
static bool find_finality(struct sealing *s, const struct rf_record *record,
                          struct finality *f)
{
    const struct rf_record_meeting *row = record->meetings;
    while (row && strcmp(row->folder, s->folder) != 0) {
        row = row->next;
    }
    if (!row || row->minutes_status == REFERAT_DRAFT) {
        refuse(s, "the minutes are a draft: only final minutes are sealed");
        return false;
    }
    if (rf_record_is_cancelled(row)) {
        refuse(s, "the meeting was cancelled: there is no record to seal");
        return false;
    }
    enum rf_approval_state state = rf_record_approval(row);
    if (state == RF_APPROVAL_SIGNED) {
        *f = (struct finality){"was signed", REFERAT_SEAL_BY_SIGNATURES,
                               REFERAT_SEAL_SIGNED, row->signed_on};
        return true;
    }
    if (state == RF_APPROVAL_NONE) {
        *f = (struct finality){"is", REFERAT_SEAL_BY_NOBODY, REFERAT_SEAL_FINAL, {0}};
        return true;
    }
    if (state == RF_APPROVAL_AWAITED &&
        record->series->approval == REFERAT_APPROVAL_SIGNATURES) {
        refuse(s, row->signer_count
                      ? rf_arena_format(&s->arena,
                                        "the minutes are not signed: of the %zu who are "
                                        "to sign %zu have",
                                        row->signer_count, row->signed_count)
                      : "the minutes are not signed: they name nobody who signs them");
        return false;
    }
    return find_approval(s, row, f);
}

/* ---- The file ---- */

/* A line "key: 'it''s'" of YAML. */
static void put_quoted(struct rf_buf *out, const char *key, const char *value)
{
    rf_buf_printf(out, "%s: '", key);
    for (; *value; value++) {
        rf_buf_puts(out, *value == '\'' ? "'" : "");
        rf_buf_char(out, *value);
    }
    rf_buf_puts(out, "'\n");
}

/* Writes the seal, or compares it with the one that is there. */
static void write_seal(struct sealing *s, const struct rf_buf *text)
{
    const char *folder = *s->folder
                             ? rf_path_join(&s->arena, s->target->series, s->folder)
                             : s->target->series;
    if (!s->is_sealed &&
        !rf_guard_file(s->report, &s->arena,
                       rf_path_join(&s->arena, folder, RF_SEAL_NAME), s->target, 1)) {
        return;
    }
    struct rf_output output = {.path = RF_SEAL_NAME, .bytes = text->p, .n = text->n};
    struct rf_writer writer = {
        .dir = folder,
        .verify_only = s->is_sealed,
        .wants_fsync = s->report->options->wants_fsync,
        .arena = &s->arena,
    };
    switch (rf_write_set(&writer, &output)) {
    case RF_WRITE_DONE:
        if (s->report->options->is_verbose) {
            rf_report_say(s->report, "%s %s/%s", writer.written ? "wrote" : "unchanged",
                          folder, RF_SEAL_NAME);
        }
        break;
    case RF_WRITE_FAILED:
    case RF_WRITE_REFUSED: /* no guard: it is judged above */
        rf_report_failure(s->report, RF_EXIT_WORLD, writer.error);
        break;
    case RF_WRITE_DIFFERS:
        refuse(s, "the meeting is sealed already, and a seal is never replaced");
        break;
    }
}

/* ---- The command ---- */

void rf_seal_record(struct rf_report *report, const struct rf_target *target)
{
    struct sealing s = {.report = report, .target = target};
    struct rf_target whole = *target;
    whole.only_path = NULL;
    const struct rf_run_plan plan = {.sums_of = target->only_path};
    struct referat *run = rf_target_open(&whole, report, &plan);
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        take_unit(&s, unit);
    }
    if (!s.folder && !s.is_failed) {
        refuse(&s, "the path is no meeting's folder: name the one to be sealed");
    }
    struct finality f;
    if (!s.is_failed && find_finality(&s, rf_run_record(run), &f)) {
        struct rf_buf text = {0};
        rf_buf_join(&text, "# The record of this meeting as it ", f.how,
                    ", sealed by referat.\n", NULL);
        rf_buf_puts(&text,
                    "# Whether it is unchanged shows, in this folder, without referat:\n"
                    "# sed -n 's/^  //p' seal.yaml | sha256sum -c --strict\n"
                    "kind: seal\n");
        put_quoted(&text, "meeting", s.id);
        if (f.date.year) {
            rf_buf_printf(&text, "approved: %04d-%02d-%02d\n", f.date.year, f.date.month,
                          f.date.day);
        }
        put_quoted(&text, "approved_by", f.approved_by);
        rf_buf_printf(&text, "outcome: %s\nversion: %s\nrecord: %s\nsources: |\n%s",
                      f.outcome, referat_version(), s.record, s.sources);
        write_seal(&s, &text);
        rf_buf_clear(&text);
    }
    rf_report_end_run(report, run);
    rf_arena_clear(&s.arena);
}
