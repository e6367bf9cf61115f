/* SPDX-License-Identifier: MIT */
#include "pipeline/store/rows.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/num.h"
#include "pipeline/base/record.h"

static const enum record_format records[] = {
	[QUERY_CSV] = RECORD_CSV,
	[QUERY_TSV] = RECORD_TSV,
	[QUERY_JSONL] = RECORD_JSONL,
};

/* A value as a field; number holds its text where it is one. */
static struct field field_of(struct stmt *s, int column, char *number)
{
	double value;

	switch (stmt_type(s, column)) {
	case VALUE_NULL:
		return (struct field){ FIELD_NULL, { NULL, 0 } };
	case VALUE_INTEGER:
		snprintf(number, NUM_TEXT, "%lld",
			(long long)stmt_get_integer(s, column));
		return (struct field){ FIELD_NUMBER, span_of(number) };
	case VALUE_NUMBER:
		value = stmt_get_number(s, column);
		if (!isfinite(value)) /* JSON has no number for it */
			return (struct field){ FIELD_TEXT,
				span_of(value < 0 ? "-Infinity" : "Infinity") };
		return (struct field){ FIELD_NUMBER,
			{ number, num_format(number, value) } };
	case VALUE_TEXT:
		break;
	}
	return (struct field){ FIELD_TEXT, stmt_get_text(s, column) };
}

/* A column of a table: as wide as its widest cell, its numbers to the right
 * if it holds nothing else. */
struct column {
	size_t width;
	int numbers, others;
};

/* All cells, row by row, the header first. Their text is gathered in one
 * buffer that may move, so a cell is known by its length. */
struct table {
	struct text bytes, lengths; /* lengths: of size_t */
	struct column *columns;
	int n;
};

struct rows {
	FILE *to;
	enum query_format format;
	const char *const *names;
	size_t n;
	struct table table; /* of md and table */
};

int rows_is_table(enum query_format format)
{
	return format == QUERY_MD || format == QUERY_TABLE;
}

/* What a table cannot show is masked; for Markdown, a bar is no border. */
static void add_cell(struct table *t, int column, const struct field *f, int md)
{
	size_t start = t->bytes.len, length, width;
	struct column *c = &t->columns[column];
	struct text plain = TEXT_INIT;

	text_mask(&plain, f->text);
	for (size_t i = 0; i < plain.len; i++) {
		if (md && plain.at[i] == '|')
			text_putc(&t->bytes, '\\');
		text_putc(&t->bytes, plain.at[i]);
	}
	t->bytes.failed |= plain.failed;
	text_free(&plain);
	length = t->bytes.len - start;
	text_add(&t->lengths, (const char *)&length, sizeof(length));
	width = length
		? text_width((struct span){ t->bytes.at + start, length })
		: 0;
	if (width > c->width)
		c->width = width;
	c->numbers |= f->kind == FIELD_NUMBER;
	c->others |= f->kind == FIELD_TEXT;
}

static void add_names(struct rows *r)
{
	int md = r->format == QUERY_MD;

	for (int i = 0; i < r->table.n; i++) {
		struct field name = { FIELD_NULL, span_of(r->names[i]) };
		struct column *c = &r->table.columns[i];

		add_cell(&r->table, i, &name, md);
		if (md && c->width < 3)
			c->width = 3; /* of the line of dashes */
	}
}

int rows_open(struct rows **out, FILE *to, const char *const *names, size_t n,
	enum query_format format, struct err *e)
{
	struct rows *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	*r = (struct rows){ to, format, names, n,
		{ TEXT_INIT, TEXT_INIT, calloc(n, sizeof(struct column)),
			(int)n } };
	if (!r->table.columns) {
		rows_close(r);
		return err_memory(e);
	}
	if (rows_is_table(r->format))
		add_names(r);
	else
		record_header(to, records[format], names, n);
	*out = r;
	return 0;
}

void rows_close(struct rows *r)
{
	if (!r)
		return;
	text_free(&r->table.bytes);
	text_free(&r->table.lengths);
	free(r->table.columns);
	free(r);
}

void rows_add(struct rows *r, const struct field *fields)
{
	if (!rows_is_table(r->format))
		record_put(r->to, records[r->format], r->names, fields, r->n);
	else
		for (int i = 0; i < r->table.n; i++)
			add_cell(&r->table, i, &fields[i],
				r->format == QUERY_MD);
}

static void repeat(FILE *out, char c, size_t n)
{
	while (n-- > 0)
		putc(c, out);
}

static int to_the_right(const struct column *c)
{
	return c->numbers && !c->others;
}

static void put_cell(
	FILE *out, const struct table *t, int i, struct span cell, int md)
{
	const struct column *c = &t->columns[i];
	size_t blank = c->width - (cell.len ? text_width(cell) : 0);
	int last = i + 1 == t->n;

	fputs(md ? "| " : i ? "  " : "", out);
	if (to_the_right(c))
		repeat(out, ' ', blank);
	fwrite(cell.at, 1, cell.len, out);
	if (!to_the_right(c) && (md || !last))
		repeat(out, ' ', blank);
	fputs(md && last ? " |\n" : md ? " " : last ? "\n" : "", out);
}

static void put_dashes(FILE *out, const struct table *t, int md)
{
	for (int i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];
		int colon = md && to_the_right(c);

		fputs(md ? "| " : i ? "  " : "", out);
		repeat(out, '-', c->width - (size_t)colon);
		fputs(colon ? ":" : "", out);
		fputs(md ? " " : "", out);
	}
	fputs(md ? "|\n" : "\n", out);
}

static void put_table(FILE *out, const struct table *t, int md)
{
	size_t cells = t->lengths.len / sizeof(size_t), length;
	const char *at = t->bytes.at ? t->bytes.at : "";

	for (size_t i = 0; i < cells; i++) {
		memcpy(&length, t->lengths.at + i * sizeof(length),
			sizeof(length));
		put_cell(out, t, (int)(i % (size_t)t->n),
			(struct span){ at, length }, md);
		at += length;
		if (i + 1 == (size_t)t->n)
			put_dashes(out, t, md);
	}
}

int rows_end(struct rows *r, struct err *e)
{
	if (text_done(&r->table.bytes, e) < 0 ||
		text_done(&r->table.lengths, e) < 0)
		return -1;
	if (rows_is_table(r->format))
		put_table(r->to, &r->table, r->format == QUERY_MD);
	return 0;
}

/* A row of a statement: room for what its columns need. */
struct row {
	int n;
	const char **names;
	struct field *fields;
	char (*numbers)[NUM_TEXT];
};

static void row_free(struct row *r)
{
	free(r->names);
	free(r->fields);
	free(r->numbers);
}

static int row_make(struct row *r, struct stmt *s, struct err *e)
{
	size_t n = (size_t)stmt_columns(s);

	*r = (struct row){ .n = (int)n,
		.names = calloc(n, sizeof(*r->names)),
		.fields = calloc(n, sizeof(*r->fields)),
		.numbers = calloc(n, sizeof(*r->numbers)) };
	if (!r->names || !r->fields || !r->numbers) {
		row_free(r);
		return err_memory(e);
	}
	for (int i = 0; i < r->n; i++)
		r->names[i] = stmt_name(s, i);
	return 0;
}

static int put_rows(size_t *n, struct rows *out, struct stmt *s, struct row *r,
	struct err *e)
{
	int rc;

	for (*n = 0; (rc = stmt_step(s, e)) == 1; ++*n) {
		for (int i = 0; i < r->n; i++)
			r->fields[i] = field_of(s, i, r->numbers[i]);
		rows_add(out, r->fields);
	}
	return rc < 0 ? -1 : rows_end(out, e);
}

int rows_put(size_t *n, FILE *to, struct stmt *s, enum query_format format,
	struct err *e)
{
	struct rows *out = NULL;
	struct row r;
	size_t uncounted;
	int rc;

	if (row_make(&r, s, e) < 0)
		return -1;
	rc = rows_open(&out, to, r.names, (size_t)r.n, format, e);
	if (rc == 0)
		rc = put_rows(n ? n : &uncounted, out, s, &r, e);
	rows_close(out);
	row_free(&r);
	return rc;
}
