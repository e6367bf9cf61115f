/* SPDX-License-Identifier: MIT */
/*
 * The observations of one release held against its workbook, by a locked
 * process of its own: whether each cell still holds the text, and whether the
 * value follows from it.
 */
#ifndef KOSH_AUDIT_RECHECK_H
#define KOSH_AUDIT_RECHECK_H

#include "pipeline/audit/wants.h"
#include "pipeline/base/child.h"
#include "pipeline/extract/spec.h"
#include "pipeline/workbook/book.h"

enum recheck_what {
	RECHECK_TEXT,	 /* the cell holds another text, or none */
	RECHECK_VALUE,	 /* it holds the text, but the value does not follow */
	RECHECK_SHEET,	 /* there is no such sheet */
	RECHECK_NOWHERE, /* the cell is no place on a sheet */
	RECHECK_WHATS
};

enum { RECHECK_FOUND = 200 }; /* bytes that are told of what was found */

/* An observation that does not hold. */
struct recheck_miss {
	size_t want; /* its number in the wants */
	enum recheck_what what;
	char found[RECHECK_FOUND + 1]; /* RECHECK_TEXT: what the cell holds */
};

struct recheck {
	const char *path;
	const char *sha256; /* which bytes it must hold */
	struct book_csv csv;
	const struct spec_edition *ed;
	const struct wants *wants;
	size_t most; /* misses that are told; all are counted */
};

/* Starts the process; order is borrowed until recheck_end. */
int recheck_start(
	struct child **out, const struct recheck *order, struct err *e);

struct rechecked {
	size_t held, missed; /* all of the wants, or it is a fault */
	struct recheck_miss *misses;
	size_t n_misses;
};

/* Reads what the process says and ends it. ERR_DATA where the workbook cannot
 * be read, holds other bytes, or what the reader says is not of all wants.
 * misses is to be freed either way. */
int recheck_end(struct rechecked *out, const struct recheck *order,
	struct child *c, struct err *e);

#endif
