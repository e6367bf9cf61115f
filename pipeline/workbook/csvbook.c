/* SPDX-License-Identifier: MIT */
/*
 * A list of values as a workbook of one sheet. A field that is a decimal
 * number is one, an empty field is blank, all else is text as it stands.
 */
#include "pipeline/workbook/csvbook.h"

#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/num.h"
#include "pipeline/workbook/csvtext.h"

enum {
	MAX_ROWS = 1048576,
	MAX_COLUMNS = 16384,
	MAX_DIGITS = 400, /* of a number; a double needs no more */
};

struct csv_sheet {
	struct csvtext *text;
	struct csv_cursor *cursor;
	char decimal_mark;
	uint32_t next; /* row */
	struct cell *cells;
	size_t cap;
};

/* That all of the file is text is known before the first cell is given. */
static int check_text(const struct book *b, struct err *e)
{
	struct span piece;
	struct csvtext *t = NULL;
	int rc = csvtext_open(&t, book_bytes(b), NULL, b->csv.codepage, e);

	if (rc == 0)
		while ((rc = csvtext_next(t, &piece, e)) > 0)
			;
	csvtext_close(t);
	return rc;
}

static int csvbook_open(struct book *b, struct err *e)
{
	if (check_text(b, e) < 0)
		return -1;
	return book_add_sheet(b, span_of("csv"), SHEET_VISIBLE, e);
}

static void csvbook_close(void *state)
{
	(void)state;
}

void csvbook_sheet_close(void *sheet)
{
	struct csv_sheet *s = sheet;

	if (!s)
		return;
	csv_close(s->cursor);
	csvtext_close(s->text);
	free(s->cells);
	free(s);
}

static int more(void *text, struct span *piece, struct err *e)
{
	return csvtext_next(text, piece, e);
}

int csvbook_sheet_read(void **out, struct span bytes,
	const struct zip_entry *entry, const struct book_csv *csv,
	struct err *e)
{
	struct csv_sheet *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->decimal_mark = csv->decimal_mark;
	if (csvtext_open(&s->text, bytes, entry, csv->codepage, e) < 0 ||
		csv_open(&s->cursor, more, s->text, csv->separator, e) < 0) {
		csvbook_sheet_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

static int csvbook_sheet_open(
	void **out, struct book *b, size_t sheet, struct err *e)
{
	(void)sheet;
	return csvbook_sheet_read(out, book_bytes(b), NULL, &b->csv, e);
}

static int read_number(double *out, struct span field, char mark)
{
	char point[MAX_DIGITS];

	if (mark == '.')
		return num_parse(out, field.at, field.len);
	if (field.len > sizeof(point) || memchr(field.at, '.', field.len))
		return -1;
	for (size_t i = 0; i < field.len; i++)
		point[i] = field.at[i] == mark ? '.' : field.at[i];
	return num_parse(out, point, field.len);
}

static struct cell make_cell(
	const struct csv_sheet *s, size_t column, struct span field)
{
	struct cell c = {
		.row = s->next, .column = (uint32_t)column, .text = field
	};

	c.type = read_number(&c.number, field, s->decimal_mark) == 0
		? CELL_NUMBER
		: CELL_TEXT;
	return c;
}

static int reserve(struct csv_sheet *s, size_t n, struct err *e)
{
	struct cell *more;

	if (n <= s->cap)
		return 0;
	more = realloc(s->cells, 2 * n * sizeof(*more));
	if (!more)
		return err_memory(e);
	s->cells = more;
	s->cap = 2 * n;
	return 0;
}

static int make_row(struct csv_sheet *s, struct row *out,
	const struct span *fields, size_t n, struct err *e)
{
	if (s->next == MAX_ROWS || n > MAX_COLUMNS)
		return err_set(e, ERR_DATA,
			"row %zu: more than %d rows or %d columns",
			(size_t)s->next + 1, MAX_ROWS, MAX_COLUMNS);
	if (reserve(s, n, e) < 0)
		return -1;
	*out = (struct row){ s->next, s->cells, 0 };
	for (size_t i = 0; i < n; i++)
		if (fields[i].len)
			s->cells[out->n++] = make_cell(s, i, fields[i]);
	s->next++;
	return 0;
}

int csvbook_sheet_next(void *sheet, struct row *out, struct err *e)
{
	struct csv_sheet *s = sheet;
	const struct span *fields;
	size_t n;
	int rc;

	while ((rc = csv_next(s->cursor, &fields, &n, e)) > 0) {
		if (make_row(s, out, fields, n, e) < 0)
			return -1;
		if (out->n > 0)
			return 1;
	}
	return rc;
}

const struct reader reader_csv = {
	.format = "csv",
	.is_list = 1,
	.open = csvbook_open,
	.close = csvbook_close,
	.sheet_open = csvbook_sheet_open,
	.sheet_next = csvbook_sheet_next,
	.sheet_close = csvbook_sheet_close,
};
