/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/drift_draft.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_change.h"
#include "pipeline/sniff/source_name.h"
#include "pipeline/sniff/yaml.h"

static void put(struct text *out, const char *key, const char *value,
	const char *comment)
{
	text_printf(out, "    %s: ", key);
	yaml_text(out, value);
	text_printf(out, "%s%s\n", *comment ? " # " : "", comment);
}

/* ---- which edition ---- */

/* The year that the file is named by, or else the one after the edition. */
static void guess_edition(char out[SLUG_TEXT], const struct drift_task *task,
	const struct drift_draft *about)
{
	int year = source_year(about->file);
	unsigned long after = strtoul(task->ed->id, NULL, 10) + 1;

	if (about->edition)
		snprintf(out, SLUG_TEXT, "%s", about->edition);
	else
		snprintf(out, SLUG_TEXT, "%lu",
			year ? (unsigned long)year : after);
}

static const char *guessed_by(const struct drift_draft *about)
{
	return about->edition		   ? ""
		: source_year(about->file) ? "a guess: by the name of the file"
					   : "a guess: the next one";
}

/* ---- what an edition says ---- */

/* The difference of a kind that asks to edit the edition, or NULL. */
static const struct drift *of_edition(const struct drifts *d,
	const struct drift_task *task, enum drift_kind kind)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].kind == kind &&
			drift_where(&d->at[i], task) == EDIT_EDITION)
			return &d->at[i];
	return NULL;
}

static void put_edit(struct text *out, const struct drifts *d,
	const struct drift_task *task, enum drift_kind kind)
{
	const struct drift *x = of_edition(d, task, kind);

	if (!x)
		return;
	text_puts(out, "    ");
	drift_value(out, x, task);
	text_puts(out, " # was ");
	yaml_comment(out, x->was);
	text_putc(out, '\n');
}

static void put_areas(
	struct text *out, const struct drifts *d, const struct drift_task *task)
{
	if (of_edition(d, task, DRIFT_AREAS))
		put_edit(out, d, task, DRIFT_AREAS);
	else if (task->ed->areas)
		text_printf(out, "    areas: %u\n", task->ed->areas);
}

/* A period is never as in another edition. */
static void put_period(
	struct text *out, const struct drifts *d, const struct drift_task *task)
{
	const char *was = task->ed->period;

	if (!task->ed->period_given)
		return;
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].kind == DRIFT_PERIOD &&
			strcmp(d->at[i].was, was) == 0) {
			put(out, "period", d->at[i].is, "was another");
			return;
		}
	put(out, "period", was, "please check: as it was");
}

static void put_head(struct text *out, const struct drifts *d,
	const struct drift_task *task, const char *id, const char *guessed)
{
	if (strtol(id, NULL, 10) < strtol(task->ed->id, NULL, 10))
		text_printf(out,
			"  # It is older: put it above \"%s\", with the "
			"tables, "
			"and let that be like it.\n",
			task->ed->id);
	text_puts(out, "  - edition: ");
	text_printf(out, "\"%s\"%s%s\n", id, *guessed ? " # " : "", guessed);
	text_printf(out, "    like: \"%s\"\n", task->ed->id);
	put_areas(out, d, task);
	put_period(out, d, task);
	put_edit(out, d, task, DRIFT_SCALE);
	put_edit(out, d, task, DRIFT_DECIMALS);
	put_edit(out, d, task, DRIFT_DIRECTION);
}

/* ---- the workbook ---- */

/* Does the table or a column of it have a period of its own? That is not as in
 * another edition. */
static int says_period(const struct spec_table *t)
{
	unsigned n = t->period != NULL;

	for (unsigned i = 0; i < t->n_columns; i++)
		n += t->columns[i].period != NULL;
	return n > 0;
}

/* Does the edition that it is like say all of it, or all but what an edition
 * may correct in its only table? */
static int needs_tables(const struct drifts *d, const struct drift_task *task)
{
	static const int corrected[DRIFT_KINDS] = {
		[DRIFT_SHEET] = 1,
		[DRIFT_SHEET_STATE] = 1,
		[DRIFT_HEADER_ROWS] = 1,
		[DRIFT_MISSING] = 1,
		[DRIFT_ROW] = 1,
	};

	for (size_t i = 0; i < d->n; i++) {
		enum edit_place where = drift_where(&d->at[i], task);

		if (where == EDIT_COLUMN ||
			(where == EDIT_TABLE &&
				(task->w->n_tables > 1 ||
					!corrected[d->at[i].kind])))
			return 1;
	}
	for (unsigned i = 0; i < task->w->n_tables; i++)
		if (says_period(&task->w->tables[i]))
			return 1;
	return task->w != &task->ed->workbooks[task->ed->n_workbooks - 1];
}

/* Labels that are new ask for nothing, but people may want them. */
static void note_new(struct text *out, const struct drifts *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct drift *x = &d->at[i];

		if (x->kind != DRIFT_LABEL_NEW)
			continue;
		text_printf(out, "    # new, in %s of '", x->cell);
		yaml_comment(out, x->sheet);
		text_puts(out, "': ");
		yaml_comment(out, x->is);
		text_putc(out, '\n');
	}
}

static void put_workbook(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct drift_draft *about,
	int whole)
{
	put(out, "file", about->file, "");
	if (about->sha256)
		put(out, "sha256", about->sha256, "");
	if (!whole && !needs_tables(d, task)) {
		draft_corrections(out, d, task, &task->w->tables[0]);
		note_new(out, d);
		return;
	}
	text_puts(out, "    tables:\n");
	for (unsigned i = 0; i < task->w->n_tables; i++)
		draft_table(out, d, task, &task->w->tables[i]);
}

/* What the tree lacks is no matter of the edition. */
static void note_tree(
	struct text *out, const struct drifts *d, const struct drift_task *task)
{
	for (size_t i = 0; i < d->n; i++) {
		if (drift_where(&d->at[i], task) != EDIT_TREE)
			continue;
		text_puts(out, "  # the tree needs ");
		drift_value(out, &d->at[i], task);
		if (*d->at[i].was) {
			text_puts(out, ", was ");
			yaml_comment(out, d->at[i].was);
		}
		text_putc(out, '\n');
	}
}

/* All lines four columns to the right. */
static void indent(struct text *out, const struct text *lines)
{
	int begins = 1;

	for (size_t i = 0; i < lines->len; i++) {
		if (begins)
			text_puts(out, "    ");
		text_putc(out, lines->at[i]);
		begins = lines->at[i] == '\n';
	}
}

/* The first of the lines begins an entry of a list. */
static void put_as_entry(struct text *out, struct text *lines)
{
	struct text moved = TEXT_INIT;

	indent(&moved, lines);
	if (moved.len > 6)
		moved.at[6] = '-';
	text_add(out, moved.at, moved.len);
	out->failed |= moved.failed;
	text_free(&moved);
}

int drift_draft(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct drift_draft *about,
	struct err *e)
{
	struct text book = TEXT_INIT;
	size_t n = drifts_count(d, 0);
	char id[SLUG_TEXT];
	int known;

	guess_edition(id, task, about);
	known = spec_edition(task->spec, id) != NULL;
	text_printf(out,
		"  # A draft by kosh-sniff against %s/%s: %zu difference%s. "
		"Read it, correct it,\n  # check it: kosh-extract --check\n",
		task->spec->dataset, task->ed->id, n, n == 1 ? "" : "s");
	note_tree(out, d, task);
	put_workbook(&book, d, task, about, known);
	if (known) {
		text_printf(out,
			"  # One more of the workbooks of edition \"%s\": put "
			"it behind them, in 'workbooks:'.\n  # If it is "
			"another edition, name that by --edition.\n",
			id);
		put_as_entry(out, &book);
	} else {
		put_head(out, d, task, id, guessed_by(about));
		text_add(out, book.at, book.len);
	}
	out->failed |= book.failed;
	text_free(&book);
	return text_done(out, e);
}
