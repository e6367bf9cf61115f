/* SPDX-License-Identifier: MIT */
/* The indicators of all tables as one tree: overall first, if there is one. */
#include <stdio.h>

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

/* The node that a text means already, which may mean no other; n_nodes for
 * none. */
static size_t meant(const struct outline *o, const char *text)
{
	size_t i = 0;

	while (i < o->n_nodes &&
		!(o->nodes[i].label &&
			outline_same_text(o->nodes[i].label, text)) &&
		!outline_same_text(o->nodes[i].id, text))
		i++;
	return i;
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
	if (label && *label && strcmp(label, id) != 0 &&
		meant(o, label) == o->n_nodes)
		more->label = label;
	o->n_nodes++;
	return 0;
}

/* ---- indicators that a row or a sheet tells ---- */

static const char found[] = "{indicator}";

/* What a column adds to the id of what was found; NULL if nothing. */
static const char *suffix_of(const struct column_guess *c)
{
	size_t n = sizeof(found) - 1;

	return strncmp(c->id, found, n) == 0 && c->id[n] ? c->id + n : NULL;
}

static size_t longest_suffix(const struct guess *g)
{
	size_t longest = 0;

	for (unsigned i = 0; i < g->n; i++) {
		const char *s = suffix_of(&g->columns[i]);

		if (s && strlen(s) > longest)
			longest = strlen(s);
	}
	return longest;
}

/* Cut between words to so many bytes. */
static void shorten(char id[SLUG_TEXT], size_t most)
{
	while (strlen(id) > most) {
		char *dash = strrchr(id, '-');

		*(dash && dash > id ? dash : id + most) = '\0';
	}
}

/* Puts the last node elsewhere. */
static void move_last(struct outline *o, size_t to)
{
	struct outline_node last = o->nodes[o->n_nodes - 1];

	memmove(&o->nodes[to + 1], &o->nodes[to],
		(o->n_nodes - 1 - to) * sizeof(last));
	o->nodes[to] = last;
}

/* The nodes beside one, under it: "law.low" of "law". None where there were as
 * many nodes before as there may be. */
static int add_suffixed(
	struct outline *o, const struct guess *g, size_t at, struct err *e)
{
	char base[SLUG_TEXT];
	size_t to = at + 1;

	if (at == o->n_nodes)
		return 0;
	memcpy(base, o->nodes[at].id, sizeof(base));
	while (to < o->n_nodes && strcmp(o->nodes[to].of, base) == 0)
		to++;
	for (unsigned i = 0; i < g->n; i++) {
		const char *s = suffix_of(&g->columns[i]);
		char id[2 * SLUG_TEXT];

		if (!s)
			continue;
		snprintf(id, sizeof(id), "%s%s", base, s);
		if (strlen(id) >= SLUG_TEXT || find(o, id) ||
			o->n_nodes == MOST_NODES)
			continue;
		if (add(o, id, NULL, e) < 0)
			return -1;
		memcpy(o->nodes[o->n_nodes - 1].of, base, SLUG_TEXT);
		move_last(o, to++);
	}
	return 0;
}

/* A text that a column or a sheet uses for an indicator. */
static int add_text(struct outline *o, const struct guess *g, const char *text,
	const char *given, struct err *e)
{
	char id[SLUG_TEXT] = "", base[SLUG_TEXT];
	size_t at = meant(o, text);

	if (at < o->n_nodes)
		return add_suffixed(o, g, at, e);
	if (given)
		snprintf(id, sizeof(id), "%s", given);
	else
		lexicon_slug(id, text, 1);
	shorten(id, SLUG_TEXT - 1 - longest_suffix(g));
	if (!id[0])
		snprintf(id, sizeof(id), "indicator-%zu", o->n_nodes + 1);
	memcpy(base, id, sizeof(base));
	for (unsigned n = 2; find(o, id); n++)
		lexicon_number(id, base, n);
	return add(o, id, text, e) < 0 ? -1 : add_suffixed(o, g, at, e);
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
		int first = i == 0 && o->n_nodes == 0;

		if (*text &&
			add_text(o, g, text,
				first && is_overall(text) ? "overall" : NULL,
				e) < 0)
			return -1;
	}
	return 0;
}

static int add_sheets(
	struct outline *o, const struct outline_table *t, struct err *e)
{
	for (size_t i = 0; i < t->n_members; i++)
		if (add_text(o, t->g, o->sheets[t->members[i]]->sheet, NULL,
			    e) < 0)
			return -1;
	return 0;
}

/* On one line: labels of workbooks are broken to fit their columns. */
static void add_line(struct text *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_putc(out, s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
}

/* What people read: what the column means, without its year. */
static const char *label_of(
	struct outline *o, const struct guess *g, const struct column_guess *c)
{
	const char *label = guess_meaning(g, c->at);
	struct text t = TEXT_INIT;
	const char *copy = NULL;
	size_t at = 0, n = strlen(label);

	if (c->title)
		return c->title;
	if (lexicon_year(label, &at)) {
		add_line(&t, label, at);
		add_line(&t, label + at + 4, n - at - 4);
	} else {
		add_line(&t, label, n);
	}
	if (!t.failed)
		copy = arena_copy(
			&o->arena, span_trim((struct span){ t.at, t.len }));
	text_free(&t);
	return copy;
}

/* Scores and amounts before ranks: theirs is the better label. */
static int add_columns(struct outline *o, const struct outline_table *t,
	int overall, int ranks, struct err *e)
{
	for (unsigned i = 0; i < t->g->n; i++) {
		const struct column_guess *c = &t->g->columns[i];

		if (c->role < COLUMN_SCORE || c->id[0] == '{' ||
			(strcmp(c->id, "overall") == 0) != overall ||
			(c->role == COLUMN_RANK) != ranks || find(o, c->id))
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
			if (add_columns(o, t, overall, 0, e) < 0 ||
				add_columns(o, t, overall, 1, e) < 0)
				return -1;
		}
	return 0;
}
