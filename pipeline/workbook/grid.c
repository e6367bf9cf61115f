/* SPDX-License-Identifier: MIT */
/*
 * Best read from the bottom: grid_next takes a row at a time, a row its cells.
 * Rows and cells of plain shape, which nearly all are, are taken as they lie in
 * the window (plain.h); what looks different in any way comes as tags and text
 * (scan.h), and stored.h says what it means. The texts of cells stay in the
 * window until that moves: then before_move copies those of the row.
 */
#include "pipeline/workbook/grid.h"

#include <stdlib.h>

#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/chars.h"
#include "pipeline/workbook/plain.h"
#include "pipeline/workbook/scan.h"

struct grid {
	struct stored_tables tables;
	struct scan scan;
	struct plain plain;
	int in_data;	      /* inside <sheetData> */
	uint32_t next_row;    /* for a row without number */
	uint32_t row;	      /* the one being read, from 0 */
	int row_known;	      /* the part gave its number */
	uint32_t next_column; /* for a cell without address */
	struct cells cells;   /* of the row */
	struct text scratch;  /* of one tag */
};

/* The window is about to move under the cells of the row. */
static int before_move(void *context, struct err *e)
{
	struct grid *g = context;
	const struct window *w = &g->scan.window;

	return cells_settle(&g->cells, w->from, w->end, e);
}

/* Moves behind the opening <sheetData>, if there is one. */
static int find_data(struct grid *g, struct err *e)
{
	enum tag_kind root;
	struct tag t;

	if (scan_root(&root, &g->scan, "worksheet", e) < 0)
		return -1;
	while (root == TAG_OPEN) {
		if (scan_tag(&t, &g->scan, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE)
			break;
		if (span_is(t.name, "sheetData")) {
			g->in_data = t.kind == TAG_OPEN;
			break;
		}
		if (scan_skip(&t, &g->scan, e) < 0)
			return -1;
	}
	return 0;
}

int grid_open(struct grid **out, struct source *take,
	const struct stored_tables *t, size_t window, struct err *e)
{
	struct grid *g = calloc(1, sizeof(*g));

	if (!g) {
		source_close(take);
		return err_memory(e);
	}
	g->tables = *t;
	if (scan_open(&g->scan, take, window, e) < 0)
		goto fail;
	g->scan.text_max = CELLS_TEXT_MAX / 8;
	g->scan.window.before_move = before_move;
	g->scan.window.context = g;
	if (find_data(g, e) < 0)
		goto fail;
	plain_open(&g->plain, &g->tables, names_lead(&g->scan.names));
	*out = g;
	return 0;
fail:
	grid_close(g);
	return -1;
}

void grid_close(struct grid *g)
{
	if (!g)
		return;
	scan_close(&g->scan);
	cells_free(&g->cells);
	text_free(&g->scratch);
	free(g);
}

static void set_row(struct grid *g, uint32_t row, int known)
{
	g->row = row;
	g->row_known = known;
	plain_set_row(&g->plain, row, known);
}

/* A <row>: its number, or one more than the last. */
static int begin_row(struct grid *g, const struct tag *t, struct err *e)
{
	struct span r = tag_attribute(t, "r");
	uint32_t number;

	g->next_column = 0;
	set_row(g, g->next_row, 0);
	if (!r.at && g->row >= GRID_ROWS)
		return err_set(e, ERR_DATA, "more than %d rows", GRID_ROWS);
	if (!r.at)
		return 0;
	if (stored_count(&number, span_trim(r), GRID_ROWS) < 0 || number == 0)
		return err_set(e, ERR_DATA, "'%.*s' is no row of the grid",
			stored_shown(r), r.at);
	set_row(g, number - 1, 1);
	return 0;
}

/* Puts a cell into the row unless it holds nothing. */
static int add_stored(struct grid *g, const struct stored *s, struct err *e)
{
	struct cells *c = &g->cells;
	char address[CELL_ADDRESS];

	g->next_column = s->column + 1;
	if (cells_reserve(c, e) < 0)
		return -1;
	if (stored_cell(&c->v[c->n], s, &g->tables, e) < 0) {
		cell_address(address, s->row, s->column);
		return err_in(e, "cell %s", address);
	}
	cells_take(c);
	return 0;
}

/* Takes the cells of plain shape that lie ahead, as far as the window goes. */
static int take_plain_cells(struct grid *g, struct err *e)
{
	struct cells *c = &g->cells;
	struct cell *cell;
	int rc;

	for (;;) {
		if (cells_reserve(c, e) < 0)
			return -1;
		cell = &c->v[c->n];
		rc = plain_cell(cell, &g->plain, &g->scan.window.next,
			g->next_column, e);
		if (rc <= 0)
			return rc;
		g->next_column = cell->column + 1;
		cells_take(c);
	}
}

/* The address of a cell. The first one tells the number of a row that does
 * not say it itself. */
static int set_place(
	struct stored *s, struct grid *g, struct span r, struct err *e)
{
	if (stored_address(&s->row, &s->column, r) < 0)
		return err_set(e, ERR_DATA, "'%.*s' is no cell of the grid",
			stored_shown(r), r.at);
	if (!g->row_known && g->next_column == 0)
		set_row(g, s->row, 1);
	if (s->row != g->row)
		return err_set(e, ERR_DATA, "cell %.*s stands there", SPAN(r));
	return 0;
}

static int read_attributes(
	struct stored *s, struct grid *g, const struct tag *t, struct err *e)
{
	struct span rest = t->attributes;
	struct attribute a;
	int rc;

	while ((rc = attribute_next(&a, &rest)) > 0) {
		if (span_is(a.name, "r") && set_place(s, g, a.value, e) < 0)
			return -1;
		if (span_is(a.name, "s") &&
			stored_count(&s->style, a.value, UINT32_MAX) < 0)
			s->style = UINT32_MAX;
		if (span_is(a.name, "t") && stored_type(&s->type, a.value) < 0)
			return err_set(e, ERR_DATA, "the unknown type '%.*s'",
				stored_shown(a.value), a.value.at);
	}
	if (rc < 0)
		return err_set(e, ERR_DATA, "a malformed tag <c>");
	if (s->column >= GRID_COLUMNS)
		return err_set(
			e, ERR_DATA, "more than %d columns", GRID_COLUMNS);
	return 0;
}

/* The text of <v>, <f> or <is>, kept for as long as the row. */
static int read_text(struct span *out, struct grid *g, const struct tag *t,
	int (*read)(struct text *, struct scan *, struct err *), struct err *e)
{
	text_clear(&g->scratch);
	if (t->kind == TAG_OPEN && read(&g->scratch, &g->scan, e) < 0)
		return -1;
	return cells_keep(out, &g->cells,
		(struct span){ g->scratch.at, g->scratch.len }, e);
}

static int read_value(
	struct stored *s, struct grid *g, const struct tag *t, struct err *e)
{
	if (read_text(&s->value, g, t, scan_content, e) < 0)
		return -1;
	if (s->value.len &&
		(s->type == STORED_TEXT || s->type == STORED_INLINE))
		s->value.len =
			chars_unescape((char *)s->value.at, s->value.len);
	return 0;
}

/* A tag within <c>. */
static int read_child(
	struct stored *s, struct grid *g, const struct tag *t, struct err *e)
{
	if (span_is(t->name, "v"))
		return read_value(s, g, t, e);
	if (span_is(t->name, "f"))
		return read_text(&s->formula, g, t, scan_content, e);
	if (span_is(t->name, "is")) {
		s->type = STORED_INLINE;
		return read_text(&s->value, g, t, strings_rich, e);
	}
	return scan_skip(t, &g->scan, e);
}

static int read_children(struct stored *s, struct grid *g, struct err *e)
{
	struct tag t;

	for (;;) {
		if (scan_tag(&t, &g->scan, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE)
			return 0;
		if (read_child(s, g, &t, e) < 0)
			return -1;
	}
}

/* A <c> of any shape. */
static int read_cell(struct grid *g, const struct tag *t, struct err *e)
{
	struct stored s = { .row = g->row, .column = g->next_column };
	char address[CELL_ADDRESS];

	if (read_attributes(&s, g, t, e) < 0)
		return -1;
	if (t->kind == TAG_OPEN && read_children(&s, g, e) < 0) {
		cell_address(address, s.row, s.column);
		return err_in(e, "cell %s", address);
	}
	return add_stored(g, &s, e);
}

/* Moves behind the end of the row if that lies ahead. */
static int pass_row_end(struct grid *g)
{
	char *p = plain_row_end(&g->plain, g->scan.window.next);

	if (p)
		g->scan.window.next = p;
	return p != NULL;
}

/* Behind an opening <row>: its cells, and its end. */
static int read_cells(struct grid *g, struct err *e)
{
	struct tag t;
	int rc;

	for (;;) {
		if (take_plain_cells(g, e) < 0)
			return -1;
		if (pass_row_end(g))
			return 0;
		if (scan_tag(&t, &g->scan, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE)
			return 0;
		rc = span_is(t.name, "c") ? read_cell(g, &t, e)
					  : scan_skip(&t, &g->scan, e);
		if (rc < 0)
			return -1;
	}
}

/* The rest of a row whose number is set: 1. */
static int finish_row(struct grid *g, int is_empty, struct err *e)
{
	if (!is_empty && read_cells(g, e) < 0)
		return err_in(e, "row %u", (unsigned)g->row + 1);
	cells_finish(&g->cells);
	g->next_row = g->row + 1;
	return 1;
}

/* Takes a <row> of any shape: 1. */
static int take_row(struct grid *g, const struct tag *t, struct err *e)
{
	if (begin_row(g, t, e) < 0)
		return err_in(e, "row %u", (unsigned)g->row + 1);
	return finish_row(g, t->kind == TAG_EMPTY, e);
}

/* The same for a <row> of plain shape: 1, or 0 where there is none ahead. */
static int take_plain_row(struct grid *g, struct err *e)
{
	uint32_t row;
	int is_empty;

	if (!plain_row(&row, &is_empty, &g->plain, &g->scan.window.next))
		return 0;
	g->next_column = 0;
	set_row(g, row, 1);
	return finish_row(g, is_empty, e);
}

/* Reads the next row, whether or not it has cells: 1, or 0 at the end. */
static int step(struct grid *g, struct err *e)
{
	struct tag t;
	int rc;

	cells_clear(&g->cells);
	if (!g->in_data)
		return window_drain(&g->scan.window, e);
	rc = take_plain_row(g, e);
	if (rc != 0)
		return rc;
	if (scan_tag(&t, &g->scan, e) < 0)
		return -1;
	if (t.kind == TAG_CLOSE)
		g->in_data = 0;
	else if (span_is(t.name, "row"))
		return take_row(g, &t, e);
	else if (scan_skip(&t, &g->scan, e) < 0)
		return -1;
	return 1;
}

int grid_next(struct row *out, struct grid *g, struct err *e)
{
	int rc;

	do {
		rc = step(g, e);
	} while (rc > 0 && g->cells.n == 0);
	if (rc > 0)
		*out = (struct row){ g->row, g->cells.v, g->cells.n };
	return rc;
}
