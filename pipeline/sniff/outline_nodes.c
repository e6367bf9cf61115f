/* SPDX-License-Identifier: MIT */
/* The indicators of all tables as one tree: overall first, if there is one. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/guess_inside.h"
#include "pipeline/sniff/outline_inside.h"

enum { MOST_NODES = 2000 };

static struct outline_node *find(const struct outline *o, const char *id)
{
	for (size_t i = 0; i < o->n_nodes; i++)
		if (strcmp(o->nodes[i].id, id) == 0)
			return &o->nodes[i];
	return NULL;
}

static int folds_alike(const char *a, const char *b)
{
	struct text x = TEXT_INIT, y = TEXT_INIT;
	int same;

	text_fold(&x, span_of(a));
	text_fold(&y, span_of(b));
	same = x.len == y.len && (!x.len || memcmp(x.at, y.at, x.len) == 0);
	text_free(&x);
	text_free(&y);
	return same;
}

/* No text may mean two nodes. */
static int is_taken(const struct outline *o, const char *text)
{
	for (size_t i = 0; i < o->n_nodes; i++)
		if ((o->nodes[i].label &&
			    folds_alike(o->nodes[i].label, text)) ||
			folds_alike(o->nodes[i].id, text))
			return 1;
	return 0;
}

static int add(
	struct outline *o, const char *id, const char *label, struct err *e)
{
	struct outline_node *more;

	if (o->n_nodes == MOST_NODES) {
		text_printf(&o->notes, "more than %d indicators\n", MOST_NODES);
		return 0;
	}
	more = array_more(o->nodes, o->n_nodes, sizeof(*more));
	if (!more)
		return err_memory(e);
	o->nodes = more;
	more += o->n_nodes;
	*more = (struct outline_node){ .label = NULL };
	snprintf(more->id, sizeof(more->id), "%s", id);
	if (label && *label && strcmp(label, id) != 0 && !is_taken(o, label))
		more->label = label;
	o->n_nodes++;
	return 0;
}

/* A text that a column or a sheet uses for an indicator. */
static int add_text(struct outline *o, const char *text, struct err *e)
{
	char id[SLUG_TEXT], base[SLUG_TEXT];

	if (is_taken(o, text))
		return 0;
	lexicon_slug(id, text, 1);
	if (!id[0])
		snprintf(id, sizeof(id), "indicator-%zu", o->n_nodes + 1);
	memcpy(base, id, sizeof(base));
	for (unsigned n = 2; find(o, id); n++)
		lexicon_number(id, base, n);
	return add(o, id, text, e);
}

static int is_overall(const char *text)
{
	return lexicon_hints(text, HINT_OVERALL) ||
		lexicon_hints(text, HINT_SCORE);
}

/* The texts of the column that says the indicator. The first is overall if it
 * says so. */
static int add_rows(struct outline *o, struct guess *g, struct err *e)
{
	const struct tally *t = frame_tally(&g->frame, g->indicator);

	if (t->unlisted > 0)
		guess_note(g,
			"more than %d indicators: the others are not listed",
			TALLY_TEXTS);
	for (unsigned i = 0; i < t->n_texts; i++) {
		const char *text = t->text[i].at;
		int rc;

		if (!*text)
			continue;
		rc = i == 0 && o->n_nodes == 0 && is_overall(text)
			? add(o, "overall", text, e)
			: add_text(o, text, e);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int add_sheets(
	struct outline *o, const struct outline_table *t, struct err *e)
{
	for (size_t i = 0; i < t->n_members; i++)
		if (add_text(o, o->sheets[t->members[i]]->sheet, e) < 0)
			return -1;
	return 0;
}

/* What people read: the label without its year where that is not all. */
static const char *label_of(
	struct outline *o, const struct guess *g, const struct column_guess *c)
{
	int own = labels_own(g->labels, c->at);
	const char *label;

	for (; own >= 0; own--) {
		label = labels_at(g->labels, (unsigned)own, c->at);
		if (label &&
			(strlen(label) != 4 ||
				!lexicon_year(label, &(size_t){ 0 })))
			break;
	}
	if (own < 0 || c->name.is_family)
		return NULL;
	return arena_copy(&o->arena, span_trim(span_of(label)));
}

static int add_columns(struct outline *o, const struct outline_table *t,
	int overall, struct err *e)
{
	for (unsigned i = 0; i < t->g->n; i++) {
		const struct column_guess *c = &t->g->columns[i];

		if (c->role < COLUMN_SCORE || c->id[0] == '{' ||
			(strcmp(c->id, "overall") == 0) != overall ||
			find(o, c->id))
			continue;
		if (add(o, c->id, label_of(o, t->g, c), e) < 0)
			return -1;
	}
	return 0;
}

int outline_nodes(struct outline *o, struct err *e)
{
	for (int overall = 1; overall >= 0; overall--)
		for (size_t i = 0; i < o->n_tables; i++) {
			struct outline_table *t = &o->tables[i];

			if (!overall && t->g->indicator != NO_COLUMN &&
				add_rows(o, t->g, e) < 0)
				return -1;
			if (!overall && t->kind == SHEETS_BY_INDICATOR &&
				add_sheets(o, t, e) < 0)
				return -1;
			if (add_columns(o, t, overall, e) < 0)
				return -1;
		}
	return 0;
}
