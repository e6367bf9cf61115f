/* SPDX-License-Identifier: MIT */
/* Names and their numbers, looked up by hash. */
#ifndef KOSH_BASE_IDS_H
#define KOSH_BASE_IDS_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

struct ids_name {
	size_t at, len; /* in bytes */
	uint32_t hash;
	uint32_t next; /* which one was asked for after it */
	int64_t id;
};

struct ids {
	struct text bytes;
	struct ids_name *names;
	size_t n;
	uint32_t *slots; /* a name + 1, or 0 */
	size_t room;	 /* of slots: a power of two, at least twice n */
	uint32_t last;	 /* which one was expected last */
};

#define IDS_INIT                                                               \
	{                                                                      \
		TEXT_INIT, NULL, 0, NULL, 0, 0                                 \
	}

/* The number of a name, or NULL. Lives until the next is added. */
int64_t *ids_find(const struct ids *t, struct span name);
/* The same for who asks for a name again and again, or for some in turn: the
 * one of the last time is tried first, then the one that followed it before,
 * and only then is a hash taken. */
int64_t *ids_expect(struct ids *t, struct span name);
/* Adds a name that is not there yet; its bytes are copied. */
int ids_add(struct ids *t, struct span name, int64_t id, struct err *e);
/* Which one the name is, counted from 0 as they were added; expects it, as
 * above. A new one is added with its place as its number; -1 if there is no
 * memory for it. */
int64_t ids_place(struct ids *t, struct span name, struct err *e);
/* The name at a place. Lives until the next is added. */
struct span ids_name(const struct ids *t, size_t place);
void ids_free(struct ids *t);

#endif
