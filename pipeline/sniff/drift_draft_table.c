/* SPDX-License-Identifier: MIT */
/* A table of a spec with what differs taken up. */
#include "pipeline/sniff/drift_change.h"
#include "pipeline/sniff/lexicon.h"
#include "pipeline/sniff/yaml.h"

/* What is being written. */
struct rewriting {
	struct text *out;
	const struct drifts *d;
	const struct drift_task *task;
	const struct spec_table *t;
	int indent; /* of the table's keys */
};

/* ---- what differs ---- */

/* The first difference of a kind about a table or one of its columns (NULL:
 * about the table itself), or NULL. */
static const struct drift *differs(const struct rewriting *w,
	const struct spec_column *k, enum drift_kind kind)
{
	for (size_t i = 0; i < w->d->n; i++) {
		const struct drift *x = &w->d->at[i];

		if (x->table == w->t && x->kind == kind && !x->reads &&
			(!k || x->column == k))
			return x;
	}
	return NULL;
}

/* ---- values ---- */

static void key(const struct rewriting *w, const char *name)
{
	text_printf(w->out, ", %s: ", name);
}

static void put_text(
	const struct rewriting *w, const char *name, const char *value)
{
	if (!value)
		return;
	key(w, name);
	yaml_text(w->out, value);
}

/* A list as it was, and more texts of differences. */
static void put_texts(const struct rewriting *w, char *const *texts, unsigned n,
	const char *const *more, unsigned n_more)
{
	const char *between = "";

	text_putc(w->out, '[');
	for (unsigned i = 0; i < n; i++, between = ", ") {
		text_puts(w->out, between);
		yaml_text(w->out, texts[i]);
	}
	for (unsigned i = 0; more && i < n_more; i++, between = ", ") {
		text_puts(w->out, between);
		yaml_text(w->out, more[i]);
	}
	text_putc(w->out, ']');
}

static void put_list(const struct rewriting *w, const char *name,
	char *const *texts, unsigned n)
{
	if (n == 0)
		return;
	key(w, name);
	put_texts(w, texts, n, NULL, 0);
}

enum { MORE = 16 }; /* markers that are added */

static int is_among(const char *const *texts, unsigned n, const char *text)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(texts[i], text) == 0)
			return 1;
	return 0;
}

/* The markers that a column lacks; of a table (NULL) those that its columns
 * take from it. */
static unsigned markers(const char *more[MORE], const struct rewriting *w,
	const struct spec_column *k)
{
	unsigned n = 0;

	for (size_t i = 0; i < w->d->n && n < MORE; i++) {
		const struct drift *x = &w->d->at[i];
		enum edit_place where = drift_where(x, w->task);

		if (x->table == w->t && x->kind == DRIFT_MISSING &&
			where == (k ? EDIT_COLUMN : EDIT_TABLE) &&
			(!k || x->column == k) && !is_among(more, n, x->is))
			more[n++] = x->is;
	}
	return n;
}

static void put_missing(const struct rewriting *w, const struct spec_column *k)
{
	const char *more[MORE];
	unsigned n = markers(more, w, k);

	if (k->n_missing + n == 0)
		return;
	key(w, "missing");
	put_texts(w, k->missing, k->n_missing, more, n);
}

/* ---- a column ---- */

static void put_path(const struct rewriting *w, const struct spec_column *k)
{
	const struct drift *x = differs(w, k, DRIFT_RENAMED);

	text_puts(w->out, "path: [");
	for (unsigned i = 0; i < k->n_path; i++) {
		text_puts(w->out, i ? ", " : "");
		if (x && i + 1 == k->n_path)
			drift_label(w->out, x->is, k->path[i]);
		else
			yaml_text(w->out, k->path[i]);
	}
	text_putc(w->out, ']');
}

static void put_label(const struct rewriting *w, const struct spec_column *k)
{
	const struct drift *x = differs(w, k, DRIFT_RENAMED);
	const struct drift *above = differs(w, k, DRIFT_ABOVE);

	if (k->n_path) {
		put_path(w, k);
		return;
	}
	text_puts(w->out, "label: ");
	if (x && drift_where(x, w->task) == EDIT_COLUMN)
		drift_label(w->out, x->is, k->label);
	else
		yaml_text(w->out, k->label);
	if (k->under && above && strstr(above->is, " > ")) {
		key(w, "under");
		drift_above(w->out, above->is);
	} else if (!above) {
		put_text(w, "under", k->under);
	}
}

static void put_role(const struct rewriting *w, const struct spec_column *k)
{
	static const char *const roles[] = {
		[ROLE_VALUE] = NULL,
		[ROLE_AREA] = "area",
		[ROLE_CODE] = "code",
		[ROLE_PERIOD] = "period",
		[ROLE_INDICATOR] = "indicator",
		[ROLE_MEASURE] = "measure",
		[ROLE_FILTER] = "filter",
		[ROLE_IGNORED] = "ignored",
	};
	const struct drift *x = differs(w, k, DRIFT_CODES);

	put_text(w, "score", k->score);
	put_text(w, "rank", k->rank);
	put_text(w, "raw", k->raw);
	put_text(w, "value", k->value);
	put_text(w, "is", roles[k->role]);
	put_text(w, "codes", x ? x->is : k->codes);
	put_list(w, "only", k->only, k->n_only);
	put_list(w, "scores", k->scores, k->n_scores);
	put_list(w, "ranks", k->ranks, k->n_ranks);
	put_list(w, "raws", k->raws, k->n_raws);
	put_text(w, "others", k->others_pass ? "pass" : NULL);
}

static void put_figures(const struct rewriting *w, const struct spec_column *k)
{
	static const char *const blanks[] = {
		[BLANK_UNSAID] = NULL,
		[BLANK_PASS] = "pass",
		[BLANK_MISSING] = "missing",
		[BLANK_FINDING] = "finding",
	};
	const struct drift *x = differs(w, k, DRIFT_TEXT);
	const struct drift *strange = differs(w, k, DRIFT_STRANGE);

	put_missing(w, k);
	if (strange && *strange->hint) {
		key(w, "clean");
		text_printf(w->out, "[%s]", strange->hint);
	} else {
		put_list(w, "clean", k->clean, k->n_clean);
	}
	put_list(w, "categories", k->categories, k->n_categories);
	if (k->numeric_text || (x && drift_where(x, w->task) == EDIT_COLUMN))
		text_puts(w->out, ", text: yes");
	put_text(w, "blank", blanks[k->blank]);
}

static void put_comment(const struct rewriting *w, const struct spec_column *k)
{
	const struct drift *x = differs(w, k, DRIFT_RENAMED);

	if (k->period)
		text_puts(w->out, " # please check: the period is as it was");
	if (!x)
		return;
	text_puts(w->out, " # was '");
	yaml_comment(w->out, x->was);
	text_puts(w->out, "': is it the same?");
}

static void put_column(const struct rewriting *w, const struct spec_column *k)
{
	int gone = differs(w, k, DRIFT_LABEL_GONE) != NULL && !k->optional;

	text_puts(w->out, gone ? "          # gone: {" : "          - {");
	put_label(w, k);
	if (k->block)
		text_printf(w->out, ", block: %u", k->block);
	put_role(w, k);
	put_figures(w, k);
	put_text(w, "period", k->period);
	if (k->optional)
		text_puts(w->out, ", optional: yes");
	text_putc(w->out, '}');
	put_comment(w, k);
	text_putc(w->out, '\n');
}

/* ---- the table ---- */

static void begin(const struct rewriting *w, const char *name)
{
	text_printf(w->out, "%*s%s: ", w->indent, "", name);
}

static void put_lines(const struct rewriting *w, const char *name,
	char *const *texts, unsigned n)
{
	if (n == 0)
		return;
	begin(w, name);
	put_texts(w, texts, n, NULL, 0);
	text_putc(w->out, '\n');
}

static void put_count(const struct rewriting *w, const char *name, unsigned n)
{
	if (n == 0)
		return;
	begin(w, name);
	text_printf(w->out, "%u\n", n);
}

static void put_value(const struct rewriting *w, const struct drift *x)
{
	text_printf(w->out, "%*s", w->indent, "");
	drift_value(w->out, x, w->task);
	text_puts(w->out, " # was ");
	yaml_comment(w->out, x->was);
	text_putc(w->out, '\n');
}

/* What a difference says instead of what the table had. */
static int put_instead(const struct rewriting *w, enum drift_kind kind)
{
	const struct drift *x = differs(w, NULL, kind);

	if (!x || drift_where(x, w->task) != EDIT_TABLE)
		return 0;
	put_value(w, x);
	return 1;
}

static void put_table_missing(const struct rewriting *w)
{
	const char *more[MORE];
	unsigned n = markers(more, w, NULL);

	if (w->t->n_missing + n == 0)
		return;
	begin(w, "missing");
	put_texts(w, w->t->missing, w->t->n_missing, more, n);
	text_putc(w->out, '\n');
}

static void put_skipped(struct text *out, const struct spec_table *t,
	const char *const *more, unsigned n_more)
{
	const char *between = "[";

	for (unsigned i = 0; i < t->n_skip; i++, between = ", ") {
		text_puts(out, between);
		yaml_text(out, t->skip[i]);
	}
	for (unsigned i = 0; i < n_more; i++, between = ", ") {
		text_puts(out, between);
		yaml_pattern(out, more[i], SIZE_MAX);
	}
	text_puts(out, "]\n");
}

/* Averages among the areas are passed over; what else is no area, people
 * decide. */
static void put_skip(const struct rewriting *w)
{
	const char *more[MORE];
	unsigned n = 0;

	for (size_t i = 0; i < w->d->n; i++) {
		const struct drift *x = &w->d->at[i];

		if (x->table != w->t || x->kind != DRIFT_ROW)
			continue;
		if (n < MORE && lexicon_hints(x->is, HINT_SUMMARY)) {
			more[n++] = x->is;
			continue;
		}
		text_printf(w->out, "%*s# %s is no area: '", w->indent, "",
			x->cell);
		yaml_comment(w->out, x->is);
		text_puts(w->out, "'\n");
	}
	if (w->t->n_skip + n == 0)
		return;
	begin(w, "skip");
	put_skipped(w->out, w->t, more, n);
}

static void put_keys(const struct rewriting *w)
{
	const struct spec_table *t = w->t;

	if (t->part) {
		begin(w, "part");
		yaml_text(w->out, t->part);
		text_putc(w->out, '\n');
	}
	if (!put_instead(w, DRIFT_AREAS))
		put_count(w, "areas", t->areas_given);
	if (!put_instead(w, DRIFT_SHEET) && !put_instead(w, DRIFT_SHEET_STATE))
		put_lines(w, "sheets", t->sheets, t->n_sheets);
	put_lines(w, "except", t->except, t->n_except);
	if (!put_instead(w, DRIFT_HEADER_ROWS) && t->header_rows > 1)
		put_count(w, "header_rows", t->header_rows);
	put_count(w, "skip_rows", t->skip_rows);
	put_count(w, "block", t->block);
	put_table_missing(w);
	put_skip(w);
	put_lines(w, "end", t->end, t->n_end);
	if (t->period) {
		begin(w, "period");
		yaml_text(w->out, t->period);
		text_puts(w->out, " # please check: as it was\n");
	}
}

static void put_new(const struct rewriting *w)
{
	for (size_t i = 0; i < w->d->n; i++) {
		const struct drift *x = &w->d->at[i];

		if (x->table != w->t || x->kind != DRIFT_LABEL_NEW)
			continue;
		text_printf(w->out, "          # new, in %s: ", x->cell);
		yaml_comment(w->out, x->is);
		text_putc(w->out, '\n');
	}
}

void draft_table(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct spec_table *t)
{
	const struct rewriting w = { out, d, task, t, 8 };

	if (differs(&w, NULL, DRIFT_SHEET_GONE)) {
		text_printf(
			out, "      # its sheet is gone: table %s\n", t->id);
		return;
	}
	text_printf(out, "      - table: %s\n", t->id);
	put_keys(&w);
	text_puts(out, "        columns:\n");
	for (unsigned i = 0; i < t->n_columns; i++)
		put_column(&w, &t->columns[i]);
	put_new(&w);
}

void draft_corrections(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct spec_table *t)
{
	const struct rewriting w = { out, d, task, t, 4 };
	const char *more[MORE];

	if (!put_instead(&w, DRIFT_SHEET))
		put_instead(&w, DRIFT_SHEET_STATE);
	put_instead(&w, DRIFT_HEADER_ROWS);
	if (markers(more, &w, NULL) > 0)
		put_table_missing(&w);
	if (differs(&w, NULL, DRIFT_ROW))
		put_skip(&w);
}
