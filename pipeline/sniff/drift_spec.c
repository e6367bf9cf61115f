/* SPDX-License-Identifier: MIT */
/* A table as its spec has it, to be compared where no old workbook is at
 * hand. */
#include <stdlib.h>

#include "pipeline/sniff/drift_view.h"

static const char *fold(struct view *v, const char *text, struct err *e)
{
	struct text t = TEXT_INIT;
	const char *copy = NULL;

	text_fold(&t, span_of(text));
	if (text_done(&t, e) == 0)
		copy = arena_copy(&v->texts, (struct span){ t.at, t.len });
	if (!copy)
		err_memory(e);
	text_free(&t);
	return copy;
}

int view_of_spec(struct view **out, const struct spec_table *t,
	const struct areas *areas, struct err *e)
{
	struct view *v = calloc(1, sizeof(*v));

	if (!v)
		return err_memory(e);
	v->t = t;
	v->areas = areas;
	v->fits = t->n_columns;
	v->label_rows = t->header_rows;
	v->spots = calloc(t->n_columns, sizeof(*v->spots));
	for (unsigned i = 0; v->spots && i < t->n_columns; i++) {
		const struct spec_column *k = &t->columns[i];
		struct spot *p = &v->spots[v->n++];

		*p = (struct spot){ .spec = k, .node = -1 };
		p->label = k->label ? k->label : k->path[k->n_path - 1];
		p->above = k->under ? k->under : "";
		p->folded = fold(v, p->label, e);
		if (!p->folded)
			break;
	}
	if (!v->spots || v->n < t->n_columns || !v->spots[v->n - 1].folded) {
		view_close(v);
		return err_memory(e);
	}
	*out = v;
	return 0;
}
