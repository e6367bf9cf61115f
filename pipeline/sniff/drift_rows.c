/* SPDX-License-Identifier: MIT */
/* Which rows under a header are those of the table, and what they are about. */
#include <math.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_view.h"

enum { FEW_AREAS = 3 }; /* fewer do not make a column of areas */

static const struct spot *with_role(const struct view *v, enum spec_role role)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->spots[i].spec && v->spots[i].spec->role == role)
			return &v->spots[i];
	return NULL;
}

/* A column that the spec does not read and that has the most areas. */
static const struct spot *with_areas(const struct view *v)
{
	const struct spot *best = NULL;
	unsigned most = FEW_AREAS - 1;

	for (size_t i = 0; i < v->n; i++) {
		const struct spot *p = &v->spots[i];

		if (p->spec || tally_areas(&p->tally) <= most)
			continue;
		most = tally_areas(&p->tally);
		best = p;
	}
	return best;
}

static int knows(const struct tally *t, int system)
{
	return t->known[system] * 2 >= t->cells;
}

/* The system of the codes that the spec reads; NULL where it reads none. */
static const char *codes_said(const struct spec_table *t)
{
	for (unsigned i = 0; i < t->n_columns; i++)
		if (t->columns[i].role == ROLE_CODE)
			return spec_codes(&t->columns[i]);
	return NULL;
}

/* A dataset's own codes are of no system. */
static int system_named(const char *name)
{
	int i = CODE_SYSTEMS;

	while (i-- > 0 &&
		strcmp(code_system_name((enum code_system)i), name) != 0)
		;
	return i;
}

/* A column that the spec does not read and that has the most codes of the
 * system: it goes by another label now. */
static const struct spot *with_codes(const struct view *v, int system)
{
	const struct spot *best = NULL;
	unsigned most = FEW_AREAS - 1;

	for (size_t i = 0; i < v->n; i++) {
		const struct spot *p = &v->spots[i];
		unsigned n = tally_coded(&p->tally, (enum code_system)system);

		if (p->spec || n <= most || !knows(&p->tally, system))
			continue;
		most = n;
		best = p;
	}
	return best;
}

const char *view_key(
	char buf[NUM_TEXT], const struct view *v, const struct kept_row *r)
{
	const struct kept *c = v->key ? summary_cell(r, v->key->column) : NULL;

	if (!c)
		return "";
	if (c->text)
		return c->text;
	num_format(buf, c->number);
	return buf;
}

static int is_among(char *const *texts, unsigned n, const char *key)
{
	struct err ignored = ERR_INIT;
	int found = 0;

	for (unsigned i = 0; !found && i < n; i++) {
		struct captures c = { { { NULL, 0 } } };
		struct pattern *p = NULL;

		found = pattern_open(&p, texts[i], 0, &ignored) == 0 &&
			pattern_match(p, span_of(key), NULL, NULL, &c);
		pattern_close(p);
	}
	return found;
}

int view_skips(const struct view *v, const char *key)
{
	return is_among(v->t->skip, v->t->n_skip, key) ||
		is_among(v->t->end, v->t->n_end, key);
}

/* Does the table end above this row? A row that is not there has no label;
 * those between head and tail are there. */
static int ends(const struct view *v, size_t i, uint32_t next)
{
	const struct kept_row *r = &v->s->rows[i];
	char digits[NUM_TEXT];

	if (r->number > next && i != v->s->n_head &&
		is_among(v->t->end, v->t->n_end, ""))
		return 1;
	return is_among(v->t->end, v->t->n_end, view_key(digits, v, r));
}

static void find_last(struct view *v)
{
	uint32_t next = v->first;

	v->last = UINT32_MAX;
	for (size_t i = 0; v->t->n_end && i < v->s->n_rows; i++) {
		if (v->s->rows[i].number < v->first)
			continue;
		if (ends(v, i, next)) {
			v->last = v->s->rows[i].number - 1;
			v->ended = 1;
			return;
		}
		next = v->s->rows[i].number + 1;
	}
}

static int all_rows(struct view *v, struct spot *p, struct err *e)
{
	tally_free(&p->tally);
	return summary_tally(&p->tally, v->s, p->column, v->first, v->last, e);
}

/* Are there rows of the table that the summary did not keep? */
static int has_between(const struct view *v)
{
	const struct summary *s = v->s;

	return s->n_rows > s->n_head && s->n_head > 0 &&
		v->last > s->rows[s->n_head - 1].number;
}

/* Rows about an area: averages, notes and units say nothing of figures. */
static int area_rows(struct view *v, struct spot *p, struct err *e)
{
	const struct kept_row *r;
	size_t at = 0;

	tally_free(&p->tally);
	if (has_between(v) && p->column < v->s->n_between &&
		tally_merge(&p->tally, &v->s->between[p->column], e) < 0)
		return -1;
	while ((r = view_row(v, &at))) {
		const struct kept *c = summary_cell(r, p->column);

		if (c && view_area(v, r) &&
			tally_add(&p->tally, v->areas, c, e) < 0)
			return -1;
	}
	return 0;
}

static int says_rows(const struct view *v, const struct spot *p)
{
	return p == v->key || p == v->code ||
		(p->spec && p->spec->role != ROLE_VALUE);
}

static int count_all(struct view *v, struct err *e)
{
	for (size_t i = 0; i < v->n; i++)
		if (all_rows(v, &v->spots[i], e) < 0)
			return -1;
	return 0;
}

static int count(struct view *v, struct err *e)
{
	for (size_t i = 0; i < v->n; i++) {
		struct spot *p = &v->spots[i];
		int rc = (v->names || v->code) && !says_rows(v, p)
			? area_rows(v, p, e)
			: all_rows(v, p, e);

		if (rc < 0)
			return -1;
	}
	return 0;
}

/* The system that the spec says, or another one that most of the codes are
 * of. */
static const char *find_codes(const struct view *v)
{
	const char *said = codes_said(v->t);
	const struct tally *t = &v->code->tally;
	int best = 0;

	for (int i = 0; i < CODE_SYSTEMS; i++) {
		if (strcmp(code_system_name((enum code_system)i), said) == 0 &&
			knows(t, i))
			return said;
		if (t->known[i] > t->known[best])
			best = i;
	}
	if (strcmp(said, "own") == 0 || !knows(t, best))
		return said;
	return code_system_name((enum code_system)best);
}

int view_fill(struct view *v, struct err *e)
{
	const char *said = codes_said(v->t);
	int system = said ? system_named(said) : -1;

	v->first = v->bottom + 1 + v->t->skip_rows;
	v->last = UINT32_MAX;
	v->names = with_role(v, ROLE_AREA);
	v->code = with_role(v, ROLE_CODE);
	if (!v->code && (!v->names || system >= 0) && count_all(v, e) < 0)
		return -1;
	if (!v->names && !v->code)
		v->names = with_areas(v);
	if (!v->code && system >= 0)
		v->code = with_codes(v, system);
	v->key = v->names ? v->names : v->code;
	if (!v->key)
		v->key = with_role(v, ROLE_INDICATOR);
	find_last(v);
	if (v->code && all_rows(v, &v->spots[v->code - v->spots], e) < 0)
		return -1;
	v->codes = v->code ? find_codes(v) : "iso3";
	return count(v, e);
}

const struct kept_row *view_row(const struct view *v, size_t *at)
{
	while (v->s && *at < v->s->n_rows) {
		const struct kept_row *r = &v->s->rows[(*at)++];

		if (r->number >= v->first && r->number <= v->last)
			return r;
	}
	return NULL;
}

const struct area *view_area(const struct view *v, const struct kept_row *r)
{
	const struct kept *code =
		v->code ? summary_cell(r, v->code->column) : NULL;
	const struct kept *label =
		v->names ? summary_cell(r, v->names->column) : NULL;

	return summary_area(v->areas, code, v->codes, label);
}

double *view_figures(const struct view *v, const struct spot *p)
{
	double *out = malloc((v->areas->n_areas + 1) * sizeof(*out));
	const struct kept_row *r;
	size_t at = 0;

	for (size_t i = 0; out && i < v->areas->n_areas; i++)
		out[i] = NAN;
	while (out && (r = view_row(v, &at))) {
		const struct area *area = view_area(v, r);
		const struct kept *c = summary_cell(r, p->column);

		if (area && c && isnan(out[area - v->areas->areas]))
			kept_number(&out[area - v->areas->areas], c);
	}
	return out;
}
