/* SPDX-License-Identifier: MIT */
/*
 * Names and their numbers. Names are counted from 0 in the order in which they
 * were added. Whoever reads a table asks for the same names again and again,
 * or in a cycle: the name asked for last, and the one that followed it when it
 * was asked for before, are tried first, and only then a hash is taken.
 */
#ifndef KOSH_STORE_IDS_H
#define KOSH_STORE_IDS_H

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
	uint32_t last;	 /* which one was asked for */
};

#define IDS_INIT                                                               \
	{                                                                      \
		TEXT_INIT, NULL, 0, NULL, 0, 0                                 \
	}

/* The number of a name, or NULL. Lives until the next is added. */
int64_t *ids_find(struct ids *t, struct span name);
/* Adds a name that is not there yet; its bytes are copied. */
int ids_add(struct ids *t, struct span name, int64_t id, struct err *e);
/* Where the name stands, which is added with its place as its number if it is
 * new. -1 if memory is out. */
int64_t ids_place(struct ids *t, struct span name, struct err *e);
/* The name at a place. Lives until the next is added. */
struct span ids_name(const struct ids *t, size_t place);
void ids_free(struct ids *t);

#endif
