/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/verdict.h"

#include "pipeline/base/num.h"

enum { MAX_RANK = 1000000 };

int verdict_among(char *const *texts, unsigned n, struct span s)
{
	for (unsigned i = 0; i < n; i++)
		if (span_is(s, texts[i]))
			return 1;
	return 0;
}

struct judge judge_of(const struct spec_column *k, const struct spec_table *t,
	int label_says_period, char decimal_mark)
{
	struct judge j = { k, k->missing, k->n_missing, k->blank,
		decimal_mark };

	if (!k->n_missing) {
		j.missing = t->missing;
		j.n_missing = t->n_missing;
	}
	if (k->blank == BLANK_UNSAID)
		j.blank = label_says_period ? BLANK_PASS : BLANK_FINDING;
	return j;
}

static int is_rank(double value)
{
	return value >= 1 && value <= MAX_RANK && value == (double)(long)value;
}

static enum verdict number(
	enum spec_measure measure, double value, enum verdict verdict)
{
	return measure == MEASURE_RANK && !is_rank(value) ? NOT_A_RANK
							  : verdict;
}

/* The place of a text in the list of categories, from 1. */
static enum verdict category(
	const struct spec_column *k, struct span text, double *value)
{
	for (unsigned i = 0; i < k->n_categories; i++)
		if (span_is(text, k->categories[i])) {
			*value = i + 1;
			return CATEGORY;
		}
	return NOT_A_CATEGORY;
}

struct span verdict_cleaned(char buf[CLEAN_TEXT], const struct spec_column *k,
	struct span text, int *any)
{
	*any = 0;
	for (unsigned i = 0; i < k->n_clean; i++) {
		int changed = 0;

		text = clean_text(buf, CLEAN_TEXT, clean_named(k->clean[i]),
			text, &changed);
		*any |= changed;
	}
	return text;
}

static enum verdict clean(const struct spec_column *k,
	enum spec_measure measure, struct span text, double *value)
{
	char buf[CLEAN_TEXT];
	int any;

	text = verdict_cleaned(buf, k, text, &any);
	if (!any || num_parse(value, text.at, text.len) < 0)
		return NOT_A_NUMBER;
	return number(measure, *value, CLEANED_NUMBER);
}

static enum verdict blank(const struct judge *j)
{
	return j->blank == BLANK_PASS	    ? PASSED
		: j->blank == BLANK_MISSING ? DECLARED_MISSING
					    : UNDECLARED_BLANK;
}

/* Where a comma stands before decimals a point does not. */
static int has_other_point(const struct judge *j, struct span text)
{
	return j->decimal_mark == ',' && memchr(text.at, '.', text.len);
}

enum verdict verdict_of(const struct judge *j, enum spec_measure measure,
	const struct cell *c, double *value)
{
	char digits[NUM_TEXT];
	struct span text;

	if (c && c->type == CELL_NUMBER && !j->n_missing &&
		!j->column->n_categories) {
		*value = c->number;
		return number(measure, *value, NUMBER);
	}
	text = c ? span_trim(cell_stored(digits, c)) : span_of("");
	if (c && c->type == CELL_BLANK && c->formula.at)
		return NO_RESULT;
	if (j->n_missing && verdict_among(j->missing, j->n_missing, text))
		return DECLARED_MISSING;
	if (j->column->n_categories && text.len)
		return category(j->column, text, value);
	if (c && c->type == CELL_NUMBER) {
		*value = c->number;
		return number(measure, *value, NUMBER);
	}
	if (!c || c->type == CELL_BLANK || text.len == 0)
		return blank(j);
	if (c->type == CELL_ERROR)
		return ERROR_CELL;
	if (c->type != CELL_TEXT)
		return NOT_A_NUMBER;
	if (!has_other_point(j, text) &&
		num_parse(value, text.at, text.len) == 0)
		return number(measure, *value, TEXT_NUMBER);
	return clean(j->column, measure, text, value);
}
