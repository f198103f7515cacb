/* A quick digest of bytes, to see whether they are as they were (base). */
#define XXH_INLINE_ALL
#include "base/digest.h"

#include <string.h>
#include <unistd.h>
#include <xxhash.h>

static struct rf_digest from_hash(XXH128_hash_t hash)
{
    XXH128_canonical_t canonical;
    struct rf_digest digest;
    XXH128_canonicalFromHash(&canonical, hash);
    memcpy(digest.bytes, canonical.digest, sizeof digest.bytes);
    return digest;
}

struct rf_digest rf_digest_of(const char *bytes, size_t n)
{
    return from_hash(XXH3_128bits(bytes ? bytes : "", n));
}

uint64_t rf_digest_64(const char *bytes, size_t n)
{
    return XXH3_64bits(bytes ? bytes : "", n);
}

bool rf_digest_fd(int fd, struct rf_digest *digest)
{
    char chunk[32 * 1024];
    XXH3_state_t state;
    off_t at = 0;
    ssize_t got;
    XXH3_128bits_reset(&state);
    while ((got = pread(fd, chunk, sizeof chunk, at)) > 0) {
        XXH3_128bits_update(&state, chunk, (size_t)got);
        at += got;
    }
    *digest = from_hash(XXH3_128bits_digest(&state));
    return got == 0;
}

bool rf_digest_equal(const struct rf_digest *a, const struct rf_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}
