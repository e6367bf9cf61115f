/* SPDX-License-Identifier: MIT */
/* Inside this folder: what differences ask to edit in a spec, and entries of a
 * spec written anew with that done. */
#ifndef KOSH_SNIFF_DRIFT_CHANGE_H
#define KOSH_SNIFF_DRIFT_CHANGE_H

#include "pipeline/sniff/drift.h"

enum edit_place {
	EDIT_NOTHING,
	EDIT_COLUMN,
	EDIT_TABLE,
	EDIT_EDITION,
	EDIT_TREE
};

/* The entry that a difference asks to edit. */
enum edit_place drift_where(
	const struct drift *d, const struct drift_task *task);
/* The line of the spec's text where that is; 0 for nothing to edit. */
unsigned drift_line(
	const struct drift *d, const struct drift_task *task, struct span yaml);
/* "label: X": what is to stand there, or what is to be done; nothing where
 * there is nothing to edit. */
void drift_value(
	struct text *out, const struct drift *d, const struct drift_task *task);
/* A label as the spec takes it: where the entry had {year}, so has this. */
void drift_label(struct text *out, const char *label, const char *like);
/* The label above in "above > own"; 0 where there is none. */
int drift_above(struct text *out, const char *path);

/* A table as it is to be for the new workbook, indented as one of a workbook
 * that is an edition. */
void draft_table(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct spec_table *t);
/* Only the keys of a table that are to be others, indented as those of an
 * edition. */
void draft_corrections(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct spec_table *t);

#endif
