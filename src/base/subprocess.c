/* Another program, run without a shell, in a folder of its own, for a limited time
 * (base).
 *
 * The child closes nothing and cleans nothing up: every descriptor of ours is opened with
 * O_CLOEXEC. It says over a pipe why it could not become the program; the pipe closes by
 * itself when it could. The program leads a process group, which is killed when it has
 * ended or its time is up: a print engine starts helpers. */
#define _GNU_SOURCE /* unshare */
#include "base/subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

enum {
    OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024,
    LAST_WORDS_BYTES = 2000,
    LAST_LINES = 5, /* for a message */
    LONGEST_PAUSE_MS = 10,
};

static volatile sig_atomic_t interruption; /* the signal that came; 0: none */

void rf_program_interrupt(int signal)
{
    interruption = signal;
}

int rf_program_interrupted(void)
{
    return interruption;
}

/* ---- Finding ---- */

static bool is_program(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

const char *rf_program_find(const char *name, struct rf_arena *arena)
{
    if (strchr(name, '/')) {
        return is_program(name) ? name : NULL;
    }
    const char *path = getenv("PATH");
    for (size_t n; path && *path; path += n + (path[n] == ':')) {
        n = strcspn(path, ":");
        const char *found = rf_arena_format(arena, "%.*s/%s", (int)n, path, name);
        if (n && path[0] == '/' && is_program(found)) {
            return found;
        }
    }
    return NULL;
}

/* ---- The child ---- */

/* Opens a file in the program's folder that takes its output; -1 with errno. */
static int open_kept(const struct rf_program *program, const char *name,
                     struct rf_arena *arena, const char **path)
{
    *path = rf_arena_join(arena, program->folder, "/", name, NULL);
    return open(*path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

/* Cut off from the network: as root at once, else in a user namespace of its own. Where
 * the system permits neither, what is run is given nothing to fetch anyway. */
static void leave_network(void)
{
    uid_t uid = geteuid();
    if (uid == 0) {
        (void)unshare(CLONE_NEWNET);
        return;
    }
    char map[64];
    int n = snprintf(map, sizeof map, "%u %u 1\n", (unsigned)uid, (unsigned)uid);
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) {
        int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            (void)!write(fd, map, (size_t)n);
            close(fd);
        }
    }
}

/* Limits of the program's memory and files. It writes no core file, which would be large
 * and could hold closed text of a pack. */
static void set_limits(const struct rf_program *program)
{
    const struct rlimit none = {0, 0};
    const struct rlimit memory = {program->memory_bytes, program->memory_bytes};
    const struct rlimit file = {program->file_bytes, program->file_bytes};
    (void)setrlimit(RLIMIT_CORE, &none);
    if (program->file_bytes) {
        (void)setrlimit(RLIMIT_FSIZE, &file);
    }
    if (program->memory_bytes) {
        (void)setrlimit(RLIMIT_AS, &memory);
    }
}

/* The child's part. Never returns; where the program cannot be started it writes errno to
 * the pipe. */
static void become(const struct rf_program *program, int out, int err, int failure)
{
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!program->has_network) {
        leave_network();
    }
    if (in >= 0 && dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
        dup2(err, STDERR_FILENO) >= 0 && chdir(program->folder) == 0 &&
        setenv("HOME", program->folder, 1) == 0 &&
        setenv("TMPDIR", program->folder, 1) == 0 && setenv("TZ", "UTC0", 1) == 0 &&
        setenv("LC_ALL", "C.UTF-8", 1) == 0 && setenv("SOURCE_DATE_EPOCH", "0", 1) == 0) {
        set_limits(program); /* last: a sanitizer of ours wants more */
        execv(program->argv[0], (char *const *)program->argv);
    }
    int reason = errno;
    (void)!write(failure, &reason, sizeof reason);
    _exit(127);
}

/* Starts it in a process group of its own; -1 with errno. */
static pid_t start(const struct rf_program *program, int out, int err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        become(program, out, err, ends[1]);
    }
    int reason = child < 0 ? errno : 0;
    close(ends[1]);
    if (child > 0) {
        setpgid(child, child); /* here too: whichever comes first */
        if (read(ends[0], &reason, sizeof reason) == (ssize_t)sizeof reason) {
            waitpid(child, NULL, 0);
            child = -1;
        }
    }
    close(ends[0]);
    errno = reason;
    return child;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Waits until the program ends; false: the time is up, or a signal came. It is not reaped
 * yet: until its group has been killed, no other process can get its number. */
static bool wait_for(pid_t child, unsigned limit_s)
{
    double end = now_s() + limit_s;
    for (int pause_ms = 1;; pause_ms *= 2) {
        siginfo_t info = {0};
        int options = WEXITED | WNOHANG | WNOWAIT;
        if (waitid(P_PID, (id_t)child, &info, options) == 0 && info.si_pid == child) {
            return true;
        }
        if (interruption || now_s() > end) {
            return false;
        }
        pause_ms = pause_ms < LONGEST_PAUSE_MS ? pause_ms : LONGEST_PAUSE_MS;
        poll(NULL, 0, pause_ms);
    }
}

/* ---- The result ---- */

/* What a file holds, NUL-terminated: its first limit_bytes, or its last (wants_end). */
static const char *read_kept(int fd, size_t limit_bytes, bool wants_end,
                             struct rf_arena *arena, size_t *n)
{
    struct stat info;
    *n = 0;
    if (fstat(fd, &info) != 0) {
        return "";
    }
    size_t size = (size_t)info.st_size;
    size_t kept = size < limit_bytes ? size : limit_bytes;
    off_t at = wants_end ? (off_t)(size - kept) : 0;
    char *text = rf_arena_take(arena, kept + 1);
    ssize_t got;
    while (*n < kept && (got = pread(fd, text + *n, kept - *n, at + (off_t)*n)) > 0) {
        *n += (size_t)got;
    }
    text[*n] = '\0';
    return text;
}

/* The last lines of what a file holds, without the blank end. */
static const char *last_words(int fd, struct rf_arena *arena)
{
    size_t n;
    const char *text = rf_trim(arena, read_kept(fd, LAST_WORDS_BYTES, true, arena, &n));
    const char *start = text + strlen(text);
    for (int lines = 0; start > text; start--) {
        if (start[-1] == '\n' && ++lines == LAST_LINES) {
            break;
        }
    }
    return start;
}

/* Runs the program and says in result how it ended. */
static void run_to_end(const struct rf_program *program, int out, int err,
                       struct rf_program_result *result, struct rf_arena *arena)
{
    pid_t child = start(program, out, err);
    if (child < 0) {
        result->why = rf_arena_format(arena, "cannot be started: %s", strerror(errno));
        return;
    }
    bool ended = wait_for(child, program->limit_s);
    int status;
    kill(-child, SIGKILL); /* the program, or helpers that outlive it */
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (ended && WIFSIGNALED(status)) {
        result->why = rf_arena_format(arena, "killed by signal %d", WTERMSIG(status));
    } else if (ended) {
        result->exit_status = WEXITSTATUS(status);
        result->is_done = result->exit_status == 0;
        result->why = rf_arena_format(arena, "exit status %d", result->exit_status);
    } else if (interruption) {
        result->why = "interrupted";
    } else {
        result->why = rf_arena_format(arena, "no answer within %u s", program->limit_s);
    }
}

struct rf_program_result rf_program_run(const struct rf_program *program,
                                        struct rf_arena *arena)
{
    struct rf_program_result result = {.exit_status = -1, .output = "", .last_words = ""};
    const char *out_path, *err_path;
    if (interruption) {
        result.why = "interrupted";
        return result;
    }
    int out = open_kept(program, "stdout", arena, &out_path);
    int err = open_kept(program, "stderr", arena, &err_path);
    if (out < 0 || err < 0) {
        result.why = rf_arena_format(arena, "%s: %s", program->folder, strerror(errno));
    } else {
        run_to_end(program, out, err, &result, arena);
        result.output =
            read_kept(out, OUTPUT_LIMIT_BYTES, false, arena, &result.output_bytes);
        result.last_words = last_words(err, arena);
    }
    if (out >= 0) {
        close(out);
        unlink(out_path);
    }
    if (err >= 0) {
        close(err);
        unlink(err_path);
    }
    return result;
}
