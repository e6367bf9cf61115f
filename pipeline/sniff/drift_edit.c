/* SPDX-License-Identifier: MIT */
/* Which entry of the spec a difference asks to edit, and how. */
#include <stdio.h>

#include "pipeline/extract/spec_check.h"
#include "pipeline/sniff/drift.h"
#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/lexicon.h"
#include "pipeline/sniff/yaml.h"

/* ---- places ---- */

static int is_table(const struct spec_workbook *w, unsigned n,
	const struct spec_table *t, const char *at, char place[PLACE_TEXT])
{
	for (unsigned i = 0; i < n; i++) {
		for (unsigned k = 0; k < w[i].n_tables_given; k++)
			if (&w[i].tables_given[k] == t) {
				snprintf(place, PLACE_TEXT,
					"%sworkbooks[%u].tables[%u].", at, i,
					k);
				return 1;
			}
		if (&w[i].table == t) {
			snprintf(place, PLACE_TEXT, "%sworkbooks[%u].", at, i);
			return 1;
		}
	}
	return 0;
}

/* Where the table is written down: an edition may have that of another. */
static void place_of_table(char place[PLACE_TEXT], const struct spec *s,
	const struct spec_table *t)
{
	char at[32];

	*place = '\0';
	for (unsigned i = 0; i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		snprintf(at, sizeof(at), "editions[%u].", i);
		if (is_table(ed->workbooks_given, ed->n_workbooks_given, t, at,
			    place) ||
			is_table(&ed->workbook, 1, t, at, place))
			return;
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

	snprintf(place, PLACE_TEXT, "indicators");
	for (unsigned i = 0; i < s->n_trees_given; i++)
		if (s->trees_given[i].nodes == task->ed->tree->nodes)
			snprintf(place, PLACE_TEXT, "trees[%u].", i);
}

/* ---- values ---- */

static void put_list(
	struct text *out, char *const *texts, unsigned n, const char *more)
{
	text_putc(out, '[');
	for (unsigned i = 0; i < n; i++) {
		yaml_text(out, texts[i]);
		text_puts(out, ", ");
	}
	yaml_text(out, more);
	text_putc(out, ']');
}

/* A label as the spec takes it: where the entry has {year}, so has this. */
static void put_pattern(struct text *out, const char *label, const char *like)
{
	struct text t = TEXT_INIT;
	size_t at = SIZE_MAX;

	if (!strstr(like, "{year}") || !lexicon_year(label, &at))
		at = SIZE_MAX;
	lexicon_pattern(&t, label, at);
	yaml_text(out, t.failed ? "" : t.at);
	text_free(&t);
}

/* The label that stands above, of "above > own". */
static void put_above(struct text *out, const char *path)
{
	const char *end = strstr(path, " > ");
	char above[TALLY_TEXT];

	snprintf(above, sizeof(above), "%.*s",
		(int)(end ? (size_t)(end - path) : 0), path);
	yaml_text(out, above);
}

/* ---- what to edit ---- */

enum place { NOWHERE, COLUMN, TABLE, EDITION, TREE };

/* Writes key and value; the place is where they belong. */
typedef enum place edit_fn(
	struct text *out, const struct drift *d, const struct drift_task *task);

static enum place sheet(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "sheets: ");
	put_list(out, NULL, 0, d->is);
	return TABLE;
}

static enum place sheet_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	(void)d;
	text_puts(out, "leave the table out, or say its sheet");
	return TABLE;
}

static enum place sheet_state(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (strcmp(d->is, "visible") == 0 || d->table->n_sheets)
		return NOWHERE;
	text_puts(out, "sheets: ");
	put_list(out, NULL, 0, d->sheet);
	return TABLE;
}

static enum place header_rows(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	char now[16];

	(void)task;
	snprintf(now, sizeof(now), "%u", d->table->header_rows);
	if (strcmp(d->was, now) != 0)
		return NOWHERE;
	text_printf(out, "header_rows: %s", d->is);
	return TABLE;
}

static enum place header_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	(void)d;
	text_puts(out, "none of its labels is there: kosh-sniff FILE");
	return TABLE;
}

static enum place renamed(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const struct spec_column *k = d->column;
	const char *own = k->label ? k->label : k->path[k->n_path - 1];

	(void)task;
	if (strstr(own, "{indicator}")) {
		text_puts(out, "names: ");
		put_list(out, NULL, 0, d->is);
		return TREE;
	}
	text_puts(out, k->label ? "label: " : "path: its last: ");
	put_pattern(out, d->is, own);
	return COLUMN;
}

static enum place above(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (d->column && d->column->under && strstr(d->is, " > ")) {
		text_puts(out, "under: ");
		put_above(out, d->is);
		return COLUMN;
	}
	if (!d->column || (!d->column->under && !d->column->n_path))
		return NOWHERE;
	text_puts(out,
		d->column->under ? "take 'under' away" : "path: what is above");
	return COLUMN;
}

static enum place label_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (d->column->optional)
		return NOWHERE;
	text_puts(out, "leave the column out, or say its label");
	return COLUMN;
}

static enum place label_twice(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)d;
	(void)task;
	text_puts(out, "say which by 'under' or 'block'");
	return COLUMN;
}

static enum place text(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	int is_text = strcmp(d->is, "text") == 0;

	(void)task;
	if (is_text == d->column->numeric_text)
		return NOWHERE;
	text_printf(out, "text: %s", is_text ? "yes" : "no");
	return COLUMN;
}

static enum place decimals(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	if (d->column->measure != MEASURE_SCORE || task->ed->decimals < 0 ||
		strcmp(d->is, "all") == 0)
		return NOWHERE;
	text_printf(out, "decimals: %s", d->is);
	return EDITION;
}

static enum place missing(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const struct spec_column *k = d->column;

	(void)task;
	text_puts(out, "missing: ");
	if (k->n_missing || !d->table->n_missing) {
		put_list(out, k->missing, k->n_missing, d->is);
		return COLUMN;
	}
	put_list(out, d->table->missing, d->table->n_missing, d->is);
	return TABLE;
}

static enum place strange(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (*d->hint)
		text_printf(out, "clean: [%s]", d->hint);
	else
		text_puts(out, "missing, clean or categories: what it means");
	return COLUMN;
}

static enum place scale(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const char *to = strstr(d->is, " to ");

	if (d->column->measure != MEASURE_SCORE || !task->ed->scale.n || !to)
		return NOWHERE;
	text_printf(out, "scale: [%.*s, %s]", (int)(to - d->is), d->is, to + 4);
	return EDITION;
}

static enum place codes(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_printf(out, "codes: %s", d->is);
	return COLUMN;
}

static enum place direction(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_printf(out, "direction: %s", d->is);
	return EDITION;
}

static enum place areas(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	if (!d->table->areas)
		return NOWHERE;
	text_printf(out, "areas: %s", d->is);
	return d->table->areas == task->ed->areas ? EDITION : TABLE;
}

static enum place row(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "skip: ");
	put_list(out, d->table->skip, d->table->n_skip, d->is);
	if (*d->is)
		text_puts(out, ", or its area in the dataset's labels");
	return TABLE;
}

static enum place end(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)d;
	(void)task;
	text_puts(out, "end: what ends the table now, if anything does");
	return TABLE;
}

static enum place indicator(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "a node with names: ");
	put_list(out, NULL, 0, d->is);
	text_puts(out, ", or 'others: pass'");
	return TREE;
}

static edit_fn *const edits[DRIFT_KINDS] = {
	[DRIFT_SHEET] = sheet,
	[DRIFT_SHEET_GONE] = sheet_gone,
	[DRIFT_SHEET_STATE] = sheet_state,
	[DRIFT_HEADER_GONE] = header_gone,
	[DRIFT_HEADER_ROWS] = header_rows,
	[DRIFT_RENAMED] = renamed,
	[DRIFT_ABOVE] = above,
	[DRIFT_LABEL_GONE] = label_gone,
	[DRIFT_LABEL_TWICE] = label_twice,
	[DRIFT_TEXT] = text,
	[DRIFT_DECIMALS] = decimals,
	[DRIFT_MISSING] = missing,
	[DRIFT_STRANGE] = strange,
	[DRIFT_SCALE] = scale,
	[DRIFT_CODES] = codes,
	[DRIFT_DIRECTION] = direction,
	[DRIFT_AREAS] = areas,
	[DRIFT_ROW] = row,
	[DRIFT_END] = end,
	[DRIFT_INDICATOR_NEW] = indicator,
};

static void find_place(char place[PLACE_TEXT], enum place where,
	const struct drift *d, const struct drift_task *task)
{
	size_t n;

	*place = '\0';
	if (where == EDITION)
		place_of_edition(place, task);
	else if (where == TREE)
		place_of_tree(place, task);
	else if (d->table)
		place_of_table(place, task->spec, d->table);
	n = strlen(place);
	if (where == COLUMN && d->column)
		snprintf(place + n, PLACE_TEXT - n, "columns[%u].",
			(unsigned)(d->column - d->table->columns));
}

void drift_edit(struct text *out, const struct drift *d,
	const struct drift_task *task, struct span yaml)
{
	char place[PLACE_TEXT];
	struct text what = TEXT_INIT;
	enum place where;

	if (d->reads || !edits[d->kind])
		return;
	where = edits[d->kind](&what, d, task);
	if (where != NOWHERE) {
		find_place(place, where, d, task);
		text_printf(out, "%s:%u: ", task->spec->path,
			spec_line(yaml.at, yaml.len, place));
		text_add(out, what.at, what.len);
	}
	out->failed |= what.failed;
	text_free(&what);
}
