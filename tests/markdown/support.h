/* What the Markdown tests share: the specification's examples, and our renderings of a
 * text (test). */
#ifndef TEST_MARKDOWN_SUPPORT_H
#define TEST_MARKDOWN_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* One example of the specification, numbered as there. */
struct example {
    int number;
    const char *markdown; /* "→" is a tab already */
    const char *html;
};

/* Examples that are known to differ. Every one of first..last must. */
struct exception {
    int first;
    int last;
    const char *reason;
};

/* Whether links that are not known to be harmless are refused, as on pages. */
enum refusal { REFUSE, ACCEPT };

/* Reads spec.txt: count examples, in order. Ends the program where there is no such file,
 * or where it does not hold the expected_count. */
struct example *read_examples(struct rf_arena *arena, const char *path,
                              size_t expected_count);

/* Appends a text's rendering without a page around it. False where the text was refused;
 * then nothing was appended. */
bool render_html(const char *markdown, size_t n, enum refusal refusal,
                 struct rf_buf *out);
bool render_markdown(const char *markdown, size_t n, enum refusal refusal,
                     struct rf_buf *out);

/* The reason why this example may differ, or NULL. */
const char *find_exception(const struct exception *list, size_t count, int number);

/* True where the result is as expected: equal, or different and excepted. Prints what is
 * not. */
bool judge(const struct example *example, const char *reason, const char *expected,
           const char *found);

#endif
