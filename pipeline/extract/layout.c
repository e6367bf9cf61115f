/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/layout.h"

#include <stdlib.h>

#include "pipeline/extract/layout_inside.h"

static int open_patterns(
	struct pattern ***out, char *const *texts, unsigned n, struct err *e)
{
	*out = calloc(n + 1, sizeof(struct pattern *));
	if (!*out)
		return err_memory(e);
	for (unsigned i = 0; i < n; i++)
		if (pattern_open(&(*out)[i], texts[i], 0, e) < 0)
			return -1;
	return 0;
}

static void close_patterns(struct pattern **all)
{
	for (size_t i = 0; all && all[i]; i++)
		pattern_close(all[i]);
	free(all);
}

static int open_all(struct layout *l, struct err *e)
{
	l->seen = calloc(l->at.areas->n_areas + 1, 1);
	l->filters = calloc(l->t->n_columns, sizeof(struct found *));
	if (!l->seen || !l->filters)
		return err_memory(e);
	if (open_patterns(&l->skip, l->t->skip, l->t->n_skip, e) < 0 ||
		open_patterns(&l->end, l->t->end, l->t->n_end, e) < 0)
		return -1;
	return header_open(&l->header, l->t, &l->about, e);
}

int layout_open(struct layout **out, const struct spec_table *t,
	const struct layout_place *at, struct err *e)
{
	struct layout *l = calloc(1, sizeof(*l));

	if (!l)
		return err_memory(e);
	l->t = t;
	l->at = *at;
	l->at.period = at->period ? at->period : at->edition;
	l->blank = (struct observation){
		.dataset = span_of(at->dataset),
		.edition = span_of(at->edition),
		.release = span_of(at->release),
		.sheet = span_of(at->sheet),
	};
	l->about = (struct about){ at->areas, at->naming, at->epoch };
	if (open_all(l, e) < 0) {
		layout_close(l);
		return -1;
	}
	*out = l;
	return 0;
}

static void free_all(struct layout *l)
{
	header_close(l->header);
	close_patterns(l->skip);
	close_patterns(l->end);
	for (size_t i = 0; i < l->n_columns; i++)
		text_free(&l->columns[i].cut);
	free(l->columns);
	free(l->filters);
	free(l->period_texts);
	keys_free(&l->keys);
	ids_free(&l->periods);
	ids_free(&l->labels);
	ids_free(&l->codes);
	arena_free(&l->texts);
	left_free(&l->left);
	text_free(&l->message);
}

void layout_forget(struct layout *l)
{
	unsigned char *seen = l->seen;

	free_all(l);
	*l = (struct layout){ .t = l->t, .at = l->at, .seen = seen };
}

void layout_close(struct layout *l)
{
	if (!l)
		return;
	free_all(l);
	free(l->seen);
	free(l);
}

int layout_lists(const struct layout *l, const struct area *area)
{
	return l->seen[area - l->at.areas->areas];
}

/* ---- once the header is there ---- */

/* The indicator of all figures of a column; NULL where its row says it, which
 * goes before the name of the sheet. */
static const char *indicator_of(const struct layout *l, const struct found *f)
{
	if (f->spec->indicator)
		return f->spec->indicator;
	if (f->indicator >= 0)
		return naming_node(l->at.naming, f->indicator)->id;
	return l->roles[ROLE_INDICATOR] ? NULL : l->at.sheet_says;
}

/* What is known of all figures of a column before its rows come. A column of
 * an indicator that the spec does not have beside that of its label is none: 0.
 */
static int know_column(struct layout *l, const struct found *f)
{
	const struct spec_column *k = f->spec;
	struct column *c;
	const char *id = indicator_of(l, f);
	struct span period = k->period ? span_of(k->period) : f->period;

	if (k->suffix && id && !(id = naming_with(l->at.naming, id, k->suffix)))
		return 0;
	c = &l->columns[l->n_columns++];
	*c = (struct column){ .found = f,
		.indicator_id = span_of(id),
		.measure = k->measure != MEASURES ? k->measure : f->measure,
		.period = period,
		.judge = judge_of(
			k, l->t, f->period.at != NULL, l->at.decimal_mark) };
	if (f->area.area)
		c->area = span_of(f->area.area->code);
	c->has_percents =
		verdict_among(k->clean, k->n_clean, span_of("percent"));
	c->is_plain =
		!c->judge.n_missing && !k->n_categories && !c->has_percents;
	cell_address(c->letters, 0, f->at);
	c->n_letters = strlen(c->letters) - 1; /* without the row */
	return 1;
}

/* The columns that say what a row is about. */
static void take_roles(struct layout *l, const struct found *found, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum spec_role role = found[i].spec->role;

		if (role == ROLE_FILTER)
			l->filters[l->n_filters++] = &found[i];
		else if (role != ROLE_VALUE)
			l->roles[role] = &found[i];
	}
}

static int take_figures(
	struct layout *l, const struct found *found, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		int counts;

		if (found[i].spec->role != ROLE_VALUE)
			continue;
		counts = column_area(l, &found[i], e);
		if (counts < 0)
			return -1;
		if (counts && know_column(l, &found[i]) &&
			column_once(l, e) < 0)
			return -1;
	}
	return 0;
}

static int begin_data(struct layout *l, struct err *e)
{
	size_t n;
	const struct found *found = header_found(l->header, &n);

	l->columns = calloc(n + 1, sizeof(*l->columns));
	if (!l->columns)
		return err_memory(e);
	take_roles(l, found, n);
	if (take_figures(l, found, n, e) < 0)
		return -1;
	l->data_row = l->next_row + l->t->skip_rows;
	l->next_row = l->data_row;
	l->stage = IN_DATA;
	return 0;
}

/* ---- rows ---- */

static int is_among(struct pattern *const *all, struct span label)
{
	struct captures ignored = { { { NULL, 0 } } };

	for (; *all; all++)
		if (pattern_match(*all, label, NULL, NULL, &ignored))
			return 1;
	return 0;
}

/* A row that is not there has no label. */
static int ends(
	const struct layout *l, const struct row *row, struct span label)
{
	if (!l->t->n_end)
		return 0;
	return is_among(l->end, label) ||
		(row->number > l->next_row && is_among(l->end, span_of("")));
}

static int take_row(struct layout *l, const struct row *row, struct err *e)
{
	struct subject s = { .period = span_of(l->at.period),
		.period_id = -1,
		.indicator = -1,
		.measure = MEASURES };
	const struct found *names = row_names(l);
	const struct cell *c = names ? row_cell(row, names->at) : NULL;
	char digits[NUM_TEXT];
	struct span trimmed;
	int rc;

	if (c && c->type != CELL_BLANK)
		s.label = cell_stored(digits, c);
	if (!s.label.at)
		s.label = span_of("");
	trimmed = span_trim(s.label);
	if (ends(l, row, trimmed)) {
		l->stage = AFTER_END;
		return 0;
	}
	l->next_row = row->number + 1;
	if (l->t->n_skip && is_among(l->skip, trimmed))
		return 0;
	rc = row_subject(&s, l, row, e);
	return rc == 1 ? cells_take(l, row, &s, e) : rc;
}

static int take(struct layout *l, const struct row *row, struct err *e)
{
	int found;

	switch (l->stage) {
	case BEFORE_HEADER:
		found = header_row(l->header, row, e);
		if (found != 1)
			return found;
		l->next_row = row->number + 1;
		return begin_data(l, e);
	case IN_DATA:
		return row->number < l->data_row ? 0 : take_row(l, row, e);
	default:
		return 0;
	}
}

/* What could not be looked up for want of memory was not found; what was made
 * of that does not count. */
static int looked_up(struct layout *l, struct err *e)
{
	if (l->at.naming && naming_done(l->at.naming, e) < 0)
		return -1;
	if (areas_done(l->at.areas, e) < 0)
		return -1;
	return text_done(&l->message, e);
}

int layout_row(struct layout *l, const struct row *row, struct err *e)
{
	return take(l, row, e) < 0 ? -1 : looked_up(l, e);
}

int layout_finish(struct layout *l, struct err *e)
{
	if (l->stage == BEFORE_HEADER) {
		l->stage = WITHOUT_HEADER;
		return header_missing(l->header, e);
	}
	return note_all(l, e) < 0 ? -1 : looked_up(l, e);
}

void layout_lacks(
	const struct layout *l, struct finding *f, char cell[CELL_ADDRESS])
{
	struct header_lack lack;

	if (l->stage != WITHOUT_HEADER)
		return;
	lack = header_lacks(l->header);
	if (!lack.there.len)
		return;
	cell_address(cell, lack.row, 0);
	f->cell = span_of(cell);
	f->expected = lack.missing;
	f->actual = lack.there;
}
