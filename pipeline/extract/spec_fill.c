/* SPDX-License-Identifier: MIT */
/* What a spec leaves unsaid: defaults, editions like another, trees that are
 * made from the columns. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/extract/spec_check.h"

/* Memory of what is made here, freed with the spec. */
struct spec_made {
	void **all;
	size_t n;
};

static void *make(struct spec *s, size_t n, size_t size)
{
	struct spec_made *m = s->made;
	void **all, *one;

	if (!m)
		m = s->made = calloc(1, sizeof(*m));
	all = m ? realloc(m->all, (m->n + 1) * sizeof(*all)) : NULL;
	if (!all)
		return NULL;
	m->all = all;
	one = calloc(n ? n : 1, size);
	if (one)
		m->all[m->n++] = one;
	return one;
}

void spec_unmake(struct spec *s)
{
	for (size_t i = 0; s->made && i < s->made->n; i++)
		free(s->made->all[i]);
	if (s->made)
		free(s->made->all);
	free(s->made);
}

/* One method for all editions, where nothing else is said. */
static int fill_regimes(struct spec *s, struct err *e)
{
	static char id[] = "all", title[] = "one method";

	s->regimes = s->regimes_given;
	s->n_regimes = s->n_regimes_given;
	if (s->n_regimes)
		return 0;
	s->regimes = make(s, 1, sizeof(*s->regimes));
	if (!s->regimes)
		return err_memory(e);
	s->regimes[0] = (struct spec_regime){ id, title };
	s->n_regimes = 1;
	return 0;
}

static void fill_nodes(struct spec_tree *t)
{
	int composite = t->n_nodes && strcmp(t->nodes[0].id, "overall") == 0;

	for (unsigned i = 0; i < t->n_nodes; i++) {
		struct spec_indicator *n = &t->nodes[i];

		n->label = n->label_given ? n->label_given : n->id;
		n->of = n->of_given	     ? n->of_given
			: composite && i > 0 ? "overall"
					     : NULL;
		n->weight = n->weight_given ? *n->weight_given : 1;
		n->decimals = n->decimals_given ? *n->decimals_given : -1;
	}
}

/* The trees that are written down; those of editions come behind them. */
static int fill_trees(struct spec *s, struct err *e)
{
	static char id[] = "indicators";

	s->trees = make(
		s, s->n_trees_given + s->n_editions + 1, sizeof(*s->trees));
	if (!s->trees)
		return err_memory(e);
	for (unsigned i = 0; i < s->n_trees_given; i++)
		s->trees[s->n_trees++] = s->trees_given[i];
	if (s->n_nodes_given)
		s->trees[s->n_trees++] = (struct spec_tree){ id, s->nodes_given,
			s->n_nodes_given };
	for (unsigned i = 0; i < s->n_trees; i++)
		fill_nodes(&s->trees[i]);
	return 0;
}

static char *id_of(const struct spec_column *k)
{
	return k->score	  ? k->score
		: k->rank ? k->rank
		: k->raw  ? k->raw
			  : k->value;
}

/* "{indicator}" is what is found, "{indicator}.low" another of its name. */
static void fill_column(struct spec_column *k)
{
	static const char found[] = "{indicator}";

	k->measure = k->score ? MEASURE_SCORE
		: k->rank     ? MEASURE_RANK
		: k->raw      ? MEASURE_RAW
			      : MEASURES;
	k->indicator = id_of(k);
	if (k->indicator &&
		strncmp(k->indicator, found, sizeof(found) - 1) == 0) {
		k->suffix = k->indicator + sizeof(found) - 1;
		k->suffix = *k->suffix ? k->suffix : NULL;
		k->indicator = NULL;
	}
}

/* As many rows as the longest path; two where something stands above. */
static unsigned header_rows(const struct spec_table *t)
{
	unsigned rows = 1;

	for (unsigned i = 0; i < t->n_columns; i++) {
		const struct spec_column *k = &t->columns[i];
		unsigned wants = k->n_path ? k->n_path : k->under ? 2 : 1;

		rows = wants > rows ? wants : rows;
	}
	return rows;
}

/* A table that is one of several sheets says for itself how many areas it
 * lists; so does a part, and what the press quoted is never all of it. */
static void fill_table(struct spec_table *t, const struct spec_edition *ed,
	const struct spec_workbook *w)
{
	static char id[] = "main";

	t->id = t->id ? t->id : id;
	t->header_rows = t->header_rows ? t->header_rows : header_rows(t);
	t->areas =
		t->areas_given || t->part || w->press || spec_table_is_family(t)
		? t->areas_given
		: ed->areas;
	for (unsigned i = 0; i < t->n_columns; i++)
		fill_column(&t->columns[i]);
}

/* What is said of a table here goes before what is said of it there. */
static void correct(struct spec_table *t, const struct spec_table *here)
{
	if (here->n_sheets) {
		t->sheets = here->sheets;
		t->n_sheets = here->n_sheets;
	}
	if (here->n_sheets || here->n_except) {
		t->except = here->except;
		t->n_except = here->n_except;
	}
	if (here->n_columns) {
		t->columns = here->columns;
		t->n_columns = here->n_columns;
	}
	if (here->n_skip) {
		t->skip = here->skip;
		t->n_skip = here->n_skip;
	}
	if (here->n_end) {
		t->end = here->end;
		t->n_end = here->n_end;
	}
	if (here->n_missing) {
		t->missing = here->missing;
		t->n_missing = here->n_missing;
	}
	t->header_rows = here->header_rows ? here->header_rows : t->header_rows;
	t->skip_rows = here->skip_rows ? here->skip_rows : t->skip_rows;
	t->block = here->block ? here->block : t->block;
}

/* The tables as they are written: here, or else in the last workbook of the
 * edition that this one is like, of which keys may stand here if it has one. */
static int find_tables(struct spec *s, struct spec_workbook *w,
	const struct spec_workbook *like, struct err *e)
{
	struct spec_table *corrected;

	w->written = w->tables_given;
	w->n_written = w->n_tables_given;
	if (like && !w->csv)
		w->csv = like->csv;
	if (!w->n_written && w->table.n_columns &&
		!(like && like->n_written == 1)) {
		w->written = &w->table;
		w->n_written = 1;
	}
	if (w->n_written || !like)
		return 0;
	w->written = like->written;
	w->n_written = like->n_written;
	if (w->n_written != 1)
		return 0;
	corrected = make(s, 1, sizeof(*corrected));
	if (!corrected)
		return err_memory(e);
	*corrected = *like->written;
	correct(corrected, &w->table);
	w->written = corrected;
	return 0;
}

static int fill_workbook(struct spec *s, struct spec_workbook *w,
	const struct spec_edition *ed, const struct spec_edition *like,
	struct err *e)
{
	/* what the press printed is like no workbook */
	unsigned last = like && !w->press ? like->n_workbooks : 0;

	w->csv = w->csv_given;
	if (find_tables(s, w, last ? &like->workbooks[last - 1] : NULL, e) < 0)
		return -1;
	w->n_tables = w->n_written;
	w->tables = make(s, w->n_tables, sizeof(*w->tables));
	if (!w->tables)
		return err_memory(e);
	for (unsigned i = 0; i < w->n_tables; i++) {
		w->tables[i] = w->written[i];
		fill_table(&w->tables[i], ed, w);
	}
	return 0;
}

/* An edition that names no file stands in that of the edition it is like, on
 * another sheet of it. */
static int share_workbook(struct spec *s, struct spec_edition *ed,
	const struct spec_edition *like, struct err *e)
{
	const struct spec_workbook *w = &like->workbooks[like->n_workbooks - 1];

	ed->workbooks = make(s, 1, sizeof(*ed->workbooks));
	if (!ed->workbooks)
		return err_memory(e);
	ed->n_workbooks = 1;
	*ed->workbooks = ed->workbook;
	ed->workbooks->file = w->file;
	ed->workbooks->url = w->url;
	ed->workbooks->sha256 = w->sha256;
	ed->workbooks->published = w->published;
	return 0;
}

static int fill_workbooks(struct spec *s, struct spec_edition *ed,
	const struct spec_edition *like, struct err *e)
{
	ed->workbooks = ed->workbooks_given;
	ed->n_workbooks = ed->n_workbooks_given;
	if (!ed->n_workbooks && ed->workbook.file) {
		ed->workbooks = &ed->workbook;
		ed->n_workbooks = 1;
	}
	if (!ed->n_workbooks && like && like->n_workbooks &&
		share_workbook(s, ed, like, e) < 0)
		return -1;
	for (unsigned i = 0; i < ed->n_workbooks; i++)
		if (fill_workbook(s, &ed->workbooks[i], ed, like, e) < 0)
			return -1;
	return 0;
}

/* Of a spec that gives none, a tree of what the columns speak of. */
struct growing {
	struct spec_indicator *nodes;
	unsigned n;
};

static int has_node(const struct growing *g, const char *id)
{
	for (unsigned i = 0; i < g->n; i++)
		if (strcmp(g->nodes[i].id, id) == 0)
			return 1;
	return 0;
}

/* A node for each id; its label is that of the column, if that is a score or
 * an amount and no placeholder. */
static void grow(struct growing *g, const struct spec_table *t, int overall)
{
	for (unsigned i = 0; i < t->n_columns; i++) {
		const struct spec_column *k = &t->columns[i];

		if (!k->indicator || has_node(g, k->indicator) ||
			(strcmp(k->indicator, "overall") == 0) != overall)
			continue;
		g->nodes[g->n++] = (struct spec_indicator){ .id = id_of(k),
			.label_given =
				k->label && !k->rank && !strchr(k->label, '{')
				? k->label
				: NULL };
	}
}

static int made_tree(struct spec *s, struct spec_edition *ed, struct err *e)
{
	struct spec_tree *t = &s->trees[s->n_trees];
	struct growing g = { NULL, 0 };
	size_t columns = 0;

	for (unsigned i = 0; i < ed->n_workbooks; i++)
		for (unsigned j = 0; j < ed->workbooks[i].n_tables; j++)
			columns += ed->workbooks[i].tables[j].n_columns;
	g.nodes = make(s, columns, sizeof(*g.nodes));
	if (!g.nodes)
		return err_memory(e);
	for (int overall = 1; overall >= 0; overall--)
		for (unsigned i = 0; i < ed->n_workbooks; i++)
			for (unsigned j = 0; j < ed->workbooks[i].n_tables; j++)
				grow(&g, &ed->workbooks[i].tables[j], overall);
	*t = (struct spec_tree){ ed->id, g.nodes, g.n };
	fill_nodes(t);
	ed->tree = t;
	s->n_trees++;
	return 0;
}

static int fill_tree(struct spec *s, struct spec_edition *ed,
	const struct spec_edition *like, struct err *e)
{
	unsigned written = s->n_trees_given + (s->n_nodes_given > 0);

	if (ed->tree_given)
		ed->tree = spec_tree(s, ed->tree_given);
	else if (like)
		ed->tree = like->tree;
	else if (written == 1)
		ed->tree = &s->trees[0];
	else if (written == 0)
		return made_tree(s, ed, e);
	return 0;
}

static void fill_figures(const struct spec *s, struct spec_edition *ed,
	const struct spec_edition *like)
{
	ed->regime = ed->regime_given ? ed->regime_given
		: like		      ? like->regime
		: s->n_regimes == 1   ? s->regimes[0].id
				      : NULL;
	ed->scale = ed->scale_given.n || !like ? ed->scale_given : like->scale;
	ed->decimals = ed->decimals_given ? *ed->decimals_given
		: like			  ? like->decimals
					  : -1;
	ed->ties = ed->ties_given ? *ed->ties_given
		: like		  ? like->ties
				  : TIES_SEQUENTIAL;
	ed->ties_decimals = ed->ties_decimals_given ? *ed->ties_decimals_given
		: like				    ? like->ties_decimals
						    : 0;
	ed->direction = ed->direction_given ? *ed->direction_given
		: like			    ? like->direction
					    : s->direction;
	ed->first = ed->first_given ? *ed->first_given
		: like		    ? like->first
				    : FIRST_BEST;
	ed->promote = ed->promote_given ? *ed->promote_given
		: like			? like->promote
					: s->promote;
	ed->period = ed->period_given ? ed->period_given : ed->id;
}

/* An edition above the i-th, or NULL. */
static const struct spec_edition *above(
	const struct spec *s, unsigned i, const char *id)
{
	for (unsigned j = 0; id && j < i; j++)
		if (strcmp(s->editions[j].id, id) == 0)
			return &s->editions[j];
	return NULL;
}

int spec_fill(struct spec *s, struct err *e)
{
	if (fill_regimes(s, e) < 0 || fill_trees(s, e) < 0)
		return -1;
	for (unsigned i = 0; i < s->n_editions; i++) {
		struct spec_edition *ed = &s->editions[i];
		const struct spec_edition *like = above(s, i, ed->like);

		fill_figures(s, ed, like);
		if (fill_workbooks(s, ed, like, e) < 0 ||
			fill_tree(s, ed, like, e) < 0)
			return -1;
	}
	return 0;
}
