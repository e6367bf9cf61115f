/* SPDX-License-Identifier: MIT */
/*
 * Rows that are not kept. The library has a mode for this too, in which a
 * sheet can have no tables and a full disk is not seen; here it makes the
 * sheet with the rows above them, and ours are put behind these by repack.h.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"
#include "pipeline/base/text.h"
#include "pipeline/report/excel_inside.h"
#include "pipeline/workbook/book.h"

enum {
	HELD = 64 << 10, /* bytes of XML that are handed on at once */
	COLUMNS = 32,	 /* columns of which something is remembered */
	SHARED = 1024,	 /* texts of a column that are written once */
};

/* What is remembered of a column. */
struct column_memory {
	size_t dress; /* which one it had last */
	int32_t xf;   /* its number in the file; 0: none yet */
	/* Texts among the strings of the workbook. One that has more of them
	 * than SHARED has figures or places: the others stand in their cells,
	 * so that memory has a bound. */
	struct ids shared;
};

struct stream {
	struct repack_rows *rows;
	uint32_t from, row; /* row: the one being written */
	uint16_t next;	    /* the column that may come */
	uint16_t widest;
	int open;	 /* whether row has begun */
	double height;	 /* of row; 0: as by default */
	struct text xml; /* of whole rows */
	struct text cells;
	struct column_memory columns[COLUMNS];
};

int excel_streams(const struct excel_sheet *s, uint32_t row)
{
	return s && s->stream && row >= s->stream->from;
}

int excel_has_room(uint32_t row)
{
	return row < LXW_ROW_MAX;
}

static int keep_rows(struct excel *x, struct repack_rows *rows)
{
	struct repack_rows **more = realloc(
		x->rows, (x->n_rows + 1) * sizeof(struct repack_rows *));

	if (!more)
		return err_memory(&x->fault);
	x->rows = more;
	x->rows[x->n_rows++] = rows;
	return 0;
}

void excel_stream(struct excel_sheet *s, uint32_t row)
{
	struct stream *t;
	FILE *file;

	if (!s || s->book->fault.kind)
		return;
	assert(row > 0 && !s->stream);
	t = calloc(1, sizeof(*t));
	file = t ? excel_scratch(s->book, &s->book->fault) : NULL;
	if (!t) {
		err_memory(&s->book->fault);
		return;
	}
	t->from = t->row = row;
	s->stream = t;
	if (!file ||
		repack_rows_new(&t->rows, s->at, file, &s->book->fault) < 0)
		return;
	if (keep_rows(s->book, t->rows) < 0) {
		repack_rows_free(t->rows);
		t->rows = NULL;
	}
}

void stream_free(struct stream *t)
{
	if (!t)
		return;
	text_free(&t->xml);
	text_free(&t->cells);
	for (size_t i = 0; i < COLUMNS; i++)
		ids_free(&t->columns[i].shared);
	free(t);
}

/* ---- rows ---- */

static void hand_on(struct stream *t, struct err *e)
{
	if (text_done(&t->xml, e) == 0 && t->rows)
		repack_rows_add(
			t->rows, (struct span){ t->xml.at, t->xml.len }, e);
	text_clear(&t->xml);
}

static void end_row(struct stream *t, struct err *e)
{
	char number[NUM_TEXT];

	if (!t->open)
		return;
	t->open = 0;
	text_puts(&t->xml, "<row r=\"");
	text_add(&t->xml, number, num_format(number, t->row + 1.0));
	if (t->height > 0) {
		text_puts(&t->xml, "\" ht=\"");
		text_add(&t->xml, number, num_format(number, t->height));
		text_puts(&t->xml, "\" customHeight=\"1");
	}
	text_puts(&t->xml, "\">");
	text_add(&t->xml, t->cells.at ? t->cells.at : "", t->cells.len);
	text_puts(&t->xml, "</row>");
	t->xml.failed |= t->cells.failed;
	text_clear(&t->cells);
	if (t->xml.len >= HELD)
		hand_on(t, e);
}

static struct stream *at_row(struct excel_sheet *s, uint32_t row)
{
	struct stream *t = s->stream;

	assert(row >= t->row);
	if (row != t->row || !t->open) {
		end_row(t, &s->book->fault);
		t->row = row;
		t->next = 0;
		t->height = 0;
		t->open = 1;
	}
	return t;
}

void stream_height(struct excel_sheet *s, uint32_t row, double points)
{
	at_row(s, row)->height = points;
}

int stream_end(struct excel_sheet *s, struct err *e)
{
	struct stream *t = s->stream;

	if (!t)
		return 0;
	end_row(t, e);
	hand_on(t, e);
	if (e->kind || repack_rows_end(t->rows, e) < 0)
		return -1;
	if (t->row > s->sheet->dim_rowmax)
		s->sheet->dim_rowmax = t->row;
	if (t->widest > s->sheet->dim_colmax)
		s->sheet->dim_colmax = t->widest;
	return 0;
}

/* ---- cells ---- */

/* The number of the format in the file; 0: none. */
static int32_t format_of(
	struct excel_sheet *s, uint16_t column, const struct excel_look *look)
{
	struct column_memory *r = &s->stream->columns[column % COLUMNS];
	struct excel *x = s->book;
	lxw_format *f;

	if (!look)
		return 0;
	if (r->xf > 0 && excel_same_look(look, &x->dresses[r->dress]))
		return r->xf;
	f = excel_dress(x, look);
	for (size_t i = 0; f && i < x->n_dresses; i++)
		if (x->dresses[i].format == f)
			r->dress = i;
	r->xf = f ? lxw_format_get_xf_index(f) : 0;
	return r->xf;
}

/* Writes the start of a cell's element up to its last attribute. */
static struct text *start_cell(struct excel_sheet *s, uint32_t row,
	uint16_t column, const struct excel_look *look)
{
	struct stream *t = at_row(s, row);
	const int32_t xf = format_of(s, column, look);
	char name[CELL_ADDRESS], number[NUM_TEXT];

	assert(column >= t->next);
	t->next = (uint16_t)(column + 1);
	if (column > t->widest)
		t->widest = column;
	text_add(&t->cells, "<c r=\"", 6);
	cell_address(name, row, column);
	text_puts(&t->cells, name);
	if (xf > 0) {
		text_add(&t->cells, "\" s=\"", 5);
		text_add(&t->cells, number, num_format(number, xf));
	}
	text_putc(&t->cells, '"');
	return &t->cells;
}

void stream_number(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look)
{
	struct text *out = start_cell(s, row, column, look);
	char number[NUM_TEXT];

	text_add(out, "><v>", 4);
	text_add(out, number, num_format(number, value));
	text_add(out, "</v></c>", 8);
}

/* The text's place among the strings of the workbook; -1 where it is to stand
 * in its cell: so does what would need escapes that the library does not know.
 */
static int64_t shared_place(
	struct excel_sheet *s, uint16_t column, struct span text)
{
	struct ids *t = &s->stream->columns[column % COLUMNS].shared;
	struct err *e = &s->book->fault;
	const int64_t *known = ids_expect(t, text);
	struct sst_element *new;

	if (known)
		return *known;
	if (t->n == SHARED || memmem(text.at, text.len, "_x", 2))
		return -1;
	new = lxw_get_sst_index(s->book->book->sst, text.at, 0);
	if (!new)
		err_memory(e);
	if (!new || ids_add(t, text, new->index, e) < 0)
		return -1;
	return new->index;
}

/* 1 for what XML cannot hold, or Excel would not read, as it is. */
static int is_special(char c)
{
	if ((unsigned char)c < ' ')
		return c != '\t' && c != '\n';
	return c == '&' || c == '<' || c == '>' || c == '_';
}

static void put_special(struct text *out, const char *p)
{
	switch (*p) {
	case '&':
		text_puts(out, "&amp;");
		return;
	case '<':
		text_puts(out, "&lt;");
		return;
	case '>':
		text_puts(out, "&gt;");
		return;
	case '_':
		text_puts(out, excel_reads_as_escape(p) ? "_x005F_" : "_");
		return;
	default:
		text_printf(out, "_x%04X_", (unsigned char)*p);
	}
}

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void put_inline(struct text *out, struct span text)
{
	const char *p = text.at, *end = p + text.len;
	size_t n;

	text_puts(out, " t=\"inlineStr\"><is><t");
	text_puts(out,
		text.len && (is_space(*p) || is_space(end[-1]))
			? " xml:space=\"preserve\">"
			: ">");
	while (p < end) {
		for (n = 0; p + n < end && !is_special(p[n]);)
			n++;
		text_add(out, p, n);
		p += n;
		if (p < end)
			put_special(out, p++);
	}
	text_puts(out, "</t></is></c>");
}

void stream_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look)
{
	const struct span all = span_of(text);
	char number[NUM_TEXT];
	struct text *out;
	int64_t place;

	if (!text && !look)
		return;
	out = start_cell(s, row, column, look);
	if (!text) {
		text_puts(out, "/>");
		return;
	}
	place = all.len ? shared_place(s, column, all) : -1;
	if (place < 0) {
		put_inline(out, all);
		return;
	}
	text_puts(out, " t=\"s\"><v>");
	text_add(out, number, num_format(number, (double)place));
	text_puts(out, "</v></c>");
}
