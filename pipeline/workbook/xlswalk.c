/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/xlswalk.h"

#include <stdlib.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/xlsrow.h"

enum {
	ROWS = 65536,	    /* what a row number can say */
	MAX_RUNS = 8 << 20, /* 32 MiB of them */
};

/* The next record of the sheet that holds cells, in the order of the file. */
static int step(struct biff_record *r, struct xls_walk *w, struct err *e)
{
	while (w->at < w->limit && biff_record(r, w->biff->stream, w->at)) {
		w->at = r->end;
		if (xls_row_holds(r->type)) {
			if (w->depth == 1 && r->len >= 2)
				return 1;
		} else if (r->type == BIFF_BOF) {
			w->depth++;
		} else if (r->type == BIFF_EOF && --w->depth == 0) {
			return 0;
		}
	}
	return err_set(e, ERR_DATA,
		w->at < w->limit ? "the workbook is cut short"
				 : "it does not end before the next one begins "
				   "(the workbook is damaged)");
}

static void rewind_walk(struct xls_walk *w)
{
	w->at = w->start;
	w->depth = 0;
}

/* Goes to the next record that is in another row than the one before, which
 * begins a run. `row` starts as something that no row is. */
static int step_run(
	size_t *at, unsigned *row, struct xls_walk *w, struct err *e)
{
	struct biff_record r;
	unsigned before = *row;
	int rc;

	while ((rc = step(&r, w, e)) > 0) {
		*row = le16(r.at);
		if (*row != before) {
			*at = r.end - r.len - 4;
			return 1;
		}
	}
	return rc;
}

static const unsigned no_row = ROWS;

/* Puts the runs in the order of their rows, those of one row in the order of
 * the file: counts the runs of each row, then gives each row its places. */
static int place_runs(struct xls_walk *w, uint32_t *places, struct err *e)
{
	unsigned row = no_row;
	size_t at;
	int rc;

	rewind_walk(w);
	while ((rc = step_run(&at, &row, w, e)) > 0)
		places[row + 1]++;
	for (size_t i = 0; i < ROWS; i++)
		places[i + 1] += places[i];
	rewind_walk(w);
	for (row = no_row; rc == 0 && step_run(&at, &row, w, e) > 0;)
		w->runs[places[row]++] = (uint32_t)at;
	return rc;
}

static int sort_runs(struct xls_walk *w, size_t n, struct err *e)
{
	uint32_t *places;
	int rc;

	if (n > MAX_RUNS || w->biff->stream.len > UINT32_MAX)
		return err_set(e, ERR_DATA,
			"its rows are out of order, and too many to sort");
	w->runs = calloc(n, sizeof(*w->runs));
	places = calloc(ROWS + 1, sizeof(*places));
	rc = w->runs && places ? place_runs(w, places, e) : err_memory(e);
	free(places);
	w->n_runs = n;
	w->row = no_row;
	return rc;
}

/* Walks the whole sheet once: to its end, and whether its rows ascend. It sees
 * no more than the heads of the records, which costs little beside reading
 * them; and a sheet that is cut short is refused before its first row. */
static int survey(struct xls_walk *w, struct err *e)
{
	unsigned row = no_row, before = 0;
	int ascending = 1, rc;
	size_t at, n = 0;

	rewind_walk(w);
	while ((rc = step_run(&at, &row, w, e)) > 0) {
		ascending = ascending && row >= before;
		before = row;
		n++;
	}
	if (rc < 0 || (!ascending && sort_runs(w, n, e) < 0))
		return -1;
	rewind_walk(w);
	return 0;
}

int xls_walk_open(
	struct xls_walk *w, const struct biff *b, size_t sheet, struct err *e)
{
	const struct biff_sheet *s = &b->sheets[sheet];

	*w = (struct xls_walk){ .biff = b, .start = s->at, .limit = s->limit };
	if (s->fault)
		return err_set(e, ERR_DATA, "%s", s->fault);
	return survey(w, e);
}

void xls_walk_free(struct xls_walk *w)
{
	free(w->runs);
	w->runs = NULL;
}

int xls_walk_next(struct biff_record *out, struct xls_walk *w, struct err *e)
{
	int rc = 0;

	if (!w->runs)
		return step(out, w, e);
	if (w->row != no_row)
		rc = step(out, w, e);
	if (rc < 0 || (rc > 0 && le16(out->at) == w->row))
		return rc;
	if (w->next_run == w->n_runs)
		return 0;
	w->at = w->runs[w->next_run++];
	w->depth = 1;
	rc = step(out, w, e);
	if (rc > 0)
		w->row = le16(out->at);
	return rc;
}
