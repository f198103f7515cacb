/* A library before the program's own (LD_PRELOAD) that lets one call fail (tests).
 *
 * TORTURE_FROM is NAME NUMBER COUNT ERRNO: that function fails from its NUMBER-th call
 * on, so often. Of close those calls count that end the writing of a file.
 *
 * A place is a function of the C library and the addresses in the program that led to it,
 * the nearest four. TORTURE_SEEN names a file that gets each place that was reached, a
 * line each. TORTURE_FAIL is such a line: the first call there fails, of whichever
 * process of the run comes first, and the file TORTURE_ONCE says that it has. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    DEPTH = 4,    /* frames that tell places apart */
    FRAMES = 24,  /* that are looked through for them */
    SEEN = 16384, /* places, far more than there are */
};

static uintptr_t program, program_end; /* where its code lies */
static const char *seen_path, *wanted, *once_path;
static uint64_t seen[SEEN];
static char from_name[32];
static int from_number, from_count, from_error, from_calls;
static long (*real_syscall)(long, ...);

/* The program itself is the first of the objects. */
static int find_program(struct dl_phdr_info *info, size_t size, void *owner)
{
    (void)size;
    (void)owner;
    program = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X) {
            program_end =
                program + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
        }
    }
    return 1;
}

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void)
{
    void *frames[2];
    backtrace(frames, 2); /* loads what it needs */
    dl_iterate_phdr(find_program, NULL);
    real_syscall = (long (*)(long, ...))next("syscall");
    wanted = getenv("TORTURE_FAIL");
    once_path = getenv("TORTURE_ONCE");
    const char *from = getenv("TORTURE_FROM");
    if (from && sscanf(from, "%31s %d %d %d", from_name, &from_number, &from_count,
                       &from_error) != 4) {
        abort();
    }
    seen_path = getenv("TORTURE_SEEN"); /* last: now it may be asked for */
}

static bool is_new(const char *place)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *p = place; *p; p++) {
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    }
    size_t i = hash % SEEN;
    while (seen[i] && seen[i] != hash) {
        i = (i + 1) % SEEN;
    }
    bool result = !seen[i];
    seen[i] = hash;
    return result;
}

static void note(const char *place, size_t n)
{
    long fd = real_syscall(SYS_open, seen_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
                           0666);
    if (fd >= 0) {
        real_syscall(SYS_write, fd, place, n);
        real_syscall(SYS_close, fd);
    }
}

static bool is_first(void)
{
    long fd =
        real_syscall(SYS_open, once_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        real_syscall(SYS_close, fd);
    }
    return fd >= 0;
}

/* Whether this call is the one that fails, with that errno. */
static bool fails(const char *name, int error)
{
    if (from_number && strcmp(name, from_name) == 0) {
        from_calls++;
        errno = from_error;
        return from_calls >= from_number && from_calls - from_number < from_count;
    }
    if (!seen_path && !wanted) {
        return false;
    }
    int before = errno;
    char place[200];
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES);
    int found = 0;
    size_t length = (size_t)snprintf(place, sizeof place, "%s", name);
    for (int i = 0; i < n && found < DEPTH; i++) {
        uintptr_t at = (uintptr_t)frames[i];
        if (at >= program && at < program_end) {
            length += (size_t)snprintf(place + length, sizeof place - length, " %lx",
                                       (unsigned long)(at - program));
            found++;
        } else if (found == 0 && i > 3) {
            break; /* a library's own call */
        }
    }
    errno = before;
    if (!found) {
        return false;
    }
    if (wanted && strcmp(place, wanted) == 0 && is_first()) {
        errno = error;
        return true;
    }
    if (seen_path && is_new(place)) {
        place[length] = '\n';
        note(place, length + 1);
        errno = before;
    }
    return false;
}

static bool is_written(int fd)
{
    struct stat info;
    long flags = real_syscall(SYS_fcntl, fd, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY &&
           real_syscall(SYS_fstat, fd, &info) == 0 && S_ISREG(info.st_mode);
}

/* A function that does nothing when it fails. */
#define PLAIN(type, bad, error, name, parameters, arguments)                             \
    type name parameters                                                                 \
    {                                                                                    \
        static type(*real) parameters;                                                   \
        if (!real) {                                                                     \
            real = (type(*) parameters)next(#name);                                      \
        }                                                                                \
        return fails(#name, error) ? (bad) : real arguments;                             \
    }

/* One that gives up what it was given all the same. */
#define GIVES_UP(type, bad, error, name, parameters, arguments, title)                   \
    type name parameters                                                                 \
    {                                                                                    \
        static type(*real) parameters;                                                   \
        if (!real) {                                                                     \
            real = (type(*) parameters)next(#name);                                      \
        }                                                                                \
        bool is_bad = fails(title, error);                                               \
        int reason = errno;                                                              \
        type result = real arguments;                                                    \
        if (is_bad) {                                                                    \
            errno = reason;                                                              \
            return bad;                                                                  \
        }                                                                                \
        return result;                                                                   \
    }

/* One that writes to a stream, whose mark of errors tells it later. */
#define STREAM(type, bad, name, parameters, arguments)                                   \
    type name parameters                                                                 \
    {                                                                                    \
        static type(*real) parameters;                                                   \
        if (!real) {                                                                     \
            real = (type(*) parameters)next(#name);                                      \
        }                                                                                \
        if (fails(#name, ENOSPC)) {                                                      \
            file->_flags |= _IO_ERR_SEEN;                                                \
            return bad;                                                                  \
        }                                                                                \
        return real arguments;                                                           \
    }

PLAIN(ssize_t, -1, EIO, read, (int fd, void *to, size_t n), (fd, to, n))
PLAIN(ssize_t, -1, EIO, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at))
PLAIN(ssize_t, -1, ENOSPC, write, (int fd, const void *from, size_t n), (fd, from, n))
PLAIN(ssize_t, -1, ENOSPC, pwrite, (int fd, const void *from, size_t n, off_t at),
      (fd, from, n, at))
PLAIN(int, -1, EIO, fsync, (int fd), (fd))
PLAIN(int, -1, EIO, syncfs, (int fd), (fd))
PLAIN(int, -1, EIO, ftruncate, (int fd, off_t n), (fd, n))
PLAIN(int, -1, ENOLCK, flock, (int fd, int how), (fd, how))
PLAIN(int, -1, EIO, fstat, (int fd, struct stat *info), (fd, info))
PLAIN(int, -1, EACCES, fstatat, (int fd, const char *path, struct stat *info, int flags),
      (fd, path, info, flags))
PLAIN(int, -1, EACCES, stat, (const char *path, struct stat *info), (path, info))
PLAIN(int, -1, EACCES, lstat, (const char *path, struct stat *info), (path, info))
PLAIN(int, -1, EACCES, mkdir, (const char *path, mode_t mode), (path, mode))
PLAIN(int, -1, EACCES, mkdirat, (int fd, const char *path, mode_t mode), (fd, path, mode))
PLAIN(char *, NULL, EACCES, mkdtemp, (char *path), (path))
PLAIN(int, -1, EACCES, rmdir, (const char *path), (path))
PLAIN(int, -1, EACCES, unlink, (const char *path), (path))
PLAIN(int, -1, EACCES, unlinkat, (int fd, const char *path, int flags), (fd, path, flags))
PLAIN(int, -1, EIO, link, (const char *from, const char *to), (from, to))
PLAIN(int, -1, EACCES, rename, (const char *from, const char *to), (from, to))
PLAIN(int, -1, EACCES, renameat, (int a, const char *from, int b, const char *to),
      (a, from, b, to))
PLAIN(int, -1, EIO, renameat2,
      (int a, const char *from, int b, const char *to, unsigned how),
      (a, from, b, to, how))
PLAIN(DIR *, NULL, EMFILE, opendir, (const char *path), (path))
PLAIN(DIR *, NULL, ENOMEM, fdopendir, (int fd), (fd))
PLAIN(struct dirent *, NULL, EIO, readdir, (DIR * folder), (folder))
PLAIN(int, -1, EMFILE, dup, (int fd), (fd))
PLAIN(int, -1, EIO, dup2, (int from, int to), (from, to))
PLAIN(int, -1, EMFILE, pipe2, (int fds[2], int flags), (fds, flags))
PLAIN(pid_t, -1, EAGAIN, fork, (void), ())
PLAIN(FILE *, NULL, EMFILE, fopen, (const char *path, const char *mode), (path, mode))
PLAIN(FILE *, NULL, EMFILE, tmpfile, (void), ())
PLAIN(off_t, -1, EIO, lseek, (int fd, off_t at, int from), (fd, at, from))
PLAIN(int, -1, EACCES, chdir, (const char *path), (path))
PLAIN(char *, NULL, EACCES, realpath, (const char *path, char *to), (path, to))
GIVES_UP(int, -1, EIO, close, (int fd), (fd), is_written(fd) ? "close" : "close_read")
GIVES_UP(int, -1, EIO, closedir, (DIR * folder), (folder), "closedir")
GIVES_UP(int, EOF, ENOSPC, fclose, (FILE * file), (file), "fclose")
STREAM(int, EOF, fflush, (FILE * file), (file))
STREAM(size_t, 0, fwrite, (const void *from, size_t size, size_t n, FILE *file),
       (from, size, n, file))

static mode_t mode_of(int flags, va_list arguments)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fails("open", EACCES) ? -1 : (int)real_syscall(SYS_open, path, flags, mode);
}

int openat(int fd, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fails("openat", EMFILE) ? -1
                                   : (int)real_syscall(SYS_openat, fd, path, flags, mode);
}

/* Among them openat2, which this C library has no function for. */
long syscall(long number, ...)
{
    long a[6];
    va_list arguments;
    va_start(arguments, number);
    for (int i = 0; i < 6; i++) {
        a[i] = va_arg(arguments, long);
    }
    va_end(arguments);
    return fails("syscall", EMFILE)
               ? -1
               : real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
