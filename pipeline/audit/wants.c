/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/wants.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/store/sqltext.h"
#include "pipeline/workbook/book.h"

extern const char sql_audit_trace_wants[];

/* The columns of sql/audit/trace-wants.sql. */
enum { SHEET_ID, CELL, RAW, VALUE, IS_RANK, INDICATOR_ID };

/* ---- names ------------------------------------------------------------------
 */

/* Those of sheets or of indicators, while they are found. */
struct naming {
	struct wants_names *names;
	struct stmt *name_of;
	size_t last; /* that of the observation before */
};

struct reading {
	struct wants *w;
	struct stmt *rows;
	struct naming sheets, indicators;
};

static int grow(struct wants_names *to, struct err *e)
{
	const char **all = array_more(to->all, to->n, sizeof(*all));
	int64_t *ids;

	if (!all)
		return err_memory(e);
	to->all = all;
	ids = array_more(to->ids, to->n, sizeof(*ids));
	if (!ids)
		return err_memory(e);
	to->ids = ids;
	return to->n < WANTS_NAMES ? 0
				   : err_set(e, ERR_DATA,
					     "a release of more than %d sheets "
					     "or indicators",
					     WANTS_NAMES);
}

static int add_name(
	struct naming *g, struct arena *texts, int64_t id, struct err *e)
{
	struct wants_names *to = g->names;
	int rc;

	if (grow(to, e) < 0)
		return -1;
	stmt_integer(g->name_of, 1, id);
	rc = stmt_step(g->name_of, e);
	if (rc < 0)
		return -1;
	to->all[to->n] = arena_copy(
		texts, rc ? stmt_get_text(g->name_of, 0) : span_of(""));
	stmt_reset(g->name_of);
	if (!to->all[to->n])
		return err_memory(e);
	to->ids[to->n++] = id;
	return 0;
}

/* Its number, in last. They come in long runs. */
static int find_name(
	struct naming *g, struct arena *texts, int64_t id, struct err *e)
{
	const struct wants_names *in = g->names;

	if (g->last < in->n && in->ids[g->last] == id)
		return 0;
	for (g->last = 0; g->last < in->n; g->last++)
		if (in->ids[g->last] == id)
			return 0;
	return add_name(g, texts, id, e);
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
	o->len = (uint32_t)raw.len;
	o->is_rank = stmt_get_integer(g->rows, IS_RANK) != 0;
	o->value = stmt_type(g->rows, VALUE) == VALUE_NULL
		? NAN
		: stmt_get_number(g->rows, VALUE);
	text_add(&w->texts, raw.at, raw.len);
	if (find_name(&g->sheets, &w->names,
		    stmt_get_integer(g->rows, SHEET_ID), e) < 0 ||
		find_name(&g->indicators, &w->names,
			stmt_get_integer(g->rows, INDICATOR_ID), e) < 0)
		return -1;
	o->indicator = (uint32_t)g->indicators.last;
	if (cell_place(&row, &column, cell) == 0) {
		o->place = wants_place(g->sheets.last, row, column);
		return 0;
	}
	o->place = WANTS_NOWHERE | wants_place(g->sheets.last, 0, 0);
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
	struct reading g = { .w = out,
		.sheets = { .names = &out->sheets },
		.indicators = { .names = &out->indicators } };
	int rc = -1;

	if (stmt_open(&g.rows, d, sql_audit_trace_wants, e) == 0 &&
		stmt_open(&g.sheets.name_of, d,
			"SELECT name FROM sheet WHERE sheet_id = ?1", e) == 0 &&
		stmt_open(&g.indicators.name_of, d,
			"SELECT indicator FROM indicator "
			"WHERE indicator_id = ?1",
			e) == 0)
		rc = read_all(&g, release_id, e);
	stmt_close(g.rows);
	stmt_close(g.sheets.name_of);
	stmt_close(g.indicators.name_of);
	return rc;
}

static void free_names(struct wants_names *n)
{
	free(n->all);
	free(n->ids);
}

void wants_free(struct wants *w)
{
	free(w->all);
	text_free(&w->texts);
	free_names(&w->sheets);
	free_names(&w->indicators);
	arena_free(&w->names);
	*w = (struct wants)WANTS_INIT;
}
