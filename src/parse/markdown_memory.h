/* The memory that cmark works in, and what else lives as long as one text is read
 * (parse). */
#ifndef RF_PARSE_MARKDOWN_MEMORY_H
#define RF_PARSE_MARKDOWN_MEMORY_H

#include "base/arena.h"

/* Of this thread; its blocks are kept for the next text, until rf_markdown_release. */
struct rf_arena *rf_md_scratch(void);

/* Allocates there. Nothing is freed before the arena is reset. */
extern struct cmark_mem rf_md_memory;

#endif
