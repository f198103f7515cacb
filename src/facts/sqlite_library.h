/* The door to SQLite, which is loaded when the first database is written: no other run
 * takes longer to start (facts). */
#ifndef RF_FACTS_SQLITE_LIBRARY_H
#define RF_FACTS_SQLITE_LIBRARY_H

#include <sqlite3.h>
#include <stdbool.h>

/* The functions that are called. */
#define RF_SQLITE_FUNCTIONS(X)                                                           \
    X(sqlite3_bind_int64)                                                                \
    X(sqlite3_bind_null)                                                                 \
    X(sqlite3_bind_text)                                                                 \
    X(sqlite3_close)                                                                     \
    X(sqlite3_column_bytes)                                                              \
    X(sqlite3_column_count)                                                              \
    X(sqlite3_column_text)                                                               \
    X(sqlite3_deserialize)                                                               \
    X(sqlite3_errmsg)                                                                    \
    X(sqlite3_exec)                                                                      \
    X(sqlite3_finalize)                                                                  \
    X(sqlite3_open_v2)                                                                   \
    X(sqlite3_prepare_v3)                                                                \
    X(sqlite3_reset)                                                                     \
    X(sqlite3_serialize)                                                                 \
    X(sqlite3_step)

/* A member for each, named and typed as the library has it. */
struct rf_sqlite_library {
#define RF_SQLITE_MEMBER(name) __typeof__(name) *name;
    RF_SQLITE_FUNCTIONS(RF_SQLITE_MEMBER)
#undef RF_SQLITE_MEMBER
};

/* Loads the library, for as long as the program runs. False where it is missing, or lacks
 * a function that was built against: dlerror says why. */
bool rf_sqlite_load(struct rf_sqlite_library *library);

#endif
