/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/wants.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/store/sqltext.h"
#include "pipeline/workbook/book.h"

extern const char sql_audit_trace_wants[];

/* The columns of sql/audit/trace-wants.sql. */
enum { SHEET_ID, CELL, RAW, VALUE, IS_RANK };

/* ---- sheets -----------------------------------------------------------------
 */

struct reading {
	struct wants *w;
	struct stmt *rows, *sheet;
	size_t last; /* the sheet of the observation before */
};

static int add_sheet(struct reading *g, int64_t id, struct err *e)
{
	struct wants *w = g->w;
	const char **sheets = array_more(w->sheets, w->n_sheets, sizeof(*sheets));
	int64_t *ids;
	int rc;

	if (!sheets)
		return err_memory(e);
	w->sheets = sheets;
	ids = array_more(w->ids, w->n_sheets, sizeof(*ids));
	if (!ids)
		return err_memory(e);
	w->ids = ids;
	if (w->n_sheets == WANTS_SHEETS)
		return err_set(e, ERR_DATA,
			"a release that names more than %d sheets",
			WANTS_SHEETS);
	stmt_integer(g->sheet, 1, id);
	rc = stmt_step(g->sheet, e);
	if (rc < 0)
		return -1;
	sheets[w->n_sheets] = arena_copy(
		&w->names, rc ? stmt_get_text(g->sheet, 0) : span_of(""));
	stmt_reset(g->sheet);
	if (!sheets[w->n_sheets])
		return err_memory(e);
	ids[w->n_sheets++] = id;
	return 0;
}

/* The number of a sheet, in g->last. */
static int find_sheet(struct reading *g, int64_t id, struct err *e)
{
	const struct wants *w = g->w;

	if (g->last < w->n_sheets && w->ids[g->last] == id)
		return 0;
	for (g->last = 0; g->last < w->n_sheets; g->last++)
		if (w->ids[g->last] == id)
			return 0;
	return add_sheet(g, id, e);
}

/* ---- observations -----------------------------------------------------------
 */

static int add(struct reading *g, struct err *e)
{
	struct wants *w = g->w;
	struct span raw = stmt_get_text(g->rows, RAW);
	struct span cell = stmt_get_text(g->rows, CELL);
	uint32_t row, column;
	struct want *o;

	if (w->n == WANTS_MAX || w->texts.len + raw.len + cell.len > UINT32_MAX)
		return err_set(e, ERR_DATA,
			"a release of more than %d observations", WANTS_MAX);
	o = array_more(w->all, w->n, sizeof(*o));
	if (!o)
		return err_memory(e);
	w->all = o;
	o += w->n++;
	o->at = (uint32_t)w->texts.len;
	o->len = (uint32_t)raw.len & INT32_MAX;
	o->is_rank = stmt_get_integer(g->rows, IS_RANK) != 0;
	o->value = stmt_type(g->rows, VALUE) == VALUE_NULL
		? NAN
		: stmt_get_number(g->rows, VALUE);
	text_add(&w->texts, raw.at, raw.len);
	if (find_sheet(g, stmt_get_integer(g->rows, SHEET_ID), e) < 0)
		return -1;
	if (cell_place(&row, &column, cell) == 0) {
		o->place = wants_place(g->last, row, column);
		return 0;
	}
	o->place = WANTS_NOWHERE | wants_place(g->last, 0, 0);
	text_add(&w->texts, cell.at, cell.len);
	text_add(&w->texts, "", 1);
	return 0;
}

/* Brings them in the order of one byte of their places, those of the same byte
 * as they were. */
static void sort_byte(
	struct want *to, const struct want *from, size_t n, unsigned shift)
{
	size_t starts[256] = { 0 }, before = 0;

	for (size_t i = 0; i < n; i++)
		starts[from[i].place >> shift & 0xff]++;
	for (size_t i = 0; i < 256; i++) {
		size_t here = starts[i];

		starts[i] = before;
		before += here;
	}
	for (size_t i = 0; i < n; i++)
		to[starts[from[i].place >> shift & 0xff]++] = from[i];
}

/* By the bytes in which places differ, the lowest first: two to four of eight.
 * Comparing takes ten times as long. */
static int sort(struct wants *w, struct err *e)
{
	struct want *other = malloc((w->n + 1) * sizeof(*other)), *sorted;
	uint64_t differ = 0;

	if (!other)
		return err_memory(e);
	for (size_t i = 1; i < w->n; i++)
		differ |= w->all[i].place ^ w->all[0].place;
	for (unsigned shift = 0; shift < 64; shift += 8) {
		if (!(differ >> shift & 0xff))
			continue;
		sort_byte(other, w->all, w->n, shift);
		sorted = other;
		other = w->all;
		w->all = sorted;
	}
	free(other);
	return 0;
}

static int read_all(struct reading *g, int64_t release_id, struct err *e)
{
	int rc;

	stmt_integer(g->rows, 1, release_id);
	text_add(&g->w->texts, "", 0);
	while ((rc = stmt_step(g->rows, e)) == 1)
		if (add(g, e) < 0)
			return -1;
	if (rc < 0 || text_done(&g->w->texts, e) < 0)
		return -1;
	return sort(g->w, e);
}

int wants_read(
	struct wants *out, struct db *d, int64_t release_id, struct err *e)
{
	struct reading g = { .w = out };
	int rc = -1;

	if (stmt_open(&g.rows, d, sql_audit_trace_wants, e) == 0 &&
		stmt_open(&g.sheet, d,
			"SELECT name FROM sheet WHERE sheet_id = ?1", e) == 0)
		rc = read_all(&g, release_id, e);
	stmt_close(g.rows);
	stmt_close(g.sheet);
	return rc;
}

void wants_free(struct wants *w)
{
	free(w->all);
	text_free(&w->texts);
	free(w->sheets);
	free(w->ids);
	arena_free(&w->names);
	*w = (struct wants)WANTS_INIT;
}
