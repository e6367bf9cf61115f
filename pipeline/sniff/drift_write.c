/* SPDX-License-Identifier: MIT */
/* The list as lines for people and as records for programs. */
#include "pipeline/sniff/drift_change.h"

/* In a sentence W is what was, I what is. */
static const struct {
	const char *name, *says;
	int shared; /* columns of a table that have it are told together */
	int is_note;
} kinds[DRIFT_KINDS] = {
	[DRIFT_SHEET] = { "sheet", "sheet 'W' is now 'I'", 0, 0 },
	[DRIFT_SHEET_GONE] = { "sheet-gone",
		"sheet 'W' is gone, and none looks like it", 0, 0 },
	[DRIFT_SHEET_STATE] = { "sheet-state", "the sheet was W, is I", 0, 0 },
	[DRIFT_HEADER_GONE] = { "header-gone",
		"nothing on the sheet looks like the table", 0, 0 },
	[DRIFT_HEADER_ROW] = { "header-row", "the header ends in row I, was W",
		0, 0 },
	[DRIFT_HEADER_ROWS] = { "header-rows", "the header has I rows, had W",
		0, 0 },
	[DRIFT_RENAMED] = { "renamed", "'W' is now 'I'", 0, 0 },
	[DRIFT_ABOVE] = { "above", "'W' is now 'I'", 0, 0 },
	[DRIFT_LABEL_GONE] = { "label-gone", "'W' is gone", 0, 0 },
	[DRIFT_LABEL_NEW] = { "label-new", "'I' is new", 0, 0 },
	[DRIFT_LABEL_TWICE] = { "label-twice", "'W' stands twice", 0, 0 },
	[DRIFT_MOVED] = { "moved", "W moved to I", 0, 0 },
	[DRIFT_UNIT] = { "unit", "the unit was 'W', is 'I'", 0, 0 },
	[DRIFT_TYPE] = { "type", "the cells were W, are I", 1, 0 },
	[DRIFT_TEXT] = { "text", "stored as I, was W", 1, 0 },
	[DRIFT_DECIMALS] = { "decimals", "I decimals, were W", 1, 0 },
	[DRIFT_MISSING] = { "missing", "'I' where a number is due", 1, 0 },
	[DRIFT_STRANGE] = { "strange", "'I' where a number is due", 0, 0 },
	[DRIFT_SCALE] = { "scale", "from I, was W", 1, 0 },
	[DRIFT_CODES] = { "codes", "the codes are I, were W", 0, 0 },
	[DRIFT_DIRECTION] = { "direction",
		"the I score has the better rank, was the W", 0, 0 },
	[DRIFT_AREAS] = { "areas", "I areas, were W", 0, 0 },
	[DRIFT_AREAS_GONE] = { "areas-gone", "no longer listed: W", 0, 0 },
	[DRIFT_AREAS_NEW] = { "areas-new", "newly listed: I", 0, 0 },
	[DRIFT_AREA_LABEL] = { "area-label", "'W' is now called 'I'", 0, 0 },
	[DRIFT_ROW] = { "row", "a row with figures is no area: 'I'", 0, 0 },
	[DRIFT_END] = { "end", "'W' ends the table no longer", 0, 0 },
	[DRIFT_INDICATOR_GONE] = { "indicator-gone", "no row has 'W'", 0, 0 },
	[DRIFT_INDICATOR_NEW] = { "indicator-new", "no indicator is named 'I'",
		0, 0 },
	[DRIFT_PERIOD_GONE] = { "period-gone", "no longer there: W", 1, 0 },
	[DRIFT_PERIOD] = { "period", "W is now I", 1, 1 },
	[DRIFT_PERIOD_NEW] = { "period-new", "I is new", 1, 1 },
	[DRIFT_SHEET_NEW] = { "sheet-new", "sheet 'I' is new", 0, 1 },
	[DRIFT_ROWS] = { "rows", "I rows, were W", 0, 1 },
	[DRIFT_FORMAT] = { "format", "the file is I, was W", 0, 1 },
};

int drift_is_note(enum drift_kind kind)
{
	return kinds[kind].is_note;
}

/* ---- differences that columns share ---- */

/* What is written, and from what. */
struct writing {
	FILE *out;
	int format;
	const struct drifts *d;
	const struct drift_task *task;
	struct span yaml;
};

static int same_edit(
	const struct writing *w, const struct drift *a, const struct drift *b)
{
	struct text x = TEXT_INIT, y = TEXT_INIT;
	int same;

	drift_value(&x, a, w->task);
	drift_value(&y, b, w->task);
	same = x.len == y.len && (!x.len || strcmp(x.at, y.at) == 0);
	text_free(&x);
	text_free(&y);
	return same;
}

static int is_shared(
	const struct writing *w, const struct drift *a, const struct drift *b)
{
	return kinds[a->kind].shared && a->kind == b->kind &&
		a->table == b->table && strcmp(a->sheet, b->sheet) == 0 &&
		strcmp(a->was, b->was) == 0 && strcmp(a->is, b->is) == 0 &&
		same_edit(w, a, b);
}

/* 1 if one above it has told it. */
static int is_told(const struct writing *w, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_shared(w, &w->d->at[k], &w->d->at[i]))
			return 1;
	return 0;
}

/* All places that share it, with a comma between. */
static void put_cells(struct text *out, const struct writing *w, size_t i)
{
	text_puts(out, w->d->at[i].cell);
	for (size_t k = i + 1; k < w->d->n; k++)
		if (is_shared(w, &w->d->at[i], &w->d->at[k]))
			text_printf(out, ",%s", w->d->at[k].cell);
}

/* "FILE:LINE,LINE: what". */
static void put_edit(struct text *out, const struct writing *w, size_t i)
{
	unsigned last = drift_line(&w->d->at[i], w->task, w->yaml);

	if (!last)
		return;
	text_printf(out, "%s:%u", w->task->spec->path, last);
	for (size_t k = i + 1; k < w->d->n; k++) {
		unsigned line;

		if (!is_shared(w, &w->d->at[i], &w->d->at[k]))
			continue;
		line = drift_line(&w->d->at[k], w->task, w->yaml);
		if (line != last)
			text_printf(out, ",%u", line);
		last = line;
	}
	text_puts(out, ": ");
	drift_value(out, &w->d->at[i], w->task);
}

/* ---- lines ---- */

static void put_sentence(struct text *out, const struct drift *d)
{
	const char *says = kinds[d->kind].says;

	if (d->kind == DRIFT_MISSING && !*d->is) {
		text_puts(out, "a blank where a number is due");
		return;
	}
	if (d->kind == DRIFT_SHEET_GONE && !*d->was) {
		text_puts(out, "no sheet looks like the table");
		return;
	}
	for (; *says; says++)
		if (*says == 'W')
			text_mask(out, span_of(d->was));
		else if (*says == 'I')
			text_mask(out, span_of(d->is));
		else
			text_putc(out, *says);
	if (d->kind == DRIFT_RENAMED && !d->reads)
		text_putc(out, '?');
}

static void put_line(struct text *out, const struct drift *d,
	const struct text *cells, const struct text *edit)
{
	if (kinds[d->kind].is_note)
		text_puts(out, "note: ");
	if (d->table)
		text_printf(out, "%s: ", d->table->id);
	if (*d->sheet && d->kind > DRIFT_SHEET_GONE &&
		d->kind != DRIFT_SHEET_NEW) {
		text_mask(out, span_of(d->sheet));
		text_printf(out, "%s%s: ", cells->len ? "!" : "",
			cells->len ? cells->at : "");
	}
	put_sentence(out, d);
	if (edit->len) {
		text_puts(out, "; edit ");
		text_mask(out, (struct span){ edit->at, edit->len });
	}
	text_putc(out, '\n');
}

/* ---- records ---- */

static const char *const names[] = { "kind", "table", "sheet", "cell", "was",
	"is", "edit" };

enum { FIELDS = sizeof(names) / sizeof(*names) };

static struct field field(const char *text)
{
	return (struct field){ FIELD_TEXT, span_of(text ? text : "") };
}

static void put_record(FILE *out, enum record_format format,
	const struct drift *d, const struct text *cells,
	const struct text *edit)
{
	const struct field fields[FIELDS] = { field(kinds[d->kind].name),
		field(d->table ? d->table->id : ""), field(d->sheet),
		field(cells->at), field(d->was), field(d->is),
		field(edit->at) };

	record_put(out, format, names, fields, FIELDS);
}

static int put(const struct writing *w, const struct drift *d,
	const struct text *cells, const struct text *edit)
{
	struct text line = TEXT_INIT;
	int failed = cells->failed | edit->failed;

	if (w->format == DRIFT_AS_TEXT) {
		put_line(&line, d, cells, edit);
		failed |= line.failed;
		if (!failed)
			fwrite(line.at, 1, line.len, w->out);
	} else {
		put_record(
			w->out, (enum record_format)w->format, d, cells, edit);
	}
	text_free(&line);
	return failed ? -1 : 0;
}

int drift_write(FILE *out, int format, const struct drifts *d,
	const struct drift_task *task, struct span yaml, struct err *e)
{
	const struct writing w = { out, format, d, task, yaml };
	int rc = 0;

	if (format != DRIFT_AS_TEXT)
		record_header(out, (enum record_format)format, names, FIELDS);
	for (size_t i = 0; rc == 0 && i < d->n; i++) {
		struct text cells = TEXT_INIT, edit = TEXT_INIT;

		if (is_told(&w, i))
			continue;
		put_cells(&cells, &w, i);
		put_edit(&edit, &w, i);
		rc = put(&w, &d->at[i], &cells, &edit);
		text_free(&cells);
		text_free(&edit);
	}
	return rc < 0 ? err_memory(e) : 0;
}
