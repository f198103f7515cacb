/* Notes which parts of a program ran: linked into everything of a build with
 * -fsanitize-coverage=trace-pc, for reach.py. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* One byte for each of the program, shared by all runs of it until the folder `now`
 * becomes another: a program that is killed has noted what it did, too. */
static unsigned char *noted;

extern const unsigned char __executable_start[], etext[];

void __sanitizer_cov_trace_pc(void);

__attribute__((constructor(101))) static void begin(void)
{
    char program[4096], path[sizeof REACH + sizeof program];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0) {
        return;
    }
    program[n] = '\0';
    snprintf(path, sizeof path, "%s/now/%s", REACH, strrchr(program, '/') + 1);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        return;
    }
    fchmod(fd, 0666); /* some tests run the program as another user */
    off_t size = etext - __executable_start;
    if (ftruncate(fd, size) == 0) {
        void *p = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        noted = p == MAP_FAILED ? NULL : p;
    }
    close(fd);
}

/* Called at the start of each stretch of code without a branch. */
void __sanitizer_cov_trace_pc(void)
{
    if (noted) {
        noted[(const unsigned char *)__builtin_return_address(0) - __executable_start] =
            1;
    }
}
