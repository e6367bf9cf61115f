/* SPDX-License-Identifier: MIT */
/*
 * extract_cost SPEC EDITION WORKBOOK [ROUNDS]: what extraction adds to reading.
 * In turn, all cells of the sheets are read, and the observations extracted,
 * in one process and into nothing; prints the medians and their ratio.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pipeline/extract/extract.h"

enum { MAX_ROUNDS = 99 };

struct job {
	struct book *book;
	const struct spec *spec;
	const struct spec_edition *ed;
	const struct areas *areas;
	const struct spec_workbook *workbook;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int count(void *context, const struct observation *o, struct err *e)
{
	(void)o;
	(void)e;
	++*(size_t *)context;
	return 0;
}

static int pass(void *context, const struct finding *f, struct err *e)
{
	(void)context;
	(void)f;
	(void)e;
	return 0;
}

/* The sheet of the edition's first table. */
static int read_sheet(const struct job *j, size_t *cells, struct err *e)
{
	const char *name = j->workbook->tables[0].sheets[0];
	struct sheet *s = NULL;
	struct row row;
	int rc = -1;

	for (size_t i = 0; i < book_sheets(j->book); i++) {
		if (strcmp(book_sheet_name(j->book, i), name) != 0)
			continue;
		rc = sheet_open(&s, j->book, i, e);
		while (rc == 0 && (rc = sheet_next(s, &row, e)) == 1) {
			*cells += row.n;
			rc = 0;
		}
		sheet_close(s);
	}
	return rc;
}

static int extract(const struct job *j, size_t *observations, struct err *e)
{
	const struct extract_sink sink = { count, pass, observations };

	return extract_book(j->book, j->spec, j->ed, j->areas, &sink, e);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static int measure(const struct job *j, int rounds, struct err *e)
{
	double reading[MAX_ROUNDS], both[MAX_ROUNDS];
	size_t cells = 0, observations = 0;

	for (int i = 0; i < rounds; i++) {
		double start = now();

		cells = observations = 0;
		if (read_sheet(j, &cells, e) < 0)
			return -1;
		reading[i] = now() - start;
		start = now();
		if (extract(j, &observations, e) < 0)
			return -1;
		both[i] = now() - start;
	}
	qsort(reading, (size_t)rounds, sizeof(*reading), ascending);
	qsort(both, (size_t)rounds, sizeof(*both), ascending);
	printf("reading %zu cells %.1f ms, with extraction of %zu "
	       "observations %.1f ms, ratio %.2f\n",
		cells, reading[rounds / 2] * 1e3, observations,
		both[rounds / 2] * 1e3, both[rounds / 2] / reading[rounds / 2]);
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct spec *spec = NULL;
	struct areas *areas = NULL;
	struct job j = { NULL };
	int rounds = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 11;

	if (argc < 4 || rounds < 1 || rounds > MAX_ROUNDS) {
		fprintf(stderr,
			"usage: extract_cost SPEC EDITION WORKBOOK [ROUNDS]\n");
		return 2;
	}
	if (spec_read(&spec, argv[1], &e) == 0 &&
		spec_need_edition(&j.ed, spec, argv[2], &e) == 0 &&
		spec_areas(&areas, spec, ".", &e) == 0 &&
		book_open(&j.book, argv[3], NULL, &e) == 0) {
		j.spec = spec;
		j.areas = areas;
		book_sha256(j.book);
		j.workbook = &j.ed->workbooks[j.ed->n_workbooks - 1];
		measure(&j, rounds, &e);
	}
	if (e.kind)
		fprintf(stderr, "extract_cost: %s\n", e.text);
	book_close(j.book);
	areas_close(areas);
	spec_close(spec);
	return err_status(e.kind);
}
