/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/follows.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"
#include "pipeline/extract/verdict.h"

/* Texts that are remembered: markers for missing values, categories. */
enum { KNOWN_MAX = 1 << 16 };

struct follows {
	const struct spec_edition *ed;
	char mark;
	struct ids known; /* what was asked, and the answer */
	struct text key;
};

int follows_open(struct follows **out, const struct spec_edition *ed, char mark,
	struct err *e)
{
	struct follows *f = calloc(1, sizeof(*f));

	if (!f)
		return err_memory(e);
	f->ed = ed;
	f->mark = mark;
	*out = f;
	return 0;
}

void follows_close(struct follows *f)
{
	if (!f)
		return;
	ids_free(&f->known);
	text_free(&f->key);
	free(f);
}

static int same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* 1 if it may be the column of a figure: where rows or labels say what it
 * holds, it may hold anything. */
static int may_hold(const struct spec_column *k, const struct followed *o)
{
	if (k->role != ROLE_VALUE)
		return 0;
	if (k->indicator && strcmp(k->indicator, o->indicator) != 0)
		return 0;
	return k->measure == MEASURES ||
		(k->measure == MEASURE_RANK) == o->is_rank;
}

static int by_column(const struct spec_column *k, const struct spec_table *t,
	char mark, const struct followed *o)
{
	const struct judge j = judge_of(k, t, 0, mark);
	enum spec_measure measure = o->is_rank ? MEASURE_RANK : MEASURE_SCORE;
	double found = NAN;
	enum verdict v;

	v = verdict_of(&j, measure, o->cell, &found);
	return v != PASSED && same(v <= CATEGORY ? found : NAN, o->value);
}

static int by_table(
	const struct spec_table *t, char mark, const struct followed *o)
{
	for (unsigned i = 0; i < t->n_columns; i++)
		if (may_hold(&t->columns[i], o) &&
			by_column(&t->columns[i], t, mark, o))
			return 1;
	return 0;
}

static int by_spec(const struct follows *f, const struct followed *o)
{
	for (unsigned i = 0; i < f->ed->n_workbooks; i++) {
		const struct spec_workbook *w = &f->ed->workbooks[i];

		for (unsigned k = 0; k < w->n_tables; k++)
			if (by_table(&w->tables[k], f->mark, o))
				return 1;
	}
	return 0;
}

static int by_memory(struct follows *f, const struct followed *o,
	struct span text, struct err *e)
{
	const char kind[] = { (char)(o->cell ? o->cell->type : CELL_BLANK),
		(char)o->is_rank };
	const int64_t *known;
	struct span key;
	int answer;

	text_clear(&f->key);
	text_add(&f->key, kind, sizeof(kind));
	text_add(&f->key, (const char *)&o->value, sizeof(o->value));
	text_puts(&f->key, o->indicator);
	text_putc(&f->key, '\0');
	text_add(&f->key, text.at, text.len);
	if (text_done(&f->key, e) < 0)
		return -1;
	key = (struct span){ f->key.at, f->key.len };
	known = ids_expect(&f->known, key);
	if (known)
		return (int)*known;
	answer = by_spec(f, o);
	if (f->known.n < KNOWN_MAX && ids_add(&f->known, key, answer, e) < 0)
		return -1;
	return answer;
}

int follows_value(struct follows *f, const struct followed *o, struct err *e)
{
	const struct cell *c = o->cell;
	char digits[NUM_TEXT];
	struct span text = c ? cell_stored(digits, c) : span_of("");
	double number;

	if (c && c->type == CELL_NUMBER && c->number == o->value)
		return 1;
	if (!text.len && isnan(o->value))
		return 1;
	if (c && c->type == CELL_TEXT && f->mark == '.' &&
		num_parse(&number, text.at, text.len) == 0 &&
		number == o->value)
		return 1;
	return by_memory(f, o, text.at ? text : span_of(""), e);
}
