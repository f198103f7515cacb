/* Tasks that each run in a process of their own, several at a time (build). A process,
 * not a thread: what one breaks it breaks for itself, and it needs no locks. What it
 * prints on standard error is kept in a file and printed when all tasks before it have
 * ended; its counts stand in memory that is shared with it. */
#define _GNU_SOURCE /* CPU_COUNT */
#include "build/workers.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/list.h"
#include "base/subprocess.h"

enum { PAUSE_MS = 10 };

struct rf_worker {
    struct rf_worker *next;
    char *name;
    pid_t process; /* 0: it has ended */
    int status;    /* of waitpid */
    FILE *said;    /* its standard error, while it runs */
    struct rf_buf text;
    struct rf_task_result *result; /* or NULL */
    struct rf_summary *summary;    /* shared with it */
};

/* ---- How many ---- */

/* The processors that this process may run on. */
static unsigned processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > 0 ? (unsigned)count : 1;
}

unsigned rf_workers_for(unsigned asked, size_t pieces)
{
    unsigned limit = asked ? asked : processors();
    return limit < pieces ? limit : (unsigned)pieces;
}

void rf_workers_init(struct rf_workers *workers, unsigned asked, size_t memory_bytes_each)
{
    *workers = (struct rf_workers){.limit = asked};
    if (asked) {
        return;
    }
    /* What can be had without swapping; where the system does not tell, one at a time. */
    FILE *file = fopen("/proc/meminfo", "re");
    char line[128];
    size_t kib = 0;
    while (file && !kib && fgets(line, sizeof line, file)) {
        if (sscanf(line, "MemAvailable: %zu kB", &kib) != 1) {
            kib = 0;
        }
    }
    if (file) {
        fclose(file);
    }
    size_t room = kib * 1024 / memory_bytes_each;
    unsigned count = processors();
    workers->limit = room < 1 ? 1 : room < count ? (unsigned)room : count;
}

/* ---- Running ---- */

void rf_worker_await_signals(void)
{
    struct sigaction action = {.sa_handler = rf_program_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

/* Waits for the end of one and keeps what it printed. A signal ends those that run too,
 * and they clean up; whether one has come is looked at now and then. */
static void wait_for_one(struct rf_workers *workers)
{
    int status;
    pid_t process;
    while ((process = waitpid(-1, &status, WNOHANG)) == 0) {
        for (const struct rf_worker *w = workers->first; w && rf_program_interrupted();
             w = w->next) {
            if (w->process) {
                kill(w->process, SIGTERM);
            }
        }
        poll(NULL, 0, PAUSE_MS);
    }
    if (process < 0) {
        workers->running = 0; /* there is none to wait for */
        return;
    }
    struct rf_worker *w = workers->first;
    while (w && w->process != process) {
        w = w->next;
    }
    if (!w) {
        return;
    }
    w->process = 0;
    w->status = status;
    workers->running--;
    char chunk[4096];
    rewind(w->said);
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, w->said)) > 0;) {
        rf_buf_add(&w->text, chunk, got);
    }
    fclose(w->said);
    w->said = NULL;
}

void rf_workers_start(struct rf_workers *workers, const char *name, rf_task *task,
                      void *context, struct rf_task_result *result)
{
    while (workers->running >= workers->limit) {
        wait_for_one(workers);
    }
    struct rf_worker *worker = calloc(1, sizeof *worker);
    if (!worker || !(worker->name = strdup(name))) {
        rf_out_of_memory();
    }
    worker->summary = mmap(NULL, sizeof *worker->summary, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (worker->summary == MAP_FAILED) {
        rf_out_of_memory();
    }
    RF_CHAIN_ADD(workers, worker);
    worker->result = result;
    fflush(NULL);
    worker->said = tmpfile();
    worker->process = worker->said ? fork() : -1;
    if (worker->process == 0) {
        rf_worker_await_signals();
        dup2(fileno(worker->said), STDERR_FILENO);
        enum rf_exit status = task(context, worker->summary);
        fflush(NULL);
        _exit((int)status);
    }
    if (worker->process > 0) {
        workers->running++;
        return;
    }
    worker->process = 0;
    worker->status = RF_EXIT_WORLD << 8; /* as of a process that ended with it */
    rf_buf_printf(&worker->text, "referat: %s: no process can be started: %s\n", name,
                  strerror(errno));
    if (worker->said) {
        fclose(worker->said);
    }
}

/* ---- The end ---- */

/* Prints what a worker printed, counts what it counted; returns its exit status. */
static enum rf_exit report_worker(const struct rf_worker *worker,
                                  struct rf_report *report)
{
    if (rf_program_interrupted()) {
        return RF_EXIT_WORLD; /* the user knows why */
    }
    if (worker->text.n) {
        rf_report_put(report, worker->text.p, worker->text.n);
    }
    if (!rf_summary_meeting_count(worker->summary)) {
        worker->summary->meetings[RF_MEETING_FAILED]++;
    }
    rf_report_add_summary(report, worker->summary);
    if (worker->result) {
        worker->result->summary = *worker->summary;
        rf_buf_add(&worker->result->said, worker->text.p, worker->text.n);
    }
    if (WIFEXITED(worker->status)) {
        rf_report_raise(report, (enum rf_exit)WEXITSTATUS(worker->status));
        return (enum rf_exit)WEXITSTATUS(worker->status);
    }
    rf_report_say(report,
                  "%s: its process was killed by signal %d; its outputs are as they were",
                  worker->name, WTERMSIG(worker->status));
    rf_report_raise(report, RF_EXIT_WORLD);
    return RF_EXIT_WORLD;
}

enum rf_exit rf_workers_finish(struct rf_workers *workers, struct rf_report *report)
{
    enum rf_exit greatest = RF_EXIT_DONE;
    while (workers->running) {
        wait_for_one(workers);
    }
    for (struct rf_worker *w = workers->first, *next; w; w = next) {
        next = w->next;
        enum rf_exit status = report_worker(w, report);
        greatest = status > greatest ? status : greatest;
        rf_buf_clear(&w->text);
        munmap(w->summary, sizeof *w->summary);
        free(w->name);
        free(w);
    }
    workers->first = NULL;
    workers->end = NULL;
    return greatest;
}
