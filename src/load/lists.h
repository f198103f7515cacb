/* Lists as they are read, before the model's arrays are made of them (load). */
#ifndef RF_LOAD_LISTS_H
#define RF_LOAD_LISTS_H

#include "load/fields.h"

/* An annex as a document names it. */
struct rf_annex_entry {
    struct referat_raw file;
    struct referat_text title;
    enum referat_access access;
};

struct rf_annex_list {
    struct referat_annex *annexes;
    size_t count;
};

#endif
