/* SPDX-License-Identifier: MIT */
/* Where in the spec a difference is to be taken up. */
#include <stdio.h>

#include "pipeline/extract/spec_check.h"
#include "pipeline/sniff/drift_change.h"

/* The tables of an edition are copies, but their columns are those that are
 * written down. */
static int is_written(char place[PLACE_TEXT], const struct spec_workbook *w,
	const struct spec_table *t, const char *at)
{
	for (unsigned i = 0; i < w->n_tables_given; i++)
		if (w->tables_given[i].columns == t->columns) {
			snprintf(place, PLACE_TEXT, "%stables[%u].", at, i);
			return 1;
		}
	if (w->table.columns != t->columns)
		return 0;
	snprintf(place, PLACE_TEXT, "%s", at);
	return 1;
}

/* Where the table is written down: an edition may have that of another. */
static void place_of_table(char place[PLACE_TEXT], const struct spec *s,
	const struct spec_table *t)
{
	char at[64];

	*place = '\0';
	for (unsigned i = 0; i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		snprintf(at, sizeof(at), "editions[%u].", i);
		if (is_written(place, &ed->workbook, t, at))
			return;
		for (unsigned k = 0; k < ed->n_workbooks_given; k++) {
			snprintf(at, sizeof(at), "editions[%u].workbooks[%u].",
				i, k);
			if (is_written(place, &ed->workbooks_given[k], t, at))
				return;
		}
	}
}

static void place_of_edition(
	char place[PLACE_TEXT], const struct drift_task *task)
{
	snprintf(place, PLACE_TEXT, "editions[%u].",
		(unsigned)(task->ed - task->spec->editions));
}

static void place_of_tree(char place[PLACE_TEXT], const struct drift_task *task)
{
	const struct spec *s = task->spec;

	snprintf(place, PLACE_TEXT, "indicators.");
	for (unsigned i = 0; i < s->n_trees_given; i++)
		if (s->trees_given[i].nodes == task->ed->tree->nodes)
			snprintf(place, PLACE_TEXT, "trees[%u].", i);
}

/* An edition like another with one table says itself what differs of that. */
static int is_corrected(const struct drift_task *task)
{
	const struct spec_workbook *own = &task->ed->workbook;

	return task->ed->like && task->w->n_tables == 1 &&
		!own->n_tables_given && !own->table.n_columns &&
		!task->ed->n_workbooks_given;
}

static void find_place(char place[PLACE_TEXT], enum edit_place where,
	const struct drift *d, const struct drift_task *task)
{
	size_t n;

	*place = '\0';
	if (where == EDIT_EDITION ||
		(where == EDIT_TABLE && is_corrected(task)))
		place_of_edition(place, task);
	else if (where == EDIT_TREE)
		place_of_tree(place, task);
	else if (d->table)
		place_of_table(place, task->spec, d->table);
	n = strlen(place);
	if (where == EDIT_COLUMN && d->column)
		snprintf(place + n, PLACE_TEXT - n, "columns[%u].",
			(unsigned)(d->column - d->table->columns));
}

/* The place of the key itself, where the entry has it. */
static void add_key(char place[PLACE_TEXT], const char *value)
{
	size_t n = strlen(place), key = strcspn(value, ":");

	if (value[key] == ':')
		snprintf(place + n, PLACE_TEXT - n, "%.*s", (int)key, value);
}

unsigned drift_line(
	const struct drift *d, const struct drift_task *task, struct span yaml)
{
	enum edit_place where = drift_where(d, task);
	struct text value = TEXT_INIT;
	char place[PLACE_TEXT];

	if (where == EDIT_NOTHING)
		return 0;
	drift_value(&value, d, task);
	find_place(place, where, d, task);
	if (where != EDIT_TREE)
		add_key(place, value.at ? value.at : "");
	text_free(&value);
	return spec_line(yaml.at, yaml.len, place);
}
