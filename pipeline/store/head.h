/* SPDX-License-Identifier: MIT */
/*
 * The comment on top of a file of SQL: entries "-- key: text", each with its
 * continuation lines, which are set in by three spaces, and behind an empty
 * comment line what the file says in prose and in numbered requirements.
 */
#ifndef KOSH_STORE_HEAD_H
#define KOSH_STORE_HEAD_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* One entry and the room for its text. */
struct head_entry {
	const char *key;
	char *room; /* "" before */
	size_t size;
	int may_lack;
};

/* Reads entries, which end with a zero, up to the first line that is none. A
 * fault is of the kind given and names file and line; wants says of the entries
 * that are due that they are. */
int head_read(const struct head_entry *entries, const char *text,
	const char *file, const char *wants, enum err_kind kind, struct err *e);

/* A fault in an entry, at the line of a place in the text. */
int head_fault(const char *text, const char *at, const char *file,
	const char *word, const char *what, enum err_kind kind, struct err *e);

/* The comment behind the entries, its lines still with "-- "; empty where
 * there is none. */
struct span head_prose(const char *text);

#endif
