/* SPDX-License-Identifier: MIT */
#include "pipeline/store/miss.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"

/* What is known of one area in one period. */
struct sum {
	double whole, parts, weights;
	int has_whole, has_part;
};

/* Starts as zeros. */
struct miss {
	struct text key; /* of the figure that is added */
	struct ids keys;
	struct sum *sums;
	size_t n;
	int mean;
};

/* Of two figures: by how much binary fractions may part them. */
#define NOISE 1e-12

enum { MEAN, AREA, PERIOD, WEIGHT, VALUE, ARGUMENTS };

static void add_text(struct text *t, sqlite3_value *v)
{
	const unsigned char *at = sqlite3_value_text(v);

	if (at)
		text_add(t, (const char *)at, (size_t)sqlite3_value_bytes(v));
}

/* The sum of an area and period, NULL if there is no memory for it. */
static struct sum *sum_of(struct miss *m, sqlite3_value **v)
{
	struct err e = ERR_INIT;
	struct sum *sums;
	int64_t place;

	text_clear(&m->key);
	add_text(&m->key, v[AREA]);
	text_putc(&m->key, '\0');
	add_text(&m->key, v[PERIOD]);
	if (text_done(&m->key, &e) < 0)
		return NULL;
	place = ids_place(&m->keys, (struct span){ m->key.at, m->key.len }, &e);
	if (place < 0)
		return NULL;
	if ((size_t)place < m->n)
		return &m->sums[place];
	sums = array_more(m->sums, m->n, sizeof(*sums));
	if (!sums)
		return NULL;
	m->sums = sums;
	sums[m->n] = (struct sum){ 0 };
	return &sums[m->n++];
}

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct miss *m = sqlite3_aggregate_context(c, sizeof(*m));
	double value = sqlite3_value_double(v[VALUE]);
	struct sum *s;

	(void)n;
	if (!m || sqlite3_value_type(v[VALUE]) == SQLITE_NULL)
		return;
	m->mean = sqlite3_value_int(v[MEAN]);
	s = sum_of(m, v);
	if (!s) {
		sqlite3_result_error_nomem(c);
	} else if (sqlite3_value_type(v[WEIGHT]) == SQLITE_NULL) {
		s->whole = value;
		s->has_whole = 1;
	} else {
		s->parts += sqlite3_value_double(v[WEIGHT]) * value;
		s->weights += sqlite3_value_double(v[WEIGHT]);
		s->has_part = 1;
	}
}

/* Negative where no whole has a part. */
static double greatest(const struct miss *m)
{
	double far = -1;

	for (size_t i = 0; i < m->n; i++) {
		const struct sum *s = &m->sums[i];
		double made = m->mean ? s->parts / s->weights : s->parts;
		double noise = NOISE * (fabs(s->whole) + fabs(made));

		/* fmax passes over the mean of no weight at all */
		if (s->has_whole && s->has_part)
			far = fmax(far, fdim(fabs(s->whole - made), noise));
	}
	return far;
}

static void finish(sqlite3_context *c)
{
	struct miss *m = sqlite3_aggregate_context(c, 0);
	double far = m ? greatest(m) : -1;

	if (far >= 0)
		sqlite3_result_double(c, far);
	if (!m)
		return;
	text_free(&m->key);
	ids_free(&m->keys);
	free(m->sums);
}

static void places(sqlite3_context *c, int n, sqlite3_value **v)
{
	double value = sqlite3_value_double(v[0]);

	(void)n;
	if (sqlite3_value_type(v[0]) != SQLITE_NULL && isfinite(value))
		sqlite3_result_int(c, num_places(value));
}

int miss_install(struct sqlite3 *sqlite)
{
	const int kind = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	int rc = sqlite3_create_function(
		sqlite, "places", 1, kind, NULL, places, NULL, NULL);

	if (rc != SQLITE_OK)
		return rc;
	return sqlite3_create_function(
		sqlite, "miss", ARGUMENTS, kind, NULL, NULL, step, finish);
}
