/* SPDX-License-Identifier: MIT */
/* What the cells of columns hold that both workbooks have: kinds, texts that
 * are no figures, codes, periods, indicators. */
#include <stdio.h>

#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/figure.h"

/* ---- columns that say what a row is about ---- */

static int look_codes(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const char *said = spec_codes(was->spec);

	if (is != l->is->code || strcmp(said, l->is->codes) == 0)
		return 0;
	return look_column(l, was, is,
		(struct drift){
			.kind = DRIFT_CODES, .was = said, .is = l->is->codes },
		e);
}

static int has_year(const struct tally *t, int year)
{
	return (int)(t->year[(year - YEAR_FIRST) / 64] >>
			(year - YEAR_FIRST) % 64 &
		1);
}

/* "2020", or "2018 to 2020". */
static void put_years(char out[32], const struct tally *t)
{
	int first = YEAR_FIRST, last = 0;

	tally_years(t, &last);
	while (first < last && !has_year(t, first))
		first++;
	if (first < last)
		snprintf(out, 32, "%d to %d", first, last);
	else
		snprintf(out, 32, "%d", last);
}

static int shares_year(const struct tally *a, const struct tally *b)
{
	for (int y = YEAR_FIRST; y <= YEAR_LAST; y++)
		if (has_year(a, y) && has_year(b, y))
			return 1;
	return 0;
}

static int look_year(struct look *l, const struct spot *was,
	const struct spot *is, int y, struct err *e)
{
	int before = has_year(&was->tally, y);
	struct drift d = { .kind = before ? DRIFT_PERIOD_GONE
					  : DRIFT_PERIOD_NEW };
	char year[16];

	if (before == has_year(&is->tally, y))
		return 0;
	snprintf(year, sizeof(year), "%d", y);
	if (before)
		d.was = year;
	else
		d.is = year;
	return look_column(l, was, is, d, e);
}

/* Where no year is left they have all moved on. */
static int look_periods(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	char before[32], now[32];

	if (was->tally.years == 0 || is->tally.years == 0)
		return 0;
	put_years(before, &was->tally);
	put_years(now, &is->tally);
	if (!shares_year(&was->tally, &is->tally))
		return look_column(l, was, is,
			(struct drift){ .kind = DRIFT_PERIOD,
				.was = before,
				.is = now },
			e);
	for (int y = YEAR_FIRST; y <= YEAR_LAST; y++)
		if (look_year(l, was, is, y, e) < 0)
			return -1;
	return 0;
}

static int node_of(const struct look *l, const char *text)
{
	return naming_find(l->task->naming, span_of(text));
}

static int has_node(const struct look *l, const struct tally *t, int node)
{
	for (unsigned i = 0; i < t->n_texts; i++)
		if (node_of(l, t->text[i].at) == node)
			return 1;
	return 0;
}

/* Texts that the tree does not know, and indicators that no row has. */
static int look_indicators(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	for (unsigned i = 0; i < is->tally.n_texts; i++) {
		const char *text = is->tally.text[i].at;

		if (!was->spec->others_pass && node_of(l, text) < 0 &&
			!tally_find(&was->tally, text) &&
			look_column(l, was, is,
				(struct drift){ .kind = DRIFT_INDICATOR_NEW,
					.is = text },
				e) < 0)
			return -1;
	}
	for (unsigned i = 0; i < was->tally.n_texts; i++) {
		const char *text = was->tally.text[i].at;
		int node = node_of(l, text);

		if (node >= 0 && !has_node(l, &is->tally, node) &&
			look_column(l, was, is,
				(struct drift){ .kind = DRIFT_INDICATOR_GONE,
					.was = text },
				e) < 0)
			return -1;
	}
	return 0;
}

/* Rows that the spec picks out and that are there no longer. */
static int look_filter(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	for (unsigned i = 0; i < was->spec->n_only; i++) {
		const char *text = was->spec->only[i];

		if (is->tally.texts == 0 || tally_find(&is->tally, text) ||
			(l->was->s && !tally_find(&was->tally, text)))
			continue;
		if (look_column(l, was, is,
			    (struct drift){
				    .kind = DRIFT_INDICATOR_GONE, .was = text },
			    e) < 0)
			return -1;
	}
	return 0;
}

/* ---- kinds ---- */

/* What most of the cells are. */
static const char *kind_of(const struct tally *t)
{
	const struct {
		unsigned long n;
		const char *name;
	} kinds[] = {
		{ t->numbers + t->numeric_texts, "numbers" },
		{ t->texts - t->numeric_texts - t->empty, "texts" },
		{ t->dates, "dates" },
		{ t->booleans, "booleans" },
		{ t->errors, "errors" },
	};
	size_t best = 0;

	for (size_t i = 1; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].n > kinds[best].n)
			best = i;
	return kinds[best].n ? kinds[best].name : "nothing";
}

static int look_kind(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const char *before = l->was->s ? kind_of(&was->tally)
		: was->spec->role != ROLE_VALUE || was->spec->n_categories ||
			was->spec->n_clean
		? NULL
		: "numbers";
	const char *now = kind_of(&is->tally);

	if (!before || strcmp(before, now) == 0)
		return 0;
	return look_column(l, was, is,
		(struct drift){ .kind = DRIFT_TYPE, .was = before, .is = now },
		e);
}

static int look_cell(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	switch (was->spec->role) {
	case ROLE_CODE:
		return look_codes(l, was, is, e);
	case ROLE_PERIOD:
		return look_periods(l, was, is, e);
	case ROLE_INDICATOR:
		return look_indicators(l, was, is, e);
	case ROLE_FILTER:
		return look_filter(l, was, is, e);
	case ROLE_VALUE:
		if (look_kind(l, was, is, e) < 0 ||
			look_figures(l, was, is, e) < 0)
			return -1;
		return look_scale(l, was, is, e);
	default:
		return 0;
	}
}

int look_cells(struct look *l, struct err *e)
{
	for (size_t i = 0; i < l->was->n; i++) {
		const struct spot *was = &l->was->spots[i];

		if (was->spec && was->other &&
			look_cell(l, was, was->other, e) < 0)
			return -1;
	}
	return 0;
}
