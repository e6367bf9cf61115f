/* SPDX-License-Identifier: MIT */
/* Names and their numbers, looked up by hash. */
#ifndef KOSH_BASE_IDS_H
#define KOSH_BASE_IDS_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

struct ids_slot {
	size_t at, len; /* in names */
	uint32_t hash;
	int used;
	int64_t id;
};

struct ids {
	struct text names;
	struct ids_slot *slots;
	size_t n, room; /* room is a power of two, at least twice n */
};

#define IDS_INIT                                                               \
	{                                                                      \
		TEXT_INIT, NULL, 0, 0                                          \
	}

/* The number of a name, or NULL. Lives until the next ids_add. */
int64_t *ids_find(const struct ids *t, struct span name);
/* Adds a name that is not there yet; its bytes are copied. */
int ids_add(struct ids *t, struct span name, int64_t id, struct err *e);
void ids_free(struct ids *t);

#endif
