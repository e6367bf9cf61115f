/* SPDX-License-Identifier: MIT */
#include "pipeline/base/ids.h"

#include <stdlib.h>

/* FNV-1a. */
static uint32_t hash_of(struct span name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.at[i]) * 16777619u;
	return h;
}

/* The slot of a name, or the free one where it would stand. */
static struct ids_slot *slot_of(
	const struct ids *t, struct span name, uint32_t hash)
{
	size_t i = hash & (t->room - 1);

	for (;; i = (i + 1) & (t->room - 1)) {
		struct ids_slot *s = &t->slots[i];

		if (!s->used)
			return s;
		if (s->hash == hash && s->len == name.len &&
			memcmp(t->names.at + s->at, name.at, name.len) == 0)
			return s;
	}
}

static int grow(struct ids *t, struct err *e)
{
	size_t room = t->room ? t->room * 2 : 64;
	struct ids_slot *slots = calloc(room, sizeof(*slots));

	if (!slots)
		return err_memory(e);
	for (size_t i = 0; i < t->room; i++) {
		size_t at = t->slots[i].hash & (room - 1);

		if (!t->slots[i].used)
			continue;
		while (slots[at].used)
			at = (at + 1) & (room - 1);
		slots[at] = t->slots[i];
	}
	free(t->slots);
	t->slots = slots;
	t->room = room;
	return 0;
}

int64_t *ids_find(const struct ids *t, struct span name)
{
	struct ids_slot *s;

	if (t->room == 0)
		return NULL;
	s = slot_of(t, name, hash_of(name));
	return s->used ? &s->id : NULL;
}

int ids_add(struct ids *t, struct span name, int64_t id, struct err *e)
{
	uint32_t hash = hash_of(name);
	struct ids_slot *s;

	if (2 * (t->n + 1) > t->room && grow(t, e) < 0)
		return -1;
	s = slot_of(t, name, hash);
	*s = (struct ids_slot){ t->names.len, name.len, hash, 1, id };
	t->n++;
	text_add(&t->names, name.at ? name.at : "", name.len);
	return text_done(&t->names, e);
}

void ids_free(struct ids *t)
{
	free(t->slots);
	text_free(&t->names);
	*t = (struct ids)IDS_INIT;
}
