/* Lists of a length that is not known beforehand: growing arrays and chains (base).
 *
 * A growing array is any struct with the members list, count and capacity, which is
 * empty when it is zero-initialised; RF_LIST(type) is such a struct for a member or a
 * variable, where no name of its own is wanted:
 *
 *     struct names {
 *         const char **list;
 *         size_t count, capacity;
 *     } names = {0};
 *     RF_LIST_ADD(arena, &names, "Agenda");
 *     for (size_t i = 0; i < names.count; i++) … names.list[i] …
 *
 * The elements lie in the arena and die with it. Growing moves them: a pointer to an
 * element is good until the next one is added. With NULL for an arena they lie on the
 * heap, for what outlives every arena or becomes large, and RF_LIST_CLEAR frees them.
 *
 * A chain is a struct with the members first and end, zero-initialised, whose nodes have
 * a member next, which is NULL in a new node; RF_CHAIN(struct node) is one without a
 * name. Its nodes never move.
 *
 * These are macros because the elements have types: a function would take and give
 * pointers to void. Each evaluates the list and the node more than once. */
#ifndef RF_BASE_LIST_H
#define RF_BASE_LIST_H

#include <stddef.h>

#include "base/arena.h"

/* ---- Growing arrays ---- */

#define RF_LIST(type)                                                                    \
    struct {                                                                             \
        type *list;                                                                      \
        size_t count, capacity;                                                          \
    }

/* Moves a full list to where there is room for twice as many elements; *capacity says
 * for how many. The new ones are not zeroed. Aborts when memory is exhausted. */
void *rf_list_grow(struct rf_arena *arena, void *list, size_t *capacity,
                   size_t size_bytes) __attribute__((cold));

/* Makes room for one more element. */
#define RF_LIST_RESERVE(arena, to)                                                       \
    ((void)((to)->count < (to)->capacity ||                                              \
            ((to)->list = rf_list_grow((arena), (to)->list, &(to)->capacity,             \
                                       sizeof *(to)->list)) != NULL))

/* Appends an element, which may be a compound literal and may read the list's count. */
#define RF_LIST_ADD(arena, to, ...)                                                      \
    (RF_LIST_RESERVE((arena), (to)), (to)->list[(to)->count] = (__VA_ARGS__),            \
     (void)(to)->count++)

/* Sets NULL after the last element of a list of pointers, for readers who look for it;
 * it does not count, and the next element takes its place. */
#define RF_LIST_END(arena, to)                                                           \
    (RF_LIST_RESERVE((arena), (to)), (void)((to)->list[(to)->count] = NULL))

/* Frees a list of the heap, which is empty then. */
#define RF_LIST_CLEAR(to)                                                                \
    (rf_list_free((to)->list), (to)->list = NULL,                                        \
     (void)((to)->count = (to)->capacity = 0))

void rf_list_free(void *list);

/* ---- Chains ---- */

#define RF_CHAIN(type)                                                                   \
    struct {                                                                             \
        type *first, **end; /* end: the last node's next; NULL while there is none */    \
    }

/* Appends a node. */
#define RF_CHAIN_ADD(to, node)                                                           \
    ((void)(*((to)->end ? (to)->end : &(to)->first) = (node)),                           \
     (void)((to)->end = &(node)->next))

#endif
