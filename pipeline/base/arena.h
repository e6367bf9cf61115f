/* SPDX-License-Identifier: MIT */
/* Copies of texts that never move and are freed all at once. */
#ifndef KOSH_BASE_ARENA_H
#define KOSH_BASE_ARENA_H

#include "pipeline/base/text.h"

struct arena {
	struct arena_block *last;
};

#define ARENA_INIT                                                             \
	{                                                                      \
		NULL                                                           \
	}

/* Room for n bytes that lives as long as the arena; NULL if memory is out. */
char *arena_room(struct arena *a, size_t n);
/* A terminated copy that lives as long as the arena; NULL if memory is out. */
const char *arena_copy(struct arena *a, struct span s);
void arena_free(struct arena *a);

/* Room for one more in an array of n that doubles from 16: the array, perhaps
 * moved, or NULL if memory is out (then the old one still stands). */
void *array_more(void *array, size_t n, size_t size);

#endif
