/* SPDX-License-Identifier: MIT */
/* A zip file made in memory, right or wrong in every way a test wants. */
#ifndef KOSH_TESTS_ZIPMAKE_H
#define KOSH_TESTS_ZIPMAKE_H

#include <stdint.h>

#include "pipeline/base/text.h"

enum { ZIPMAKE_ENTRIES = 64 };

/* How an entry is packed and described, or-ed together. */
enum {
	ZIPMAKE_DEFLATE = 1,
	ZIPMAKE_DESCRIPTOR = 2, /* sizes behind the data, none in front */
	ZIPMAKE_BARE = 4,	/* no signature before them */
	ZIPMAKE_ZIP64 = 8,	/* sizes and place in the extra field */
};

struct zipmake_entry {
	uint32_t crc, packed, size, at;
	unsigned method, flags;
	int how;
	char name[128];
};

struct zipmake {
	struct text bytes;
	struct zipmake_entry v[ZIPMAKE_ENTRIES];
	size_t n;
	int zip64; /* the end is written in the large form as well */
};

/* Adds a file as it is, or otherwise. */
void zipmake_store(struct zipmake *z, const char *name, const char *content);
void zipmake_add(
	struct zipmake *z, const char *name, struct span content, int how);

/* Writes the directory as the entries now say; the bytes are then whole. */
void zipmake_end(struct zipmake *z);

void zipmake_free(struct zipmake *z);

#endif
