/* SPDX-License-Identifier: MIT */
/*
 * A cell as the sheet part stores it, and what it means.
 */
#ifndef KOSH_WORKBOOK_STORED_H
#define KOSH_WORKBOOK_STORED_H

#include "pipeline/workbook/book.h"
#include "pipeline/workbook/serial.h"
#include "pipeline/workbook/strings.h"
#include "pipeline/workbook/styles.h"

enum stored_type {
	STORED_NUMBER,	/* n, or nothing */
	STORED_SHARED,	/* s */
	STORED_TEXT,	/* str */
	STORED_INLINE,	/* inlineStr */
	STORED_BOOLEAN, /* b */
	STORED_ERROR,	/* e */
	STORED_DATE,	/* d */
};

struct stored {
	uint32_t row, column;
	uint32_t style;
	enum stored_type type;
	struct span value;   /* text, or what stands in <v>; at NULL: none */
	struct span formula; /* as in struct cell */
};

/* What the cells of a book refer to. */
struct stored_tables {
	const struct strings *strings;
	const struct styles *styles;
	enum serial_epoch epoch;
};

/* How much of a foreign text a message shows. */
static inline int stored_shown(struct span s)
{
	return s.len < 40 ? (int)s.len : 40;
}

/* Takes "B7" apart. -1 if it is no address or lies outside of the grid. */
int stored_address(uint32_t *row, uint32_t *column, struct span s);

/* A number without sign, digits only, of at most max. -1 otherwise. */
int stored_count(uint32_t *out, struct span s, uint32_t max);

/* The type that a t attribute names. -1 if there is none of that name. */
int stored_type(enum stored_type *out, struct span name);

/* What the cell holds; CELL_BLANK for nothing. Text is borrowed from it. */
int stored_cell(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e);

#endif
