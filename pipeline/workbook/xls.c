/* SPDX-License-Identifier: MIT */
/*
 * .xls: the rows of a sheet, read from its records as they come. A formula
 * gives its stored result; what it computes is not decoded, so that its cells
 * carry an empty formula text.
 */
#include <stdlib.h>

#include "pipeline/workbook/biff.h"
#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/cfb.h"
#include "pipeline/workbook/reader.h"
#include "pipeline/workbook/xlsrow.h"
#include "pipeline/workbook/xlswalk.h"

struct xls {
	struct cfb *cfb;
	struct cfb_stream stream;
	struct biff biff;
};

struct xls_sheet {
	struct xls_walk walk;
	struct biff_record record; /* the next with cells, if has_record */
	int has_record;
	struct xls_row row;
};

static int fetch(struct xls_sheet *s, struct err *e)
{
	s->has_record = xls_walk_next(&s->record, &s->walk, e);
	return s->has_record < 0 ? -1 : 0;
}

static int row_next(struct xls_sheet *s, struct row *out, struct err *e)
{
	unsigned number = le16(s->record.at);

	xls_row_clear(&s->row);
	while (s->has_record && le16(s->record.at) == number)
		if (xls_row_add(&s->row, &s->record, e) < 0 || fetch(s, e) < 0)
			return -1;
	xls_row_finish(out, &s->row, number);
	return 0;
}

static int xls_sheet_next(void *sheet, struct row *out, struct err *e)
{
	struct xls_sheet *s = sheet;

	while (s->has_record) {
		if (row_next(s, out, e) < 0)
			return -1;
		if (out->n > 0)
			return 1;
	}
	return 0;
}

static void xls_sheet_close(void *sheet)
{
	struct xls_sheet *s = sheet;

	if (!s)
		return;
	xls_row_free(&s->row);
	xls_walk_free(&s->walk);
	free(s);
}

static int xls_sheet_open(
	void **out, struct book *b, size_t sheet, struct err *e)
{
	struct xls *x = b->state;
	struct xls_sheet *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->row.biff = &x->biff;
	if (xls_walk_open(&s->walk, &x->biff, sheet, e) < 0 ||
		biff_need_sst(&x->biff, e) < 0 || fetch(s, e) < 0) {
		xls_sheet_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

/* The stream with the records: of Excel 97 on, of Excel 5 and 95 (a file may
 * have both, then the newer is the fuller), or the whole file. */
static int find_stream(
	struct span *out, struct xls *x, struct span file, struct err *e)
{
	const char *name;

	*out = file;
	if (!cfb_is(file))
		return 0;
	if (cfb_open(&x->cfb, file, e) < 0)
		return -1;
	name = cfb_has(x->cfb, "Workbook") ? "Workbook" : "Book";
	if (!cfb_has(x->cfb, name))
		return err_set(
			e, ERR_DATA, "an Office file that is no workbook");
	if (cfb_read(&x->stream, x->cfb, name, e) < 0)
		return -1;
	*out = (struct span){ (const char *)x->stream.at, x->stream.len };
	return 0;
}

static int xls_open(struct book *b, struct err *e)
{
	struct xls *x = calloc(1, sizeof(*x));
	struct span stream;

	if (!x)
		return err_memory(e);
	b->state = x;
	if (find_stream(&stream, x, book_bytes(b), e) < 0 ||
		biff_open(&x->biff, stream, e) < 0)
		return -1;
	b->epoch = x->biff.epoch;
	for (size_t i = 0; i < x->biff.n_sheets; i++) {
		const struct biff_sheet *s = &x->biff.sheets[i];
		struct span name = { s->name.at, s->name.len };

		if (book_add_sheet(b, name, s->state, e) < 0)
			return -1;
	}
	return 0;
}

static void xls_close(void *state)
{
	struct xls *x = state;

	if (!x)
		return;
	biff_free(&x->biff);
	cfb_stream_free(&x->stream);
	cfb_close(x->cfb);
	free(x);
}

const struct reader reader_xls = {
	.format = "xls",
	.open = xls_open,
	.close = xls_close,
	.sheet_open = xls_sheet_open,
	.sheet_next = xls_sheet_next,
	.sheet_close = xls_sheet_close,
};
