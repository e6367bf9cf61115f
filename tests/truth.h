/* SPDX-License-Identifier: MIT */
/* What the corpus says of one of its files: the sheets it has, and the cells
 * on which independent readers agree. */
#ifndef KOSH_TESTS_TRUTH_H
#define KOSH_TESTS_TRUTH_H

#include "pipeline/base/arena.h"
#include "pipeline/base/file.h"
#include "pipeline/workbook/book.h"

enum truth_type {
	TRUTH_NUMBER,
	TRUTH_DATE,
	TRUTH_TEXT,
	TRUTH_BOOLEAN,
	TRUTH_ERROR,
	TRUTH_NUMERIC,	/* a number; whether a date as well is disputed */
	TRUTH_DISPUTED, /* the readers differ: it may be anything */
};

struct truth_cell {
	unsigned sheet; /* counts from 1, chart sheets among them */
	uint32_t row, column;
	enum truth_type type;
	struct span value; /* tab, line feed and backslash are escaped */
	struct span iso;   /* of a date, as far as it is known */
};

struct truth_sheet {
	const char *name;
	enum sheet_state state;
};

struct truth {
	struct truth_sheet *sheets; /* NULL where nothing is said of them */
	size_t n_sheets;
	struct truth_cell *cells; /* by sheet, row, column */
	size_t n;
	int is_all; /* there are no other cells */
	struct file_map agreed, disputed;
	struct arena arena;
};

/* Reads what a folder of truth/ holds; nothing where there is none. */
void truth_read(struct truth *t, const char *folder);
void truth_free(struct truth *t);

int truth_order(const struct truth_cell *a, const struct truth_cell *b);

#endif
