/* SPDX-License-Identifier: MIT */
#include "pipeline/store/load.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/hash.h"
#include "pipeline/store/batch.h"
#include "pipeline/store/load_inside.h"
#include "pipeline/store/sqltext.h"

enum { PLACE_TEXT = 192 }; /* what period and cell may take */

struct load {
	struct db *db;
	struct load_row row;
	const char *dataset, *root;
	int is_press, has_errors;
	struct batch *batch;
	struct stmt *put_finding;
	struct load_names names;
};

/* The number in the first row of a query about some names. */
static int find(int64_t *out, struct db *d, const char *sql,
	const struct span *names, int n, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql, e) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		stmt_text(s, i + 1, names[i]);
	rc = stmt_step(s, e);
	if (rc == 1)
		*out = stmt_get_integer(s, 0);
	stmt_close(s);
	return rc;
}

int load_check_release(
	struct db *d, const struct load_release *r, struct err *e)
{
	static const char as_of[] = "SELECT 1 FROM as_of";
	static const char edition[] =
		"SELECT 1 FROM edition WHERE dataset = ?1 AND edition = ?2";
	const struct span names[] = { span_of(r->dataset),
		span_of(r->edition) };
	int64_t one;
	int rc = find(&one, d, as_of, NULL, 0, e);

	if (rc == 1)
		err_set(e, ERR_DATA,
			"the database is one as of a moment: load into the "
			"one that it was made of");
	if (rc == 0)
		rc = find(&one, d, edition, names, 2, e);
	if (rc == 0)
		err_set(e, ERR_DATA, "no edition %s of %s in the database",
			r->edition, r->dataset);
	if (strlen(r->sha256) != HASH_HEX - 1 ||
		strspn(r->sha256, "0123456789abcdef") != HASH_HEX - 1)
		err_set(e, ERR_DATA, "release '%s' is no sha256", r->sha256);
	return e->kind == ERR_NONE ? 0 : -1;
}

/* 1 if the database has the release, read as it would be read now. */
static int is_there(struct db *d, const struct load_release *r, struct err *e)
{
	static const char sql[] =
		"SELECT refused IS NULL AND (?4 IS NULL OR recipe IS ?4)"
		" FROM release"
		" WHERE dataset = ?1 AND edition = ?2 AND release = ?3";
	const struct span names[] = { span_of(r->dataset), span_of(r->edition),
		span_of(r->sha256), span_of(r->recipe) };
	int64_t same = 0;

	return find(&same, d, sql, names, 4, e) < 0 ? -1 : (int)same;
}

/* What an earlier reading of the same release left. */
static int forget(struct db *d, int64_t release, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql, e) < 0)
		return -1;
	stmt_integer(s, 1, release);
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

int load_put_release(struct load_row *out, struct db *d,
	const struct load_release *r, struct err *e)
{
	char now[CLOCK_TEXT];
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql_load_release, e) < 0)
		return -1;
	clock_format(now, clock_now());
	stmt_text(s, 1, span_of(r->dataset));
	stmt_text(s, 2, span_of(r->edition));
	stmt_text(s, 3, span_of(r->sha256));
	stmt_text(s, 4, span_of(r->published));
	stmt_text(s, 5, span_of(r->file));
	stmt_text(s, 6, span_of(r->url));
	if (r->official >= 0)
		stmt_integer(s, 7, r->official);
	if (r->bytes >= 0)
		stmt_integer(s, 8, r->bytes);
	stmt_text(s, 9, span_of(r->fetched));
	stmt_text(s, 10, span_of(now));
	stmt_text(s, 11, span_of(r->recipe));
	stmt_text(s, 12, span_of(r->final_url));
	if (r->status)
		stmt_integer(s, 13, r->status);
	stmt_text(s, 14, span_of(r->etag));
	stmt_text(s, 15, span_of(r->last_modified));
	stmt_text(s, 16, span_of(r->content_type));
	stmt_text(s, 17, span_of(r->agent));
	stmt_text(s, 18, span_of(r->again));
	stmt_text(s, 19, span_of(r->is_press ? "press" : "workbook"));
	rc = stmt_step(s, e);
	if (rc == 1)
		*out = (struct load_row){ stmt_get_integer(s, 0),
			span_is(stmt_get_text(s, 1), "current") &&
				stmt_type(s, 2) == VALUE_NULL };
	stmt_close(s);
	return rc == 1 ? forget(d, out->release,
				 "DELETE FROM judged WHERE release_id = ?1", e)
		       : -1;
}

static int prepare(struct load *l, const struct load_release *r, struct err *e)
{
	if (load_put_release(&l->row, l->db, r, e) < 0 ||
		forget(l->db, l->row.release,
			"DELETE FROM observation WHERE release_id = ?1",
			e) < 0 ||
		forget(l->db, l->row.release,
			"DELETE FROM finding WHERE release_id = ?1", e) < 0 ||
		load_names_open(&l->names, l->db, r, e) < 0 ||
		batch_open(&l->batch, e) < 0)
		return -1;
	return stmt_open_kept(&l->put_finding, l->db, sql_load_finding, e);
}

int load_again(struct db *d, const struct load_release *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (!r->again)
		return 0;
	if (stmt_open_kept(&s, d, sql_load_release_again, e) < 0)
		return -1;
	stmt_text(s, 1, span_of(r->dataset));
	stmt_text(s, 2, span_of(r->edition));
	stmt_text(s, 3, span_of(r->sha256));
	stmt_text(s, 4, span_of(r->again));
	rc = stmt_run(s, e);
	stmt_close(s);
	return rc;
}

int load_begin(struct load **out, struct db *d, const struct load_release *r,
	struct err *e)
{
	struct load *l;
	int there;

	*out = NULL;
	if (load_check_release(d, r, e) < 0)
		return -1;
	there = is_there(d, r, e);
	if (there)
		return there < 0 ? -1 : load_again(d, r, e);
	l = calloc(1, sizeof(*l));
	if (!l)
		return err_memory(e);
	l->db = d;
	l->is_press = r->is_press;
	l->dataset = r->dataset;
	l->root = r->root;
	if (prepare(l, r, e) < 0) {
		load_end(l, -1, e);
		return err_in(e, "%s/%s", r->dataset, r->edition);
	}
	*out = l;
	return 0;
}

/* Text of a column that has no NULL. */
static struct span some(struct span s)
{
	return s.at ? s : (struct span){ "", 0 };
}

/* The ids of what an observation refers to. */
static int resolve(struct batch_row *row, struct load *l,
	const struct observation *o, struct err *e)
{
	const int64_t *indicator =
		ids_expect(&l->names.indicators, o->indicator);

	if (!indicator)
		return err_set(e, ERR_DATA,
			"indicator '%.*s' is none of this edition",
			SPAN(o->indicator));
	row->measure = batch_measure(o->measure);
	if (row->measure < 0)
		return err_set(e, ERR_DATA,
			"measure '%.*s' is none of score, rank, raw",
			SPAN(o->measure));
	if (!ids_expect(&l->names.areas, o->area))
		return err_set(e, ERR_DATA,
			"area '%.*s' (label '%.*s') is not in the area table",
			SPAN(o->area), SPAN(o->label));
	if (o->cell.len == 0)
		return err_set(e, ERR_DATA, "no cell is given");
	if (o->period.len + o->cell.len > PLACE_TEXT)
		return err_set(e, ERR_DATA, "period or cell is too long");
	row->indicator = *indicator;
	if (load_name(&row->sheet, &l->names.sheets, some(o->sheet), e) < 0)
		return -1;
	return load_name(&row->label, &l->names.labels, some(o->label), e);
}

int load_put(struct load *l, const struct observation *o, struct err *e)
{
	struct batch_row row = { .period = some(o->period),
		.area = o->area,
		.raw = some(o->raw),
		.cell = o->cell,
		.has_value = o->has_value,
		.value = o->value + 0.0 }; /* -0 is 0 */

	assert(!o->has_value || isfinite(o->value));
	if (resolve(&row, l, o, e) < 0 || batch_put(l->batch, &row, e) < 0)
		return -1;
	return 0;
}

void load_bind_finding(struct stmt *s, int64_t release, const struct finding *f)
{
	const struct span columns[] = { f->rule,
		span_of(severity_name(f->severity)), { NULL, 0 }, f->indicator,
		f->measure, f->area, f->label, f->period, f->sheet, f->cell,
		f->raw, f->expected, f->actual, { NULL, 0 }, some(f->message) };

	for (int i = 0; i < (int)(sizeof(columns) / sizeof(*columns)); i++)
		stmt_text(s, i + 1, columns[i]);
	stmt_integer(s, 3, release);
	stmt_integer(s, 14, f->cells);
}

int load_put_finding(struct load *l, const struct finding *f, struct err *e)
{
	if (l->is_press && f->severity == SEVERITY_ERROR)
		return err_set(e, ERR_DATA,
			"cell %.*s of what the press printed: %.*s",
			SPAN(f->cell), SPAN(f->message));
	l->has_errors |= f->severity == SEVERITY_ERROR;
	load_bind_finding(l->put_finding, l->row.release, f);
	return stmt_run(l->put_finding, e);
}

size_t load_count(const struct load *l)
{
	return batch_count(l->batch);
}

static int same_cell(
	const struct load *l, const struct batch_row *row, struct err *e)
{
	return err_set(e, ERR_DATA,
		"sheet '%.*s' cell %.*s: %.*s %s of %.*s was read from it "
		"before",
		SPAN(load_name_of(&l->names.sheets.ids, row->sheet)),
		SPAN(row->cell),
		SPAN(load_name_of(&l->names.indicators, row->indicator)),
		batch_measure_name(row->measure), SPAN(row->area));
}

static int put_content(struct load *l, struct err *e)
{
	char content[HASH_HEX];
	struct stmt *s = NULL;
	int rc = batch_content(content, l->batch, l->db, e);

	if (rc == 0)
		rc = stmt_open_kept(&s, l->db,
			"UPDATE release SET content = ?2 WHERE release_id = ?1",
			e);
	if (rc == 0) {
		stmt_integer(s, 1, l->row.release);
		stmt_text(s, 2, span_of(content));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

static int put_rows(struct load *l, struct err *e)
{
	struct batch_row twice;

	if (batch_sort(&twice, l->batch, e) < 0)
		return -1;
	if (twice.cell.len)
		return same_cell(l, &twice, e);
	if (batch_insert(l->batch, l->db, l->row.release, e) < 0)
		return -1;
	return put_content(l, e);
}

int load_end(struct load *l, int rc, struct err *e)
{
	if (!l)
		return rc;
	if (rc == 0 && l->row.was_current && l->has_errors)
		rc = load_check_anew(
			l->db, l->root, l->dataset, l->row.release, e);
	if (rc == 0)
		rc = put_rows(l, e);
	batch_close(l->batch);
	stmt_close(l->put_finding);
	load_names_free(&l->names);
	free(l);
	return rc;
}
