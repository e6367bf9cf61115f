/* SPDX-License-Identifier: MIT */
#include "pipeline/base/arena.h"

#include <stdlib.h>

enum { BLOCK = 32768 };

struct arena_block {
	struct arena_block *before;
	size_t used, size;
	char at[];
};

char *arena_room(struct arena *a, size_t n)
{
	struct arena_block *b = a->last;
	char *room;

	if (!b || b->size - b->used < n) {
		size_t size = n + BLOCK;

		b = malloc(sizeof(*b) + size);
		if (!b)
			return NULL;
		*b = (struct arena_block){ a->last, 0, size };
		a->last = b;
	}
	room = b->at + b->used;
	b->used += n;
	return room;
}

const char *arena_copy(struct arena *a, struct span s)
{
	char *to = arena_room(a, s.len + 1);

	if (!to)
		return NULL;
	if (s.len)
		memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return to;
}

void arena_free(struct arena *a)
{
	for (struct arena_block *b = a->last, *before; b; b = before) {
		before = b->before;
		free(b);
	}
	a->last = NULL;
}

void *array_more(void *array, size_t n, size_t size)
{
	if (n == 0)
		return realloc(array, 16 * size);
	if (n >= 16 && (n & (n - 1)) == 0)
		return realloc(array, 2 * n * size);
	return array;
}
