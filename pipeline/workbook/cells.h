/* SPDX-License-Identifier: MIT */
/* The cells of the row that is being read from a sheet part. */
#ifndef KOSH_WORKBOOK_CELLS_H
#define KOSH_WORKBOOK_CELLS_H

#include "pipeline/base/arena.h"
#include "pipeline/workbook/book.h"

enum {
	GRID_ROWS = 1048576,
	GRID_COLUMNS = 16384,
	CELLS_TEXT_MAX = 32 << 20, /* bytes of text in one row */
};

struct cells {
	struct cell *v;
	size_t n;
	size_t cap;
	size_t settled; /* the first that may borrow from the window */
	size_t kept;	/* bytes in the arena */
	int disorder;	/* columns do not ascend */
	struct arena arena;
};

/* Empties the row; what its cells borrowed is gone. */
void cells_clear(struct cells *c);
void cells_free(struct cells *c);

/* Makes room for one more cell, at v[n]. ERR_DATA where a row holds far more
 * than it has columns. */
int cells_grow(struct cells *c, struct err *e);

static inline int cells_reserve(struct cells *c, struct err *e)
{
	return c->n < c->cap ? 0 : cells_grow(c, e);
}

/* 1 if that column does not lie behind those of all cells so far. */
static inline int cells_is_late(const struct cells *c, uint32_t column)
{
	return c->disorder || (c->n > 0 && c->v[c->n - 1].column >= column);
}

/* Counts the cell that was written to v[n]. */
static inline void cells_add(struct cells *c)
{
	c->disorder = cells_is_late(c, c->v[c->n].column);
	c->n++;
}

static inline int cells_is_nothing(const struct cell *cell)
{
	return cell->type == CELL_BLANK && !cell->formula.at;
}

/* Counts it unless it holds nothing and stands where nothing was. */
static inline void cells_take(struct cells *c)
{
	const struct cell *cell = &c->v[c->n];

	if (!cells_is_nothing(cell) || cells_is_late(c, cell->column))
		cells_add(c);
}

/* A copy of s that lives as long as the row. */
int cells_keep(struct span *out, struct cells *c, struct span s, struct err *e);

/* Copies what cells borrow from the bytes between from and end, which are about
 * to move. */
int cells_settle(
	struct cells *c, const char *from, const char *end, struct err *e);

/* Brings the cells in order. Of several in one place the last one stays, as in
 * the readers that everybody uses; if it holds nothing, none does. */
void cells_finish(struct cells *c);

#endif
