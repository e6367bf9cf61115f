/* SPDX-License-Identifier: MIT */
/* What the releases of the database say. */
#include <stdlib.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/store/sqltext.h"

extern const char sql_audit_claim_releases[], sql_audit_claim_figure[],
	sql_audit_claim_count[], sql_audit_claim_parts[],
	sql_audit_claim_place[], sql_audit_claim_ranked[],
	sql_audit_claim_unknown[];

struct release {
	int64_t id;
	const char *release, *state, *published, *fetched, *period, *regime;
	const char *known, *replaced;
	int counts, rank_sign, is_press;
};

/* The releases of an edition as of a moment. */
struct edition {
	const char *dataset, *edition, *moment; /* NULL: not used yet */
	struct release *at;
	size_t n;
	struct arena text;
};

/* How many editions are remembered: most claims are about a few, and a claim
 * holds two of them. */
enum { EDITIONS = 16 };

/* What is asked of a release: all give the same columns. */
enum question { ASK_FIGURE, ASK_COUNT, ASK_PLACE, ASK_PARTS, QUESTIONS };

struct claim_finder {
	struct db *db;
	struct stmt *releases, *ranked, *asked[QUESTIONS];
	struct edition editions[EDITIONS];
	size_t next; /* the one to forget */
};

int claim_finder_open(struct claim_finder **out, struct db *d, struct err *e)
{
	const char *const questions[QUESTIONS] = {
		[ASK_FIGURE] = sql_audit_claim_figure,
		[ASK_COUNT] = sql_audit_claim_count,
		[ASK_PLACE] = sql_audit_claim_place,
		[ASK_PARTS] = sql_audit_claim_parts,
	};
	struct claim_finder *f = calloc(1, sizeof(*f));
	int rc;

	if (!f)
		return err_memory(e);
	f->db = d;
	rc = stmt_open(&f->releases, d, sql_audit_claim_releases, e);
	if (rc == 0)
		rc = stmt_open(&f->ranked, d, sql_audit_claim_ranked, e);
	for (int i = 0; rc == 0 && i < QUESTIONS; i++)
		rc = stmt_open(&f->asked[i], d, questions[i], e);
	if (rc < 0) {
		claim_finder_close(f);
		return -1;
	}
	*out = f;
	return 0;
}

static void forget(struct edition *ed)
{
	free(ed->at);
	arena_free(&ed->text);
	*ed = (struct edition){ 0 };
}

void claim_finder_close(struct claim_finder *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < EDITIONS; i++)
		forget(&f->editions[i]);
	stmt_close(f->releases);
	stmt_close(f->ranked);
	for (int i = 0; i < QUESTIONS; i++)
		stmt_close(f->asked[i]);
	free(f);
}

/* A parameter of this name, if the statement has one. */
static void bind(struct stmt *s, const char *name, const char *text)
{
	int at = stmt_parameter(s, name);

	if (at)
		stmt_text(s, at, span_of(text && *text ? text : NULL));
}

/* A column's text for as long as the arena; "" for NULL. */
static const char *keep(
	struct arena *a, struct stmt *s, int column, struct err *e)
{
	struct span text = stmt_get_text(s, column);
	const char *copy = text.len ? arena_copy(a, text) : "";

	if (!copy)
		err_memory(e);
	return copy;
}

/* ---- the releases -----------------------------------------------------------
 */

static int add_release(struct edition *ed, struct stmt *s, struct err *e)
{
	struct release *at = array_more(ed->at, ed->n, sizeof(*at));

	if (!at)
		return err_memory(e);
	ed->at = at;
	at[ed->n++] = (struct release){ .id = stmt_get_integer(s, 0),
		.release = keep(&ed->text, s, 1, e),
		.state = keep(&ed->text, s, 2, e),
		.published = keep(&ed->text, s, 3, e),
		.known = keep(&ed->text, s, 4, e),
		.fetched = keep(&ed->text, s, 9, e),
		.is_press = span_is(stmt_get_text(s, 10), "press"),
		.replaced = keep(&ed->text, s, 11, e),
		.counts = stmt_get_integer(s, 5) != 0,
		.period = keep(&ed->text, s, 6, e),
		.regime = keep(&ed->text, s, 7, e),
		.rank_sign = (int)stmt_get_integer(s, 8) };
	return e->kind == ERR_NONE ? 0 : -1;
}

static const char *copy(struct edition *ed, const char *s, struct err *e)
{
	const char *to = arena_copy(&ed->text, span_of(s));

	if (!to)
		err_memory(e);
	return to;
}

static int read_edition(struct edition *ed, struct stmt *s, const char *dataset,
	const char *edition, const char *moment, struct err *e)
{
	int rc;

	bind(s, ":dataset", dataset);
	bind(s, ":edition", edition);
	bind(s, ":moment", moment);
	while ((rc = stmt_step(s, e)) == 1)
		if (add_release(ed, s, e) < 0) {
			stmt_reset(s);
			return -1;
		}
	ed->dataset = copy(ed, dataset, e);
	ed->edition = copy(ed, edition, e);
	ed->moment = copy(ed, moment, e);
	return e->kind == ERR_NONE ? rc : -1;
}

/* Those of an edition, remembered or read; NULL on a fault. */
static const struct edition *releases_of(struct claim_finder *f,
	const char *dataset, const char *edition, const char *moment,
	struct err *e)
{
	struct edition *ed = f->editions;

	for (size_t i = 0; i < EDITIONS; i++, ed++)
		if (ed->dataset && strcmp(ed->dataset, dataset) == 0 &&
			strcmp(ed->edition, edition) == 0 &&
			strcmp(ed->moment, moment) == 0)
			return ed;
	ed = &f->editions[f->next++ % EDITIONS];
	forget(ed);
	if (read_edition(ed, f->releases, dataset, edition, moment, e) == 0)
		return ed;
	forget(ed);
	return NULL;
}

/* ---- the figures ------------------------------------------------------------
 */

static struct claim_figure *add_figure(
	struct claim_figures *out, const struct release *r, struct err *e)
{
	struct claim_figure *at = array_more(out->at, out->n, sizeof(*at));

	if (!at) {
		err_memory(e);
		return NULL;
	}
	out->at = at;
	at = &at[out->n++];
	*at = (struct claim_figure){ .release = r->release,
		.state = r->state,
		.published = r->published,
		.fetched = r->fetched,
		.known = r->known,
		.replaced = r->replaced,
		.is_press = r->is_press,
		.regime = r->regime,
		.counts = r->counts,
		.rank_sign = r->rank_sign,
		.raw = "",
		.sheet = "",
		.cell = "" };
	return at;
}

static int read_cell(struct claim_figures *out, const struct release *r,
	struct stmt *s, struct err *e)
{
	struct claim_figure *at = add_figure(out, r, e);

	if (!at)
		return -1;
	at->has_indicator = 1;
	at->has_value = stmt_type(s, 0) != VALUE_NULL;
	at->value = stmt_get_number(s, 0);
	at->raw = keep(&out->text, s, 1, e);
	at->sheet = keep(&out->text, s, 2, e);
	at->cell = keep(&out->text, s, 3, e);
	at->has_cell = stmt_type(s, 3) != VALUE_NULL;
	at->about = keep(&out->text, s, 4, e);
	at->slack = stmt_get_number(s, 5);
	return e->kind == ERR_NONE ? 0 : -1;
}

/* All rows of a release to a question. */
static int ask(struct claim_figures *out, const struct release *r,
	struct stmt *s, const struct claim *c, struct err *e)
{
	int rc;

	stmt_integer(s, stmt_parameter(s, ":release_id"), r->id);
	bind(s, ":period",
		*c->given[CLAIM_PERIOD] ? c->given[CLAIM_PERIOD] : r->period);
	while ((rc = stmt_step(s, e)) == 1)
		if (read_cell(out, r, s, e) < 0) {
			stmt_reset(s);
			return -1;
		}
	return rc;
}

/* Where a score has no cell, the parts of its node may make it. */
static int ask_parts(struct claim_figures *out, const struct release *r,
	struct claim_finder *f, const struct claim *c, struct err *e)
{
	const size_t empty = out->n - 1;

	if (strcmp(c->measure, "score") != 0 || !out->at[empty].has_indicator ||
		out->at[empty].has_cell)
		return 0;
	if (ask(out, r, f->asked[ASK_PARTS], c, e) < 0)
		return -1;
	if (out->n == empty + 1)
		return 0;
	out->at[empty] = out->at[--out->n];
	out->at[empty].is_made = 1;
	return 0;
}

/* What a release says; where it has no row, one without anything. */
static int read_cells(struct claim_figures *out, const struct release *r,
	struct claim_finder *f, enum question q, const struct claim *c,
	struct err *e)
{
	size_t before = out->n;

	if (ask(out, r, f->asked[q], c, e) < 0 ||
		(out->n == before && !add_figure(out, r, e)))
		return -1;
	return q == ASK_FIGURE ? ask_parts(out, r, f, c, e) : 0;
}

static enum question question_of(const struct claim *c)
{
	switch (c->kind) {
	case CLAIM_LEADER:
	case CLAIM_FIRST:
		return ASK_PLACE;
	case CLAIM_COUNT:
		return ASK_COUNT;
	case CLAIM_FIGURE:
	case CLAIM_DELTA:
	case CLAIM_BEFORE:
		break;
	}
	return ASK_FIGURE;
}

static void bind_all(struct stmt *s, const struct claim *c, const char *edition,
	const char *area, const struct claim_group *group)
{
	bind(s, ":dataset", c->given[CLAIM_DATASET]);
	bind(s, ":edition", edition);
	bind(s, ":indicator", c->given[CLAIM_INDICATOR]);
	bind(s, ":measure", c->measure);
	bind(s, ":area", area);
	bind(s, ":scheme", group ? group->scheme : NULL);
	bind(s, ":region", group ? group->region : NULL);
	bind(s, ":among", group ? group->among : NULL);
}

int claim_find(struct claim_figures *out, struct claim_finder *f,
	const struct claim *c, const char *edition, const char *area,
	const struct claim_group *group, struct err *e)
{
	const enum question q = question_of(c);
	const struct edition *ed =
		releases_of(f, c->given[CLAIM_DATASET], edition, c->moment, e);
	int rc = ed ? 0 : -1;

	bind_all(f->asked[q], c, edition, area, group);
	bind_all(f->asked[ASK_PARTS], c, edition, area, NULL);
	for (size_t i = 0; rc == 0 && i < ed->n; i++)
		rc = read_cells(out, &ed->at[i], f, q, c, e);
	return rc;
}

void claim_figures_free(struct claim_figures *f)
{
	free(f->at);
	arena_free(&f->text);
	*f = (struct claim_figures){ 0 };
}

int claim_unknown(struct text *why, struct claim_finder *f,
	const struct claim *c, const char *edition, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open(&s, f->db, sql_audit_claim_unknown, e) < 0)
		return -1;
	bind(s, ":dataset", c->given[CLAIM_DATASET]);
	bind(s, ":edition", edition);
	rc = stmt_step(s, e);
	if (rc == 1) {
		struct span text = stmt_get_text(s, 0);

		text_add(why, text.at, text.len);
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

int claim_ranked(struct text *out, struct claim_finder *f,
	const struct claim *c, const char *area, struct err *e)
{
	struct stmt *s = f->ranked;
	int rc;

	bind(s, ":dataset", c->given[CLAIM_DATASET]);
	bind(s, ":indicator", c->given[CLAIM_INDICATOR]);
	bind(s, ":area", area);
	stmt_number(s, stmt_parameter(s, ":rank"), c->value);
	rc = stmt_step(s, e);
	if (rc == 1) {
		text_printf(out, "; %s is its rank of %.*s",
			c->given[CLAIM_VALUE], SPAN(stmt_get_text(s, 0)));
		stmt_reset(s);
	}
	return rc < 0 ? -1 : 0;
}
