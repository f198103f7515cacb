/* The program: everything else is in the library and in cli/. */
#include <signal.h>
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

int main(int argc, char **argv)
{
    /* A file that grows too large is then an error of write(), which cleans up, and not
     * the end of the program. */
    signal(SIGXFSZ, SIG_IGN);
    keep_memory();
    return rf_cli_main(argc, argv);
}
