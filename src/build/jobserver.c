/* Room for processes, shared with a make that the program runs under (build), as the
 * manual of GNU make describes under "POSIX Jobserver": one token is ours already, each
 * further one is a byte that is read from the pipe and written back at the end. */
#include "build/jobserver.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void rf_jobserver_find(struct rf_jobserver *jobserver)
{
    static const char *const names[] = {"--jobserver-auth=", "--jobserver-fds="};
    const char *flags = getenv("MAKEFLAGS"), *words = ""; /* what follows the last one */
    for (const char *p = flags; p && *p; p++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            size_t n = strlen(names[i]);
            words = strncmp(p, names[i], n) == 0 ? p + n : words;
        }
    }
    *jobserver = (struct rf_jobserver){.read_fd = -1, .write_fd = -1};
    jobserver->is_there = *words != '\0';
    char path[4096];
    size_t n = strcspn(words, " ");
    int fds[2];
    if (strncmp(words, "fifo:", 5) == 0) {
        n -= 5;
        if (n < sizeof path) {
            memcpy(path, words + 5, n);
            path[n] = '\0';
            jobserver->read_fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            jobserver->write_fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        }
    } else if (sscanf(words, "%d,%d", &fds[0], &fds[1]) == 2 && fds[0] >= 0 &&
               fds[1] >= 0 && fcntl(fds[1], F_GETFL) != -1) {
        /* The end of the pipe is opened anew, so that not to wait on it changes nothing
         * for others. */
        snprintf(path, sizeof path, "/proc/self/fd/%d", fds[0]);
        jobserver->read_fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        jobserver->write_fd = fcntl(fds[1], F_DUPFD_CLOEXEC, 0);
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
