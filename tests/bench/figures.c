/* SPDX-License-Identifier: MIT */
#include "tests/bench/figures.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/book.h"

enum { FIRST_YEAR = 1990, FIRST_COLUMN = 5 };

static const char release[] =
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* splitmix64 */
static uint32_t below(uint64_t *state, uint32_t n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (uint32_t)(((z ^ (z >> 31)) >> 32) * n >> 32);
}

static void *room(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		errx(1, "out of memory");
	return p;
}

static void name_all(struct figures *f, uint64_t *state)
{
	static const char names[] = "Republic of the Northern Islands and";

	for (unsigned i = 0; i < AREAS; i++) {
		snprintf(f->areas[i], sizeof(f->areas[i]), "%c%c%c",
			'A' + i / 26 % 26, 'A' + i % 26, 'A' + i * 7 % 26);
		snprintf(f->labels[i], sizeof(f->labels[i]), "%s %.*s",
			f->areas[i], (int)below(state, 20), names);
	}
	for (unsigned i = 0; i < PERIODS; i++)
		snprintf(f->periods[i], sizeof(f->periods[i]), "%u",
			(FIRST_YEAR + i) % 10000);
}

/* A figure with one or two decimals, mostly. */
static void fill(struct figure *f, uint32_t row, uint64_t *state)
{
	static const double parts[] = { 1, 10, 10, 10, 100, 1000 };
	char text[NUM_TEXT];

	f->value = below(state, 20000) / parts[below(state, 6)];
	snprintf(f->raw, sizeof(f->raw), "%.*s",
		(int)num_format(text, f->value), text);
	cell_address(f->cell, row, f->period + FIRST_COLUMN);
}

static size_t make_row(struct figure *to, size_t most, struct figure about,
	uint32_t row, uint64_t *state)
{
	size_t n = 0;

	for (uint16_t i = 0; i < PERIODS && n < most; i++) {
		if (below(state, 100) >= 52)
			continue;
		to[n] = about;
		to[n].period = i;
		fill(&to[n++], row, state);
	}
	return n;
}

void figures_make(struct figures *f, size_t n)
{
	struct figure about = { 0 };
	uint64_t state = 1;
	uint32_t row = 0, most = (uint32_t)(n / 1000) + 16;

	*f = (struct figures){ .all = room(n, sizeof(*f->all)),
		.indicators = room(most, sizeof(*f->indicators)) };
	name_all(f, &state);
	for (; f->n < n; about.indicator++)
		for (about.area = 0; about.area < AREAS; about.area++)
			if (below(&state, 100) < 83)
				f->n += make_row(f->all + f->n, n - f->n, about,
					++row, &state);
	f->n_indicators = about.indicator;
	for (uint32_t i = 0; i < f->n_indicators; i++)
		snprintf(f->indicators[i], sizeof(*f->indicators), "%u",
			100000 + i * 7919 % 800000);
}

void figures_free(struct figures *f)
{
	free(f->all);
	free(f->indicators);
}

struct observation figures_at(const struct figures *f, size_t i)
{
	const struct figure *x = &f->all[i];

	return (struct observation){ .dataset = { "bench", 5 },
		.edition = { "2018", 4 },
		.release = { release, sizeof(release) - 1 },
		.indicator = { f->indicators[x->indicator], 6 },
		.measure = { "raw", 3 },
		.area = { f->areas[x->area], 3 },
		.label = span_of(f->labels[x->area]),
		.period = { f->periods[x->period], 4 },
		.has_value = 1,
		.value = x->value,
		.raw = span_of(x->raw),
		.sheet = { "Data", 4 },
		.cell = span_of(x->cell) };
}

long long figures_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
	const long long *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

long long figures_median(long long *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_size);
	return v[n / 2];
}

/* Areas and periods are numbered in the order of their names. */
static int by_key(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;

	if (x->indicator != y->indicator)
		return x->indicator < y->indicator ? -1 : 1;
	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	return x->area < y->area ? -1 : x->area > y->area;
}

void figures_sort(struct figures *f)
{
	qsort(f->all, f->n, sizeof(*f->all), by_key);
}
