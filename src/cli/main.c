/* The program: everything else is in the library and in cli/. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/cli.h"

/* What is freed is needed again for the next document or page. glibc gives it back to the
 * system and asks for it anew, and a page that comes anew costs more than what is done in
 * it. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 512 * 1024);
    mallopt(M_TRIM_THRESHOLD, 4 * 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 1280 * 1024); /* an arena has blocks of 1 MiB */
#endif
}

/* Where the caller closed standard input or output, the first file to be opened would
 * have its number, and what is said would go into that. Opened so that using them fails,
 * as it does where they are closed. */
static void fill_standard_files(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) {
            _exit(RF_EXIT_WORLD);
        }
    }
}

int main(int argc, char **argv)
{
    fill_standard_files();
    /* A file that grows too large is then an error of write(), which cleans up, and not
     * the end of the program. */
    signal(SIGXFSZ, SIG_IGN);
    keep_memory();
    return rf_cli_main(argc, argv);
}
