/* SPDX-License-Identifier: MIT */
#include "tests/truth.h"

#include <sqlite3.h>

#include "tests/check.h"

int truth_order(const struct truth_cell *a, const struct truth_cell *b)
{
	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

/* In one place, the word of the readers who agree comes before the remark that
 * they do not quite. */
static int by_place(const void *a, const void *b)
{
	const struct truth_cell *x = a, *y = b;
	int order = truth_order(x, y);

	return order ? order : (x->type > y->type) - (x->type < y->type);
}

static void read_address(struct truth_cell *c, struct span s)
{
	uint32_t column = 0, row = 0;

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= 'A')
			column = column * 26 + (uint32_t)(s.at[i] - 'A') + 1;
		else
			row = row * 10 + (uint32_t)(s.at[i] - '0');
	assert_true(row > 0 && column > 0);
	c->row = row - 1;
	c->column = column - 1;
}

static struct truth_cell *add_cell(
	struct truth *t, struct span sheet, struct span address)
{
	t->cells = array_more(t->cells, t->n, sizeof(*t->cells));
	assert_non_null(t->cells);
	t->cells[t->n] = (struct truth_cell){ 0 };
	t->cells[t->n].sheet = (unsigned)strtoul(sheet.at, NULL, 10);
	read_address(&t->cells[t->n], address);
	return &t->cells[t->n++];
}

static enum truth_type type_of(struct span s)
{
	static const char *const names[] = { "n", "d", "s", "b", "e", "num" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(s, names[i]))
			return (enum truth_type)i;
	fail_msg("the unknown type '%.*s'", SPAN(s));
	return TRUTH_DISPUTED;
}

/* ---- cells.tsv and disagree.tsv ------------------------------------------ */

static struct span next_field(struct span *line)
{
	const char *tab = memchr(line->at, '\t', line->len);
	size_t n = tab ? (size_t)(tab - line->at) : line->len;
	struct span field = { line->at, n };

	*line = (struct span){ line->at + n + (tab != NULL),
		line->len - n - (tab != NULL) };
	return field;
}

static void take_agreed(struct truth *t, struct span line)
{
	struct span sheet = next_field(&line);
	struct truth_cell *c = add_cell(t, sheet, next_field(&line));

	c->type = type_of(next_field(&line));
	c->value = next_field(&line);
	c->iso = next_field(&line);
}

static void take_disputed(struct truth *t, struct span line)
{
	struct span sheet = next_field(&line), address = next_field(&line);
	struct span what = next_field(&line);

	if (span_is(what, "notruth"))
		add_cell(t, sheet, address)->type = TRUTH_DISPUTED;
	else if (span_is(what, "dateflag"))
		add_cell(t, sheet, address)->type = TRUTH_NUMERIC;
}

static void read_lines(struct truth *t, struct file_map *map,
	const char *folder, const char *name,
	void (*take)(struct truth *, struct span))
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];
	struct span rest;

	path_in(path, folder, name);
	if (!file_exists(path))
		return;
	assert_int_equal(file_map(map, path, &e), 0);
	rest = (struct span){ map->at, map->len };
	while (rest.len) {
		const char *end = memchr(rest.at, '\n', rest.len);
		size_t n = (size_t)(end - rest.at);

		assert_non_null(end);
		take(t, (struct span){ rest.at, n });
		rest = (struct span){ end + 1, rest.len - n - 1 };
	}
}

/* Of the two words on one cell the first stays, and learns from the second. */
static void settle(struct truth *t)
{
	size_t n = 0;

	if (t->n)
		qsort(t->cells, t->n, sizeof(*t->cells), by_place);
	for (size_t i = 0; i < t->n; i++) {
		if (n == 0 || truth_order(&t->cells[n - 1], &t->cells[i]))
			t->cells[n++] = t->cells[i];
		else
			t->cells[n - 1].type = t->cells[i].type;
	}
	t->n = n;
}

/* ---- meta.json and expected.json ----------------------------------------- */

static struct span column(struct truth *t, struct sqlite3_stmt *row, int i)
{
	struct span s = { (const char *)sqlite3_column_text(row, i),
		(size_t)sqlite3_column_bytes(row, i) };

	if (!s.at)
		return (struct span){ "", 0 };
	s.at = arena_copy(&t->arena, s);
	assert_non_null(s.at);
	return s;
}

static void take_sheet(struct truth *t, sqlite3_stmt *row)
{
	struct truth_sheet *s;
	struct span state;

	t->sheets = array_more(t->sheets, t->n_sheets, sizeof(*t->sheets));
	assert_non_null(t->sheets);
	s = &t->sheets[t->n_sheets++];
	s->name = column(t, row, 0).at;
	state = column(t, row, 1);
	s->state = span_is(state, "hidden") ? SHEET_HIDDEN
		: span_is(state, "visible") ? SHEET_VISIBLE
					    : SHEET_VERY_HIDDEN;
}

/* A date in words: "36:00:00 elapsed", "serial 0", "1900-02-29 (phantom)". */
static void read_date(struct truth *t, struct truth_cell *c)
{
	const char *note = memchr(c->value.at, '(', c->value.len);
	char days[32];

	c->iso = c->value;
	c->value.len = 0;
	if (note)
		c->iso.len = (size_t)(note - c->iso.at - 1);
	if (memmem(c->iso.at, c->iso.len, "elapsed", 7)) {
		snprintf(days, sizeof(days), "%.17g",
			strtod(c->iso.at, NULL) / 24);
		c->value.len = strlen(days);
		c->value.at = arena_copy(&t->arena, span_of(days));
		c->iso.len = 0;
	} else if (memcmp(c->iso.at, "serial ", 7) == 0) {
		c->value = (struct span){ c->iso.at + 7, c->iso.len - 7 };
		c->iso.len = 0;
	}
}

static void take_expected(struct truth *t, sqlite3_stmt *row)
{
	struct span sheet = column(t, row, 0);
	struct truth_cell *c = add_cell(t, sheet, column(t, row, 1));

	c->type = type_of(column(t, row, 2));
	c->value = column(t, row, 3);
	if (c->type == TRUTH_DATE)
		read_date(t, c);
}

static const char meta_sheets[] =
	"SELECT value->>'name', value->>'visible'"
	" FROM json_each(?1, '$.sheets') ORDER BY value->>'idx'";
static const char expected_sheets[] =
	"SELECT value->>0, value->>1 FROM json_each(?1, '$.sheets')"
	" WHERE type = 'array' ORDER BY key";
static const char expected_cells[] =
	"SELECT s.key, c.key, c.value->>0, CASE json_type(c.value, '$[1]')"
	" WHEN 'true' THEN 'TRUE' WHEN 'false' THEN 'FALSE'"
	" ELSE replace(replace(replace(replace(c.value->>1, '\\', '\\\\'),"
	" char(10), '\\n'), char(9), '\\t'), char(13), '\\r') END"
	" FROM json_each(?1, '$.truth') AS s, json_each(s.value) AS c"
	" WHERE s.type = 'object' ORDER BY s.key, c.key";

/* Calls take with each row that the query finds in a JSON file. */
static void query(struct truth *t, const char *path, const char *sql,
	void (*take)(struct truth *, sqlite3_stmt *))
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	sqlite3 *db = NULL;
	sqlite3_stmt *row = NULL;
	int rc;

	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_bind_text(row, 1, map.at, (int)map.len, SQLITE_STATIC),
		SQLITE_OK);
	while ((rc = sqlite3_step(row)) == SQLITE_ROW)
		take(t, row);
	assert_int_equal(rc, SQLITE_DONE);
	sqlite3_finalize(row);
	sqlite3_close(db);
	file_unmap(&map);
}

void truth_read(struct truth *t, const char *folder)
{
	char path[PATH_TEXT];

	*t = (struct truth){ 0 };
	path_in(path, folder, "meta.json");
	if (file_exists(path)) {
		t->is_all = 1;
		query(t, path, meta_sheets, take_sheet);
	}
	path_in(path, folder, "expected.json");
	if (file_exists(path)) {
		query(t, path, expected_sheets, take_sheet);
		query(t, path, expected_cells, take_expected);
	}
	read_lines(t, &t->agreed, folder, "cells.tsv", take_agreed);
	read_lines(t, &t->disputed, folder, "disagree.tsv", take_disputed);
	settle(t);
}

void truth_free(struct truth *t)
{
	file_unmap(&t->agreed);
	file_unmap(&t->disputed);
	arena_free(&t->arena);
	free(t->sheets);
	free(t->cells);
	*t = (struct truth){ 0 };
}
