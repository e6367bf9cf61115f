/* SPDX-License-Identifier: MIT */
/*
 * Rows that are not kept. The library has a mode for this too, in which a
 * sheet can have no tables and a full disk is not seen; here it makes the
 * sheet with the rows above them, and ours are put behind these by repack.h.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/base/text.h"
#include "pipeline/report/excel_inside.h"
#include "pipeline/workbook/book.h"

enum {
	HELD = 64 << 10, /* bytes of XML that are handed on at once */
	RECENT = 32,	 /* columns whose format is remembered */
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
	/* what format a column had last, by its place among the dresses */
	struct recent {
		size_t dress;
		int32_t xf; /* 0: none yet */
	} recent[RECENT];
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
	struct recent *r = &s->stream->recent[column % RECENT];
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

/* Writes a character that XML cannot hold, or that Excel would not read. */
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
	case '\t':
	case '\n':
		text_putc(out, *p);
		return;
	default:
		text_printf(out, "_x%04X_", (unsigned char)*p);
	}
}

static const char special[] = "&<>_\t\n\r\x01\x02\x03\x04\x05\x06\x07\x08\x0b"
			      "\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
			      "\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

void stream_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look)
{
	struct text *out;
	size_t n;

	if (!text && !look)
		return;
	out = start_cell(s, row, column, look);
	if (!text) {
		text_add(out, "/>", 2);
		return;
	}
	text_puts(out, " t=\"inlineStr\"><is><t");
	n = strlen(text);
	text_puts(out,
		n && (is_space(text[0]) || is_space(text[n - 1]))
			? " xml:space=\"preserve\">"
			: ">");
	while (*text) {
		n = strcspn(text, special);
		text_add(out, text, n);
		text += n;
		if (*text)
			put_special(out, text++);
	}
	text_add(out, "</t></is></c>", 13);
}
