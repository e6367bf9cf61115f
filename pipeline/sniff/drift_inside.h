/* SPDX-License-Identifier: MIT */
/* Inside this folder: the steps by which two workbooks are compared. */
#ifndef KOSH_SNIFF_DRIFT_INSIDE_H
#define KOSH_SNIFF_DRIFT_INSIDE_H

#include "pipeline/sniff/drift_view.h"

/* One table of the spec, as it was and as it is. */
struct look {
	const struct drift_task *task;
	const struct spec_table *t;
	struct view *was, *is;
	struct drifts *out;
};

/* Adds a difference; NULL stands for an empty text, and the table's sheet is
 * that of the new workbook unless one is said. */
int look_add(struct look *l, struct drift d, struct err *e);
/* The same about a column, which is NULL where it is not there. */
int look_column(struct look *l, const struct spot *was, const struct spot *is,
	struct drift d, struct err *e);

/* The header; then the columns that both have, and what their cells hold. */
int look_labels(struct look *l, struct err *e);
int look_cells(struct look *l, struct err *e);
int look_figures(struct look *l, const struct spot *was, const struct spot *is,
	struct err *e);
int look_scale(struct look *l, const struct spot *was, const struct spot *is,
	struct err *e);
int look_direction(struct look *l, struct err *e);
/* The rows. */
int look_areas(struct look *l, struct err *e);

/* All tables, each on its sheets. */
int look_sheets(
	struct drifts *out, const struct drift_task *task, struct err *e);

#endif
