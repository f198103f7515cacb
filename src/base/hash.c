/* SHA-256 (base). The only file that knows libmd. */
#include "base/hash.h"

#include <errno.h>
#include <stdint.h>
#include <sys/types.h>
#include <sha2.h>
#include <unistd.h>

const char *rf_sha256(const char *p, size_t n, char out[RF_SHA256_SIZE])
{
    return SHA256Data((const uint8_t *)p, n, out);
}

bool rf_sha256_fd(int fd, char out[RF_SHA256_SIZE])
{
    enum { STEP = 64 * 1024 };
    uint8_t bytes[STEP];
    SHA2_CTX context;
    SHA256Init(&context);
    ssize_t got;
    while ((got = read(fd, bytes, sizeof bytes)) != 0) {
        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got > 0) {
            SHA256Update(&context, bytes, (size_t)got);
        }
    }
    SHA256End(&context, out);
    return true;
}
