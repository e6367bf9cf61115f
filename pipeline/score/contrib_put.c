/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "pipeline/score/contrib.h"
#include "pipeline/score/out.h"

static const char *const names[] = { "indicator", "label", "kind",
	"weight_from", "weight_to", "value_from", "value_to", "contribution",
	"by_weight", "note", "comparable", "area_from", "area_to", "dataset",
	"edition_from", "edition_to", "release_from", "release_to" };

/* All but whether the sides may be compared. */
static const struct out_columns columns = OUT_COLUMNS_OF(names, 7);

static const struct score_tree *tree_of(const struct contributions *c, int at)
{
	return c->side[at].c->tree;
}

static void put_sides(struct out *o, const struct contributions *c)
{
	const struct score_tree *from = tree_of(c, 0), *to = tree_of(c, 1);

	out_yes(o, strcmp(from->regime, to->regime) == 0);
	out_text(o, from->areas[c->side[0].area].area);
	out_text(o, to->areas[c->side[1].area].area);
	out_text(o, to->dataset);
	out_text(o, from->edition);
	out_text(o, to->edition);
	out_text(o, from->release);
	out_text(o, to->release);
	out_row(o);
}

static const char *note_of(
	const struct contributions *c, const struct contribution *p)
{
	static const char *const notes[2][2] = {
		{ "no score on the first side: counts as 0 there",
			"no score on the second side: counts as 0 there" },
		{ "no score on the first side: counts as its mean there",
			"no score on the second side: counts as its mean "
			"there" },
	};

	for (int at = 0; at < 2; at++) {
		const struct composite *root =
			composites_find(c->side[at].c, 0);

		if (isnan(p->value[at]))
			return notes[root->combine == COMBINE_MEAN][at];
	}
	return NULL;
}

static void put_part(struct out *o, const struct contributions *c,
	const struct contribution *p)
{
	int at = p->node[1] >= 0 ? 1 : 0;
	const struct score_node *node = &tree_of(c, at)->nodes[p->node[at]];

	out_text(o, node->indicator);
	out_text(o, node->label);
	out_text(o, "part");
	out_figure(o, p->weight[0]);
	out_figure(o, p->weight[1]);
	out_number(o, p->value[0]);
	out_number(o, p->value[1]);
	out_units(o, p->units, c->places);
	out_units(o, p->by_weight, c->places);
	out_text(o, note_of(c, p));
	put_sides(o, c);
}

static void put_rounding(struct out *o, const struct contributions *c)
{
	out_none(o);
	out_none(o);
	out_text(o, c->explained ? "rounding" : "unexplained");
	for (int i = 0; i < 4; i++)
		out_none(o);
	out_units(o, c->rounding, c->places);
	out_none(o);
	out_text(o,
		c->explained ? NULL
			     : "more than rounding of the published scores "
			       "allows");
	put_sides(o, c);
}

static void put_gap(struct out *o, const struct contributions *c)
{
	const struct score_node *root = &tree_of(c, 1)->nodes[0];

	out_text(o, root->indicator);
	out_text(o, root->label);
	out_text(o, "gap");
	out_none(o);
	out_none(o);
	for (int at = 0; at < 2; at++)
		out_number(o,
			tree_of(c, at)->values[c->side[at].area *
				tree_of(c, at)->n_nodes]);
	out_units(o, c->score[1] - c->score[0], c->places);
	out_none(o);
	out_none(o);
	put_sides(o, c);
}

int contributions_write(FILE *to, const struct contributions *c,
	enum query_format format, struct err *e)
{
	struct out o;
	int rc = out_open(&o, to, &columns, format, e);

	if (rc == 0) {
		for (size_t i = 0; i < c->n; i++)
			put_part(&o, c, &c->all[i]);
		put_rounding(&o, c);
		put_gap(&o, c);
		rc = out_end(&o, e);
	}
	out_close(&o);
	return rc;
}
