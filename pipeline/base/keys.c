/* SPDX-License-Identifier: MIT */
#include "pipeline/base/keys.h"

#include <stdlib.h>

/* The second multiplication brings the high bits down. */
static size_t place_of(const struct keys *k, uint64_t kept)
{
	uint64_t h = kept * 0x9e3779b97f4a7c15ULL;
	size_t i = (size_t)(((h ^ h >> 32) * 0x9e3779b97f4a7c15ULL) >> 32) &
		(k->room - 1);

	while (k->slots[i] && k->slots[i] != kept)
		i = (i + 1) & (k->room - 1);
	return i;
}

static int grow(struct keys *k, struct err *e)
{
	struct keys more = { NULL, k->n, k->room ? k->room * 2 : 512 };

	more.slots = calloc(more.room, sizeof(*more.slots));
	if (!more.slots)
		return err_memory(e);
	for (size_t i = 0; i < k->room; i++)
		if (k->slots[i])
			more.slots[place_of(&more, k->slots[i])] = k->slots[i];
	free(k->slots);
	*k = more;
	return 0;
}

int keys_add(struct keys *k, uint64_t key, struct err *e)
{
	size_t i;

	if (2 * (k->n + 1) > k->room && grow(k, e) < 0)
		return -1;
	i = place_of(k, key + 1);
	if (k->slots[i])
		return 1;
	k->slots[i] = key + 1;
	k->n++;
	return 0;
}

void keys_free(struct keys *k)
{
	free(k->slots);
	*k = (struct keys)KEYS_INIT;
}
