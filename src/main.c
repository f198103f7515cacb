/* The program: everything else is in the library and in cli/. */
#include <signal.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
    /* A file that grows too large is then an error of write(), which cleans up, and not
     * the end of the program. */
    signal(SIGXFSZ, SIG_IGN);
    return rf_cli_main(argc, argv);
}
