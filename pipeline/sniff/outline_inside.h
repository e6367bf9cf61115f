/* SPDX-License-Identifier: MIT */
/* Inside this folder: tables of several sheets, and the tree. */
#ifndef KOSH_SNIFF_OUTLINE_INSIDE_H
#define KOSH_SNIFF_OUTLINE_INSIDE_H

#include "pipeline/sniff/outline.h"

/* Adds the table of a sheet, with all sheets that are like it. */
int outline_add(struct outline *o, size_t sheet, struct err *e);
/* Is the sheet part of a table? */
int outline_has(const struct outline *o, size_t sheet);
/* Are two texts the same as labels are, or both NULL? */
int outline_same_text(const char *a, const char *b);
/* Figures of one kind that nothing calls a score are a series. */
void outline_series(struct guess *g);
/* A guess at what is overall is good for the main table alone. */
void outline_forget(const struct outline *o, struct guess *g);
/* What can be said of a table once all are there. */
void outline_finish(struct outline_table *t, const struct areas *a);
/* The tree of all that the tables speak of. */
int outline_nodes(struct outline *o, struct err *e);

#endif
