/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/cells.h"

#include <stdlib.h>

void cells_clear(struct cells *c)
{
	arena_free(&c->arena);
	c->n = c->settled = c->kept = 0;
	c->disorder = 0;
}

void cells_free(struct cells *c)
{
	arena_free(&c->arena);
	free(c->v);
	*c = (struct cells){ 0 };
}

int cells_grow(struct cells *c, struct err *e)
{
	size_t cap = c->cap ? c->cap * 2 : 64;
	struct cell *v;

	if (c->n >= (size_t)2 * GRID_COLUMNS)
		return err_set(
			e, ERR_DATA, "more cells than there are columns");
	v = realloc(c->v, cap * sizeof(*v));
	if (!v)
		return err_memory(e);
	c->v = v;
	c->cap = cap;
	return 0;
}

int cells_keep(struct span *out, struct cells *c, struct span s, struct err *e)
{
	c->kept += s.len;
	if (c->kept > CELLS_TEXT_MAX)
		return err_set(e, ERR_DATA, "more than %d MiB of text",
			CELLS_TEXT_MAX >> 20);
	*out = (struct span){ arena_copy(&c->arena, s), s.len };
	return out->at ? 0 : err_memory(e);
}

static int settle(struct span *s, struct cells *c, const char *from,
	const char *end, struct err *e)
{
	uintptr_t at = (uintptr_t)s->at;

	if (at < (uintptr_t)from || at > (uintptr_t)end)
		return 0;
	return cells_keep(s, c, *s, e);
}

int cells_settle(
	struct cells *c, const char *from, const char *end, struct err *e)
{
	for (; c->settled < c->n; c->settled++) {
		struct cell *cell = &c->v[c->settled];

		if (settle(&cell->text, c, from, end, e) < 0 ||
			settle(&cell->formula, c, from, end, e) < 0)
			return -1;
	}
	return 0;
}

/* By column; the order of the file decides between equals, which the row
 * numbers hold meanwhile. */
static int by_column(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->row < y->row ? -1 : 1;
}

void cells_finish(struct cells *c)
{
	size_t n = 0;
	uint32_t row;

	if (!c->disorder)
		return;
	row = c->v[0].row;
	for (size_t i = 0; i < c->n; i++)
		c->v[i].row = (uint32_t)i;
	qsort(c->v, c->n, sizeof(*c->v), by_column);
	for (size_t i = 0; i < c->n; i++) {
		c->v[i].row = row;
		if ((i + 1 == c->n || c->v[i + 1].column != c->v[i].column) &&
			!cells_is_nothing(&c->v[i]))
			c->v[n++] = c->v[i];
	}
	c->n = n;
}
