/* A quick digest of bytes, to see whether they are as they were (base): xxHash's XXH3 of
 * 128 bits. No protection against someone who makes two files of one digest on purpose;
 * for that there is hash.h. */
#ifndef RF_BASE_DIGEST_H
#define RF_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rf_digest {
    unsigned char bytes[16];
};

/* bytes may be NULL where n is 0. */
struct rf_digest rf_digest_of(const char *bytes, size_t n);

/* A shorter one, for tables. */
uint64_t rf_digest_64(const char *bytes, size_t n);

/* Of a whole file, whose offset stays; false with errno. */
bool rf_digest_fd(int fd, struct rf_digest *digest);

bool rf_digest_equal(const struct rf_digest *a, const struct rf_digest *b);

#endif
