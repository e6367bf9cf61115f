/* SPDX-License-Identifier: MIT */
/* A set of numbers. */
#ifndef KOSH_BASE_KEYS_H
#define KOSH_BASE_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"

struct keys {
	uint64_t *slots; /* 0: free, so that keys are kept plus one */
	size_t n, room;	 /* room is a power of two, at least twice n */
};

#define KEYS_INIT                                                              \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* 1 if it was there before, 0 if it was added. UINT64_MAX is no key. */
int keys_add(struct keys *k, uint64_t key, struct err *e);
void keys_free(struct keys *k);

#endif
