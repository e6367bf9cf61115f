/* SPDX-License-Identifier: MIT */
#include "pipeline/store/batch_inside.h"

static void integer(struct db_value *v, int64_t value)
{
	v->type = VALUE_INTEGER;
	v->integer = value;
}

static void text(struct db_value *v, struct span value)
{
	v->type = VALUE_TEXT;
	v->text = value;
}

static void fill(struct db_value *v, const void *context, size_t i)
{
	const struct batch *b = context;
	const struct kept *row = batch_sorted(b, i);

	integer(&v[0], b->release);
	integer(&v[1], batch_id(b, INDICATOR, row->indicator));
	text(&v[2], span_of(batch_measure_name(row->measure)));
	text(&v[3], ids_name(&b->names[PERIOD], row->period));
	text(&v[4], ids_name(&b->names[AREA], row->area));
	integer(&v[5], (int64_t)batch_place(b, i));
	v[6].type = row->has_value ? VALUE_NUMBER : VALUE_NULL;
	v[6].number = row->value;
	text(&v[7], batch_raw(row));
	integer(&v[8], batch_id(b, SHEET, row->sheet));
	text(&v[9], batch_cell(row));
	integer(&v[10], batch_id(b, LABEL, row->label));
}

/* The foreign keys of observation: what refers, and whether what it refers to
 * is there. That the release is there is known: its row was put just before. */
static const struct reference {
	enum batch_name kind;
	const char *name, *sql;
} references[] = {
	{ INDICATOR, "indicator",
		"SELECT 1 FROM indicator WHERE indicator_id = ?1" },
	{ AREA, "area", "SELECT 1 FROM area WHERE area = ?1" },
	{ SHEET, "sheet", "SELECT 1 FROM sheet WHERE sheet_id = ?1" },
	{ LABEL, "label", "SELECT 1 FROM label WHERE label_id = ?1" },
};

/* Asks once about each of the names. */
static int check_names(struct stmt *s, const struct batch *b,
	const struct reference *r, struct err *e)
{
	for (uint32_t i = 0; i < b->names[r->kind].n; i++) {
		int rc;

		if (r->kind == AREA)
			stmt_text(s, 1, ids_name(&b->names[AREA], i));
		else
			stmt_integer(s, 1, batch_id(b, r->kind, i));
		rc = stmt_step(s, e);
		stmt_reset(s);
		if (rc != 1)
			return err_set(e, ERR_DATA,
				"there is no %s that an observation refers to",
				r->name);
	}
	return 0;
}

static int check_references(const struct batch *b, struct db *d, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < 4; i++) {
		struct stmt *s = NULL;

		rc = stmt_open_kept(&s, d, references[i].sql, e);
		if (rc == 0)
			rc = check_names(s, b, &references[i], e);
		stmt_close(s);
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
	const struct db_rows rows = { b->n, fill, b };

	b->release = release;
	if (check_references(b, d, e) < 0)
		return -1;
	return db_put_rows(d, sql, &rows, e);
}
