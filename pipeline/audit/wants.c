/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/wants.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/store/batch.h"
#include "pipeline/store/content.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/workbook/book.h"

extern const char sql_audit_trace_wants[], sql_audit_trace_indicators[];

/* The columns of sql/audit/trace-wants.sql. */
enum { MEASURE, PERIOD, AREA, PLACE, VALUE, RAW, SHEET_ID, CELL, LABEL_ID };

enum {
	RANK = 0, /* of batch_measure() */
	WANTS_TEXT = INT32_MAX
};

/* ---- names ------------------------------------------------------------------
 */

/* Those of sheets or of labels, while they are found. */
struct naming {
	struct wants_names *names;
	struct stmt *name_of;
	size_t last; /* that of the observation before */
};

struct reading {
	struct wants *w;
	struct stmt *rows;
	struct naming sheets, labels;
	struct wants_names label_names;
	struct hash *hash;
	struct text content; /* of the indicator that is being read */
};

static void free_names(struct wants_names *n)
{
	free(n->all);
	free(n->ids);
}

static int grow(struct wants_names *to, struct err *e)
{
	struct span *all = array_more(to->all, to->n, sizeof(*all));
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
					     "a release of more than %d "
					     "sheets, indicators or labels",
					     WANTS_NAMES);
}

static int add_name(struct wants_names *to, struct arena *texts, int64_t id,
	struct span name, struct err *e)
{
	const char *copy = arena_copy(texts, name);

	if (!copy)
		return err_memory(e);
	if (grow(to, e) < 0)
		return -1;
	to->all[to->n] = (struct span){ copy, name.len };
	to->ids[to->n++] = id;
	return 0;
}

/* Its number, in last. They come in long runs or in turn: the one that is
 * sought is the last or stands soon behind it. */
static int find_name(
	struct naming *g, struct arena *texts, int64_t id, struct err *e)
{
	const struct wants_names *in = g->names;
	size_t at = g->last;
	int rc;

	for (size_t i = 0; i < in->n; i++) {
		if (in->ids[at] == id) {
			g->last = at;
			return 0;
		}
		at = at + 1 < in->n ? at + 1 : 0;
	}
	stmt_integer(g->name_of, 1, id);
	rc = stmt_step(g->name_of, e);
	if (rc >= 0)
		rc = add_name(g->names, texts, id,
			rc ? stmt_get_text(g->name_of, 0) : span_of(""), e);
	stmt_reset(g->name_of);
	g->last = in->n - 1;
	return rc;
}

/* ---- observations -----------------------------------------------------------
 */

static int add_place(struct reading *g, struct want *o, struct err *e)
{
	struct span cell = stmt_get_text(g->rows, CELL);
	struct text *texts = &g->w->texts;
	uint32_t row, column;

	if (find_name(&g->sheets, &g->w->names,
		    stmt_get_integer(g->rows, SHEET_ID), e) < 0)
		return -1;
	if (cell_place(&row, &column, cell) == 0) {
		o->place = wants_place(g->sheets.last, row, column);
		return 0;
	}
	o->place = WANTS_NOWHERE | wants_place(g->sheets.last, 0, 0);
	text_add(texts, cell.at, cell.len);
	text_add(texts, "", 1);
	return 0;
}

static int add_content(
	struct reading *g, struct content_row *row, struct err *e)
{
	if (find_name(&g->labels, &g->w->names,
		    stmt_get_integer(g->rows, LABEL_ID), e) < 0)
		return -1;
	row->label = g->label_names.all[g->labels.last];
	row->period = stmt_get_text(g->rows, PERIOD);
	row->area = stmt_get_text(g->rows, AREA);
	row->place = (size_t)stmt_get_integer(g->rows, PLACE);
	return content_row(&g->content, row, e);
}

static int add(struct reading *g, struct err *e)
{
	struct wants *w = g->w;
	struct content_row row = { .measure = batch_measure(
					   stmt_get_text(g->rows, MEASURE)),
		.has_value = stmt_type(g->rows, VALUE) != VALUE_NULL,
		.value = stmt_get_number(g->rows, VALUE),
		.raw = stmt_get_text(g->rows, RAW) };
	struct want *o = array_more(w->all, w->n, sizeof(*o));

	if (!o)
		return err_memory(e);
	w->all = o;
	if (w->n == WANTS_MAX || w->texts.len + row.raw.len > WANTS_TEXT)
		return err_set(e, ERR_DATA,
			"a release of more than %d observations", WANTS_MAX);
	o += w->n++;
	o->at = (uint32_t)w->texts.len;
	o->len = (uint32_t)row.raw.len;
	o->is_rank = row.measure == RANK;
	o->indicator = (uint32_t)w->indicators.n - 1;
	o->value = row.has_value ? row.value : NAN;
	text_add(&w->texts, row.raw.at, row.raw.len);
	return add_place(g, o, e) < 0 ? -1 : add_content(g, &row, e);
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

/* Those of one indicator, whose number is the last. */
static int read_rows(struct reading *g, int64_t release_id, struct err *e)
{
	const struct wants_names *in = &g->w->indicators;
	size_t before = g->w->n;
	int rc;

	text_clear(&g->content);
	stmt_integer(g->rows, 1, release_id);
	stmt_integer(g->rows, 2, in->ids[in->n - 1]);
	while ((rc = stmt_step(g->rows, e)) == 1)
		if (add(g, e) < 0)
			return -1;
	stmt_reset(g->rows);
	content_indicator(g->hash, in->all[in->n - 1], g->w->n - before);
	if (g->content.len)
		hash_add(g->hash, g->content.at, g->content.len);
	return rc;
}

static int read_all(struct reading *g, struct stmt *indicators,
	int64_t release_id, struct err *e)
{
	struct wants *w = g->w;
	int rc;

	stmt_integer(indicators, 1, release_id);
	text_add(&w->texts, "", 0);
	while ((rc = stmt_step(indicators, e)) == 1)
		if (add_name(&w->indicators, &w->names,
			    stmt_get_integer(indicators, 0),
			    stmt_get_text(indicators, 1), e) < 0 ||
			read_rows(g, release_id, e) < 0)
			return -1;
	if (rc < 0 || text_done(&w->texts, e) < 0)
		return -1;
	hash_end(w->content, g->hash);
	return sort(w, e);
}

int wants_read(
	struct wants *out, struct db *d, int64_t release_id, struct err *e)
{
	struct stmt *indicators = NULL;
	struct reading g = { .w = out, .sheets = { .names = &out->sheets } };
	int rc = hash_open(&g.hash, e);

	g.labels.names = &g.label_names;
	if (rc == 0)
		rc = stmt_open(&indicators, d, sql_audit_trace_indicators, e);
	if (rc == 0)
		rc = stmt_open(&g.rows, d, sql_audit_trace_wants, e);
	if (rc == 0)
		rc = stmt_open(&g.sheets.name_of, d,
			"SELECT name FROM sheet WHERE sheet_id = ?1", e);
	if (rc == 0)
		rc = stmt_open(&g.labels.name_of, d,
			"SELECT label FROM label WHERE label_id = ?1", e);
	if (rc == 0)
		rc = read_all(&g, indicators, release_id, e);
	stmt_close(indicators);
	stmt_close(g.rows);
	stmt_close(g.sheets.name_of);
	stmt_close(g.labels.name_of);
	free_names(&g.label_names);
	text_free(&g.content);
	hash_close(g.hash);
	return rc;
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
