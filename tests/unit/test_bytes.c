/* Tests of bytes in and out of open files (base/bytes.h): reads and writes that come in
 * pieces and are interrupted by signals, ends of files, and kinds of files. */
#define _XOPEN_SOURCE 700 /* mkdtemp, setitimer */
#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

enum { MANY_BYTES = 1 << 20, PIECE_BYTES = 4000 };

static volatile sig_atomic_t interruptions;

static void count_one(int number)
{
    (void)number;
    interruptions++;
}

/* A signal every half millisecond that ends what waits; none where every_us is 0. */
static void interrupt(long every_us)
{
    struct sigaction action = {.sa_handler = count_one}; /* without SA_RESTART */
    struct itimerval timer = {{0, every_us}, {0, every_us}};
    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static char *make_bytes(void)
{
    char *bytes = malloc(MANY_BYTES);
    for (size_t i = 0; bytes && i < MANY_BYTES; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    return bytes;
}

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
}

/* In a process of its own: takes all that comes, slowly; its status says whether that was
 * right. */
static void read_slowly(int fd, const char *expected)
{
    char piece[PIECE_BYTES];
    size_t n = 0;
    for (ssize_t got; (got = read(fd, piece, sizeof piece)) > 0; n += (size_t)got) {
        if (n + (size_t)got > MANY_BYTES ||
            memcmp(piece, expected + n, (size_t)got) != 0) {
            _exit(1);
        }
        wait_a_little();
    }
    _exit(n == MANY_BYTES ? 0 : 2);
}

static void write_slowly(int fd, const char *bytes)
{
    for (size_t n = 0; n < MANY_BYTES;) {
        size_t left = MANY_BYTES - n;
        ssize_t put = write(fd, bytes + n, left < PIECE_BYTES ? left : PIECE_BYTES);
        n += put > 0 ? (size_t)put : 0;
        wait_a_little();
    }
    _exit(0);
}

static void interrupted_writes(struct test *t)
{
    int ends[2], status = -1;
    char *bytes = make_bytes();
    CHECK(t, bytes && pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        read_slowly(ends[0], bytes);
    }
    close(ends[0]);
    interruptions = 0;
    interrupt(500);
    CHECK(t, rf_write_full(ends[1], bytes, MANY_BYTES));
    interrupt(0);
    CHECK(t, interruptions > 0);
    close(ends[1]);
    CHECK(t, waitpid(child, &status, 0) == child);
    CHECK_INT(t, WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    free(bytes);
}

static void interrupted_reads(struct test *t)
{
    int ends[2];
    char *bytes = make_bytes(), *got = malloc(MANY_BYTES + 1);
    CHECK(t, bytes && got && pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_slowly(ends[1], bytes);
    }
    close(ends[1]);
    interruptions = 0;
    interrupt(500);
    CHECK_INT(t, rf_read_full(ends[0], got, MANY_BYTES + 1), MANY_BYTES);
    interrupt(0);
    CHECK(t, interruptions > 0);
    CHECK(t, memcmp(bytes, got, MANY_BYTES) == 0);
    CHECK(t, waitpid(child, NULL, 0) == child);
    close(ends[0]);
    free(bytes);
    free(got);
}

/* A new file with a text in a new folder; the folder is the current one. */
static int make_file(char *folder, const char *name, const char *text)
{
    if (!mkdtemp(folder) || chdir(folder) != 0) {
        abort();
    }
    int fd = open(name, O_RDWR | O_CREAT, 0600);
    if (fd < 0 || !rf_write_full(fd, text, strlen(text)) || lseek(fd, 0, SEEK_SET) != 0) {
        abort();
    }
    return fd;
}

static void ends_and_kinds(struct test *t)
{
    char folder[] = "/tmp/referat-bytes-XXXXXX", got[8] = "";
    int fd = make_file(folder, "file", "abcdef");
    struct rf_buf text = {0};
    off_t size_bytes = 0;
    CHECK(t, rf_read_at(fd, 2, got, 4) && memcmp(got, "cdef", 4) == 0);
    errno = 0;
    CHECK(t, !rf_read_at(fd, 3, got, 4));
    CHECK_INT(t, errno, EIO);
    CHECK(t, rf_read_all(fd, 1, 2, &text) && !rf_read_all(fd, 5, 2, &text));
    CHECK_STRING(t, rf_buf_string(&text), "bc");
    CHECK_INT(t, rf_compare_bytes(fd, "abcdef", 6), RF_SAME);
    lseek(fd, 0, SEEK_SET);
    CHECK_INT(t, rf_compare_bytes(fd, "abcdefg", 7), RF_DIFFERENT);
    CHECK_INT(t, rf_compare_bytes(-1, "a", 1), RF_UNKNOWN);
    CHECK(t, !rf_write_full(-1, "a", 1) && errno == EBADF);
    CHECK_INT(t, rf_read_full(-1, got, 1), -1);

    int other = rf_open_regular("file", 0, &size_bytes);
    CHECK(t, other >= 0 && size_bytes == 6);
    CHECK(t, mkfifo("pipe", 0600) == 0);
    CHECK(t, rf_open_regular("pipe", 0, &size_bytes) < 0 && errno == ENXIO);
    CHECK(t, rf_open_regular(folder, 0, &size_bytes) < 0 && errno == EISDIR);
    CHECK(t, rf_open_regular("gone", 0, &size_bytes) < 0 && errno == ENOENT);
    lseek(fd, 0, SEEK_SET);
    CHECK_INT(t, rf_compare_files(fd, other), RF_SAME);
    lseek(fd, 1, SEEK_SET);
    lseek(other, 0, SEEK_SET);
    CHECK_INT(t, rf_compare_files(fd, other), RF_DIFFERENT);
    close(fd);
    close(other);
    rf_buf_clear(&text);
    CHECK(t, unlink("file") == 0 && unlink("pipe") == 0 && chdir("/") == 0);
    CHECK(t, rmdir(folder) == 0);
}

static const struct test_case cases[] = {TEST(interrupted_writes),
                                         TEST(interrupted_reads), TEST(ends_and_kinds)};

int main(void)
{
    return test_run(cases, TEST_COUNT(cases));
}
