/* SPDX-License-Identifier: MIT */
#include "pipeline/store/pairs.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"
#include "pipeline/store/stats.h"

/* What is known of one area. */
struct pair {
	double rank, merit;
	int has_rank, has_merit;
	int breaks; /* with how many others it breaks the order */
	int found;
	struct span name; /* once they are lined up */
};

/* Starts as zeros. */
struct pairs {
	struct ids areas;
	struct pair *all;
	size_t n;
};

enum { IS_RANK, AREA, FIGURE, ARGUMENTS };

enum { PAIRS_VALUES = 10 }; /* that moves tells apart */

/* The pair of an area, NULL if there is no memory for it. */
static struct pair *pair_of(struct pairs *p, sqlite3_value *area)
{
	struct err e = ERR_INIT;
	const char *text = (const char *)sqlite3_value_text(area);
	struct span name = { text ? text : "",
		(size_t)sqlite3_value_bytes(area) };
	int64_t place = ids_place(&p->areas, name, &e);
	struct pair *all;

	if (place < 0)
		return NULL;
	if ((size_t)place < p->n)
		return &p->all[place];
	all = array_more(p->all, p->n, sizeof(*p->all));
	if (!all)
		return NULL;
	p->all = all;
	all[p->n] = (struct pair){ .rank = -HUGE_VAL, .merit = -HUGE_VAL };
	return &all[p->n++];
}

/* Of several figures the greatest counts, whichever comes first. */
static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct pairs *p = sqlite3_aggregate_context(c, sizeof(*p));
	struct pair *to;

	(void)n;
	if (!p || sqlite3_value_type(v[FIGURE]) == SQLITE_NULL)
		return;
	to = pair_of(p, v[AREA]);
	if (!to) {
		sqlite3_result_error_nomem(c);
	} else if (sqlite3_value_int(v[IS_RANK])) {
		to->rank = fmax(to->rank, sqlite3_value_double(v[FIGURE]));
		to->has_rank = 1;
	} else {
		to->merit = fmax(to->merit, sqlite3_value_double(v[FIGURE]));
		to->has_merit = 1;
	}
}

/* By rank; of equal ranks the better score first, then by name. */
static int by_rank(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->merit != y->merit)
		return x->merit > y->merit ? -1 : 1;
	return span_order(x->name, y->name);
}

/* Puts the areas with a rank in the order of the ranks; the others go, and so
 * do those without a score if scored is set. */
static void line_up(struct pairs *p, int scored)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct pair *q = &p->all[i];

		if (!q->has_rank || (scored && !q->has_merit))
			continue;
		q->name = ids_name(&p->areas, i);
		p->all[n++] = *q;
	}
	p->n = n;
	if (n > 1)
		qsort(p->all, n, sizeof(*p->all), by_rank);
}

/* An area as text of JSON: a code of letters needs no escapes. */
static void put_area(struct text *t, const char *before, const struct pair *q)
{
	text_printf(t, "%s\"%.*s\"", before, SPAN(q->name));
}

/* Differences of finite numbers need not be finite, and JSON has no others. */
static void put_number(struct text *t, double value)
{
	char number[NUM_TEXT];

	text_putc(t, ',');
	if (isfinite(value))
		text_add(t, number, num_format(number, value));
	else
		text_puts(t, "null");
}

static void rises(sqlite3_context *c, struct pairs *p, struct text *json)
{
	int n = 0;

	(void)json;
	line_up(p, 1);
	for (size_t i = 1; i < p->n; i++)
		n += p->all[i].merit > p->all[i - 1].merit;
	sqlite3_result_int(c, n);
}

static void unranked(sqlite3_context *c, struct pairs *p, struct text *json)
{
	int n = 0;

	(void)json;
	for (size_t i = 0; i < p->n; i++)
		n += p->all[i].has_merit && !p->all[i].has_rank;
	sqlite3_result_int(c, n);
}

static int breaks(const struct pair *better, const struct pair *worse)
{
	return better->rank < worse->rank && better->merit < worse->merit;
}

/* Of each pair that breaks the order finds the one that breaks it more often,
 * or else the better-ranked. */
static void blame(struct pairs *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = i + 1; k < p->n; k++)
			if (breaks(&p->all[i], &p->all[k])) {
				p->all[i].breaks++;
				p->all[k].breaks++;
			}
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = i + 1; k < p->n; k++)
			if (breaks(&p->all[i], &p->all[k])) {
				int more = p->all[k].breaks > p->all[i].breaks;

				p->all[more ? k : i].found = 1;
			}
}

/* Where an area would stand by its score. */
static int place_of(const struct pairs *p, const struct pair *of)
{
	int place = 1;

	for (size_t i = 0; i < p->n; i++)
		place += p->all[i].merit > of->merit;
	return place;
}

static void against(sqlite3_context *c, struct pairs *p, struct text *json)
{
	(void)c;
	line_up(p, 1);
	blame(p);
	for (size_t i = 0; i < p->n; i++)
		if (p->all[i].found) {
			put_area(json, json->len ? "," : "{", &p->all[i]);
			text_printf(json, ":%d", place_of(p, &p->all[i]));
		}
	text_puts(json, json->len ? "}" : "{}");
}

/* Those on the rank of the one before, each with that one. */
static void put_doubles(struct pairs *p, int scored, struct text *json)
{
	line_up(p, scored);
	for (size_t i = 1; i < p->n; i++) {
		const struct pair *q = &p->all[i], *before = q - 1;

		if (q->rank > before->rank ||
			(scored && q->merit >= before->merit))
			continue;
		put_area(json, json->len ? "," : "{", q);
		put_area(json, ":", before);
	}
	text_puts(json, json->len ? "}" : "{}");
}

static void doubles(sqlite3_context *c, struct pairs *p, struct text *json)
{
	(void)c;
	put_doubles(p, 0, json);
}

static void shares(sqlite3_context *c, struct pairs *p, struct text *json)
{
	(void)c;
	put_doubles(p, 1, json);
}

/* Equal scores stand beside each other, unless the order is broken. */
static void ties(sqlite3_context *c, struct pairs *p, struct text *json)
{
	(void)c;
	line_up(p, 1);
	for (size_t i = 1; i < p->n; i++) {
		const struct pair *q = &p->all[i], *before = q - 1;

		if (q->merit != before->merit || q->rank == before->rank)
			continue;
		put_area(json, json->len ? ",[" : "[[", before);
		put_area(json, ",", q);
		text_putc(json, ']');
	}
	text_puts(json, json->len ? "]" : "[]");
}

/* Were each rank one more than there are areas before it, it would be the
 * place in the line. */
static void skips(sqlite3_context *c, struct pairs *p, struct text *json)
{
	size_t first = 0; /* of those on the rank before */

	(void)c;
	line_up(p, 0);
	for (size_t i = 0; i < p->n; i++) {
		const struct pair *q = &p->all[i];
		double before = i ? p->all[first].rank : 0;
		size_t sharing = i ? i - first : 1;

		if (i > 0 && q->rank == before)
			continue;
		if (q->rank != before + (double)sharing) {
			put_area(json, json->len ? ",[" : "[[", q);
			put_number(json, q->rank);
			put_number(json, before);
			text_printf(json, ",%zu]", sharing);
		}
		first = i;
	}
	text_puts(json, json->len ? "]" : "[]");
}

/* How many different values there are, as far as they are counted. */
static size_t count_values(const struct pairs *p)
{
	double met[PAIRS_VALUES];
	size_t n = 0;

	for (size_t i = 0; i < p->n && n < PAIRS_VALUES; i++) {
		size_t k = 0;

		while (k < n && met[k] != p->all[i].merit)
			k++;
		if (k == n)
			met[n++] = p->all[i].merit;
	}
	return n;
}

/* The least and the greatest of some values. */
struct range {
	double least, greatest;
};

static struct range range_of(const double *values, size_t n)
{
	struct range r = { values[0], values[0] };

	for (size_t i = 1; i < n; i++) {
		r.least = fmin(r.least, values[i]);
		r.greatest = fmax(r.greatest, values[i]);
	}
	return r;
}

/* Of areas with both; rank is the value before. */
static void put_moves(struct text *t, const struct pairs *p, double *room)
{
	const size_t n = p->n;
	struct range then, change;
	double middle;

	for (size_t i = 0; i < n; i++)
		room[i] = p->all[i].rank;
	then = range_of(room, n);
	for (size_t i = 0; i < n; i++)
		room[i] = p->all[i].merit - p->all[i].rank;
	change = range_of(room, n);
	middle = stats_median(room, n);
	for (size_t i = 0; i < n; i++)
		room[i] = fabs(room[i] - middle);
	text_printf(t, "[%zu,%zu", n, count_values(p));
	put_number(t, middle);
	put_number(t, stats_median(room, n));
	put_number(t, then.greatest - then.least);
	put_number(t, change.least);
	put_number(t, change.greatest);
	text_putc(t, ']');
}

/* Leaves the areas with both. */
static void drop_halves(struct pairs *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->all[i].has_rank && p->all[i].has_merit)
			p->all[n++] = p->all[i];
	p->n = n;
}

static void moves(sqlite3_context *c, struct pairs *p, struct text *json)
{
	double *room;

	drop_halves(p);
	if (!p->n) {
		text_puts(json, "[0]");
		return;
	}
	room = calloc(p->n, sizeof(*room));
	if (room)
		put_moves(json, p, room);
	else
		sqlite3_result_error_nomem(c);
	free(room);
}

static const struct function {
	const char *name;
	/* sets a number as result, or leaves a text in json */
	void (*answer)(sqlite3_context *c, struct pairs *p, struct text *json);
} functions[] = {
	{ "rises", rises },
	{ "against", against },
	{ "doubles", doubles },
	{ "shares", shares },
	{ "unranked", unranked },
	{ "skips", skips },
	{ "ties", ties },
	{ "moves", moves },
};

static void finish(sqlite3_context *c)
{
	const struct function *f = sqlite3_user_data(c);
	struct pairs none = { 0 };
	struct pairs *p = sqlite3_aggregate_context(c, 0);
	struct text json = TEXT_INIT;

	f->answer(c, p ? p : &none, &json);
	if (json.failed)
		sqlite3_result_error_nomem(c);
	else if (json.len)
		sqlite3_result_text(
			c, json.at, (int)json.len, SQLITE_TRANSIENT);
	text_free(&json);
	if (!p)
		return;
	ids_free(&p->areas);
	free(p->all);
}

int pairs_install(struct sqlite3 *sqlite)
{
	const size_t n = sizeof(functions) / sizeof(*functions);
	int rc = SQLITE_OK;

	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function(sqlite, functions[i].name,
			ARGUMENTS,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
			(void *)(uintptr_t)&functions[i], NULL, step, finish);
	return rc;
}
