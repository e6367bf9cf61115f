/* SPDX-License-Identifier: MIT */
/* What a table of a spec must say. */
#include <string.h>

#include "pipeline/extract/areas.h"
#include "pipeline/extract/clean.h"
#include "pipeline/extract/pattern.h"
#include "pipeline/extract/spec_check.h"

enum { MAX_HEADER = 8 };

int spec_table_is_family(const struct spec_table *t)
{
	for (unsigned i = 0; i < t->n_sheets; i++)
		if (pattern_stands_in(t->sheets[i]))
			return 1;
	return 0;
}

const char *spec_codes(const struct spec_column *k)
{
	return k->codes ? k->codes : "iso3";
}

/* What the labels of a column, the sheets and the row can tell of a figure. */
struct sources {
	unsigned areas, codes, periods, indicators, measures; /* columns */
	unsigned sure; /* of areas and codes, that may not be absent */
	int sheet_has[SLOTS];
};

static int note_slots(struct check *c, const char *text, int has[SLOTS])
{
	struct err why = ERR_INIT;
	struct pattern *p = NULL;

	if (!text)
		return 0;
	if (pattern_open(&p, text, 1, &why) < 0)
		return why.kind == ERR_SYSTEM
			? err_set(c->e, why.kind, "%s", why.text)
			: spec_fault(c, "%s", why.text);
	for (int i = 0; i < SLOTS; i++)
		has[i] += pattern_has(p, (enum slot)i);
	pattern_close(p);
	return 0;
}

/* Two placeholders that say the same of a figure could contradict each other.
 * Area and code are compared. */
static int check_twice(struct check *c, const char *name, const int has[SLOTS])
{
	for (int i = 0; i < SLOT_ANY; i++)
		if (has[i] > 1)
			return spec_fault(c,
				"'%s': {%s} stands twice over one column", name,
				pattern_slot_name((enum slot)i));
	return has[SLOT_YEAR] && has[SLOT_PERIOD]
		? spec_fault(c, "'%s': {year} and {period} both say the period",
			  name)
		: 0;
}

static const char *name_of(const struct spec_column *k)
{
	return k->label ? k->label : k->n_path ? k->path[k->n_path - 1] : "";
}

static int check_labels(struct check *c, const struct spec_table *t,
	const struct spec_column *k, int has[SLOTS])
{
	if (!k->label && !k->n_path)
		return spec_fault(c, "expected 'label' or 'path' here");
	if (k->n_path && (k->label || k->under))
		return spec_fault(c,
			"column '%s': a path says all: expected no 'label' and "
			"no 'under' beside it",
			name_of(k));
	if (k->n_path && k->n_path != t->header_rows)
		return spec_fault(c,
			"column '%s': path has %u labels: expected %u, one for "
			"each row of the header",
			name_of(k), k->n_path, t->header_rows);
	if (note_slots(c, k->label, has) < 0 ||
		note_slots(c, k->under, has) < 0)
		return -1;
	for (unsigned i = 0; i < k->n_path; i++)
		if (note_slots(c, k->path[i], has) < 0)
			return -1;
	return check_twice(c, name_of(k), has);
}

static int check_cleaners(struct check *c, const struct spec_column *k)
{
	for (unsigned i = 0; i < k->n_clean; i++)
		if (!clean_named(k->clean[i]))
			return spec_fault(c,
				"column '%s': no cleaner '%s': expected %s",
				name_of(k), k->clean[i], clean_names());
	if (k->n_clean && k->n_categories)
		return spec_fault(c,
			"column '%s': expected 'clean' or 'categories': words "
			"are compared as they are",
			name_of(k));
	return 0;
}

/* A column without which other figures would mean something else, or rows that
 * do not count would count, may not be absent. */
static int check_optional(
	struct check *c, const struct spec_column *k, const struct sources *s)
{
	if (!k->optional || k->role == ROLE_VALUE || k->role == ROLE_IGNORED)
		return 0;
	if ((k->role == ROLE_AREA || k->role == ROLE_CODE) && s->sure > 0)
		return 0;
	return spec_fault(c,
		"column '%s': 'optional' goes with figures, and with one of "
		"'is: area' and 'is: code' where the other one is there",
		name_of(k));
}

/* Keys that mean something for certain columns only. */
static int check_keys(
	struct check *c, const struct spec_column *k, const int has[SLOTS])
{
	int figures = k->role == ROLE_VALUE;

	if (k->codes && k->role != ROLE_CODE && !has[SLOT_CODE])
		return spec_fault(c,
			"column '%s': 'codes' goes with 'is: code' or '{code}'",
			name_of(k));
	if (k->codes && !areas_is_system(k->codes))
		return spec_fault(c,
			"column '%s': codes '%s': expected iso3, iso2, m49, "
			"worldbank or own",
			name_of(k), k->codes);
	if (k->codes && strcmp(k->codes, "own") == 0 && !c->s->codes)
		return spec_fault(c,
			"column '%s': codes 'own': expected 'codes' of the "
			"dataset, the file that has them",
			name_of(k));
	if ((k->role == ROLE_FILTER) != (k->n_only > 0))
		return spec_fault(c,
			"column '%s': 'is: filter' and 'only' go together",
			name_of(k));
	if (k->role != ROLE_MEASURE && !has[SLOT_MEASURE] &&
		k->n_scores + k->n_ranks + k->n_raws > 0)
		return spec_fault(c,
			"column '%s': 'scores', 'ranks' and 'raws' go with "
			"'is: measure' or '{measure}'",
			name_of(k));
	if (!figures &&
		k->n_missing + k->n_clean + k->n_categories +
				(unsigned)k->numeric_text + k->blank >
			0)
		return spec_fault(c,
			"column '%s': 'missing', 'clean', 'categories', 'text' "
			"and 'blank' go with figures",
			name_of(k));
	return 0;
}

/* 1 if some indicator has another one of its id and what the column adds. */
static int has_suffixed(const struct spec_edition *ed, const char *suffix)
{
	for (unsigned i = 0; i < ed->tree->n_nodes; i++) {
		const char *id = ed->tree->nodes[i].id;
		size_t own = strlen(id), more = strlen(suffix);

		for (unsigned j = 0; own > more && j < ed->tree->n_nodes; j++)
			if (strlen(ed->tree->nodes[j].id) == own - more &&
				strncmp(ed->tree->nodes[j].id, id,
					own - more) == 0 &&
				strcmp(id + own - more, suffix) == 0)
				return 1;
	}
	return 0;
}

static int check_figures(struct check *c, const struct spec_edition *ed,
	const struct spec_column *k, const struct sources *s,
	const int has[SLOTS])
{
	if (k->indicator && !spec_indicator(ed, k->indicator))
		return spec_fault(c,
			"column '%s': tree '%s' has no indicator '%s'",
			name_of(k), ed->tree->id, k->indicator);
	if (!k->indicator && !has[SLOT_INDICATOR] && !s->indicators &&
		!s->sheet_has[SLOT_INDICATOR])
		return spec_fault(c,
			"column '%s': nothing says the indicator: expected "
			"'{indicator}' in its label or the sheet's name, or a "
			"column with 'is: indicator'",
			name_of(k));
	if (!k->indicator && ed->tree->n_nodes == 0)
		return spec_fault(c,
			"column '%s': expected 'indicators' of the dataset, "
			"which say what '{indicator}' may be",
			name_of(k));
	if (k->suffix && !has_suffixed(ed, k->suffix))
		return spec_fault(c,
			"column '%s': tree '%s' has no indicator whose id is "
			"another's with '%s' behind it",
			name_of(k), ed->tree->id, k->suffix);
	if (k->value && !has[SLOT_MEASURE] && !s->measures)
		return spec_fault(c,
			"column '%s': nothing says the measure: expected "
			"'{measure}' in its label or a column with 'is: "
			"measure'",
			name_of(k));
	if (!s->areas && !s->codes && !has[SLOT_AREA] && !has[SLOT_CODE])
		return spec_fault(c,
			"column '%s': nothing says the area: expected a column "
			"with 'is: area' or 'is: code', or '{area}' or "
			"'{code}' in its label",
			name_of(k));
	if ((s->areas || s->codes) && (has[SLOT_AREA] || has[SLOT_CODE]))
		return spec_fault(c,
			"column '%s': its label and a column both say the "
			"area: expected one",
			name_of(k));
	return 0;
}

static int check_column(struct check *c, const struct spec_edition *ed,
	const struct spec_table *t, const struct spec_column *k,
	const struct sources *s)
{
	int has[SLOTS] = { 0 };
	int family = 0,
	    says = !!k->score + !!k->rank + !!k->raw + !!k->value +
		(k->role != ROLE_VALUE);

	if (check_labels(c, t, k, has) < 0)
		return -1;
	if (says != 1)
		return spec_fault(c,
			"column '%s': expected one of 'score:', 'rank:', "
			"'raw:', 'value:' with an indicator, or 'is: area', "
			"'is: code' or another",
			name_of(k));
	if (check_keys(c, k, has) < 0 || check_cleaners(c, k) < 0 ||
		check_optional(c, k, s) < 0)
		return -1;
	for (int i = 0; i < SLOT_ANY; i++)
		family |= has[i];
	if (family && k->role != ROLE_VALUE && k->role != ROLE_IGNORED)
		return spec_fault(c,
			"column '%s': a placeholder other than {any} goes with "
			"figures",
			name_of(k));
	return k->role == ROLE_VALUE ? check_figures(c, ed, k, s, has) : 0;
}

static int one_at_most(
	struct check *c, const struct spec_table *t, unsigned n, const char *is)
{
	return n <= 1 ? 0
		      : spec_fault(c,
				"table '%s' has %u columns with 'is: %s': "
				"expected one",
				t->id, n, is);
}

static int count_roles(
	struct check *c, const struct spec_table *t, struct sources *s)
{
	for (unsigned i = 0; i < t->n_columns; i++) {
		enum spec_role role = t->columns[i].role;

		s->areas += role == ROLE_AREA;
		s->codes += role == ROLE_CODE;
		s->sure += (role == ROLE_AREA || role == ROLE_CODE) &&
			!t->columns[i].optional;
		s->periods += role == ROLE_PERIOD;
		s->indicators += role == ROLE_INDICATOR;
		s->measures += role == ROLE_MEASURE;
	}
	if (one_at_most(c, t, s->areas, "area") < 0 ||
		one_at_most(c, t, s->codes, "code") < 0 ||
		one_at_most(c, t, s->periods, "period") < 0 ||
		one_at_most(c, t, s->indicators, "indicator") < 0)
		return -1;
	return one_at_most(c, t, s->measures, "measure");
}

static int check_sheets(
	struct check *c, const struct spec_table *t, struct sources *s)
{
	for (unsigned i = 0; i < t->n_sheets; i++) {
		int has[SLOTS] = { 0 };

		if (note_slots(c, t->sheets[i], has) < 0 ||
			check_twice(c, t->sheets[i], has) < 0)
			return -1;
		for (int k = 0; k < SLOTS; k++)
			s->sheet_has[k] += has[k];
	}
	if (s->sheet_has[SLOT_AREA] || s->sheet_has[SLOT_CODE] ||
		s->sheet_has[SLOT_MEASURE])
		return spec_fault(c,
			"table '%s': sheets: expected no placeholder but "
			"{year}, {period}, {indicator} and {any}",
			t->id);
	if (s->sheet_has[SLOT_INDICATOR] &&
		s->sheet_has[SLOT_INDICATOR] < (int)t->n_sheets)
		return spec_fault(c,
			"table '%s': sheets: expected {indicator} in all of "
			"the names or in none",
			t->id);
	if (t->n_except && !spec_table_is_family(t))
		return spec_fault(c,
			"table '%s': 'except' goes with a placeholder in "
			"'sheets'",
			t->id);
	return 0;
}

int spec_check_table(struct check *c, const struct spec_edition *ed,
	const struct spec_table *t, const char *at)
{
	struct sources s = { 0 };
	unsigned figures = 0;

	if (!spec_is_name(t->id))
		return spec_fault(c,
			"table '%s': expected small letters, digits, '-', '_' "
			"or '.'",
			t->id);
	if (t->header_rows > MAX_HEADER)
		return spec_fault(c, "header_rows %u: expected 1 to %d",
			t->header_rows, MAX_HEADER);
	if (count_roles(c, t, &s) < 0 || check_sheets(c, t, &s) < 0)
		return -1;
	for (unsigned i = 0; i < t->n_columns; i++) {
		spec_place(c, "%s.columns[%u]", at, i);
		if (check_column(c, ed, t, &t->columns[i], &s) < 0)
			return -1;
		figures += t->columns[i].role == ROLE_VALUE;
	}
	spec_place(c, "%s", at);
	return figures
		? 0
		: spec_fault(c, "table '%s' has no column with figures", t->id);
}

/* ---- tables of another edition ---- */

static int old_period(struct check *c, const struct spec_edition *ed,
	const char *what, const char *name, const char *period)
{
	return spec_fault(c,
		"edition '%s': like '%s', where %s '%s' has the period '%s': "
		"expected 'tables' or 'columns' of its own",
		ed->id, ed->like, what, name, period);
}

/* Of which year they are is not as in another edition. */
static int says_year(const char *period)
{
	return period && strpbrk(period, "0123456789");
}

static int check_periods(struct check *c, const struct spec_edition *ed,
	const struct spec_table *t, const struct spec_table *like)
{
	if (says_year(like->period) && t->period == like->period)
		return old_period(c, ed, "table", t->id, t->period);
	for (unsigned i = 0; t->columns == like->columns && i < t->n_columns;
		i++)
		if (says_year(t->columns[i].period))
			return old_period(c, ed, "column",
				name_of(&t->columns[i]), t->columns[i].period);
	return 0;
}

int spec_check_like(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w)
{
	const struct spec_edition *like =
		ed->like ? spec_edition(c->s, ed->like) : NULL;
	const struct spec_workbook *last =
		like ? &like->workbooks[like->n_workbooks - 1] : NULL;

	for (unsigned i = 0; last && i < w->n_tables && i < last->n_tables; i++)
		if (check_periods(c, ed, &w->tables[i], &last->tables[i]) < 0)
			return -1;
	return 0;
}
