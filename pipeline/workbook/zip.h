/* SPDX-License-Identifier: MIT */
/*
 * The directory of a zip file in memory. It is believed only where the local
 * headers say the same: a part must not be one thing to us and another to the
 * next reader. Nothing is unpacked here; part.h does that.
 */
#ifndef KOSH_WORKBOOK_ZIP_H
#define KOSH_WORKBOOK_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum { ZIP_ENTRIES_MAX = 10000 };

struct zip_entry {
	char *name;	 /* with '/' between folders */
	unsigned method; /* 0 stored, 8 deflated */
	int encrypted;
	uint32_t crc;
	uint64_t size;	    /* unpacked, as declared */
	struct span packed; /* borrowed from the file */
	uint64_t header;    /* where its local header begins */
	size_t number;	    /* its place in the directory, folders left out */
};

struct zip;

/* 1 if the bytes begin as a zip file does. */
int zip_is(struct span file);

/* Reads the directory; file is borrowed until zip_close. ERR_DATA for a
 * truncated zip, more entries than ZIP_ENTRIES_MAX, entries that overlap or
 * bear the same name, names that leave the folder, and local headers that
 * contradict the directory. Entries for folders are left out. */
int zip_open(struct zip **out, struct span file, struct err *e);
void zip_close(struct zip *z);

/* All of them, in the order of their names; borrowed. */
size_t zip_entries(const struct zip *z);
const struct zip_entry *zip_entry(const struct zip *z, size_t i);

/* The entry of that name, ASCII case aside; NULL if there is none. Borrowed. */
const struct zip_entry *zip_find(const struct zip *z, const char *name);

#endif
