/* SPDX-License-Identifier: MIT */
#include "pipeline/base/ids.h"

#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/eight.h"

/* FNV-1a. */
static uint32_t hash_of(struct span name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.at[i]) * 16777619u;
	return h;
}

static inline int is(const struct ids *t, uint32_t place, struct span name)
{
	const struct ids_name *x = &t->names[place];

	return x->len == name.len &&
		eight_same(t->bytes.at + x->at, name.at, name.len);
}

/* The slot of a name, or the free one where it would stand. */
static uint32_t *slot_of(const struct ids *t, struct span name, uint32_t hash)
{
	size_t i = hash & (t->room - 1);

	for (;; i = (i + 1) & (t->room - 1)) {
		uint32_t *s = &t->slots[i];

		if (!*s ||
			(t->names[*s - 1].hash == hash && is(t, *s - 1, name)))
			return s;
	}
}

int64_t *ids_find(const struct ids *t, struct span name)
{
	uint32_t *slot;

	if (t->n == 0)
		return NULL;
	slot = slot_of(t, name, hash_of(name));
	return *slot ? &t->names[*slot - 1].id : NULL;
}

/* 1 and which one it is. */
static int expect(uint32_t *place, struct ids *t, struct span name)
{
	struct ids_name *last;
	uint32_t *slot;

	if (t->n == 0)
		return 0;
	*place = t->last;
	if (is(t, *place, name))
		return 1;
	last = &t->names[t->last];
	*place = last->next;
	if (!is(t, *place, name)) {
		slot = slot_of(t, name, hash_of(name));
		if (!*slot)
			return 0;
		*place = *slot - 1;
	}
	t->last = last->next = *place;
	return 1;
}

int64_t *ids_expect(struct ids *t, struct span name)
{
	uint32_t place;

	return expect(&place, t, name) ? &t->names[place].id : NULL;
}

static int grow(struct ids *t, struct err *e)
{
	size_t room = t->room ? t->room * 2 : 64;
	uint32_t *slots = calloc(room, sizeof(*slots));

	if (!slots)
		return err_memory(e);
	for (uint32_t i = 0; i < t->n; i++) {
		size_t at = t->names[i].hash & (room - 1);

		while (slots[at])
			at = (at + 1) & (room - 1);
		slots[at] = i + 1;
	}
	free(t->slots);
	t->slots = slots;
	t->room = room;
	return 0;
}

int ids_add(struct ids *t, struct span name, int64_t id, struct err *e)
{
	uint32_t hash = hash_of(name), place = (uint32_t)t->n;
	struct ids_name *names = array_more(t->names, t->n, sizeof(*names));

	if (!names)
		return err_memory(e);
	t->names = names;
	if (2 * (t->n + 1) > t->room && grow(t, e) < 0)
		return -1;
	names[place] = (struct ids_name){ t->bytes.len, name.len, hash, 0, id };
	text_add(&t->bytes, name.at ? name.at : "", name.len);
	if (text_done(&t->bytes, e) < 0)
		return -1;
	*slot_of(t, name, hash) = place + 1;
	if (t->n++ > 0)
		names[t->last].next = place;
	t->last = place;
	return 0;
}

int64_t ids_place(struct ids *t, struct span name, struct err *e)
{
	uint32_t place;

	if (expect(&place, t, name))
		return place;
	return ids_add(t, name, (int64_t)t->n, e) < 0 ? -1 : (int64_t)t->last;
}

struct span ids_name(const struct ids *t, size_t place)
{
	return (struct span){ t->bytes.at + t->names[place].at,
		t->names[place].len };
}

void ids_free(struct ids *t)
{
	free(t->slots);
	free(t->names);
	text_free(&t->bytes);
	*t = (struct ids)IDS_INIT;
}
