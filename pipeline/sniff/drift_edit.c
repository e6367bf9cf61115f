/* SPDX-License-Identifier: MIT */
/* Which entry of the spec a difference asks to edit, and how. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_change.h"
#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/lexicon.h"
#include "pipeline/sniff/yaml.h"

/* ---- values ---- */

static void begin_list(struct text *out, char *const *texts, unsigned n)
{
	text_putc(out, '[');
	for (unsigned i = 0; i < n; i++) {
		yaml_text(out, texts[i]);
		text_puts(out, ", ");
	}
}

static void put_list(
	struct text *out, char *const *texts, unsigned n, const char *more)
{
	begin_list(out, texts, n);
	yaml_text(out, more);
	text_putc(out, ']');
}

/* Patterns, and a text that is to be one. */
static void put_patterns(
	struct text *out, char *const *texts, unsigned n, const char *more)
{
	begin_list(out, texts, n);
	yaml_pattern(out, more, SIZE_MAX);
	text_putc(out, ']');
}

void drift_label(struct text *out, const char *label, const char *like)
{
	size_t at = SIZE_MAX;

	if (!strstr(like, "{year}") || !lexicon_year(label, &at))
		at = SIZE_MAX;
	yaml_pattern(out, label, at);
}

int drift_above(struct text *out, const char *path)
{
	const char *end = strstr(path, " > ");
	char above[TALLY_TEXT + 1];

	if (!end)
		return 0;
	snprintf(above, sizeof(above), "%.*s", (int)(end - path), path);
	drift_label(out, above, "");
	return 1;
}

/* ---- what to edit ---- */

static int is_number(const char *text, long n)
{
	return strtol(text, NULL, 10) == n;
}

/* Writes key and value; the place is where they belong. */
typedef enum edit_place edit_fn(
	struct text *out, const struct drift *d, const struct drift_task *task);

static enum edit_place sheet(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "sheets: ");
	put_patterns(out, NULL, 0, d->is);
	return EDIT_TABLE;
}

static enum edit_place sheet_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	(void)d;
	text_puts(out, "leave the table out, or say its sheet");
	return EDIT_TABLE;
}

static enum edit_place sheet_state(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (strcmp(d->is, "visible") == 0 || d->table->n_sheets)
		return EDIT_NOTHING;
	text_puts(out, "sheets: ");
	put_patterns(out, NULL, 0, d->sheet);
	return EDIT_TABLE;
}

static enum edit_place header_rows(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (!is_number(d->was, (long)d->table->header_rows))
		return EDIT_NOTHING;
	text_printf(out, "header_rows: %s", d->is);
	return EDIT_TABLE;
}

static enum edit_place header_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	(void)d;
	text_puts(out, "none of its labels is there: kosh-sniff FILE");
	return EDIT_TABLE;
}

static enum edit_place renamed(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const struct spec_column *k = d->column;
	const char *own = k->label ? k->label : k->path[k->n_path - 1];

	(void)task;
	if (strstr(own, "{indicator}")) {
		text_puts(out, "names: ");
		put_list(out, NULL, 0, d->is);
		return EDIT_TREE;
	}
	text_puts(out, k->label ? "label: " : "path: its last: ");
	drift_label(out, d->is, own);
	return EDIT_COLUMN;
}

static enum edit_place above(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (d->column && d->column->under && strstr(d->is, " > ")) {
		text_puts(out, "under: ");
		drift_above(out, d->is);
		return EDIT_COLUMN;
	}
	if (!d->column || (!d->column->under && !d->column->n_path))
		return EDIT_NOTHING;
	text_puts(out,
		d->column->under ? "take 'under' away" : "path: what is above");
	return EDIT_COLUMN;
}

static enum edit_place label_gone(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (d->column->optional)
		return EDIT_NOTHING;
	text_puts(out, "leave the column out, or say its label");
	return EDIT_COLUMN;
}

static enum edit_place label_twice(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)d;
	(void)task;
	text_puts(out, "say which by 'under' or 'block'");
	return EDIT_COLUMN;
}

/* Numbers are read where the spec says text, too. */
static enum edit_place text(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (d->column->numeric_text || strcmp(d->is, "numbers") == 0)
		return EDIT_NOTHING;
	text_puts(out, "text: yes");
	return EDIT_COLUMN;
}

static enum edit_place decimals(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const struct spec_column *k = d->column;

	if (k->measure != MEASURE_SCORE || !k->indicator ||
		strcmp(k->indicator, "overall") != 0 ||
		task->ed->decimals < 0 || strcmp(d->is, "all") == 0 ||
		is_number(d->is, task->ed->decimals))
		return EDIT_NOTHING;
	text_printf(out, "decimals: %s", d->is);
	return EDIT_EDITION;
}

static enum edit_place missing(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const struct spec_column *k = d->column;

	(void)task;
	text_puts(out, "missing: ");
	if (k->n_missing || !d->table->n_missing) {
		put_list(out, k->missing, k->n_missing, d->is);
		return EDIT_COLUMN;
	}
	put_list(out, d->table->missing, d->table->n_missing, d->is);
	return EDIT_TABLE;
}

static enum edit_place strange(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (*d->hint)
		text_printf(out, "clean: [%s]", d->hint);
	else
		text_puts(out, "missing, clean or categories: what it means");
	return EDIT_COLUMN;
}

static enum edit_place scale(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	const char *to = strstr(d->is, " to ");

	if (d->column->measure != MEASURE_SCORE || !task->ed->scale.n || !to)
		return EDIT_NOTHING;
	text_printf(out, "scale: [%.*s, %s]", (int)(to - d->is), d->is, to + 4);
	return EDIT_EDITION;
}

static enum edit_place codes(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_printf(out, "codes: %s", d->is);
	return EDIT_COLUMN;
}

static enum edit_place direction(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_printf(out, "direction: %s", d->is);
	return EDIT_EDITION;
}

static enum edit_place areas(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	if (!d->table->areas || is_number(d->is, (long)d->table->areas))
		return EDIT_NOTHING;
	text_printf(out, "areas: %s", d->is);
	return d->table->areas_given ? EDIT_TABLE : EDIT_EDITION;
}

static enum edit_place row(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "skip: ");
	put_patterns(out, d->table->skip, d->table->n_skip, d->is);
	if (*d->is)
		text_puts(out, ", or its area in the dataset's labels");
	return EDIT_TABLE;
}

static enum edit_place end(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)d;
	(void)task;
	text_puts(out, "end: what ends the table now, if anything does");
	return EDIT_TABLE;
}

static enum edit_place indicator(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	(void)task;
	text_puts(out, "a node with names: ");
	put_list(out, NULL, 0, d->is);
	text_puts(out, ", or 'others: pass'");
	return EDIT_TREE;
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

enum edit_place drift_where(
	const struct drift *d, const struct drift_task *task)
{
	struct text ignored = TEXT_INIT;
	enum edit_place where = EDIT_NOTHING;

	if (!d->reads && edits[d->kind])
		where = edits[d->kind](&ignored, d, task);
	text_free(&ignored);
	return where;
}

void drift_value(
	struct text *out, const struct drift *d, const struct drift_task *task)
{
	if (drift_where(d, task) != EDIT_NOTHING)
		edits[d->kind](out, d, task);
}
