/* SHA-256, as sha256sum prints it (base). */
#ifndef RF_HASH_H
#define RF_HASH_H

#include <stdbool.h>
#include <stddef.h>

enum { RF_SHA256_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

/* Writes the digits of p[0..n) to out; returns out. */
const char *rf_sha256(const char *p, size_t n, char out[RF_SHA256_SIZE]);

/* The same for what is left to read in fd; false with errno. */
bool rf_sha256_fd(int fd, char out[RF_SHA256_SIZE]);

#endif
