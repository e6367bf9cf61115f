/* SPDX-License-Identifier: MIT */
/*
 * world ROOT [DATASETS [EDITIONS [AREAS [INDICATORS]]]]: a made-up world in
 * ROOT/output/kosh.db, ROOT/raw holding raw/areas. Each dataset has its spec in
 * ROOT/raw and a current release of each edition: of each area the scores of
 * the indicators, the first of which is overall, and its rank. One area in 64
 * lacks in an edition; the regime changes halfway.
 *
 * The edition behind the last one is in the specs and not in the database:
 * that of the first dataset is written to ROOT/next.csv, as kosh-load reads it.
 *
 * The same arguments give the same rows.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pipeline/base/num.h"
#include "pipeline/extract/spec.h"
#include "pipeline/extract/stream.h"
#include "pipeline/store/db.h"
#include "pipeline/store/load.h"
#include "pipeline/workbook/book.h"

enum { AREAS_MOST = 300, INDICATORS_MOST = 200, FIRST_YEAR = 1990 };

/* What a world is of. */
static struct {
	unsigned datasets, editions, areas, indicators;
} size = { 200, 30, 200, 40 };

static struct err fault = ERR_INIT;

static void must(int rc)
{
	if (rc < 0)
		errx(1, "%s", fault.text);
}

/* ---- what it says ----------------------------------------------------------
 */

/* splitmix64 of a place: what stands there depends on nothing else. */
static uint64_t mix(uint64_t z)
{
	z += 0x9e3779b97f4a7c15;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static unsigned below(unsigned n, unsigned dataset, unsigned edition,
	unsigned area, unsigned indicator)
{
	uint64_t z = mix((uint64_t)dataset << 32 | edition);

	return (unsigned)((mix(z ^ ((uint64_t)area << 32 | indicator)) >> 32) *
			n >>
		32);
}

/* One edition: hundredths of each indicator by area, and ranks. */
struct edition {
	unsigned dataset, at;
	unsigned n; /* areas that it has */
	const char *areas[AREAS_MOST];
	unsigned label[AREAS_MOST]; /* ids */
	unsigned score[INDICATORS_MOST][AREAS_MOST];
	unsigned rank[AREAS_MOST];
};

static void rank(struct edition *x)
{
	const unsigned *score = x->score[0];

	for (unsigned i = 0; i < x->n; i++) {
		x->rank[i] = 1;
		for (unsigned j = 0; j < x->n; j++)
			x->rank[i] += score[j] > score[i];
	}
}

/* An area moves a little from one edition to the next. */
static void make(struct edition *x, const struct areas *all, unsigned dataset,
	unsigned at)
{
	unsigned n = 0, seen = 0;

	for (size_t a = 0; a < all->n_areas && seen < size.areas; a++) {
		if (strcmp(all->areas[a].kind, "iso") != 0)
			continue;
		if (below(64, dataset, at, seen++, 1000) == 0)
			continue;
		x->areas[n] = all->areas[a].code;
		x->label[n] = seen;
		for (unsigned i = 0; i < size.indicators; i++)
			x->score[i][n] = below(9000, dataset, 1000, seen, i) +
				at * 10 + below(500, dataset, at, seen, i);
		n++;
	}
	x->n = n;
	x->dataset = dataset;
	x->at = at;
	rank(x);
}

/* ---- a row -----------------------------------------------------------------
 */

static size_t count(const struct edition *x)
{
	return (size_t)x->n * (size.indicators + 1);
}

/* The i-th figure in the order of the table: overall's ranks, its scores, then
 * the scores of the others. */
struct figure {
	unsigned indicator, area;
	int is_rank;
	double value;
	char raw[NUM_TEXT], cell[CELL_ADDRESS];
	size_t raw_len;
};

static void figure_at(struct figure *f, const struct edition *x, size_t i)
{
	unsigned column = (unsigned)(i / x->n);

	f->area = (unsigned)(i % x->n);
	f->is_rank = column == 0;
	f->indicator = column == 0 ? 0 : column - 1;
	f->value = f->is_rank ? x->rank[f->area]
			      : x->score[f->indicator][f->area] / 100.0;
	f->raw_len = num_format(f->raw, f->value);
	cell_address(f->cell, f->area + 2, column + 1);
}

/* ---- the specs -------------------------------------------------------------
 */

static FILE *create(const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		err(1, "%s", path);
	return f;
}

static void close_file(FILE *f, const char *path)
{
	if (ferror(f) | fclose(f))
		err(1, "%s", path);
}

static void indicator_name(char room[8], unsigned i)
{
	snprintf(room, 8, i ? "i%03u" : "overall", i % 1000);
}

static void write_edition(FILE *f, unsigned dataset, unsigned at)
{
	char id[8];

	fprintf(f, "  - edition: \"%u\"\n", FIRST_YEAR + at);
	if (at)
		fprintf(f, "    like: \"%u\"\n", FIRST_YEAR + at - 1);
	fprintf(f,
		"    ties: competition\n    regime: %s\n    file: "
		"w%03u-%u.csv\n",
		at < size.editions / 2 ? "old" : "new", dataset,
		FIRST_YEAR + at);
	if (at)
		return;
	fputs("    columns:\n      - {label: Area, is: code}\n"
	      "      - {label: Rank, rank: overall}\n",
		f);
	for (unsigned i = 0; i < size.indicators; i++) {
		indicator_name(id, i);
		fprintf(f, "      - {label: %s, score: %s}\n", id, id);
	}
}

static void write_spec(const char *root, unsigned dataset)
{
	char path[4096], id[8];
	FILE *f;

	snprintf(path, sizeof(path), "%s/raw/w%03u", root, dataset);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/raw/w%03u/w%03u.yaml", root, dataset,
		dataset);
	f = create(path);
	fprintf(f,
		"dataset: w%03u\ntitle: Index %u\npublisher: Nobody\n"
		"regimes:\n  - {regime: old, title: Old}\n"
		"  - {regime: new, title: New}\nindicators:\n",
		dataset, dataset);
	for (unsigned i = 0; i < size.indicators; i++) {
		indicator_name(id, i);
		fprintf(f, "  - {id: %s, label: %s}\n", id, id);
	}
	fputs("editions:\n", f);
	for (unsigned at = 0; at <= size.editions; at++)
		write_edition(f, dataset, at);
	close_file(f, path);
}

/* ---- the database ----------------------------------------------------------
 */

/* Where the rows of a release come from. */
struct from {
	const struct edition *edition;
	int64_t release, sheet, indicators[INDICATORS_MOST];
	struct figure figure;
};

static void set_text(struct db_value *v, const char *text, size_t len)
{
	v->type = VALUE_TEXT;
	v->text = (struct span){ text, len };
}

static void set_integer(struct db_value *v, int64_t value)
{
	v->type = VALUE_INTEGER;
	v->integer = value;
}

static void fill(struct db_value v[DB_COLUMNS], const void *context, size_t i)
{
	struct from *from = (void *)context;
	const struct edition *x = from->edition;
	struct figure *f = &from->figure;
	static char period[8];

	figure_at(f, x, i);
	snprintf(period, sizeof(period), "%u", (FIRST_YEAR + x->at) % 10000);
	set_integer(&v[0], from->release);
	set_integer(&v[1], from->indicators[f->indicator]);
	set_text(&v[2], f->is_rank ? "rank" : "score", f->is_rank ? 4 : 5);
	set_text(&v[3], period, 4);
	set_text(&v[4], x->areas[f->area], 3);
	set_integer(&v[5], 0);
	v[6].type = VALUE_NUMBER;
	v[6].number = f->value;
	set_text(&v[7], f->raw, f->raw_len);
	set_integer(&v[8], from->sheet);
	set_text(&v[9], f->cell, strlen(f->cell));
	set_integer(&v[10], x->label[f->area]);
}

/* The id of a row that is put with up to three texts. */
static int64_t put(struct db *d, const char *sql, const char *a, const char *b,
	const char *c)
{
	struct stmt *s = NULL;
	int64_t id = 0;
	int rc;

	must(stmt_open(&s, d, sql, &fault));
	stmt_text(s, 1, span_of(a));
	if (b)
		stmt_text(s, 2, span_of(b));
	if (c)
		stmt_text(s, 3, span_of(c));
	rc = stmt_step(s, &fault);
	must(rc);
	id = rc ? stmt_get_integer(s, 0) : db_last_id(d);
	stmt_close(s);
	return id;
}

static void release_name(char hex[65], const struct edition *x)
{
	snprintf(hex, 65, "%032x%032x", x->dataset + 1, x->at + 1);
}

static void put_release(struct db *d, struct from *from)
{
	const struct edition *x = from->edition;
	const struct db_rows rows = { count(x), fill, from };
	char dataset[16], edition[16], id[8], hex[65];

	snprintf(dataset, sizeof(dataset), "w%03u", x->dataset);
	snprintf(edition, sizeof(edition), "%u", FIRST_YEAR + x->at);
	release_name(hex, x);
	from->release = put(d,
		"INSERT INTO release (dataset, edition, release, state, loaded)"
		" VALUES (?1, ?2, ?3, 'current', '2026-01-01T00:00:00Z')",
		dataset, edition, hex);
	for (unsigned i = 0; i < size.indicators; i++) {
		indicator_name(id, i);
		from->indicators[i] = put(d,
			"SELECT indicator_id FROM indicator WHERE dataset = ?1"
			" AND edition = ?2 AND indicator = ?3",
			dataset, edition, id);
	}
	must(db_put_rows(d,
		"INSERT INTO observation (release_id, indicator_id, measure,"
		" period, area, place, value, raw, sheet_id, cell, label_id)"
		" SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10"
		" FROM given(?1)",
		&rows, &fault));
}

static void describe(struct db *d, const char *root, unsigned dataset)
{
	struct spec *s = NULL;
	char name[16];

	snprintf(name, sizeof(name), "w%03u", dataset);
	must(spec_open(&s, root, name, &fault));
	must(load_spec(d, s, &fault));
	spec_close(s);
}

/* ---- all of it -------------------------------------------------------------
 */

static void write_next(const char *root, const struct edition *x)
{
	char path[4096], edition[16], hex[65], id[8];
	struct figure g;
	FILE *f;

	snprintf(path, sizeof(path), "%s/next.csv", root);
	snprintf(edition, sizeof(edition), "%u", FIRST_YEAR + x->at);
	release_name(hex, x);
	f = create(path);
	stream_header(f);
	for (size_t i = 0; i < count(x); i++) {
		figure_at(&g, x, i);
		indicator_name(id, g.indicator);
		stream_put(f,
			&(struct observation){ .dataset = { "w000", 4 },
				.edition = span_of(edition),
				.release = span_of(hex),
				.indicator = span_of(id),
				.measure =
					span_of(g.is_rank ? "rank" : "score"),
				.area = span_of(x->areas[g.area]),
				.label = span_of(x->areas[g.area]),
				.period = span_of(edition),
				.has_value = 1,
				.value = g.value,
				.raw = { g.raw, g.raw_len },
				.sheet = { "Data", 4 },
				.cell = span_of(g.cell) });
	}
	close_file(f, path);
}

/* Areas are called by their codes, and counted from 1 as make() does. */
static void put_labels(struct db *d, const struct areas *all)
{
	for (size_t i = 0; i < all->n_areas; i++)
		if (strcmp(all->areas[i].kind, "iso") == 0)
			put(d, "INSERT INTO label (label) VALUES (?1)",
				all->areas[i].code, NULL, NULL);
}

static void build(const char *root, struct db *d, const struct areas *all)
{
	static struct edition x;
	struct from from = { .edition = &x };

	must(db_begin(d, &fault));
	must(load_areas(d, all, &fault));
	from.sheet = put(
		d, "INSERT INTO sheet (name) VALUES (?1)", "Data", NULL, NULL);
	put_labels(d, all);
	for (unsigned i = 0; i < size.datasets; i++) {
		write_spec(root, i);
		describe(d, root, i);
		for (unsigned at = 0; at < size.editions; at++) {
			make(&x, all, i, at);
			put_release(d, &from);
		}
	}
	must(db_end(d, 0, &fault));
	make(&x, all, 0, size.editions);
	write_next(root, &x);
}

int main(int argc, char **argv)
{
	unsigned *const given[] = { &size.datasets, &size.editions, &size.areas,
		&size.indicators };
	struct areas *all = NULL;
	struct db *d = NULL;
	char path[4096];

	for (int i = 2; i < argc && i < 6; i++)
		*given[i - 2] = (unsigned)strtoul(argv[i], NULL, 10);
	if (argc < 2 || argc > 6 || !size.datasets || size.datasets > 1000 ||
		!size.editions || size.editions > 500 || !size.areas ||
		size.areas > AREAS_MOST || !size.indicators ||
		size.indicators > INDICATORS_MOST)
		errx(2,
			"say world ROOT [DATASETS [EDITIONS [AREAS "
			"[INDICATORS]]]]");
	must(areas_open(&all, argv[1], &fault));
	snprintf(path, sizeof(path), "%s/output", argv[1]);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/output/kosh.db", argv[1]);
	remove(path);
	must(db_open(&d, path, DB_CREATE, &fault));
	must(db_script(d, "world",
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", &fault));
	build(argv[1], d, all);
	must(db_script(d, "world", "PRAGMA journal_mode = WAL", &fault));
	db_close(d);
	areas_close(all);
	return 0;
}
