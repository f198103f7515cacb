/* Runs a command and writes down what it took. A process as small as this one is needed
 * for that: Linux counts the memory of the process that starts another as the other's.
 *
 *   measure REPORT COMMAND [ARGUMENT...]
 *
 * REPORT gets one line: seconds that passed, seconds of processor time (user and system,
 * of the command and its children), KiB of memory at the peak (of the largest process),
 * and the exit status. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int report(const char *path, double passed, int status)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    FILE *file = fopen(path, "w");
    if (!file) {
        fprintf(stderr, "measure: %s: %s\n", path, strerror(errno));
        return 2;
    }
    fprintf(file, "%.6f %.6f %ld %d\n", passed,
            seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
            WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return fclose(file) == 0 ? 0 : 2;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure REPORT COMMAND [ARGUMENT...]\n");
        return 2;
    }
    double begin = now();
    pid_t child;
    int status;
    int error = posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ);
    if (error) {
        fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(error));
        return 2;
    }
    if (waitpid(child, &status, 0) < 0) {
        fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(errno));
        return 2;
    }
    return report(argv[1], now() - begin, status);
}
