/* SPDX-License-Identifier: MIT */
#include "pipeline/score/whatif_read.h"

#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/file.h"
#include "pipeline/base/num.h"

/* Weights are relative: more would only not add up. */
#define WEIGHT_MAX 1e9

struct reading {
	struct composites *c;
	int indicator, weight; /* columns; -1: no header yet */
	size_t *lines;	       /* by node: where it was met, 0: not yet */
	double *weights;       /* by node, where it was met */
	size_t deep;
};

/* -1: not there, or not once. */
static int column(const struct span *fields, size_t n, const char *name)
{
	int at = csv_column(fields, n, name);

	return at >= 0 &&
			csv_column(fields + at + 1, n - (size_t)at - 1, name) <
				0
		? at
		: -1;
}

static int read_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	r->indicator = column(fields, n, "indicator");
	r->weight = column(fields, n, "weight");
	return r->indicator >= 0 && r->weight >= 0
		? 0
		: err_set(e, ERR_DATA,
			  "line 1: expected a header with the columns "
			  "indicator and weight, each once");
}

static int find(struct reading *r, struct span name, size_t line, struct err *e)
{
	const struct score_tree *t = r->c->tree;
	int direct;

	for (size_t i = 0; i < t->n_nodes; i++) {
		if (!span_is(name, t->nodes[i].indicator))
			continue;
		if (r->lines[i])
			return err_set(e, ERR_DATA,
				"line %zu: '%.*s' was given a weight in line "
				"%zu",
				line, SPAN(name), r->lines[i]);
		r->lines[i] = line;
		/* a part of no weight may be given one */
		for (size_t k = 0; k < r->c->n_parts; k++)
			if (r->c->parts[k].node == (int)i &&
				r->c->parts[k].weight == 0)
				r->c->parts[k].weight = 1;
		if (composites_has(r->c, (int)i, &direct)) {
			if (!direct && !r->deep)
				r->deep = line;
			return (int)i;
		}
		break;
	}
	return err_set(e, ERR_DATA,
		"line %zu: '%.*s' is no part of 'overall' in %s/%s", line,
		(int)(name.len < 60 ? name.len : 60), name.at, t->dataset,
		t->edition);
}

static int read_line(void *context, const struct span *fields, size_t n,
	size_t line, struct err *e)
{
	struct reading *r = context;
	struct span text;
	double weight;
	int node;

	if (line == 1)
		return read_header(r, fields, n, e);
	if (n == 1 && fields[0].len == 0)
		return 0;
	if ((int)n <= r->indicator || (int)n <= r->weight)
		return err_set(e, ERR_DATA,
			"line %zu: expected an indicator and its weight", line);
	node = find(r, span_trim(fields[r->indicator]), line, e);
	if (node < 0)
		return -1;
	text = span_trim(fields[r->weight]);
	if (num_parse(&weight, text.at, text.len) < 0 || weight < 0 ||
		weight > WEIGHT_MAX)
		return err_set(e, ERR_DATA,
			"line %zu: '%.*s': expected a number from 0 to %.0f",
			line, (int)(text.len < 60 ? text.len : 60), text.at,
			WEIGHT_MAX);
	r->weights[node] = weight;
	return 0;
}

/* At last, so that the order of the lines says nothing. */
static int apply(const struct reading *r, struct err *e)
{
	struct composites *c = r->c;

	for (size_t i = 0; i < c->tree->n_nodes; i++)
		if (r->lines[i])
			composites_weigh(c, (int)i, r->weights[i]);
	for (size_t i = 0; i < c->n; i++)
		if (composite_parts(c, &c->all[i]) == 0)
			return err_set(e, ERR_DATA,
				"no part of '%s' has a weight above 0",
				c->tree->nodes[c->all[i].node].indicator);
	return 0;
}

int whatif_read(
	struct composites *c, size_t *deep, const char *path, struct err *e)
{
	struct reading r = { .c = c,
		.indicator = -1,
		.weight = -1,
		.lines = calloc(c->tree->n_nodes, sizeof(*r.lines)),
		.weights = calloc(c->tree->n_nodes, sizeof(*r.weights)) };
	struct file_map map;
	int rc = -1;

	if (!r.lines || !r.weights)
		err_memory(e);
	else if (file_map(&map, path, e) == 0) {
		rc = csv_read(map.at, map.len, ',', read_line, &r, e);
		if (rc == 0 && r.weight < 0)
			rc = read_header(&r, NULL, 0, e);
		if (rc == 0)
			rc = apply(&r, e);
		if (rc < 0)
			err_in(e, "%s", path);
		file_unmap(&map);
	}
	free(r.lines);
	free(r.weights);
	*deep = r.deep;
	return rc < 0 ? -1 : 0;
}
