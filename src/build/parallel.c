/* A series compiled by several processes (build).
 *
 * All workers share an append log, parallel->rows. A turn goes around them through pipes,
 * as the number of bytes in the log: who has it reads what was added since its last turn,
 * compiles its folders, adds their messages (driver/worker_messages.c), and passes the
 * new number on. The parent reads a notice of each folder from the workers, in the order
 * of the folders: what was printed, the files that were made, and what the state keeps.
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "build/parallel.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"

enum {
    WORKER_LIMIT = 256,
    PIPE_BYTES = 1024 * 1024, /* what a worker may be ahead of the parent */
    DEATH_LIMIT = 3,          /* without a meeting to blame */
    PAUSE_MS = 100,           /* between two looks at a signal */
};

struct worker {
    pid_t process;
    int notices;  /* the parent reads them here */
    bool has_end; /* it has exited as it should */
};

/* One start of all workers. */
struct pool {
    struct rf_parallel *parallel;
    size_t first; /* folder */
    unsigned count;
    struct worker workers[WORKER_LIMIT];
    int turns[WORKER_LIMIT][2]; /* pipes: worker w reads the w-th */
    int pipes[WORKER_LIMIT][2]; /* and writes its notices to this */
    uint32_t *at;               /* shared: the folder each one is at, + 1; 0: at none */
    uint64_t taken_bytes;       /* of the rows, by this process */
    int last_status;            /* of the worker that died, as of waitpid */
    bool *is_blamed;            /* by folder: one has died there before */
    size_t *heard;              /* the first folder that nothing was heard of */
};

/* What a worker reports of a folder; the parts follow in this order. */
enum part {
    PART_STDERR,
    PART_FACTS,
    PART_OUTPUTS,
    PART_KEPT,
    PART_SAID,
    PART_TALLY,
    PART_COUNT
};

enum notice_kind { NOTICE_UNIT, NOTICE_END }; /* the end: of a run of folders */

struct notice {
    uint32_t at, part_bytes[PART_COUNT];
    uint64_t rows_bytes; /* in the store, with those of these folders */
    enum rf_exit status;
    enum notice_kind kind;
    bool has_findings, has_unwritten, is_stopped;
};

/* ---- A worker ---- */

struct work {
    struct pool *pool;
    unsigned index;
    struct rf_buf entries, message;
    int captured; /* a file that standard error goes to */
    struct notice notice;
};

/* A worker ends where it cannot go on: the parent sees that, and tries its folder again.
 */
_Noreturn static void die(void)
{
    _exit(RF_EXIT_WORLD);
}

/* Begins a notice about the at-th folder; its head is filled in at the end. */
static void begin_notice(struct work *work, enum notice_kind kind, size_t at)
{
    memset(&work->notice, 0, sizeof work->notice);
    work->notice.kind = kind;
    work->notice.at = (uint32_t)at;
    rf_buf_reset(&work->message);
    rf_buf_add(&work->message, (const char *)&work->notice, sizeof work->notice);
}

/* Sends it to the parent. */
static void end_notice(struct work *work)
{
    memcpy(work->message.p, &work->notice, sizeof work->notice);
    if (!rf_write_full(work->pool->pipes[work->index][1], work->message.p,
                       work->message.n)) {
        die(); /* the parent is gone */
    }
}

/* Adds a part to the notice at hand. */
static void add_part(struct work *work, enum part part, const char *bytes, size_t n)
{
    work->notice.part_bytes[part] = (uint32_t)n;
    rf_buf_add(&work->message, bytes, n);
}

/* Adds the meetings of other processes to the record: of their messages, which are in
 * parallel->rows, those up to `bytes`. */
static bool catch_up(struct pool *pool, uint64_t bytes, bool is_worker)
{
    struct rf_parallel *parallel = pool->parallel;
    size_t n = (size_t)(bytes - pool->taken_bytes);
    struct rf_buf entries = {0};
    rf_buf_reserve(&entries, n + 1);
    parallel->rows->bytes = bytes;
    bool is_whole = rf_append_log_read(parallel->rows, pool->taken_bytes, entries.p, n) &&
                    rf_run_apply_messages(parallel->run, entries.p, n, is_worker);
    if (is_whole) {
        rf_run_evict_rows(parallel->run, entries.p, n, pool->taken_bytes);
        pool->taken_bytes = bytes;
    }
    rf_buf_clear(&entries);
    return is_whole;
}

/* Puts the unit as the state keeps it into the notice, with all that was printed on
 * standard error since the last one. */
static void send_unit(void *owner, const struct rf_unit_notes *notes)
{
    struct work *work = owner;
    const struct rf_report *report = work->pool->parallel->report;
    struct rf_buf summary = {0}, captured = {0};
    off_t n = lseek(work->captured, 0, SEEK_CUR);
    if (n > 0 && !rf_read_all(work->captured, 0, (size_t)n, &captured)) {
        die();
    }
    lseek(work->captured, 0, SEEK_SET);
    rf_summary_keep(&notes->summary, &summary);
    add_part(work, PART_STDERR, captured.p, captured.n);
    add_part(work, PART_FACTS, notes->facts.p, notes->facts.n);
    add_part(work, PART_OUTPUTS, notes->outputs.entries.p, notes->outputs.entries.n);
    add_part(work, PART_KEPT, notes->kept.p, notes->kept.n);
    add_part(work, PART_SAID, notes->said.p, notes->said.n);
    add_part(work, PART_TALLY, summary.p, summary.n);
    work->notice.status = report->status;
    work->notice.has_findings = notes->has_findings;
    work->notice.has_unwritten = report->has_unwritten;
    work->notice.is_stopped = report->is_stopped;
    rf_buf_clear(&captured);
    rf_buf_clear(&summary);
}

/* Writes the outputs of a unit, and sends its notice. */
static void make_unit(struct work *work, const struct rf_unit *unit, size_t at)
{
    struct rf_parallel *parallel = work->pool->parallel;
    const struct rf_output *outputs = NULL;
    enum rf_meeting_result result = RF_MEETING_COUNT;
    rf_report_begin_child(parallel->report);
    begin_notice(work, NOTICE_UNIT, at);
    rf_incremental_unit(parallel->incremental, unit);
    rf_report_unit(parallel->report, &unit->result);
    if (unit->result.meeting && !(unit->result.faults & REFERAT_FAULT_ERRORS)) {
        result = parallel->make(parallel->owner, unit->result.meeting, &outputs);
    }
    rf_incremental_add(parallel->incremental, outputs, result);
    end_notice(work);
}

/* A run of folders: all are loaded, then compiled in turn, then their pages are made
 * while others have the turn. Before each step the folder is noted, so that the parent
 * knows where a worker died. */
static void work_on(struct work *work, size_t from, size_t to)
{
    struct pool *pool = work->pool;
    struct rf_append_log *rows = pool->parallel->rows;
    struct referat *run = pool->parallel->run;
    const struct rf_unit *units[RF_SLOT_COUNT];
    uint32_t *place = &pool->at[work->index];
    for (size_t at = from; at < to; at++) {
        *place = (uint32_t)at + 1;
        rf_run_load_ahead(run, at - from, at);
    }
    *place = 0;
    uint64_t bytes; /* of the log, with all meetings before these */
    if (rf_read_full(pool->turns[work->index][0], (char *)&bytes, sizeof bytes) !=
            (ssize_t)sizeof bytes ||
        !catch_up(pool, bytes, true)) {
        die();
    }
    rf_buf_reset(&work->entries);
    for (size_t at = from; at < to; at++) {
        *place = (uint32_t)at + 1;
        units[at - from] = rf_run_build_in_turn(run, at - from, at, &work->entries);
    }
    *place = 0;
    uint64_t before = rows->bytes;
    rf_append_log_add(rows, work->entries.p, work->entries.n);
    if (!rf_append_log_flush(rows)) {
        die();
    }
    rf_run_evict_rows(run, work->entries.p, work->entries.n, before);
    pool->taken_bytes = rows->bytes;
    (void)rf_write_full(pool->turns[(work->index + 1) % pool->count][1],
                        (const char *)&rows->bytes, sizeof rows->bytes);
    uint64_t rows_bytes = rows->bytes;
    for (size_t at = from; at < to; at++) {
        *place = (uint32_t)at + 1;
        if (units[at - from]) {
            make_unit(work, units[at - from], at);
        }
    }
    *place = 0;
    begin_notice(work, NOTICE_END, to);
    work->notice.rows_bytes = rows_bytes;
    end_notice(work);
}

/* Compiles every count-th run of folders; standard error goes to a file. */
_Noreturn static void be_worker(struct pool *pool, unsigned index)
{
    struct work work = {.pool = pool, .index = index};
    size_t count = rf_run_folder_count(pool->parallel->run);
    FILE *captured = tmpfile();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGPIPE, SIG_IGN);
    for (unsigned w = 0; w < pool->count; w++) { /* the ends of others */
        close(pool->pipes[w][0]);
        if (w != index) {
            close(pool->pipes[w][1]);
            close(pool->turns[w][0]);
        }
        if (w != (index + 1) % pool->count) {
            close(pool->turns[w][1]);
        }
    }
    if (!captured) {
        die();
    }
    work.captured = fileno(captured);
    dup2(work.captured, STDERR_FILENO);
    pool->parallel->incremental->tell = send_unit;
    pool->parallel->incremental->listener = &work;
    size_t step = (size_t)pool->count * RF_SLOT_COUNT;
    for (size_t from = pool->first + (size_t)index * RF_SLOT_COUNT; from < count;
         from += step) {
        size_t to = from + RF_SLOT_COUNT < count ? from + RF_SLOT_COUNT : count;
        work_on(&work, from, to);
    }
    _exit(RF_EXIT_DONE);
}

/* ---- The parent: starting ---- */

/* Closes it once. */
static void shut(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
    *fd = -1;
}

/* Opens the pipes, starts the workers, and gives the first one the turn. */
static bool start(struct pool *pool)
{
    uint64_t bytes = pool->parallel->rows->bytes;
    memset(pool->turns, -1, sizeof pool->turns);
    memset(pool->pipes, -1, sizeof pool->pipes);
    pool->at = mmap(NULL, sizeof *pool->at * WORKER_LIMIT, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    bool is_open = pool->at != MAP_FAILED;
    for (unsigned w = 0; w < pool->count && is_open; w++) {
        is_open = pipe2(pool->turns[w], O_CLOEXEC) == 0 &&
                  pipe2(pool->pipes[w], O_CLOEXEC) == 0;
        (void)fcntl(pool->pipes[w][1], F_SETPIPE_SZ, PIPE_BYTES);
    }
    is_open =
        is_open && rf_write_full(pool->turns[0][1], (const char *)&bytes, sizeof bytes);
    fflush(NULL);
    for (unsigned w = 0; w < pool->count && is_open; w++) {
        pid_t process = fork();
        if (process == 0) {
            be_worker(pool, w);
        }
        pool->workers[w] =
            (struct worker){.process = process, .notices = pool->pipes[w][0]};
        is_open = process > 0;
    }
    for (unsigned w = 0; w < pool->count; w++) { /* what workers use among themselves */
        shut(&pool->turns[w][0]);
        shut(&pool->turns[w][1]);
        shut(&pool->pipes[w][1]);
    }
    return is_open;
}

/* ---- The parent: listening ---- */

/* Looks at a worker whose process has ended: true where it died. */
static bool has_died(struct pool *pool, struct worker *worker)
{
    int status = 0;
    if (!worker->has_end) {
        worker->has_end = true;
        waitpid(worker->process, &status, 0);
        pool->last_status = status;
    }
    return !WIFEXITED(status) || WEXITSTATUS(status) != RF_EXIT_DONE;
}

enum listening { LISTENING, DIED, STOPPED };

/* Waits until the current worker has written a notice, until one has died, which *who is
 * then, or until the build is to end. A worker that has exited as it should is not waited
 * for, but for its last notices. */
static enum listening listen_to(struct pool *pool, unsigned current, unsigned *who)
{
    struct pollfd fds[WORKER_LIMIT];
    for (;;) {
        for (unsigned w = 0; w < pool->count; w++) {
            fds[w].fd =
                pool->workers[w].has_end && w != current ? -1 : pool->workers[w].notices;
            fds[w].events = w == current ? POLLIN : 0;
            fds[w].revents = 0;
        }
        (void)poll(fds, pool->count, PAUSE_MS);
        for (unsigned w = 0; w < pool->count; w++) {
            struct worker *worker = &pool->workers[w];
            if (fds[w].revents & POLLHUP && !worker->has_end && has_died(pool, worker)) {
                *who = w;
                return DIED;
            }
        }
        if (fds[current].revents & (POLLIN | POLLHUP)) {
            return LISTENING;
        }
        if (!pool->parallel->goes_on(pool->parallel->owner)) {
            return STOPPED;
        }
    }
}

/* The next part of a notice, at *p, which is moved past it. */
static struct rf_bytes take_part(const char **p, const struct notice *notice,
                                 enum part part)
{
    struct rf_bytes bytes = {*p, notice->part_bytes[part]};
    *p += bytes.n;
    return bytes;
}

/* Prints, counts and keeps what a worker has sent of a folder. Nothing of one that was
 * heard of already: a worker reported it that died at a later one. */
static void take_unit(struct pool *pool, const struct notice *notice, const char *parts)
{
    struct rf_parallel *parallel = pool->parallel;
    struct rf_report *report = parallel->report;
    const char *folder = rf_run_folder(parallel->run, notice->at);
    if (notice->at < *pool->heard) {
        return;
    }
    struct rf_bytes captured = take_part(&parts, notice, PART_STDERR);
    struct rf_state_unit unit = {.kind = RF_UNIT_MEETING, .name = folder};
    unit.facts = take_part(&parts, notice, PART_FACTS);
    unit.outputs = take_part(&parts, notice, PART_OUTPUTS);
    unit.kept = take_part(&parts, notice, PART_KEPT);
    unit.said = take_part(&parts, notice, PART_SAID);
    unit.summary = take_part(&parts, notice, PART_TALLY);
    struct rf_summary summary = {0};
    rf_summary_restore(&summary, unit.summary.p, unit.summary.n);
    rf_report_repeat(report, captured.p, captured.n, &summary);
    rf_report_raise(report, notice->status);
    report->has_unwritten = report->has_unwritten || notice->has_unwritten;
    report->is_stopped = report->is_stopped || notice->is_stopped;
    rf_incremental_put(parallel->incremental, &unit, notice->has_findings);
    *pool->heard = notice->at + 1;
    const struct referat_unit_result step = {.folder = folder};
    rf_report_step(report, &step, parallel->run);
}

/* Reads the notices of the run of folders that begins at `at`. A notice that is not whole
 * is the last of a worker that died. */
static enum listening hear_run(struct pool *pool, size_t at, unsigned *who)
{
    struct rf_buf parts = {0};
    struct notice notice = {.kind = NOTICE_UNIT};
    enum listening result = LISTENING;
    *who = (unsigned)((at - pool->first) / RF_SLOT_COUNT % pool->count);
    while (result == LISTENING && notice.kind != NOTICE_END) {
        struct worker *worker = &pool->workers[*who];
        result = listen_to(pool, *who, who);
        if (result != LISTENING) {
            break;
        }
        size_t n = 0;
        bool is_whole = rf_read_full(worker->notices, (char *)&notice, sizeof notice) ==
                        (ssize_t)sizeof notice;
        for (int i = 0; is_whole && i < PART_COUNT; i++) {
            n += notice.part_bytes[i];
        }
        rf_buf_reset(&parts);
        rf_buf_reserve(&parts, n + 1);
        if (!is_whole || rf_read_full(worker->notices, parts.p, n) != (ssize_t)n) {
            (void)has_died(pool, worker);
            result = DIED;
        } else if (notice.kind == NOTICE_UNIT) {
            take_unit(pool, &notice, parts.p);
            result = pool->parallel->goes_on(pool->parallel->owner) ? LISTENING : STOPPED;
        } else {
            result = catch_up(pool, notice.rows_bytes, false) ? LISTENING : STOPPED;
            rf_run_set_next_folder(pool->parallel->run, notice.at);
        }
    }
    rf_buf_clear(&parts);
    return result;
}

/* ---- The parent: ending ---- */

/* Says which folder a dead worker was at, false where it was at none. The folder is tried
 * once more, by another one, and then left out. */
static bool blame(struct pool *pool, unsigned who)
{
    struct rf_parallel *parallel = pool->parallel;
    uint32_t at = pool->at[who];
    if (!at) {
        return false;
    }
    bool is_last = pool->is_blamed[at - 1];
    const char *how =
        WIFSIGNALED(pool->last_status)
            ? rf_arena_format(&parallel->incremental->arena, "was killed by signal %d",
                              WTERMSIG(pool->last_status))
            : "ended before its time";
    rf_report_failure(
        parallel->report, RF_EXIT_WORLD,
        rf_arena_format(&parallel->incremental->arena,
                        "%s: the process that compiled it %s; %s",
                        rf_run_folder(parallel->run, at - 1), how,
                        is_last ? "its outputs are as they were" : "it is tried again"));
    pool->is_blamed[at - 1] = true;
    if (is_last) {
        struct rf_summary summary = {.meetings[RF_MEETING_FAILED] = 1};
        rf_report_add_summary(parallel->report, &summary);
        rf_incremental_never(parallel->incremental, rf_run_folder(parallel->run, at - 1));
        rf_run_leave_out(parallel->run, at - 1);
    }
    return true;
}

/* Starts the workers and hears them out. True: some folders may be left, for another
 * pool. */
static bool run_pool(struct rf_parallel *parallel, bool *is_blamed, size_t *heard,
                     unsigned *deaths)
{
    struct pool pool = {
        .parallel = parallel,
        .first = rf_run_next_folder(parallel->run),
        .count = parallel->jobs < WORKER_LIMIT ? parallel->jobs : WORKER_LIMIT,
        .taken_bytes = parallel->rows->bytes,
        .is_blamed = is_blamed,
        .heard = heard,
    };
    size_t count = rf_run_folder_count(parallel->run);
    enum listening result = start(&pool) ? LISTENING : DIED;
    unsigned who = WORKER_LIMIT - 1; /* which is at no folder */
    while (result == LISTENING && rf_run_next_folder(parallel->run) < count) {
        result = hear_run(&pool, rf_run_next_folder(parallel->run), &who);
    }
    for (unsigned w = 0; w < pool.count; w++) {
        struct worker *worker = &pool.workers[w];
        if (worker->process > 0 && !worker->has_end) {
            if (result != LISTENING) {
                kill(worker->process, SIGTERM);
            }
            waitpid(worker->process, NULL, 0);
        }
        shut(&worker->notices);
    }
    if (result == DIED && pool.at != MAP_FAILED && !blame(&pool, who)) {
        ++*deaths;
    }
    if (pool.at != MAP_FAILED) {
        munmap(pool.at, sizeof *pool.at * WORKER_LIMIT);
    }
    parallel->rows->bytes =
        pool.taken_bytes; /* the next pool writes again what was not read */
    (void)lseek(parallel->rows->fd, (off_t)pool.taken_bytes, SEEK_SET);
    return result == DIED;
}

bool rf_parallel_build(struct rf_parallel *parallel)
{
    unsigned deaths = 0;
    size_t heard = rf_run_next_folder(parallel->run);
    bool *is_blamed = RF_ARENA_NEW_ARRAY(&parallel->incremental->arena,
                                         rf_run_folder_count(parallel->run), bool);
    if (!rf_append_log_flush(parallel->rows)) {
        return false;
    }
    while (deaths < DEATH_LIMIT && run_pool(parallel, is_blamed, &heard, &deaths)) {
    }
    return rf_run_next_folder(parallel->run) >= rf_run_folder_count(parallel->run);
}
