/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/spec_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/base/text.h"

enum { PLACE_TEXT = 160, MAX_DECIMALS = 17, MAX_HEADER = 8 };

/* What is being checked, and the place in the file to name. */
struct check {
	struct spec *s;
	const struct file_map *yaml;
	char place[PLACE_TEXT];
	struct err *e;
};

static int fault(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static int fault(struct check *c, const char *fmt, ...)
{
	char text[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(c->e, ERR_DATA, "%s:%u: %s", c->s->path,
		spec_line(c->yaml->at, c->yaml->len, c->place), text);
}

static void place(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void place(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(c->place, sizeof(c->place), fmt, ap);
	va_end(ap);
}

static int check_name(struct check *c, const char *what, const char *s)
{
	return spec_is_name(s)
		? 0
		: fault(c,
			  "%s '%s': expected small letters, digits, "
			  "'-', '_' or '.'",
			  what, s);
}

static int check_decimals(struct check *c, int n)
{
	return n >= 0 && n <= MAX_DECIMALS
		? 0
		: fault(c, "decimals %d: expected 0 to %d", n, MAX_DECIMALS);
}

static int check_scale(struct check *c, const struct spec_scale *s)
{
	return s->n < 2 || s->ends[0] < s->ends[1]
		? 0
		: fault(c, "scale: expected [low, high]");
}

static const struct spec_indicator *node(
	const struct spec_tree *t, unsigned n, const char *id)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(t->nodes[i].id, id) == 0)
			return &t->nodes[i];
	return NULL;
}

static int check_node(struct check *c, struct spec_tree *t, unsigned i)
{
	struct spec_indicator *n = &t->nodes[i];

	n->direction = c->s->direction;
	n->weight = n->weight_given ? *n->weight_given : 1;
	n->decimals = n->decimals_given ? *n->decimals_given : -1;
	if (check_name(c, "id", n->id) < 0 ||
		(n->decimals_given && check_decimals(c, n->decimals) < 0) ||
		check_scale(c, &n->scale) < 0)
		return -1;
	if (!isfinite(n->weight) || n->weight < 0)
		return fault(c, "weight of '%s': expected 0 or more", n->id);
	if (node(t, i, n->id))
		return fault(c, "'%s' stands twice in tree '%s'", n->id, t->id);
	if (i == 0 && (n->of || strcmp(n->id, "overall") != 0))
		return fault(c,
			"the first node of tree '%s': expected "
			"'overall', without 'of'",
			t->id);
	if (i > 0 && (!n->of || !node(t, i, n->of)))
		return fault(c,
			"'%s': expected 'of' with the id of a node "
			"above it",
			n->id);
	return 0;
}

static const struct spec_tree *tree(const struct spec *s, const char *id)
{
	for (unsigned i = 0; i < s->n_trees; i++)
		if (strcmp(s->trees[i].id, id) == 0)
			return &s->trees[i];
	return NULL;
}

static int check_trees(struct check *c)
{
	for (unsigned i = 0; i < c->s->n_trees; i++) {
		struct spec_tree *t = &c->s->trees[i];

		place(c, "trees[%u]", i);
		if (tree(c->s, t->id) != t)
			return fault(c, "tree '%s' stands twice", t->id);
		for (unsigned j = 0; j < t->n_nodes; j++) {
			place(c, "trees[%u].nodes[%u]", i, j);
			if (check_node(c, t, j) < 0)
				return -1;
		}
	}
	return 0;
}

static int check_column(
	struct check *c, const struct spec_edition *ed, struct spec_column *k)
{
	int says = !!k->score + !!k->rank + !!k->raw + (k->role != ROLE_VALUE);

	if (says != 1)
		return fault(c,
			"column '%s': expected one of 'score:', "
			"'rank:', 'raw:' with an indicator, "
			"'is: area', 'is: code'",
			k->label);
	k->measure = k->score ? MEASURE_SCORE
		: k->rank     ? MEASURE_RANK
			      : MEASURE_RAW;
	k->indicator = k->score ? k->score : k->rank ? k->rank : k->raw;
	if (k->indicator && !spec_indicator(ed, k->indicator))
		return fault(c, "column '%s': tree '%s' has no indicator '%s'",
			k->label, ed->tree->id, k->indicator);
	return 0;
}

static int check_table(struct check *c, const struct spec_edition *ed,
	struct spec_table *t, const char *at)
{
	unsigned areas = 0;

	place(c, "%s", at);
	if (check_name(c, "table", t->id) < 0)
		return -1;
	t->header_rows = t->header_rows ? t->header_rows : 1;
	if (t->header_rows > MAX_HEADER)
		return fault(c, "header_rows %u: expected 1 to %d",
			t->header_rows, MAX_HEADER);
	t->areas = t->areas ? t->areas : t->part ? 0 : ed->areas;
	for (unsigned i = 0; i < t->n_columns; i++) {
		place(c, "%s.columns[%u]", at, i);
		if (check_column(c, ed, &t->columns[i]) < 0)
			return -1;
		areas += t->columns[i].role == ROLE_AREA;
	}
	place(c, "%s", at);
	return areas == 1 ? 0
			  : fault(c,
				    "table '%s' has %u columns with 'is: "
				    "area': expected one",
				    t->id, areas);
}

static int check_workbook(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w, const char *at)
{
	char table[PLACE_TEXT];

	place(c, "%s", at);
	if (!*w->file || strchr(w->file, '/'))
		return fault(
			c, "file '%s': expected a name without '/'", w->file);
	if (w->sha256 &&
		(strspn(w->sha256, "0123456789abcdef") != 64 || w->sha256[64]))
		return fault(c,
			"sha256 '%s': expected 64 hex digits in small "
			"letters",
			w->sha256);
	for (unsigned i = 0; i < w->n_tables; i++) {
		snprintf(table, sizeof(table), "%.100s.tables[%u]", at, i);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(w->tables[i].id, w->tables[j].id) == 0) {
				place(c, "%s", table);
				return fault(c, "table '%s' stands twice",
					w->tables[i].id);
			}
		if (check_table(c, ed, &w->tables[i], table) < 0)
			return -1;
	}
	return 0;
}

static int has_regime(const struct spec *s, const char *id)
{
	for (unsigned i = 0; i < s->n_regimes; i++)
		if (strcmp(s->regimes[i].id, id) == 0)
			return 1;
	return 0;
}

static int check_edition(struct check *c, unsigned i)
{
	struct spec_edition *ed = &c->s->editions[i];
	char at[PLACE_TEXT];

	place(c, "editions[%u]", i);
	if (check_name(c, "edition", ed->id) < 0 ||
		check_decimals(c, ed->decimals) < 0 ||
		check_decimals(c, ed->ties_decimals) < 0 ||
		check_scale(c, &ed->scale) < 0)
		return -1;
	if (spec_edition(c->s, ed->id) != ed)
		return fault(c, "edition '%s' stands twice", ed->id);
	if (!has_regime(c->s, ed->regime))
		return fault(c, "edition '%s': no regime '%s' under 'regimes'",
			ed->id, ed->regime);
	ed->direction = c->s->direction;
	ed->tree = tree(c->s, ed->tree_id);
	if (!ed->tree)
		return fault(c, "edition '%s': no tree '%s' under 'trees'",
			ed->id, ed->tree_id);
	for (unsigned j = 0; j < ed->n_workbooks; j++) {
		snprintf(at, sizeof(at), "editions[%u].workbooks[%u]", i, j);
		if (check_workbook(c, ed, &ed->workbooks[j], at) < 0)
			return -1;
	}
	return 0;
}

int spec_check(struct spec *s, const struct file_map *yaml, struct err *e)
{
	struct check c = { .s = s, .yaml = yaml, .e = e };

	place(&c, "dataset");
	if (check_name(&c, "dataset", s->dataset) < 0 || check_trees(&c) < 0)
		return -1;
	for (unsigned i = 0; i < s->n_editions; i++)
		if (check_edition(&c, i) < 0)
			return -1;
	return 0;
}

const struct spec_edition *spec_edition(const struct spec *s, const char *id)
{
	for (unsigned i = 0; i < s->n_editions; i++)
		if (strcmp(s->editions[i].id, id) == 0)
			return &s->editions[i];
	return NULL;
}

int spec_need_edition(const struct spec_edition **out, const struct spec *s,
	const char *id, struct err *e)
{
	struct text there = TEXT_INIT;

	*out = spec_edition(s, id);
	if (*out)
		return 0;
	for (unsigned i = 0; i < s->n_editions; i++)
		text_printf(&there, "%s%s", i ? ", " : "", s->editions[i].id);
	if (*id)
		err_set(e, ERR_DATA, "%s has no edition '%s': it has %s",
			s->dataset, id, there.at);
	else
		err_set(e, ERR_USAGE, "say which edition of %s: %s", s->dataset,
			there.at);
	text_free(&there);
	return -1;
}

const struct spec_indicator *spec_indicator(
	const struct spec_edition *ed, const char *id)
{
	return node(ed->tree, ed->tree->n_nodes, id);
}
