/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/spec_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/text.h"
#include "pipeline/extract/naming.h"
#include "pipeline/workbook/charset.h"

enum { MAX_DECIMALS = 17 };

int spec_fault(struct check *c, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(c->e, ERR_DATA, "%s:%u: %s", c->s->path,
		spec_line(c->yaml->at, c->yaml->len, c->place), text);
}

void spec_place(struct check *c, const char *fmt, ...)
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
		: spec_fault(c,
			  "%s '%s': expected small letters, digits, "
			  "'-', '_' or '.'",
			  what, s);
}

static int check_decimals(struct check *c, int n)
{
	return n >= 0 && n <= MAX_DECIMALS
		? 0
		: spec_fault(
			  c, "decimals %d: expected 0 to %d", n, MAX_DECIMALS);
}

static int check_scale(struct check *c, const struct spec_scale *s)
{
	return s->n < 2 || s->ends[0] < s->ends[1]
		? 0
		: spec_fault(c, "scale: expected [low, high]");
}

/* A file that stands beside the spec. */
static int check_beside(struct check *c, const char *key, const char *file)
{
	spec_place(c, "%s", key);
	if (file && (!*file || strchr(file, '/') || *file == '.'))
		return spec_fault(c,
			"%s '%s': expected the name of a file beside the spec",
			key, file);
	return 0;
}

static int is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words != NULL;
}

static int check_csv(
	struct check *c, const struct spec_csv *csv, const char *at)
{
	static const char *const separators[] = { ",", ";", "tab", NULL };
	static const char *const marks[] = { ".", ",", NULL };
	unsigned codepage;

	if (!csv)
		return 0;
	spec_place(c, "%s.csv", at);
	if (csv->separator && !is_one_of(csv->separator, separators))
		return spec_fault(c, "separator '%s': expected ',', ';' or tab",
			csv->separator);
	if (csv->decimal && !is_one_of(csv->decimal, marks))
		return spec_fault(
			c, "decimal '%s': expected '.' or ','", csv->decimal);
	if (csv->charset && charset_named(&codepage, span_of(csv->charset)) < 0)
		return spec_fault(c, "charset '%s': expected one of %s",
			csv->charset, charset_names());
	return 0;
}

static const struct spec_indicator *node(
	const struct spec_tree *t, unsigned n, const char *id)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(t->nodes[i].id, id) == 0)
			return &t->nodes[i];
	return NULL;
}

static int check_node(struct check *c, const struct spec_tree *t, unsigned i)
{
	const struct spec_indicator *n = &t->nodes[i];
	int overall = strcmp(n->id, "overall") == 0;

	if (check_name(c, "id", n->id) < 0 ||
		(n->decimals_given && check_decimals(c, n->decimals) < 0) ||
		check_scale(c, &n->scale) < 0)
		return -1;
	if (!isfinite(n->weight) || n->weight < 0)
		return spec_fault(
			c, "weight of '%s': expected 0 or more", n->id);
	if (node(t, i, n->id))
		return spec_fault(
			c, "'%s' stands twice in tree '%s'", n->id, t->id);
	if (overall && (i > 0 || n->of))
		return spec_fault(c,
			"'overall' of tree '%s': expected as the first node, "
			"without 'of'",
			t->id);
	if (n->of && !node(t, i, n->of))
		return spec_fault(c,
			"'%s': of '%s': expected the id of a node above it",
			n->id, n->of);
	return 0;
}

const struct spec_tree *spec_tree(const struct spec *s, const char *id)
{
	for (unsigned i = 0; i < s->n_trees; i++)
		if (strcmp(s->trees[i].id, id) == 0)
			return &s->trees[i];
	return NULL;
}

/* No name may mean two nodes. */
static int check_names(struct check *c, const struct spec_tree *t)
{
	struct err why = ERR_INIT;
	struct naming *n = NULL;
	int rc = naming_open(&n, t, &why);

	naming_close(n);
	if (rc < 0 && why.kind != ERR_DATA)
		return err_set(c->e, why.kind, "%s", why.text);
	return rc < 0 ? spec_fault(c, "%s", why.text) : 0;
}

static int check_nodes(
	struct check *c, const struct spec_tree *t, const char *at)
{
	for (unsigned j = 0; j < t->n_nodes; j++) {
		spec_place(c, "%s[%u]", at, j);
		if (check_node(c, t, j) < 0)
			return -1;
	}
	spec_place(c, "%s", at);
	return check_names(c, t);
}

static int check_trees(struct check *c)
{
	char at[PLACE_TEXT];

	for (unsigned i = 0; i < c->s->n_trees_given; i++) {
		const struct spec_tree *t = &c->s->trees[i];

		spec_place(c, "trees[%u]", i);
		if (spec_tree(c->s, t->id) != t)
			return spec_fault(c, "tree '%s' stands twice", t->id);
		snprintf(at, sizeof(at), "trees[%u].nodes", i);
		if (check_nodes(c, t, at) < 0)
			return -1;
	}
	if (c->s->n_nodes_given == 0)
		return 0;
	return check_nodes(c, &c->s->trees[c->s->n_trees_given], "indicators");
}

/* Keys of a table that stand in the workbook. */
static int says_of_table(const struct spec_table *t)
{
	return t->n_sheets + t->n_except + t->header_rows + t->skip_rows +
		t->n_skip + t->n_end + t->n_missing + t->block + t->n_columns >
		0;
}

static int check_workbook(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w, const char *at)
{
	char table[PLACE_TEXT];

	spec_place(c, "%s", at);
	if (!*w->file || strchr(w->file, '/'))
		return spec_fault(
			c, "file '%s': expected a name without '/'", w->file);
	if (w->sha256 &&
		(strspn(w->sha256, "0123456789abcdef") != 64 || w->sha256[64]))
		return spec_fault(c,
			"sha256 '%s': expected 64 hex digits in small "
			"letters",
			w->sha256);
	if (spec_check_url(c, w->url) < 0 || spec_check_press(c, ed, w) < 0)
		return -1;
	if (w->n_tables_given && says_of_table(&w->table))
		return spec_fault(c,
			"'%s': expected either 'tables' or the keys of one",
			w->file);
	if (!w->n_tables)
		return spec_fault(c,
			"'%s': expected 'tables' or the 'columns' of one",
			w->file);
	if (w->n_tables > 1 && says_of_table(&w->table))
		return spec_fault(c,
			"'%s': expected 'tables', as edition '%s' has several",
			w->file, ed->like);
	if (check_csv(c, w->csv, at) < 0 || spec_check_like(c, ed, w) < 0)
		return -1;
	for (unsigned i = 0; i < w->n_tables; i++) {
		snprintf(table, sizeof(table), "%.100s.tables[%u]", at, i);
		spec_place(c, "%s", table);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(w->tables[i].id, w->tables[j].id) == 0)
				return spec_fault(c, "table '%s' stands twice",
					w->tables[i].id);
		if (spec_check_table(c, ed, &w->tables[i], table) < 0)
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

/* The names that an edition refers to. */
static int check_references(
	struct check *c, const struct spec_edition *ed, unsigned i)
{
	const struct spec_edition *like =
		ed->like ? spec_edition(c->s, ed->like) : NULL;

	if (ed->like && (!like || like >= &c->s->editions[i]))
		return spec_fault(c,
			"edition '%s': like '%s': expected an edition above it",
			ed->id, ed->like);
	if (!ed->regime)
		return spec_fault(c,
			"edition '%s': expected 'regime', one of those "
			"under 'regimes'",
			ed->id);
	if (!has_regime(c->s, ed->regime))
		return spec_fault(c,
			"edition '%s': no regime '%s' under 'regimes'", ed->id,
			ed->regime);
	if (!ed->tree && ed->tree_given)
		return spec_fault(c, "edition '%s': no tree '%s' under 'trees'",
			ed->id, ed->tree_given);
	if (!ed->tree)
		return spec_fault(c,
			"edition '%s': expected 'tree', one of those under "
			"'trees'",
			ed->id);
	if (ed->n_workbooks_given && ed->workbook.file)
		return spec_fault(c, "expected either 'workbooks' or 'file'");
	if (!ed->workbook.file &&
		(ed->workbook.url || ed->workbook.sha256 ||
			ed->workbook.published || ed->workbook.press))
		return spec_fault(c,
			"edition '%s': expected 'file', of which 'url', "
			"'sha256', 'published' and 'press' speak",
			ed->id);
	if (!ed->n_workbooks)
		return spec_fault(c,
			"edition '%s': expected 'file' or 'workbooks'", ed->id);
	return 0;
}

static int check_promote(struct check *c, const struct spec_edition *ed)
{
	for (unsigned i = 0; i < ed->n_workbooks; i++)
		if (ed->workbooks[i].sha256)
			return 0;
	return ed->promote == PROMOTE_PINNED
		? spec_fault(c,
			  "edition '%s': promote: pinned: expected 'sha256' of "
			  "one of its workbooks",
			  ed->id)
		: 0;
}

/* The year that the name of an edition begins with; 0 for none. */
static long year_of(const char *id)
{
	return strspn(id, "0123456789") == 4 ? strtol(id, NULL, 10) : 0;
}

static int check_edition(struct check *c, unsigned i)
{
	struct spec_edition *ed = &c->s->editions[i];
	char at[PLACE_TEXT];

	spec_place(c, "editions[%u]", i);
	if (check_name(c, "edition", ed->id) < 0 ||
		(ed->decimals_given && check_decimals(c, ed->decimals) < 0) ||
		check_decimals(c, ed->ties_decimals) < 0 ||
		check_scale(c, &ed->scale) < 0)
		return -1;
	if (spec_edition(c->s, ed->id) != ed)
		return spec_fault(c, "edition '%s' stands twice", ed->id);
	if (i > 0 && year_of(ed->id) && year_of(ed->id) < year_of(ed[-1].id))
		return spec_fault(c,
			"edition '%s' stands under '%s': expected the order of "
			"time",
			ed->id, ed[-1].id);
	if (check_references(c, ed, i) < 0 || check_promote(c, ed) < 0)
		return -1;
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

	if (spec_check_numbers(&c) < 0)
		return -1;
	spec_place(&c, "dataset");
	if (check_name(&c, "dataset", s->dataset) < 0)
		return -1;
	if (s->n_trees_given && s->n_nodes_given) {
		spec_place(&c, "indicators");
		return spec_fault(
			&c, "expected either 'trees' or 'indicators'");
	}
	if (check_beside(&c, "labels", s->labels) < 0 ||
		check_beside(&c, "codes", s->codes) < 0 ||
		check_beside(&c, "averages", s->averages) < 0 ||
		spec_check_watch(&c) < 0 || check_trees(&c) < 0)
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
