/* SPDX-License-Identifier: MIT */
/*
 * load [ROWS [ROUNDS [FOLDER]]]: how long the same observations take into the
 * same table of a new database in FOLDER, by
 *
 *   arrival  one prepared INSERT each, in the order in which they come
 *   sorted   the same in the order of the table
 *   kosh     load_begin, load_put, load_end
 *
 * each in one transaction, from BEGIN to the end of COMMIT. The first two get
 * all they need for nothing: ids are known, rows are sorted, and SQLite looks
 * no foreign keys up.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "pipeline/store/db.h"
#include "pipeline/store/load.h"
#include "tests/bench/figures.h"

enum { ROUNDS_MOST = 99 };

/* With foreign keys as they come: indicators and areas are numbered from 1. */
static const char describe[] =
	"INSERT INTO dataset (dataset, title, publisher, direction)"
	" VALUES ('bench', 't', 'p', 'higher');"
	"INSERT INTO regime (dataset, regime, title)"
	" VALUES ('bench', 'r', 't');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction,"
	" ties, period)"
	" VALUES ('bench', '2018', 1, 'r', 'higher', 'none', '2018');";
static const char put_indicator[] =
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator,"
	" ordinal, level, label, weight, combine, direction)"
	" VALUES (?1, 'bench', '2018', ?2, ?1, 0, '', 1, 'none', 'higher')";
static const char put_area[] = "INSERT INTO area (area, name, kind)"
			       " VALUES (?2, '', 'iso')";
static const char put_label[] = "INSERT INTO label (label_id, label)"
				" VALUES (?1, ?2)";
static const char put_release[] =
	"INSERT INTO release (release_id, dataset, edition, release, state,"
	" loaded) VALUES (1, 'bench', '2018', ?2, 'staged', '')";
static const char put_sheet[] = "INSERT INTO sheet (sheet_id, name)"
				" VALUES (?1, ?2)";
static const char put_observation[] =
	"INSERT INTO observation (release_id, indicator_id, measure, period,"
	" area, place, value, raw, sheet_id, cell, label_id)"
	" VALUES (1, ?1, ?2, ?3, ?4, 0, ?5, ?6, 1, ?7, ?8)";

static struct err fault = ERR_INIT;

static void must(int rc)
{
	if (rc < 0)
		errx(1, "%s", fault.text);
}

/* A row of two columns. */
static void put(struct db *d, const char *sql, int64_t id, struct span name)
{
	struct stmt *s = NULL;

	must(stmt_open(&s, d, sql, &fault));
	stmt_integer(s, 1, id);
	stmt_text(s, 2, name);
	must(stmt_run(s, &fault));
	stmt_close(s);
}

static struct db *open_new(const char *path, const struct figures *f)
{
	struct db *d = NULL;

	must(db_open(&d, path, DB_CREATE, &fault));
	must(db_begin(d, &fault));
	must(db_script(d, "bench", describe, &fault));
	for (unsigned i = 0; i < f->n_indicators; i++)
		put(d, put_indicator, i + 1, span_of(f->indicators[i]));
	for (unsigned i = 0; i < AREAS; i++)
		put(d, put_area, i + 1, span_of(f->areas[i]));
	must(db_end(d, 0, &fault));
	return d;
}

static void put_figure(struct stmt *s, const struct figures *f, size_t i)
{
	const struct observation o = figures_at(f, i);

	stmt_integer(s, 1, f->all[i].indicator + 1);
	stmt_text(s, 2, o.measure);
	stmt_text(s, 3, o.period);
	stmt_text(s, 4, o.area);
	stmt_number(s, 5, o.value);
	stmt_text(s, 6, o.raw);
	stmt_text(s, 7, o.cell);
	stmt_integer(s, 8, f->all[i].area + 1);
	must(stmt_run(s, &fault));
}

static void load_bare(struct db *d, const struct figures *f)
{
	struct stmt *s = NULL;

	must(db_begin(d, &fault));
	put(d, put_release, 1, figures_at(f, 0).release);
	put(d, put_sheet, 1, span_of("Data"));
	for (unsigned i = 0; i < AREAS; i++)
		put(d, put_label, i + 1, span_of(f->labels[i]));
	must(stmt_open(&s, d, put_observation, &fault));
	for (size_t i = 0; i < f->n; i++)
		put_figure(s, f, i);
	stmt_close(s);
	must(db_end(d, 0, &fault));
}

static void load_ours(struct db *d, const struct figures *f)
{
	const struct load_release r = { .dataset = "bench",
		.edition = "2018",
		.sha256 = figures_at(f, 0).release.at,
		.official = -1,
		.bytes = -1 };
	struct observation o;
	struct load *l = NULL;
	int rc = 0;

	must(db_begin(d, &fault));
	must(load_begin(&l, d, &r, &fault));
	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		o = figures_at(f, i);
		rc = load_put(l, &o, &fault);
	}
	must(db_end(d, load_end(l, rc, &fault), &fault));
}

/* The way of one round: which figures, and how. */
static const struct way {
	const char *name;
	void (*load)(struct db *d, const struct figures *f);
	int sorted;
} ways[] = {
	{ "arrival", load_bare, 0 },
	{ "sorted", load_bare, 1 },
	{ "kosh", load_ours, 0 },
};
enum { WAYS = sizeof(ways) / sizeof(*ways), OURS = WAYS - 1 };

static long long run(
	const struct way *w, const char *path, const struct figures *f)
{
	struct db *d = open_new(path, f);
	long long begin, end;

	if (w->load != load_ours)
		must(db_script(
			d, "bench", "PRAGMA foreign_keys = OFF", &fault));
	begin = figures_clock();
	w->load(d, f);
	end = figures_clock();
	db_close(d);
	unlink(path);
	return end - begin;
}

static void tell(long long (*took)[ROUNDS_MOST], size_t rounds, size_t rows)
{
	long long median[WAYS];

	for (int i = 0; i < WAYS; i++)
		median[i] = figures_median(took[i], rounds);
	printf("%zu observations into a new database, medians of %zu "
	       "interleaved rounds\n%-10s %9s %9s %7s\n",
		rows, rounds, "way", "seconds", "ns a row", "x kosh");
	for (int i = 0; i < WAYS; i++)
		printf("%-10s %9.3f %9.0f %7.2f\n", ways[i].name,
			(double)median[i] / 1e6,
			(double)median[i] * 1e3 / (double)rows,
			(double)median[i] / (double)median[OURS]);
}

int main(int argc, char **argv)
{
	static long long took[WAYS][ROUNDS_MOST];
	size_t rows = argc > 1 ? strtoul(argv[1], NULL, 10) : 375629;
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
	struct figures f[2];
	char path[4096];

	if (rows == 0 || rounds == 0 || rounds > ROUNDS_MOST)
		errx(2, "say load [ROWS [ROUNDS [FOLDER]]]");
	snprintf(path, sizeof(path), "%s/load-%ld.db", argc > 3 ? argv[3] : ".",
		(long)getpid());
	figures_make(&f[0], rows);
	figures_make(&f[1], rows);
	figures_sort(&f[1]);
	for (size_t i = 0; i < rounds; i++)
		for (int j = 0; j < WAYS; j++)
			took[j][i] = run(&ways[j], path, &f[ways[j].sorted]);
	tell(took, rounds, rows);
	figures_free(&f[0]);
	figures_free(&f[1]);
	return 0;
}
