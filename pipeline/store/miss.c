/* SPDX-License-Identifier: MIT */
#include "pipeline/store/miss.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"
#include "pipeline/store/stats.h"

/* What is known of one area in one period. */
struct sum {
	double whole;
	int has_whole;
	size_t parts;
};

/* A part of one of them: its figure by its weight. */
struct part {
	size_t of;
	double product, weight;
};

/* Starts as zeros. */
struct miss {
	struct text key; /* of the figure that is added */
	struct ids keys;
	struct sum *sums;
	size_t n;
	struct part *parts;
	size_t n_parts;
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

/* Which sum is that of an area and period; -1 if there is no memory for it. */
static int64_t sum_of(struct miss *m, sqlite3_value **v)
{
	struct err e = ERR_INIT;
	struct sum *sums;
	int64_t place;

	text_clear(&m->key);
	add_text(&m->key, v[AREA]);
	text_putc(&m->key, '\0');
	add_text(&m->key, v[PERIOD]);
	if (text_done(&m->key, &e) < 0)
		return -1;
	place = ids_place(&m->keys, (struct span){ m->key.at, m->key.len }, &e);
	if (place < 0 || (size_t)place < m->n)
		return place;
	sums = array_more(m->sums, m->n, sizeof(*sums));
	if (!sums)
		return -1;
	m->sums = sums;
	sums[m->n++] = (struct sum){ 0 };
	return place;
}

static int add_part(struct miss *m, size_t of, double weight, double value)
{
	struct part *parts = array_more(m->parts, m->n_parts, sizeof(*parts));

	if (!parts)
		return -1;
	m->parts = parts;
	parts[m->n_parts++] = (struct part){ of, weight * value, weight };
	m->sums[of].parts++;
	return 0;
}

static int add(struct miss *m, sqlite3_value **v)
{
	double value = sqlite3_value_double(v[VALUE]);
	int64_t of = sum_of(m, v);
	struct sum *s;

	if (of < 0)
		return -1;
	s = &m->sums[of];
	if (sqlite3_value_type(v[WEIGHT]) != SQLITE_NULL)
		return add_part(
			m, (size_t)of, sqlite3_value_double(v[WEIGHT]), value);
	if (!s->has_whole || value > s->whole)
		s->whole = value;
	s->has_whole = 1;
	return 0;
}

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct miss *m = sqlite3_aggregate_context(c, sizeof(*m));

	(void)n;
	if (!m || sqlite3_value_type(v[VALUE]) == SQLITE_NULL)
		return;
	m->mean = sqlite3_value_int(v[MEAN]);
	if (add(m, v) < 0)
		sqlite3_result_error_nomem(c);
}

/* What n parts of one sum make, NAN or infinite where that is nothing: their
 * products, by their weights where it is a mean. */
static double made_of(
	const struct miss *m, double *products, double *weights, size_t n)
{
	double made = stats_added(products, n);

	return m->mean ? made / stats_added(weights, n) : made;
}

/* How far a whole is from that, negative if one of them is not finite. */
static double distance(double whole, double made)
{
	double noise = NOISE * (fabs(whole) + fabs(made));

	if (!isfinite(whole) || !isfinite(made))
		return -1;
	return fdim(fabs(whole - made), noise);
}

/* Puts the products of each sum side by side, and their weights; ends has where
 * those of each end. */
static void line_up(
	const struct miss *m, size_t *ends, double *products, double *weights)
{
	size_t before = 0;

	for (size_t i = 0; i < m->n; i++) {
		ends[i] = before;
		before += m->sums[i].parts;
	}
	for (size_t i = 0; i < m->n_parts; i++) {
		const struct part *p = &m->parts[i];

		products[ends[p->of]] = p->product;
		weights[ends[p->of]++] = p->weight;
	}
}

/* Negative where no whole has a part. */
static double greatest(const struct miss *m, const size_t *ends,
	double *products, double *weights)
{
	double far = -1, made;

	for (size_t i = 0, at = 0; i < m->n; at = ends[i++]) {
		if (!m->sums[i].has_whole)
			continue;
		made = made_of(
			m, &products[at], &weights[at], m->sums[i].parts);
		far = fmax(far, distance(m->sums[i].whole, made));
	}
	return far;
}

static void answer(sqlite3_context *c, const struct miss *m)
{
	size_t *ends = calloc(m->n, sizeof(*ends));
	double *products = calloc(2 * m->n_parts, sizeof(*products));
	double *weights = products ? &products[m->n_parts] : NULL;
	double far = -1;

	if (ends && products) {
		line_up(m, ends, products, weights);
		far = greatest(m, ends, products, weights);
	} else {
		sqlite3_result_error_nomem(c);
	}
	if (far >= 0)
		sqlite3_result_double(c, far);
	free(ends);
	free(products);
}

static void finish(sqlite3_context *c)
{
	struct miss *m = sqlite3_aggregate_context(c, 0);

	if (!m)
		return;
	if (m->n_parts)
		answer(c, m);
	text_free(&m->key);
	ids_free(&m->keys);
	free(m->sums);
	free(m->parts);
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
