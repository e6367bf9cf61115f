/* SPDX-License-Identifier: MIT */
/* What the texts of a claim mean. */
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"

/* measure as it is given: a kind of claim, and the measure that is looked up
 * for it. */
static const struct measure {
	const char *name;
	enum claim_kind kind;
	const char *measure;
} measures[] = {
	{ "score", CLAIM_FIGURE, "score" }, /* the default */
	{ "rank", CLAIM_FIGURE, "rank" },
	{ "raw", CLAIM_FIGURE, "raw" },
	{ "delta", CLAIM_DELTA, "rank" },
	{ "rank-before", CLAIM_BEFORE, "rank" },
	{ "leader", CLAIM_LEADER, "place" },
	{ "first-among", CLAIM_FIRST, "place" },
	{ "count", CLAIM_COUNT, "count" },
};
enum { N_MEASURES = sizeof(measures) / sizeof(*measures) };

static int is_place(enum claim_kind kind)
{
	return kind == CLAIM_LEADER || kind == CLAIM_FIRST;
}

static int has(const struct claim *c, enum claim_column k)
{
	return *c->given[k] != '\0';
}

static int read_measure(struct claim *c, struct err *e)
{
	const char *given = c->given[CLAIM_MEASURE];
	const struct measure *m = has(c, CLAIM_MEASURE) ? NULL : measures;

	for (int i = 0; !m && i < N_MEASURES; i++)
		if (strcmp(measures[i].name, given) == 0)
			m = &measures[i];
	if (!m)
		return err_set(e, ERR_DATA,
			"measure '%.40s': expected score, rank, raw, delta, "
			"rank-before, leader, first-among or count",
			given);
	c->given[CLAIM_MEASURE] = m->name;
	c->measure = m->measure;
	c->kind = m->kind;
	return 0;
}

/* What every kind needs, and who else may not say it. */
static int check_needs(const struct claim *c, struct err *e)
{
	static const enum claim_column needed[] = { CLAIM_DATASET,
		CLAIM_EDITION, CLAIM_AREA, CLAIM_VALUE };

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++) {
		int may = needed[i] == CLAIM_AREA && c->kind == CLAIM_COUNT;

		if (!may && !has(c, needed[i]))
			return err_set(e, ERR_DATA, "it has no %s",
				claim_columns[needed[i]]);
	}
	if (c->kind == CLAIM_COUNT && has(c, CLAIM_AREA))
		return err_set(e, ERR_DATA,
			"area '%.40s': a count is of all areas",
			c->given[CLAIM_AREA]);
	return 0;
}

static int check_from(const struct claim *c, struct err *e)
{
	if (c->kind == CLAIM_DELTA && !has(c, CLAIM_FROM))
		return err_set(e, ERR_DATA,
			"a delta: expected the edition before in 'from'");
	if (!has(c, CLAIM_FROM))
		return 0;
	if (c->kind != CLAIM_DELTA && c->kind != CLAIM_BEFORE)
		return err_set(e, ERR_DATA, "from '%.40s': measure is no delta",
			c->given[CLAIM_FROM]);
	return strcmp(c->given[CLAIM_FROM], c->given[CLAIM_EDITION])
		? 0
		: err_set(e, ERR_DATA,
			  "from '%.40s': that is the edition itself",
			  c->given[CLAIM_FROM]);
}

static int check_group(const struct claim *c, struct err *e)
{
	static const struct {
		enum claim_column column;
		enum claim_kind kind;
		const char *name;
	} groups[] = { { CLAIM_REGION, CLAIM_LEADER, "leader" },
		{ CLAIM_SCHEME, CLAIM_LEADER, "leader" },
		{ CLAIM_AMONG, CLAIM_FIRST, "first-among" } };

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		if (has(c, groups[i].column) && c->kind != groups[i].kind)
			return err_set(e, ERR_DATA,
				"%s '%.40s': measure is no %s",
				claim_columns[groups[i].column],
				c->given[groups[i].column], groups[i].name);
	if (c->kind == CLAIM_LEADER && !has(c, CLAIM_REGION))
		return err_set(e, ERR_DATA,
			"a leader: expected its region in 'region', and whose "
			"that is in 'scheme'");
	if (c->kind == CLAIM_FIRST && !has(c, CLAIM_AMONG))
		return err_set(e, ERR_DATA,
			"first-among: expected areas in 'among', as KAZ, UZB");
	return 0;
}

/* "up 16" and "down 3" are 16 and -3. */
static struct span without_direction(struct span value, int *down)
{
	static const char *const words[] = { "up ", "down " };

	for (int i = 0; i < 2; i++) {
		size_t n = strlen(words[i]);

		if (value.len <= n || memcmp(value.at, words[i], n) != 0 ||
			!is_digit(value.at[n]))
			continue;
		*down = i;
		return (struct span){ value.at + n, value.len - n };
	}
	return value;
}

static int read_value(struct claim *c, struct err *e)
{
	struct span text = span_of(c->given[CLAIM_VALUE]);
	int is_delta = c->kind == CLAIM_DELTA, down = 0;

	if (is_delta)
		text = without_direction(text, &down);
	if (num_parse(&c->value, text.at, text.len) < 0 ||
		memchr(text.at, 'e', text.len) ||
		memchr(text.at, 'E', text.len))
		return err_set(e, ERR_DATA,
			"value '%.40s': expected a plain decimal such as "
			"73.59%s",
			c->given[CLAIM_VALUE], is_delta ? ", or 'up 16'" : "");
	c->decimals = num_decimals(text.at, text.len);
	if (down)
		c->value = -c->value;
	return 0;
}

static int read_op(struct claim *c, struct err *e)
{
	static const char *const ops[] = {
		[CLAIM_IS] = "=",
		[CLAIM_BELOW] = "<",
		[CLAIM_AT_MOST] = "<=",
		[CLAIM_ABOVE] = ">",
		[CLAIM_AT_LEAST] = ">=",
	};

	for (int i = 0; i < 5; i++)
		if (!has(c, CLAIM_OP) ||
			strcmp(ops[i], c->given[CLAIM_OP]) == 0) {
			c->op = (enum claim_op)i;
			c->given[CLAIM_OP] = ops[i];
			return 0;
		}
	return err_set(e, ERR_DATA,
		"op '%.40s': expected =, <, <=, > or >=", c->given[CLAIM_OP]);
}

static int read_moment(char moment[CLOCK_TEXT], const struct claim *c,
	enum claim_column k, struct err *e)
{
	if (!has(c, k) || clock_moment(moment, c->given[k]) == 0)
		return 0;
	return err_set(e, ERR_DATA,
		"%s '%.40s': expected a day such as 2026-01-05, or a moment "
		"such as 2026-01-05T12:00:00Z",
		claim_columns[k], c->given[k]);
}

int claim_terms(struct claim *c, struct err *e)
{
	char said[CLOCK_TEXT];

	if (read_measure(c, e) < 0)
		return -1;
	if (is_place(c->kind) && !has(c, CLAIM_VALUE))
		c->given[CLAIM_VALUE] = "1";
	if (!has(c, CLAIM_INDICATOR))
		c->given[CLAIM_INDICATOR] = "overall";
	if (check_needs(c, e) < 0 ||
		read_moment(c->moment, c, CLAIM_AS_OF, e) < 0 ||
		read_moment(said, c, CLAIM_DATE, e) < 0 ||
		check_from(c, e) < 0 || check_group(c, e) < 0 ||
		read_value(c, e) < 0)
		return -1;
	return read_op(c, e);
}
