/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/drift.h"

#include <stdlib.h>

#include "pipeline/sniff/drift_inside.h"

static int keep(struct drifts *d, const char **text, struct err *e)
{
	*text = arena_copy(&d->texts, span_of(*text ? *text : ""));
	return *text ? 0 : err_memory(e);
}

int look_add(struct look *l, struct drift d, struct err *e)
{
	struct drifts *out = l->out;
	struct drift *all = array_more(out->at, out->n, sizeof(*all));

	if (!all)
		return err_memory(e);
	out->at = all;
	d.table = l->t;
	if (!d.sheet && l->is && l->is->s)
		d.sheet = l->is->s->sheet;
	if (keep(out, &d.sheet, e) < 0 || keep(out, &d.cell, e) < 0 ||
		keep(out, &d.was, e) < 0 || keep(out, &d.is, e) < 0 ||
		keep(out, &d.hint, e) < 0)
		return -1;
	all[out->n++] = d;
	return 0;
}

int look_column(struct look *l, const struct spot *was, const struct spot *is,
	struct drift d, struct err *e)
{
	const struct spot *at = is ? is : was;
	char cell[CELL_ADDRESS] = "";

	d.column = was && was->spec ? was->spec : at->spec;
	if (is || l->was->s)
		cell_address(cell, at->row, at->column);
	if (!is)
		d.sheet = l->was->s ? l->was->s->sheet : "";
	if (!d.cell)
		d.cell = cell;
	return look_add(l, d, e);
}

int drift_find(struct drifts *out, const struct drift_task *task, struct err *e)
{
	struct look l = { .task = task, .out = out };

	*out = (struct drifts){ .n = 0 };
	if (task->old && strcmp(task->old->format, task->new->format) != 0 &&
		look_add(&l,
			(struct drift){ .kind = DRIFT_FORMAT,
				.was = task->old->format,
				.is = task->new->format },
			e) < 0)
		return -1;
	return look_sheets(out, task, e);
}

void drifts_free(struct drifts *d)
{
	free(d->at);
	arena_free(&d->texts);
	*d = (struct drifts){ .n = 0 };
}

size_t drifts_count(const struct drifts *d, int notes)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += drift_is_note(d->at[i].kind) == notes;
	return n;
}
