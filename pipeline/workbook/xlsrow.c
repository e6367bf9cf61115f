/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/xlsrow.h"

#include <math.h>

#include "pipeline/workbook/bytes.h"
#include "pipeline/workbook/serial.h"

/* The next cell, at the row and column that a record begins with, or some
 * columns behind that; it counts once it is added. NULL with the reason in
 * e. */
static struct cell *begin(struct xls_row *row, const struct biff_record *r,
	uint32_t behind, struct err *e)
{
	struct cell *c;

	if (cells_reserve(&row->cells, e) < 0)
		return NULL;
	c = &row->cells.v[row->cells.n];
	*c = (struct cell){ .row = le16(r->at),
		.column = le16(r->at + 2) + behind };
	if (c->column < GRID_COLUMNS)
		return c;
	err_set(e, ERR_DATA, "more than %d cells in a row", GRID_COLUMNS);
	return NULL;
}

static int add(struct xls_row *row)
{
	cells_add(&row->cells);
	return 0;
}

static void set_error(struct cell *c, const char *text)
{
	c->type = CELL_ERROR;
	c->text = span_of(text);
}

static void set_boolean(struct cell *c, int value)
{
	c->type = CELL_BOOLEAN;
	c->number = value;
	c->text = span_of(value ? "1" : "0");
}

/* A format of dates makes no date of a number that is outside the calendar. */
static void set_number(
	const struct xls_row *row, struct cell *c, unsigned xf, double value)
{
	const struct biff *b = row->biff;
	int is_date = biff_is_date(b, xf) && serial_is_date(value, b->epoch);

	c->type = is_date ? CELL_DATE : CELL_NUMBER;
	c->number = value;
	if (!isfinite(value)) /* Excel stores none; a spoilt file may */
		set_error(c, "#NUM!");
}

static int read_number(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c)
		return -1;
	set_number(row, c, le16(r->at + 4), le_double(r->at + 6));
	return add(row);
}

static int read_rk(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c)
		return -1;
	set_number(row, c, le16(r->at + 4), biff_rk(le32(r->at + 6)));
	return add(row);
}

/* row, first column, six bytes a cell, last column. */
static int read_mulrk(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	uint32_t behind = 0;

	for (size_t i = 4; i + 8 <= r->len; i += 6, behind++) {
		struct cell *c = begin(row, r, behind, e);

		if (!c)
			return -1;
		set_number(
			row, c, le16(r->at + i), biff_rk(le32(r->at + i + 2)));
		add(row);
	}
	return 0;
}

static int read_labelsst(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c)
		return -1;
	c->type = CELL_TEXT;
	c->text = biff_sst(row->biff, le32(r->at + 6));
	if (!c->text.at)
		return err_set(e, ERR_DATA,
			"its shared string does not exist (the workbook is "
			"damaged or cut short)");
	return add(row);
}

/* A string with its length in front, from `skip` bytes into the record on. */
static int set_text(struct xls_row *row, struct cell *c,
	const struct biff_record *r, size_t skip, struct err *e)
{
	const struct biff *b = row->biff;
	struct biff_reader in = biff_reader(b->stream, *r, skip);
	uint32_t n;
	int rc = biff_number(&n, &in, 2);

	text_clear(&row->text);
	if (rc == 0 && n > 0)
		rc = b->version == 8
			? biff_string8(&row->text, &in, n)
			: biff_string5(&row->text, &in, n, b->codepage);
	if (rc < 0)
		return err_set(e, ERR_DATA, "its text is cut short");
	if (text_done(&row->text, e) < 0)
		return -1;
	c->type = CELL_TEXT;
	return cells_keep(&c->text, &row->cells,
		(struct span){ row->text.at, row->text.len }, e);
}

static int read_label(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c || set_text(row, c, r, 6, e) < 0)
		return -1;
	return add(row);
}

static int read_boolerr(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c)
		return -1;
	if (r->at[7])
		set_error(c, biff_error(r->at[6]));
	else
		set_boolean(c, r->at[6] != 0);
	return add(row);
}

/* The text of a formula stands in a STRING record behind it, with at most the
 * formula that its cells share in between. */
static int set_string_result(struct xls_row *row, struct cell *c,
	const struct biff_record *formula, struct err *e)
{
	struct biff_record r = *formula;

	while (biff_record(&r, row->biff->stream, r.end)) {
		if (r.type == BIFF_STRING)
			return set_text(row, c, &r, 0, e);
		if (xls_row_holds(r.type) || r.type == BIFF_BOF ||
			r.type == BIFF_EOF)
			break;
	}
	return 0; /* blank: a formula without a stored result */
}

/* The result is a double, or where its upper two bytes are set one of text,
 * boolean, error, empty text ([MS-XLS] 2.5.133). */
static int set_result(struct xls_row *row, struct cell *c,
	const struct biff_record *r, struct err *e)
{
	const unsigned char *result = r->at + 6;

	if (le16(result + 6) != 0xffff) {
		set_number(row, c, le16(r->at + 4), le_double(result));
		return 0;
	}
	switch (result[0]) {
	case 0:
		return set_string_result(row, c, r, e);
	case 1:
		set_boolean(c, result[2] != 0);
		break;
	case 2:
		set_error(c, biff_error(result[2]));
		break;
	case 3:
		c->type = CELL_TEXT;
		c->text = span_of("");
		break;
	}
	return 0;
}

static int read_formula(
	struct xls_row *row, const struct biff_record *r, struct err *e)
{
	struct cell *c = begin(row, r, 0, e);

	if (!c)
		return -1;
	c->formula = span_of("");
	if (set_result(row, c, r, e) < 0)
		return -1;
	return add(row);
}

/* By the type of the record. */
static const struct kind {
	size_t least; /* bytes */
	int (*read)(struct xls_row *, const struct biff_record *, struct err *);
} kinds[] = {
	[BIFF_NUMBER] = { 14, read_number },
	[BIFF_RK] = { 10, read_rk },
	[BIFF_MULRK] = { 6, read_mulrk },
	[BIFF_LABELSST] = { 10, read_labelsst },
	[BIFF_LABEL] = { 8, read_label },
	[BIFF_RSTRING] = { 8, read_label },
	[BIFF_BOOLERR] = { 8, read_boolerr },
	[BIFF_FORMULA] = { 14, read_formula },
	[BIFF_FORMULA3] = { 14, read_formula },
	[BIFF_FORMULA4] = { 14, read_formula },
};

int xls_row_holds(unsigned type)
{
	return type < sizeof(kinds) / sizeof(*kinds) && kinds[type].read;
}

void xls_row_clear(struct xls_row *row)
{
	cells_clear(&row->cells);
}

int xls_row_add(struct xls_row *row, const struct biff_record *r, struct err *e)
{
	const struct kind *k = &kinds[r->type];
	char address[CELL_ADDRESS];

	if (r->len < k->least)
		return err_set(e, ERR_DATA,
			"row %u: a record of cells is too short",
			le16(r->at) + 1u);
	if (k->read(row, r, e) == 0)
		return 0;
	cell_address(address, le16(r->at), le16(r->at + 2));
	return err_in(e, "cell %s", address);
}

void xls_row_finish(struct row *out, struct xls_row *row, uint32_t number)
{
	cells_finish(&row->cells);
	*out = (struct row){ number, row->cells.v, row->cells.n };
}

void xls_row_free(struct xls_row *row)
{
	cells_free(&row->cells);
	text_free(&row->text);
	*row = (struct xls_row){ .biff = NULL };
}
