/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/crosscheck.h"

#include <freexl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/book.h"

/* The other reader with one of its sheets chosen. */
struct other {
	const void *handle;
	unsigned int rows;
	unsigned short columns;
};

/* It says that all is well with no handle where it gave up on a stream. */
static int open_other(struct other *o, struct xls_check *out, const char *path)
{
	int rc = freexl_open(path, &o->handle);

	if (rc == FREEXL_OK && o->handle)
		return 0;
	if (rc == FREEXL_OK)
		snprintf(out->refused, sizeof(out->refused),
			"libfreexl gave the workbook up without a reason");
	else
		snprintf(out->refused, sizeof(out->refused),
			"libfreexl refused the workbook with code %d", rc);
	return -1;
}

/* Chooses the sheet of that name; it counts chart sheets as well. */
static int choose(struct other *o, const char *name)
{
	unsigned int sheets = 0;
	const char *its = NULL;

	if (freexl_get_info(o->handle, FREEXL_BIFF_SHEET_COUNT, &sheets) !=
		FREEXL_OK)
		return -1;
	for (unsigned int i = 0; i < sheets && i < 65535; i++) {
		unsigned short at = (unsigned short)i;

		if (freexl_get_worksheet_name(o->handle, at, &its) !=
				FREEXL_OK ||
			!its || strcmp(its, name) != 0)
			continue;
		return freexl_select_active_worksheet(o->handle, at) ==
					FREEXL_OK &&
				freexl_worksheet_dimensions(o->handle, &o->rows,
					&o->columns) == FREEXL_OK
			? 0
			: -1;
	}
	return -1;
}

static int is_plain(const struct cell *c)
{
	return !c->formula.at &&
		(c->type == CELL_NUMBER ||
			(c->type == CELL_TEXT && c->text.len > 0));
}

/* Whole numbers come as int there, and a quotient by 100 may be off by the
 * last bit. */
static int is_same(const struct cell *c, const FreeXL_CellValue *v)
{
	double its = v->type == FREEXL_CELL_INT ? v->value.int_value
						: v->value.double_value;

	if (c->type == CELL_TEXT)
		return (v->type == FREEXL_CELL_TEXT ||
			       v->type == FREEXL_CELL_SST_TEXT) &&
			v->value.text_value &&
			span_is(c->text, v->value.text_value);
	if (v->type != FREEXL_CELL_INT && v->type != FREEXL_CELL_DOUBLE)
		return 0;
	return fabs(its - c->number) <= 1e-15 * fabs(c->number);
}

static void its_value(char *buf, size_t size, const FreeXL_CellValue *v)
{
	char digits[NUM_TEXT];

	switch (v->type) {
	case FREEXL_CELL_INT:
		snprintf(buf, size, "%d", v->value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		num_format(digits, v->value.double_value);
		snprintf(buf, size, "%s", digits);
		break;
	case FREEXL_CELL_NULL:
		snprintf(buf, size, "nothing");
		break;
	default:
		snprintf(buf, size, "'%.60s'",
			v->value.text_value ? v->value.text_value : "");
	}
}

static void note_difference(struct xls_check *out, const char *sheet,
	const struct cell *c, const FreeXL_CellValue *v)
{
	char address[CELL_ADDRESS], digits[NUM_TEXT], its[80];
	struct span ours = cell_stored(digits, c);

	if (out->differs++ > 0)
		return;
	cell_address(address, c->row, c->column);
	its_value(its, sizeof(its), v);
	snprintf(out->first, sizeof(out->first),
		"sheet '%.40s': cell %s: '%.*s' here, %s by libfreexl", sheet,
		address, ours.len < 60 ? (int)ours.len : 60, ours.at, its);
}

static void compare(struct xls_check *out, const struct other *o,
	const char *sheet, const struct cell *c)
{
	FreeXL_CellValue v = { .type = FREEXL_CELL_NULL };

	if (!is_plain(c) || c->row >= o->rows || c->column >= o->columns ||
		freexl_get_cell_value(o->handle, c->row,
			(unsigned short)c->column, &v) != FREEXL_OK)
		out->left_out++;
	else if (is_same(c, &v))
		out->same++;
	else
		note_difference(out, sheet, c, &v);
}

static int compare_sheet(struct xls_check *out, struct other *o, struct book *b,
	size_t sheet, struct err *e)
{
	const char *name = book_sheet_name(b, sheet);
	struct sheet *s = NULL;
	struct row row;
	int rc;

	o->rows = 0;
	if (sheet_open(&s, b, sheet, e) < 0)
		return -1;
	if (choose(o, name) < 0)
		o->rows = 0; /* then all of its cells are left out */
	while ((rc = sheet_next(s, &row, e)) > 0)
		for (size_t i = 0; i < row.n; i++)
			compare(out, o, name, &row.cells[i]);
	sheet_close(s);
	return rc;
}

int xls_cross_check(struct xls_check *out, const char *path, struct err *e)
{
	struct other o = { NULL, 0, 0 };
	struct book *b = NULL;
	int rc = -1;

	*out = (struct xls_check){ 0 };
	if (book_open(&b, path, NULL, e) < 0)
		return -1;
	if (strcmp(book_format(b), "xls") != 0) {
		err_set(e, ERR_DATA, "'%s' is no .xls", path);
		goto out;
	}
	rc = 0;
	if (open_other(&o, out, path) < 0)
		goto out;
	for (size_t i = 0; i < book_sheets(b) && rc == 0; i++)
		rc = compare_sheet(out, &o, b, i, e);
out:
	if (o.handle)
		freexl_close(o.handle);
	book_close(b);
	return rc;
}
