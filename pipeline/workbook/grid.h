/* SPDX-License-Identifier: MIT */
/*
 * The rows of a sheet part: our own scanner, streaming, in constant memory.
 * What the part says of its size is not believed.
 */
#ifndef KOSH_WORKBOOK_GRID_H
#define KOSH_WORKBOOK_GRID_H

#include "pipeline/workbook/source.h"
#include "pipeline/workbook/stored.h"

struct grid;

/* Begins to read a sheet part; takes the source, also when it fails. The tables
 * are borrowed until grid_close. window is WINDOW_SIZE save in tests. */
int grid_open(struct grid **out, struct source *take,
	const struct stored_tables *t, size_t window, struct err *e);
void grid_close(struct grid *g);

/* As sheet_next. Rows without r follow the one before, cells without r their
 * left neighbour. */
int grid_next(struct row *out, struct grid *g, struct err *e);

#endif
