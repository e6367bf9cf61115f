/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/store/known.h"
#include "pipeline/store/load.h"
#include "pipeline/store/sqltext.h"

static const char *const combines[] = {
	[COMBINE_NONE] = "none",
	[COMBINE_MEAN] = "mean",
	[COMBINE_SUM] = "sum",
	[COMBINE_LEAVES] = "leaves",
};

static const char *const ties[] = {
	[TIES_SEQUENTIAL] = "sequential",
	[TIES_COMPETITION] = "competition",
	[TIES_HIDDEN] = "hidden",
	[TIES_NONE] = "none",
};

static const char *const directions[] = {
	[DIRECTION_HIGHER] = "higher",
	[DIRECTION_LOWER] = "lower",
};

static const char *const firsts[] = {
	[FIRST_BEST] = "best",
	[FIRST_WORST] = "worst",
};

static const char *const promotions[] = {
	[PROMOTE_NEWEST_VALID] = "newest-valid",
	[PROMOTE_PINNED] = "pinned",
};

static void put(struct stmt *s, int at, const char *text)
{
	stmt_text(s, at, span_of(text));
}

/* The two ends of a scale, or NULL and NULL. */
static void put_scale(struct stmt *s, int at, const struct spec_scale *scale)
{
	for (int i = 0; i < 2; i++)
		if (scale->n == 2)
			stmt_number(s, at + i, scale->ends[i]);
		else
			stmt_null(s, at + i);
}

/* A number of decimals, or NULL where it is not known. */
static void put_decimals(struct stmt *s, int at, int decimals)
{
	if (decimals >= 0)
		stmt_integer(s, at, decimals);
	else
		stmt_null(s, at);
}

static int load_dataset(struct db *d, const struct spec *s, struct err *e)
{
	struct stmt *put_dataset = NULL;
	int rc;

	if (stmt_open(&put_dataset, d, sql_load_dataset, e) < 0)
		return -1;
	put(put_dataset, 1, s->dataset);
	put(put_dataset, 2, s->title ? s->title : s->dataset);
	put(put_dataset, 3, s->publisher ? s->publisher : "");
	put(put_dataset, 4, s->landing);
	put(put_dataset, 5, s->licence);
	put(put_dataset, 6, s->attribution);
	put(put_dataset, 7, directions[s->direction]);
	rc = stmt_run(put_dataset, e);
	stmt_close(put_dataset);
	return rc;
}

static int load_regimes(struct db *d, const struct spec *s, struct err *e)
{
	struct stmt *put_regime = NULL;
	int rc = stmt_open(&put_regime, d, sql_load_regime, e);

	for (unsigned i = 0; rc == 0 && i < s->n_regimes; i++) {
		const struct spec_regime *r = &s->regimes[i];

		put(put_regime, 1, s->dataset);
		put(put_regime, 2, r->id);
		put(put_regime, 3, r->title ? r->title : r->id);
		rc = stmt_run(put_regime, e);
	}
	stmt_close(put_regime);
	return rc;
}

static int load_edition(struct stmt *put_edition, const struct spec *s,
	unsigned i, struct err *e)
{
	const struct spec_edition *ed = &s->editions[i];

	put(put_edition, 1, s->dataset);
	put(put_edition, 2, ed->id);
	stmt_integer(put_edition, 3, i + 1);
	put(put_edition, 4, ed->regime);
	stmt_null(put_edition, 5);
	if (ed->ranked || ed->areas)
		stmt_integer(
			put_edition, 5, ed->ranked ? ed->ranked : ed->areas);
	put_scale(put_edition, 6, &ed->scale);
	put_decimals(put_edition, 8, ed->decimals);
	put(put_edition, 9, ties[ed->ties]);
	put_decimals(put_edition, 10,
		ed->ties == TIES_COMPETITION ? ed->ties_decimals : -1);
	put(put_edition, 11, directions[ed->direction]);
	put(put_edition, 12, ed->period ? ed->period : ed->id);
	put(put_edition, 13, firsts[ed->first]);
	put(put_edition, 14, promotions[ed->promote]);
	return stmt_run(put_edition, e);
}

/* Runs a statement that is told which editions there are. */
static int with_editions(
	struct db *d, const char *sql, const struct spec *s, struct err *e)
{
	struct text known = TEXT_INIT;
	int rc;

	for (unsigned i = 0; i < s->n_editions; i++)
		known_add(&known, NULL, s->editions[i].id);
	rc = known_run(d, sql, s->dataset, &known, e);
	text_free(&known);
	return rc;
}

static int load_editions(struct db *d, const struct spec *s, struct err *e)
{
	struct stmt *put_edition = NULL;
	int rc = with_editions(d, sql_load_edition_order, s, e);

	if (rc == 0)
		rc = stmt_open(&put_edition, d, sql_load_edition, e);
	for (unsigned i = 0; rc == 0 && i < s->n_editions; i++)
		rc = load_edition(put_edition, s, i, e);
	stmt_close(put_edition);
	return rc;
}

/* How far a node stands below the root. Parents come before children. */
static int level_of(const struct spec_tree *tree, unsigned node)
{
	const char *of = tree->nodes[node].of;
	int level = 0;

	while (of && node-- > 0)
		if (strcmp(tree->nodes[node].id, of) == 0) {
			of = tree->nodes[node].of;
			level++;
		}
	return level;
}

static enum spec_direction direction_of(
	const struct spec_edition *ed, const struct spec_indicator *node)
{
	return node->direction_given ? *node->direction_given : ed->direction;
}

static int load_node(struct stmt *put_node, const struct spec *s,
	const struct spec_edition *ed, unsigned i, struct err *e)
{
	const struct spec_indicator *node = &ed->tree->nodes[i];

	put(put_node, 1, s->dataset);
	put(put_node, 2, ed->id);
	put(put_node, 3, node->id);
	put(put_node, 4, node->of);
	stmt_integer(put_node, 5, i + 1);
	stmt_integer(put_node, 6, level_of(ed->tree, i));
	put(put_node, 7, node->label ? node->label : node->id);
	stmt_number(put_node, 8, node->weight);
	put(put_node, 9, combines[node->combine]);
	put_decimals(put_node, 10,
		node->decimals < 0 ? ed->decimals : node->decimals);
	put_scale(put_node, 11, node->scale.n ? &node->scale : &ed->scale);
	put(put_node, 13, directions[direction_of(ed, node)]);
	put(put_node, 14, node->unit);
	return stmt_run(put_node, e);
}

static int load_trees(struct db *d, const struct spec *s, struct err *e)
{
	struct stmt *put_node = NULL;
	int rc = stmt_open(&put_node, d, sql_load_indicator, e);

	for (unsigned i = 0; rc == 0 && i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		for (unsigned j = 0; rc == 0 && j < ed->tree->n_nodes; j++)
			rc = load_node(put_node, s, ed, j, e);
	}
	stmt_close(put_node);
	return rc;
}

/* The statement keeps what an observation or a node below refers to. */
static int forget_indicators(struct db *d, const struct spec *s, struct err *e)
{
	struct text known = TEXT_INIT;
	int rc;

	for (unsigned i = 0; i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		for (unsigned j = 0; j < ed->tree->n_nodes; j++)
			known_add(&known, ed->id, ed->tree->nodes[j].id);
	}
	db_check_keys(d, 0);
	rc = known_run(d, sql_load_forget_indicators, s->dataset, &known, e);
	db_check_keys(d, 1);
	text_free(&known);
	return rc;
}

static int forget_regimes(struct db *d, const struct spec *s, struct err *e)
{
	struct text known = TEXT_INIT;
	int rc;

	for (unsigned i = 0; i < s->n_regimes; i++)
		known_add(&known, NULL, s->regimes[i].id);
	rc = known_run(d, sql_load_forget_regimes, s->dataset, &known, e);
	text_free(&known);
	return rc;
}

int load_spec(struct db *d, const struct spec *s, struct err *e)
{
	if (load_dataset(d, s, e) < 0 || load_regimes(d, s, e) < 0 ||
		load_editions(d, s, e) < 0 || load_trees(d, s, e) < 0 ||
		forget_indicators(d, s, e) < 0 ||
		with_editions(d, sql_load_forget_editions, s, e) < 0)
		return -1;
	return forget_regimes(d, s, e);
}
