/* Checksums, as sha256sum and its kin print them (base). */
#ifndef RF_BASE_HASH_H
#define RF_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum rf_hash_kind { RF_MD5, RF_SHA1, RF_SHA256, RF_SHA384, RF_SHA512, RF_HASH_COUNT };

enum {
    RF_SHA256_SIZE = 65, /* 64 hexadecimal digits and a NUL */
    RF_HASH_SIZE = 129,  /* room for those of every kind */
};

/* Writes the digits of p[0..n) to out; returns out. */
const char *rf_sha256(const char *p, size_t n, char out[RF_SHA256_SIZE]);

/* The same for what is left to read in fd; false with errno. */
bool rf_sha256_fd(int fd, char out[RF_SHA256_SIZE]);

/* ---- A piece at a time, of any kind ---- */

struct rf_hash;

/* The kind of a name as "sha512", in lower case; false where it is not known. */
bool rf_hash_find(const char *name, enum rf_hash_kind *kind);

/* The number of hexadecimal digits. */
size_t rf_hash_digits(enum rf_hash_kind kind);

/* In arena, at the beginning of its first bytes. */
struct rf_hash *rf_hash_make(struct rf_arena *arena, enum rf_hash_kind kind);
void rf_hash_add(struct rf_hash *hash, const char *p, size_t n);

/* Writes the lower-case digits of all that was added to out, and begins anew; returns
 * out. */
const char *rf_hash_take(struct rf_hash *hash, char out[RF_HASH_SIZE]);

#endif
