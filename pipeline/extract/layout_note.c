/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>

#include "pipeline/extract/layout_inside.h"

struct finding note(
	const struct layout *l, const char *rule, enum severity severity)
{
	return (struct finding){
		.rule = span_of(rule),
		.severity = severity,
		.dataset = span_of(l->at.dataset),
		.edition = span_of(l->at.edition),
		.release = span_of(l->at.release),
		.period = span_of(l->at.period),
		.sheet = span_of(l->at.sheet),
		.cells = 1,
	};
}

/* Cuts off a character of which the room held only the beginning. */
static void whole_characters(char *text)
{
	struct span s = span_of(text);
	size_t start = s.len;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && text_utf8_length(s, start - 1) == 0)
		text[start - 1] = '\0';
}

int note_put(struct layout *l, struct finding *f, struct err *e,
	const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	whole_characters(text);
	f->message = span_of(text);
	l->errors += f->severity == SEVERITY_ERROR;
	return l->at.finding(l->at.context, f, e);
}

const struct span measure_names[MEASURES + 1] = {
	[MEASURE_SCORE] = { "score", 5 },
	[MEASURE_RANK] = { "rank", 4 },
	[MEASURE_RAW] = { "raw", 3 },
};

int note_unknown_code(struct layout *l, struct finding *f,
	const struct spec_column *k, struct span code, const char *outcome,
	struct err *e)
{
	static const char *const systems[] = { "iso3", "iso2", "m49",
		"worldbank", NULL };
	const char *system = spec_codes(k);
	const char *const *other = systems;

	while (*other &&
		areas_find_code(l->at.areas, *other, code).sense != AREA_IS)
		other++;
	return note_put(l, f, e, "'%.*s' is no code of %s%s%s%s%s", SPAN(code),
		system, *other ? " but one of " : "", *other ? *other : "",
		*outcome ? ": " : "", outcome);
}

/* One finding for a run of cells of a column; none where there are none. */
static int put_run(struct layout *l, const struct column *k,
	const struct run *r, const char *rule, enum severity severity,
	const char *what, struct err *e)
{
	struct finding f = note(l, rule, severity);
	char from[CELL_ADDRESS], to[CELL_ADDRESS], range[2 * CELL_ADDRESS];
	struct span label = k->found->area_label.at ? k->found->area_label
						    : span_of(k->found->label);

	if (r->cells == 0)
		return 0;
	cell_address(from, r->first, k->found->at);
	cell_address(to, r->last, k->found->at);
	snprintf(range, sizeof(range), "%s:%s", from, to);
	f.indicator = k->indicator_id;
	f.measure = measure_names[k->measure];
	if (k->period.at)
		f.period = k->period;
	f.cell = span_of(r->cells == 1 ? from : range);
	f.cells = r->cells;
	return note_put(l, &f, e, "%ld of %ld cells of column '%.*s' %s",
		r->cells, l->rows, SPAN(label), what);
}

enum { CUTS = 3, CUT_TEXT = 32 }; /* that a message shows */

/* Adds a text to those that a column shows, if it is short and a new one. */
static void show_cut(struct column *k, const struct text *quoted)
{
	if (quoted->len > CUT_TEXT || k->cuts > CUTS ||
		(k->cut.at && strstr(k->cut.at, quoted->at)))
		return;
	if (k->cuts++ < CUTS)
		text_printf(
			&k->cut, "%s%s", k->cuts > 1 ? ", " : "", quoted->at);
}

int note_cut(
	struct layout *l, struct column *k, const struct cell *c, struct err *e)
{
	char buf[CLEAN_TEXT];
	int any;
	struct span text = span_trim(c->text);
	struct text quoted = TEXT_INIT;

	text_clear(&l->message);
	clean_cut(&l->message, text,
		verdict_cleaned(buf, k->found->spec, text, &any));
	text_putc(&quoted, '\'');
	text_mask(&quoted, (struct span){ l->message.at, l->message.len });
	text_putc(&quoted, '\'');
	if (text_done(&l->message, e) == 0 && text_done(&quoted, e) == 0)
		show_cut(k, &quoted);
	text_free(&quoted);
	return e->kind == ERR_NONE ? text_done(&k->cut, e) : -1;
}

/* Where some cells say 45% a number cell may mean 45 by 45 or by 0.45. */
static int put_cleaned(struct layout *l, const struct column *k, struct err *e)
{
	int is_mixed = k->has_percents && k->numbers.cells > 0;
	struct text what = TEXT_INIT;
	int rc;

	text_puts(&what, "are numbers cleaned by ");
	for (unsigned i = 0; i < k->found->spec->n_clean; i++)
		text_printf(&what, "%s'%s'", i ? ", " : "",
			k->found->spec->clean[i]);
	if (k->cuts)
		text_printf(&what, " of %s%s", k->cut.at,
			k->cuts > CUTS ? ", ..." : "");
	if (is_mixed)
		text_printf(&what,
			", %ld others have no sign: is 45%% 45 there or 0.45?",
			k->numbers.cells);
	rc = text_done(&what, e);
	if (rc == 0)
		rc = put_run(l, k, &k->cleaned, "V208",
			is_mixed ? SEVERITY_WARNING : SEVERITY_INFO, what.at,
			e);
	text_free(&what);
	return rc;
}

static int put_runs(struct layout *l, const struct column *k, struct err *e)
{
	if (put_run(l, k, &k->text_numbers, "V203",
		    k->found->spec->numeric_text ? SEVERITY_INFO
						 : SEVERITY_WARNING,
		    "are numbers stored as text", e) < 0 ||
		put_cleaned(l, k, e) < 0)
		return -1;
	return put_run(l, k, &k->blank_ranks, "V205", SEVERITY_INFO,
		"give no rank", e);
}

static int put_count(struct layout *l, struct err *e)
{
	struct finding f =
		note(l, "V401", l->t->part ? SEVERITY_WARNING : SEVERITY_ERROR);
	char expected[16], actual[16];

	if (!l->t->areas || l->t->areas == l->listed)
		return 0;
	snprintf(expected, sizeof(expected), "%u", l->t->areas);
	snprintf(actual, sizeof(actual), "%u", l->listed);
	f.expected = span_of(expected);
	f.actual = span_of(actual);
	return note_put(l, &f, e, "%s%s%s lists %u areas, expected %u",
		l->t->part ? "part '" : "the table",
		l->t->part ? l->t->part : "", l->t->part ? "'" : "", l->listed,
		l->t->areas);
}

static int put_passed(
	struct layout *l, long rows, const char *why, struct err *e)
{
	struct finding f = note(l, "V310", SEVERITY_INFO);

	if (rows == 0)
		return 0;
	f.cells = rows;
	return note_put(l, &f, e,
		"%ld rows were left out, as the spec says: %s", rows, why);
}

/* Where rows were left out by mistake, that was said of each. */
static int put_empty(struct layout *l, struct err *e)
{
	struct finding f = note(l, "V104", SEVERITY_ERROR);
	char cell[CELL_ADDRESS];

	if (l->rows || l->errors)
		return 0;
	cell_address(cell, l->data_row, 0);
	f.cell = span_of(cell);
	f.cells = 0;
	return note_put(l, &f, e,
		"table '%s' has its header and no row of figures under it",
		l->t->id);
}

int note_all(struct layout *l, struct err *e)
{
	for (size_t i = 0; i < l->n_columns; i++)
		if (put_runs(l, &l->columns[i], e) < 0)
			return -1;
	if (left_report(l, e) < 0 ||
		put_passed(l, l->filtered, "'only' does not have their text",
			e) < 0 ||
		put_passed(l, l->others,
			"they are about other indicators or measures", e) < 0)
		return -1;
	return put_empty(l, e) < 0 ? -1 : put_count(l, e);
}
