/* Checksums (base). The only file that knows libmd. */
#include "base/hash.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <unistd.h>

struct rf_hash {
    enum rf_hash_kind kind;
    union {
        MD5_CTX md5;
        SHA1_CTX sha1;
        SHA2_CTX sha2;
    } state;
};

static const struct {
    const char *name;
    size_t digits;
} kinds[RF_HASH_COUNT] = {
    [RF_MD5] = {"md5", 32},        [RF_SHA1] = {"sha1", 40},
    [RF_SHA256] = {"sha256", 64},  [RF_SHA384] = {"sha384", 96},
    [RF_SHA512] = {"sha512", 128},
};

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

/* ---- A piece at a time ---- */

bool rf_hash_find(const char *name, enum rf_hash_kind *kind)
{
    for (enum rf_hash_kind i = RF_MD5; i < RF_HASH_COUNT; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = i;
            return true;
        }
    }
    return false;
}

size_t rf_hash_digits(enum rf_hash_kind kind)
{
    return kinds[kind].digits;
}

static void begin(struct rf_hash *hash)
{
    switch (hash->kind) {
    case RF_MD5:
        MD5Init(&hash->state.md5);
        break;
    case RF_SHA1:
        SHA1Init(&hash->state.sha1);
        break;
    case RF_SHA256:
        SHA256Init(&hash->state.sha2);
        break;
    case RF_SHA384:
        SHA384Init(&hash->state.sha2);
        break;
    case RF_SHA512:
        SHA512Init(&hash->state.sha2);
        break;
    case RF_HASH_COUNT:
        break;
    }
}

struct rf_hash *rf_hash_make(struct rf_arena *arena, enum rf_hash_kind kind)
{
    struct rf_hash *hash = RF_ARENA_NEW(arena, struct rf_hash);
    hash->kind = kind;
    begin(hash);
    return hash;
}

void rf_hash_add(struct rf_hash *hash, const char *p, size_t n)
{
    const uint8_t *bytes = (const uint8_t *)p;
    switch (hash->kind) {
    case RF_MD5:
        MD5Update(&hash->state.md5, bytes, n);
        break;
    case RF_SHA1:
        SHA1Update(&hash->state.sha1, bytes, n);
        break;
    case RF_SHA256:
        SHA256Update(&hash->state.sha2, bytes, n);
        break;
    case RF_SHA384:
        SHA384Update(&hash->state.sha2, bytes, n);
        break;
    case RF_SHA512:
        SHA512Update(&hash->state.sha2, bytes, n);
        break;
    case RF_HASH_COUNT:
        break;
    }
}

const char *rf_hash_take(struct rf_hash *hash, char out[RF_HASH_SIZE])
{
    switch (hash->kind) {
    case RF_MD5:
        MD5End(&hash->state.md5, out);
        break;
    case RF_SHA1:
        SHA1End(&hash->state.sha1, out);
        break;
    case RF_SHA256:
        SHA256End(&hash->state.sha2, out);
        break;
    case RF_SHA384:
        SHA384End(&hash->state.sha2, out);
        break;
    case RF_SHA512:
        SHA512End(&hash->state.sha2, out);
        break;
    case RF_HASH_COUNT:
        break;
    }
    begin(hash);
    return out;
}
