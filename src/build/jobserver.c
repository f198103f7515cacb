/* Room for processes, shared with a make that the program runs under (build). */
#include "build/jobserver.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What follows the last of the words that name the jobserver; "" where none does.
 */
static const char *find_words(const char *flags)
{
    static const char *const names[] = {"--jobserver-auth=", "--jobserver-fds="};
    const char *found = "";
    for (const char *p = flags; *p; p++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (strncmp(p, names[i], strlen(names[i])) == 0) {
                found = p + strlen(names[i]);
            }
        }
    }
    return found;
}

/* The end of a pipe anew, so that not to wait on it changes nothing for others. */
static int open_again(int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static void open_fifo(struct rf_jobserver *jobserver, const char *words)
{
    size_t n = strcspn(words, " ");
    char path[4096];
    if (n < sizeof path) {
        memcpy(path, words, n);
        path[n] = '\0';
        jobserver->read_fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        jobserver->write_fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    }
}

static void open_pipe(struct rf_jobserver *jobserver, const char *words)
{
    int fds[2];
    if (sscanf(words, "%d,%d", &fds[0], &fds[1]) == 2 && fds[0] >= 0 && fds[1] >= 0 &&
        fcntl(fds[1], F_GETFL) != -1) {
        jobserver->read_fd = open_again(fds[0]);
        jobserver->write_fd = fcntl(fds[1], F_DUPFD_CLOEXEC, 0);
    }
}

void rf_jobserver_find(struct rf_jobserver *jobserver)
{
    const char *flags = getenv("MAKEFLAGS");
    const char *words = find_words(flags ? flags : "");
    *jobserver = (struct rf_jobserver){.read_fd = -1, .write_fd = -1};
    jobserver->is_there = *words != '\0';
    if (strncmp(words, "fifo:", 5) == 0) {
        open_fifo(jobserver, words + 5);
    } else {
        open_pipe(jobserver, words);
    }
}

unsigned rf_jobserver_take(struct rf_jobserver *jobserver, unsigned wanted)
{
    bool is_open = jobserver->read_fd >= 0 && jobserver->write_fd >= 0;
    while (is_open && jobserver->count + 1 < wanted && jobserver->count < RF_JOB_LIMIT &&
           read(jobserver->read_fd, &jobserver->tokens[jobserver->count], 1) == 1) {
        jobserver->count++;
    }
    return jobserver->count + 1;
}

void rf_jobserver_release(struct rf_jobserver *jobserver)
{
    if (jobserver->count) {
        (void)!write(jobserver->write_fd, jobserver->tokens, jobserver->count);
    }
    if (jobserver->read_fd >= 0) {
        close(jobserver->read_fd);
    }
    if (jobserver->write_fd >= 0) {
        close(jobserver->write_fd);
    }
    *jobserver = (struct rf_jobserver){.read_fd = -1, .write_fd = -1};
}
