/* SPDX-License-Identifier: MIT */
/* Inside this folder: rows whose fields are given one after the other. */
#ifndef KOSH_SCORE_OUT_H
#define KOSH_SCORE_OUT_H

#include "pipeline/base/num.h"
#include "pipeline/score/tree.h"
#include "pipeline/store/rows.h"

enum { OUT_COLUMNS = 26 };

/* The last columns, which say the same in every row, are for machines: tables
 * leave them out. */
struct out_columns {
	const char *const *names;
	size_t n, same;
};

#define OUT_COLUMNS_OF(names, same)                                            \
	{                                                                      \
		names, sizeof(names) / sizeof(*(names)), same                  \
	}

/* Names of what out_release gives. */
#define OUT_RELEASE "dataset", "edition", "release", "period"
enum { OUT_RELEASE_N = 4 };

struct out {
	struct rows *rows;
	struct field fields[OUT_COLUMNS];
	char rooms[OUT_COLUMNS][NUM_TEXT];
	size_t n, at; /* columns; the next one */
	int short_figures;
};

int out_open(struct out *o, FILE *to, const struct out_columns *columns,
	enum query_format format, struct err *e);
/* NULL and NAN are fields without a value. */
void out_text(struct out *o, const char *s);
/* What was published: as it is; in tables as a figure. */
void out_number(struct out *o, double value);
/* To twelve digits: what was computed. In tables those below 10000 to
 * six. */
void out_figure(struct out *o, double value);
void out_count(struct out *o, size_t n);
/* So many units of the place behind the point, with all places. */
void out_units(struct out *o, int64_t units, int places);
void out_yes(struct out *o, int is);
void out_none(struct out *o);
/* Of which release it is; the row is whole. */
void out_release(struct out *o, const struct score_tree *t);
/* The row is whole. */
void out_row(struct out *o);
int out_end(struct out *o, struct err *e);
void out_close(struct out *o);

#endif
