/* SPDX-License-Identifier: MIT */
#include "pipeline/store/derive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/store/board_rows.h"
#include "pipeline/store/derive_define.h"
#include "pipeline/store/own.h"
#include "pipeline/store/sqltext.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

/* A table and the statements that make its rows anew. */
struct table {
	const struct sql_file *file;
	struct stmt *clear, *fill;
	int each;    /* by dataset */
	int by_ours; /* a function of ours puts what fill defines */
};

/* What is at work: the tables in the order of the Makefile's list, where what
 * is built upon comes first, and the datasets that are due. */
struct deriving {
	struct table *tables;
	size_t n_tables;
	const char **due;
	size_t n_due;
	struct board *board; /* opened with the first dataset */
	int all;	     /* also what is fresh */
	struct arena names;
	char made[CLOCK_TEXT];
};

static int open_table(struct deriving *w, struct db *d,
	const struct sql_file *f, struct err *e)
{
	struct table *all = array_more(w->tables, w->n_tables, sizeof(*all));
	struct table *t;
	char sql[128];
	const char *fill;

	if (!all)
		return err_memory(e);
	w->tables = all;
	t = &all[w->n_tables];
	*t = (struct table){ .file = f, .by_ours = board_has(f->name) };
	fill = derive_fill(&t->each, f->text);
	if (!fill)
		return 0;
	w->n_tables++;
	snprintf(sql, sizeof(sql), "DELETE FROM %s%s", f->name,
		t->each ? " WHERE dataset = ?1" : "");
	if (stmt_open(&t->clear, d, sql, e) < 0 ||
		stmt_open(&t->fill, d, fill, e) < 0)
		return err_in(e, "%s", f->path);
	return 0;
}

static int open_tables(struct deriving *w, struct db *d, struct err *e)
{
	for (size_t i = 0; i < sql_files_count; i++)
		if (strcmp(sql_files[i].folder, "derive") == 0 &&
			open_table(w, d, &sql_files[i], e) < 0)
			return -1;
	return 0;
}

static int add_due(struct deriving *w, struct span name, struct err *e)
{
	const char **due = array_more(w->due, w->n_due, sizeof(*due));

	if (due)
		w->due = due;
	if (!due || !(due[w->n_due] = arena_copy(&w->names, name)))
		return err_memory(e);
	w->n_due++;
	return 0;
}

static int find_due(struct deriving *w, struct db *d,
	const struct derive_order *o, struct err *e)
{
	static const char due[] =
		"SELECT DISTINCT dataset FROM derived "
		"WHERE (?2 = 1 OR state = 'stale') "
		"AND (CAST(?1 AS TEXT) IS NULL OR dataset = ?1 "
		"OR why = 'the regions are others') ORDER BY dataset";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, due, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(o->dataset));
		stmt_integer(s, 2, o->all);
	}
	while (rc >= 0 && (rc = stmt_step(s, e)) == 1)
		if (add_due(w, stmt_get_text(s, 0), e) < 0)
			rc = -1;
	stmt_close(s);
	return rc;
}

static void bind(struct stmt *s, const char *name, const char *text)
{
	int at = stmt_parameter(s, name);

	if (at > 0)
		stmt_text(s, at, span_of(text));
}

static int put_rows(const struct deriving *w, const struct table *t,
	const char *dataset, struct err *e)
{
	if (t->by_ours)
		return board_put(w->board, t->file->name, dataset, e);
	bind(t->fill, ":dataset", dataset);
	bind(t->fill, ":made", w->made);
	bind(t->fill, ":kosh", KOSH_VERSION);
	return stmt_run(t->fill, e);
}

/* The standings of editions that are fresh stay. */
static int keep_fresh(const struct deriving *w, struct db *d,
	const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d,
		"DELETE FROM standing WHERE dataset = ?1 AND edition IN "
		"(SELECT edition FROM derived WHERE dataset = ?1 "
		"AND (?2 = 1 OR state = 'stale'))",
		e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		stmt_integer(s, 2, w->all);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : board_read(w->board, dataset, e);
}

/* dataset is NULL for a table of all. */
static int fill_table(const struct deriving *w, const struct table *t,
	const char *dataset, struct err *e)
{
	const int kept = strcmp(t->file->name, "standing") == 0;

	if (dataset)
		stmt_text(t->clear, 1, span_of(dataset));
	return (!kept && stmt_run(t->clear, e) < 0) ||
			put_rows(w, t, dataset, e) < 0
		? err_in(e, "%s", t->file->path)
		: 0;
}

static int fill_tables(
	const struct deriving *w, const char *dataset, struct err *e)
{
	for (size_t i = 0; i < w->n_tables; i++)
		if (w->tables[i].each == (dataset != NULL) &&
			fill_table(w, &w->tables[i], dataset, e) < 0)
			return -1;
	return 0;
}

static int is_due(const struct deriving *w, struct span dataset)
{
	for (size_t i = 0; i < w->n_due; i++)
		if (span_is(dataset, w->due[i]))
			return 1;
	return 0;
}

/* The user's new metrics have no rows of what is fresh. */
static int fill_new(int *n, const struct deriving *w, struct db *d,
	int64_t steps, struct err *e)
{
	static const char derived[] =
		"SELECT DISTINCT dataset FROM derivation ORDER BY dataset";
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, derived, e);

	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		struct span dataset = stmt_get_text(s, 0);

		if (!is_due(w, dataset) &&
			own_fill(d, dataset.at, 0, steps, e) < 0)
			rc = -1;
	}
	stmt_close(s);
	return rc < 0 ? -1 : own_filled(n, d, e);
}

/* What is of all datasets says which regions there are. It is made anew once it
 * was seen what that makes stale, which is due too, whatever was asked for. */
static int make_due(struct derive_done *done, struct deriving *w, struct db *d,
	int64_t steps, struct err *e)
{
	if (w->n_due > 0 &&
		(fill_tables(w, NULL, e) < 0 ||
			board_open(&w->board, d, e) < 0))
		return -1;
	for (size_t i = 0; i < w->n_due; i++) {
		if (keep_fresh(w, d, w->due[i], e) < 0 ||
			fill_tables(w, w->due[i], e) < 0 ||
			own_fill(d, w->due[i], 1, steps, e) < 0)
			return err_in(e, "dataset '%s'", w->due[i]);
		text_puts(&done->datasets, i ? "," : "");
		json_quote(&done->datasets, span_of(w->due[i]));
	}
	done->n_datasets = (int)w->n_due;
	done->tables = (int)w->n_tables;
	return fill_new(&done->own, w, d, steps, e);
}

static void close_all(struct deriving *w)
{
	for (size_t i = 0; i < w->n_tables; i++) {
		stmt_close(w->tables[i].clear);
		stmt_close(w->tables[i].fill);
	}
	board_close(w->board);
	free(w->tables);
	free(w->due);
	arena_free(&w->names);
}

int derive(struct derive_done *done, struct db *d, const struct derive_order *o,
	struct err *e)
{
	struct deriving w = { .n_due = 0 };
	int rc;

	*done = (struct derive_done){ .datasets = TEXT_INIT };
	w.all = o->all;
	clock_format(w.made, clock_now());
	if (db_begin(d, e) < 0)
		return -1;
	text_puts(&done->datasets, "[");
	rc = derive_define(d, e);
	if (rc == 0 && o->own)
		rc = own_take(d, o->own, e);
	if (rc == 0)
		rc = open_tables(&w, d, e);
	if (rc == 0)
		rc = find_due(&w, d, o, e);
	if (rc == 0)
		rc = make_due(done, &w, d, o->steps, e);
	text_puts(&done->datasets, "]");
	if (rc == 0)
		rc = text_done(&done->datasets, e);
	close_all(&w);
	if (db_end(d, rc, e) < 0)
		return err_in(e, "deriving");
	return 0;
}

void derive_done_free(struct derive_done *done)
{
	text_free(&done->datasets);
}

int derive_stale_names(struct ids *out, struct db *d, struct err *e)
{
	static const char stale[] =
		"SELECT DISTINCT dataset FROM derived WHERE state = 'stale'";
	struct stmt *s = NULL;
	int rc = derive_is_defined(d, e);

	if (rc != 1)
		return rc;
	rc = stmt_open(&s, d, stale, e);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = ids_add(out, stmt_get_text(s, 0), 0, e);
	stmt_close(s);
	return rc < 0 ? -1 : 1;
}

int derive_is_current(struct db *d, const char *dataset, struct err *e)
{
	static const char stale[] = "SELECT 1 FROM derived "
				    "WHERE dataset = ?1 AND state = 'stale'";
	struct stmt *s = NULL;
	int rc = derive_is_defined(d, e);

	if (rc != 1)
		return rc;
	rc = stmt_open(&s, d, stale, e);
	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : !rc;
}
