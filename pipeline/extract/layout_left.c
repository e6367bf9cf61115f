/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/extract/layout_inside.h"

enum {
	SHOWN = 5,	   /* aggregates in a message */
	MAX_TEXTS = 10000, /* of a table; more are no labels of areas */
};

/* 1 if it is the first with this text. */
static int add(struct lefts *x, const char *key, const struct left *first,
	struct span text, struct err *e)
{
	struct left *all;
	const int64_t *known;

	text_clear(&x->key);
	text_puts(&x->key, key);
	text_add(&x->key, text.at ? text.at : "", text.len);
	if (text_done(&x->key, e) < 0)
		return -1;
	known = ids_find(&x->known, (struct span){ x->key.at, x->key.len });
	if (known) {
		x->all[*known].times++;
		return 0;
	}
	if (x->n == MAX_TEXTS)
		return err_set(e, ERR_DATA,
			"more than %d different labels, codes or indicators "
			"are unknown or left out, the last is '%.*s'",
			MAX_TEXTS, (int)(text.len < 60 ? text.len : 60),
			text.at ? text.at : "");
	all = array_more(x->all, x->n, sizeof(*all));
	if (!all)
		return err_memory(e);
	x->all = all;
	all[x->n] = *first;
	all[x->n].text = arena_copy(&x->texts, text);
	if (!all[x->n].text)
		return err_memory(e);
	if (ids_add(&x->known, (struct span){ x->key.at, x->key.len },
		    (int64_t)x->n, e) < 0)
		return -1;
	x->n++;
	return 1;
}

int left_add(struct lefts *x, const char *rule, struct span text, uint32_t row,
	uint32_t column, struct err *e)
{
	return add(
		x, rule, &(struct left){ rule, NULL, row, column, 1 }, text, e);
}

int left_once(
	struct lefts *x, const char *rule, struct span text, struct err *e)
{
	return add(x, rule, &(struct left){ NULL, NULL, 0, 0, 1 }, text, e);
}

void left_free(struct lefts *x)
{
	free(x->all);
	ids_free(&x->known);
	text_free(&x->key);
	arena_free(&x->texts);
}

/* What areas name in this table. */
static const char *rows_or_columns(const struct layout *l)
{
	return l->roles[ROLE_AREA] || l->roles[ROLE_CODE] ? "rows" : "columns";
}

/* Those of one text. What is unknown was told when it first came, so that
 * only its further rows are left. */
static int put_one(struct layout *l, const struct left *x, struct err *e)
{
	int place = strcmp(x->rule, "V305") == 0;
	struct finding f =
		note(l, x->rule, place ? SEVERITY_WARNING : SEVERITY_ERROR);
	char cell[CELL_ADDRESS];

	cell_address(cell, x->row, x->column);
	f.cell = span_of(cell);
	f.label = f.raw = span_of(x->text);
	if (place) {
		f.cells = x->times;
		return note_put(l, &f, e,
			"'%s' is a place without a code of its own: %s left "
			"out: %ld",
			x->text, rows_or_columns(l), x->times);
	}
	f.cells = x->times - 1;
	if (x->times == 1)
		return 0;
	return note_put(l, &f, e,
		"'%s' stands in %ld further rows, which were "
		"left out as well",
		x->text, x->times - 1);
}

static int put_aggregates(struct layout *l, struct err *e)
{
	struct finding f = note(l, "V304", SEVERITY_INFO);
	const struct left *first = NULL;
	char cell[CELL_ADDRESS];
	size_t texts = 0;
	long rows = 0;

	text_clear(&l->message);
	for (size_t i = 0; i < l->left.n; i++) {
		const struct left *x = &l->left.all[i];

		if (!x->rule || strcmp(x->rule, "V304") != 0)
			continue;
		first = first ? first : x;
		rows += x->times;
		if (texts++ < SHOWN)
			text_printf(&l->message, "%s'%s'",
				texts > 1 ? ", " : "", x->text);
	}
	if (!first)
		return 0;
	if (text_done(&l->message, e) < 0)
		return -1;
	cell_address(cell, first->row, first->column);
	f.cell = span_of(cell);
	f.cells = rows;
	return note_put(l, &f, e,
		"%zu labels are of aggregates, which are no areas: %ld %s "
		"were left out: %s%s",
		texts, rows, rows_or_columns(l), l->message.at,
		texts > SHOWN ? ", ..." : "");
}

int left_report(struct layout *l, struct err *e)
{
	if (put_aggregates(l, e) < 0)
		return -1;
	for (size_t i = 0; i < l->left.n; i++)
		if (l->left.all[i].rule &&
			strcmp(l->left.all[i].rule, "V304") != 0 &&
			put_one(l, &l->left.all[i], e) < 0)
			return -1;
	return 0;
}
