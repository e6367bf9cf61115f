/* SPDX-License-Identifier: MIT */
#include "pipeline/store/batch.h"

#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"

enum { ROW_TEXT = 1 << 20 };

/* A row and the beginning of what it is sorted by. */
struct sorted {
	uint64_t key;
	struct batch_row *row;
};

/* Rows stay in the order in which they came. */
struct batch {
	int64_t release;
	struct batch_row *rows;
	struct sorted *sorted;
	size_t n;
	struct arena texts;
};

/* In the order of the database. */
static const char *const measures[] = { "rank", "raw", "score" };
enum { MEASURES = sizeof(measures) / sizeof(*measures) };

const char *batch_measure(struct span name)
{
	for (int i = 0; i < MEASURES; i++)
		if (span_is(name, measures[i]))
			return measures[i];
	return NULL;
}

int batch_open(struct batch **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : err_memory(e);
}

void batch_close(struct batch *b)
{
	if (!b)
		return;
	arena_free(&b->texts);
	free(b->rows);
	free(b->sorted);
	free(b);
}

/* Moves text into the batch. NULL becomes ''. */
static int keep(struct batch *b, struct span *s)
{
	s->at = arena_copy(&b->texts, *s);
	return s->at ? 0 : -1;
}

int batch_put(struct batch *b, const struct batch_row *row, struct err *e)
{
	struct batch_row *rows = array_more(b->rows, b->n, sizeof(*rows));
	struct batch_row kept = *row;

	if (rows)
		b->rows = rows;
	if (row->period.len + row->area.len + row->raw.len + row->cell.len >=
		ROW_TEXT)
		return err_set(e, ERR_DATA, "the text of a cell is too long");
	if (!rows || keep(b, &kept.period) < 0 || keep(b, &kept.area) < 0 ||
		keep(b, &kept.raw) < 0 || keep(b, &kept.cell) < 0)
		return err_memory(e);
	rows[b->n++] = kept;
	return 0;
}

static uint64_t key_of(const struct batch_row *row)
{
	uint64_t key = (uint64_t)row->indicator << 2;

	for (int i = 0; i < MEASURES; i++)
		if (row->measure == measures[i])
			key += (uint64_t)i;
	for (size_t i = 0; i < 3 && i < row->area.len; i++)
		key = key << 8 | (unsigned char)row->area.at[i];
	return key;
}

static int compare_text(struct span a, struct span b)
{
	int c = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);

	return c ? c : a.len < b.len ? -1 : a.len > b.len;
}

static int compare_figures(const struct batch_row *a, const struct batch_row *b)
{
	int c = a->indicator < b->indicator ? -1 : a->indicator > b->indicator;

	if (c == 0)
		c = strcmp(a->measure, b->measure);
	if (c == 0)
		c = compare_text(a->period, b->period);
	return c ? c : compare_text(a->area, b->area);
}

/* By figure, and those of a figure as they came. Keys decide nearly always;
 * they leave the period out, which one release seldom has two of. */
static int compare(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;
	int c = a->key < b->key ? -1 : a->key > b->key;

	if (c == 0)
		c = compare_figures(a->row, b->row);
	return c ? c : a->row < b->row ? -1 : a->row > b->row;
}

static int same_figure(const struct sorted *a, const struct sorted *b)
{
	return a->key == b->key && compare_figures(a->row, b->row) == 0;
}

/* Gives the rows of one figure their places. A figure has as many cells as
 * tables that list it: few. */
static const struct batch_row *count_places(struct sorted *first, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct batch_row *row = first[i].row;

		row->place = (int64_t)i;
		for (size_t j = 0; j < i; j++)
			if (first[j].row->sheet == row->sheet &&
				compare_text(first[j].row->cell, row->cell) ==
					0)
				return row;
	}
	return NULL;
}

int batch_sort(const struct batch_row **twice, struct batch *b, struct err *e)
{
	size_t end;

	*twice = NULL;
	free(b->sorted);
	b->sorted = calloc(b->n + 1, sizeof(*b->sorted));
	if (!b->sorted)
		return err_memory(e);
	for (size_t i = 0; i < b->n; i++)
		b->sorted[i] =
			(struct sorted){ key_of(&b->rows[i]), &b->rows[i] };
	qsort(b->sorted, b->n, sizeof(*b->sorted), compare);
	for (size_t i = 0; !*twice && i < b->n; i = end) {
		for (end = i + 1; end < b->n; end++)
			if (!same_figure(&b->sorted[i], &b->sorted[end]))
				break;
		*twice = count_places(&b->sorted[i], end - i);
	}
	return 0;
}

static struct db_value integer(int64_t value)
{
	return (struct db_value){ .type = VALUE_INTEGER, .integer = value };
}

static struct db_value text(struct span value)
{
	return (struct db_value){ .type = VALUE_TEXT, .text = value };
}

static struct db_value number(const struct batch_row *row)
{
	return (struct db_value){ .type = row->has_value ? VALUE_NUMBER
							 : VALUE_NULL,
		.number = row->value };
}

static void value_of(struct db_value *out, const struct batch *b,
	const struct batch_row *row, int column)
{
	switch (column) {
	case 0:
		*out = integer(b->release);
		break;
	case 1:
		*out = integer(row->indicator);
		break;
	case 2:
		*out = text(span_of(row->measure));
		break;
	case 3:
		*out = text(row->period);
		break;
	case 4:
		*out = text(row->area);
		break;
	case 5:
		*out = integer(row->place);
		break;
	case 6:
		*out = number(row);
		break;
	case 7:
		*out = text(row->raw);
		break;
	case 8:
		*out = integer(row->sheet);
		break;
	case 9:
		*out = text(row->cell);
		break;
	case 10:
		*out = integer(row->label);
		break;
	}
}

static void give(
	struct db_value *out, const void *context, size_t i, int column)
{
	const struct batch *b = context;

	value_of(out, b, b->sorted[i].row, column);
}

/* The foreign keys of observation: a column, and whether what it refers to is
 * there. That the release is there is known: its row was put just before. */
static const struct reference {
	int column;
	const char *name, *sql;
} references[] = {
	{ 1, "indicator", "SELECT 1 FROM indicator WHERE indicator_id = ?1" },
	{ 4, "area", "SELECT 1 FROM area WHERE area = ?1" },
	{ 8, "sheet", "SELECT 1 FROM sheet WHERE sheet_id = ?1" },
	{ 10, "label", "SELECT 1 FROM label WHERE label_id = ?1" },
};

/* Asks once about each value of a column. seen has those that are there. */
static int check_values(struct stmt *s, struct ids *seen, const struct batch *b,
	const struct reference *r, struct err *e)
{
	struct db_value v;
	struct span key;
	int rc;

	for (size_t i = 0; i < b->n; i++) {
		value_of(&v, b, &b->rows[i], r->column);
		key = v.type == VALUE_TEXT
			? v.text
			: (struct span){ (const char *)&v.integer,
				  sizeof(v.integer) };
		if (ids_find(seen, key))
			continue;
		if (v.type == VALUE_TEXT)
			stmt_text(s, 1, v.text);
		else
			stmt_integer(s, 1, v.integer);
		rc = stmt_step(s, e);
		stmt_reset(s);
		if (rc != 1)
			return err_set(e, ERR_DATA,
				"there is no %s that an observation refers to",
				r->name);
		if (ids_add(seen, key, 1, e) < 0)
			return -1;
	}
	return 0;
}

static int check_references(const struct batch *b, struct db *d, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < 4; i++) {
		struct ids seen = IDS_INIT;
		struct stmt *s = NULL;

		rc = stmt_open(&s, d, references[i].sql, e);
		if (rc == 0)
			rc = check_values(s, &seen, b, &references[i], e);
		stmt_close(s);
		ids_free(&seen);
	}
	return rc;
}

int batch_insert(struct batch *b, struct db *d, int64_t release, struct err *e)
{
	static const char sql[] =
		"INSERT INTO observation (release_id, indicator_id, measure,"
		" period, area, place, value, raw, sheet_id, cell, label_id)"
		" SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10"
		" FROM given(?1)";
	const struct db_rows rows = { b->n, give, b };

	b->release = release;
	if (check_references(b, d, e) < 0)
		return -1;
	return db_put_rows(d, sql, &rows, e);
}
