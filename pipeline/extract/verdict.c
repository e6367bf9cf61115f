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

static int is_rank(double value)
{
	return value >= 1 && value <= MAX_RANK && value == (double)(long)value;
}

static enum verdict number(
	const struct spec_column *k, double value, enum verdict verdict)
{
	return k->measure == MEASURE_RANK && !is_rank(value) ? NOT_A_RANK
							     : verdict;
}

enum verdict verdict_of(
	const struct spec_column *k, const struct cell *c, double *value)
{
	char digits[NUM_TEXT];
	struct span text = c ? span_trim(cell_stored(digits, c)) : span_of("");

	if (c && c->type == CELL_BLANK && c->formula.at)
		return NO_RESULT;
	if (verdict_among(k->missing, k->n_missing, text))
		return DECLARED_MISSING;
	if (c && c->type == CELL_NUMBER) {
		*value = c->number;
		return number(k, *value, NUMBER);
	}
	if (!c || c->type == CELL_BLANK || text.len == 0)
		return UNDECLARED_BLANK;
	if (c->type == CELL_ERROR)
		return ERROR_CELL;
	if (c->type == CELL_TEXT && num_parse(value, text.at, text.len) == 0)
		return number(k, *value, TEXT_NUMBER);
	return NOT_A_NUMBER;
}
