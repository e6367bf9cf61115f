/* SPDX-License-Identifier: MIT */
/* Claims as they are written. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/csv.h"
#include "pipeline/base/file.h"
#include "pipeline/base/num.h"

const char *const claim_columns[CLAIM_COLUMNS] = {
	[CLAIM_DATASET] = "dataset",
	[CLAIM_EDITION] = "edition",
	[CLAIM_FROM] = "from",
	[CLAIM_AREA] = "area",
	[CLAIM_INDICATOR] = "indicator",
	[CLAIM_MEASURE] = "measure",
	[CLAIM_PERIOD] = "period",
	[CLAIM_OP] = "op",
	[CLAIM_VALUE] = "value",
	[CLAIM_AS_OF] = "as_of",
	[CLAIM_SOURCE] = "source",
};

static const enum claim_column needed[] = { CLAIM_DATASET, CLAIM_EDITION,
	CLAIM_AREA, CLAIM_VALUE };
enum { NEEDED = sizeof(needed) / sizeof(*needed) };

int claims_open(struct claims **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : err_memory(e);
}

void claims_close(struct claims *c)
{
	if (!c)
		return;
	free(c->at);
	arena_free(&c->text);
	free(c);
}

/* A file being read. */
struct reading {
	struct claims *claims;
	const char *file;
	int place[CLAIM_COLUMNS]; /* of each column; -1: it is not there */
	size_t fields;		  /* of the header; 0: before it */
};

static int read_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		const char *name = claim_columns[i];
		int at = r->place[i] = csv_column(fields, n, name);

		if (at >= 0 &&
			csv_column(fields + at + 1, n - (size_t)at - 1, name) >=
				0)
			return err_set(e, ERR_DATA,
				"the header has column '%s' twice", name);
	}
	for (size_t i = 0; i < NEEDED; i++)
		if (r->place[needed[i]] < 0)
			return err_set(e, ERR_DATA,
				"the header has no column '%s': expected "
				"dataset, edition, area and value",
				claim_columns[needed[i]]);
	r->fields = n;
	return 0;
}

/* Texts that stand for a number, in the order of its enum; "" is the first. */
static int choice_of(const char *text, const char *const *choices, int n)
{
	if (!*text)
		return 0;
	for (int i = 0; i < n; i++)
		if (strcmp(choices[i], text) == 0)
			return i;
	return -1;
}

static int read_measure(struct claim *c, struct err *e)
{
	static const char *const measures[] = { "score", "rank", "raw",
		"delta" };
	int has_from = *c->given[CLAIM_FROM] != '\0';
	int i = choice_of(c->given[CLAIM_MEASURE], measures, 4);

	if (i < 0)
		return err_set(e, ERR_DATA,
			"measure '%.40s': expected score, rank, raw or delta",
			c->given[CLAIM_MEASURE]);
	c->given[CLAIM_MEASURE] = measures[i];
	c->is_delta = i == 3;
	if (c->is_delta && !has_from)
		return err_set(e, ERR_DATA,
			"a delta: expected the edition before in 'from'");
	if (!c->is_delta && has_from)
		return err_set(e, ERR_DATA, "from '%.40s': measure is no delta",
			c->given[CLAIM_FROM]);
	if (c->is_delta &&
		strcmp(c->given[CLAIM_FROM], c->given[CLAIM_EDITION]) == 0)
		return err_set(e, ERR_DATA,
			"from '%.40s': that is the edition itself",
			c->given[CLAIM_FROM]);
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
	int down = 0;

	if (c->is_delta)
		text = without_direction(text, &down);
	if (num_parse(&c->value, text.at, text.len) < 0 ||
		memchr(text.at, 'e', text.len) ||
		memchr(text.at, 'E', text.len))
		return err_set(e, ERR_DATA,
			"value '%.40s': expected a plain decimal such as "
			"73.59%s",
			c->given[CLAIM_VALUE],
			c->is_delta ? ", or 'up 16'" : "");
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
	int i = choice_of(c->given[CLAIM_OP], ops, 5);

	if (i < 0)
		return err_set(e, ERR_DATA,
			"op '%.40s': expected =, <, <=, > or >=",
			c->given[CLAIM_OP]);
	c->op = (enum claim_op)i;
	c->given[CLAIM_OP] = ops[i];
	return 0;
}

/* What is given becomes what is meant. */
static int read_claim(struct claim *c, struct err *e)
{
	const char *as_of = c->given[CLAIM_AS_OF];

	for (size_t i = 0; i < NEEDED; i++)
		if (!*c->given[needed[i]])
			return err_set(e, ERR_DATA, "it has no %s",
				claim_columns[needed[i]]);
	if (!*c->given[CLAIM_INDICATOR])
		c->given[CLAIM_INDICATOR] = "overall";
	if (*as_of && clock_moment(c->moment, as_of) < 0)
		return err_set(e, ERR_DATA,
			"as_of '%.40s': expected a day such as 2026-01-05, or "
			"a moment such as 2026-01-05T12:00:00Z",
			as_of);
	if (read_measure(c, e) < 0 || read_value(c, e) < 0)
		return -1;
	return read_op(c, e);
}

static struct claim *more(struct claims *c, struct err *e)
{
	struct claim *at = array_more(c->at, c->n, sizeof(*c->at));

	if (!at) {
		err_memory(e);
		return NULL;
	}
	c->at = at;
	memset(&at[c->n], 0, sizeof(*at));
	return &at[c->n];
}

static int add(struct reading *r, const struct span *fields, struct err *e)
{
	struct claim *c = more(r->claims, e);

	if (!c)
		return -1;
	c->file = r->file;
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		struct span text = { "", 0 };

		if (r->place[i] >= 0)
			text = span_trim(fields[r->place[i]]);
		if (text.len && memchr(text.at, '\0', text.len))
			return err_set(
				e, ERR_DATA, "a NUL in %s", claim_columns[i]);
		c->given[i] = arena_copy(&r->claims->text, text);
		if (!c->given[i])
			return err_memory(e);
	}
	return read_claim(c, e);
}

static int on_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct reading *r = context;
	int rc;

	if (n == 1 && span_trim(fields[0]).len == 0)
		return 0; /* an empty line */
	if (!r->fields)
		return read_header(r, fields, n, e);
	if (n != r->fields)
		rc = err_set(e, ERR_DATA,
			"%zu fields, where the header has %zu", n, r->fields);
	else if (r->claims->n == CLAIMS_MAX)
		rc = err_set(e, ERR_DATA, "more than %d claims", CLAIMS_MAX);
	else
		rc = add(r, fields, e);
	if (rc < 0)
		return err_in(e, "record %zu", number);
	r->claims->at[r->claims->n++].record = number;
	return 0;
}

int claims_read(struct claims *c, const char *path, struct err *e)
{
	struct reading r = { .claims = c };
	struct file_map map;
	int rc;

	if (file_map(&map, path, e) < 0)
		return -1;
	r.file = arena_copy(
		&c->text, span_of(strcmp(path, "-") ? path : "standard input"));
	rc = r.file ? csv_read(map.at, map.len, ',', on_record, &r, e)
		    : err_memory(e);
	if (rc == 0 && !r.fields)
		rc = err_set(e, ERR_DATA,
			"it is empty: expected a header with dataset, edition, "
			"area and value");
	file_unmap(&map);
	return rc < 0 ? err_in(e, "%s", r.file ? r.file : path) : 0;
}
