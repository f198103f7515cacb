/* Every limit on what is read, with its reason: RF_LIMIT_NAME (base). */
#ifndef RF_BASE_LIMITS_H
#define RF_BASE_LIMITS_H

enum {
#define RF_LIMIT(name, value, what, reason) RF_LIMIT_##name = (value),
#include "base/limits.def"
#undef RF_LIMIT
};

#endif
