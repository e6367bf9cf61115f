/* SPDX-License-Identifier: MIT */
/* What the releases of the database say. */
#include <stdlib.h>

#include "pipeline/audit/claim_inside.h"
#include "pipeline/store/sqltext.h"

extern const char sql_audit_claim_releases[], sql_audit_claim_figure[],
	sql_audit_claim_unknown[];

struct release {
	int64_t id;
	const char *release, *state, *published, *fetched, *period, *regime;
	int counts, rank_sign;
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

struct claim_finder {
	struct db *db;
	struct stmt *releases, *figure;
	struct edition editions[EDITIONS];
	size_t next; /* the one to forget */
};

int claim_finder_open(struct claim_finder **out, struct db *d, struct err *e)
{
	struct claim_finder *f = calloc(1, sizeof(*f));

	if (!f)
		return err_memory(e);
	f->db = d;
	if (stmt_open(&f->releases, d, sql_audit_claim_releases, e) < 0 ||
		stmt_open(&f->figure, d, sql_audit_claim_figure, e) < 0) {
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
	stmt_close(f->figure);
	free(f);
}

static void bind(struct stmt *s, const char *name, const char *text)
{
	stmt_text(s, stmt_parameter(s, name),
		span_of(text && *text ? text : NULL));
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
		.fetched = keep(&ed->text, s, 4, e),
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
	return e->kind == ERR_NONE ? 0 : -1;
}

/* All cells of a release; where it has no row, one without anything. */
static int read_cells(struct claim_figures *out, const struct release *r,
	struct stmt *s, const struct claim *c, struct err *e)
{
	size_t before = out->n;
	int rc;

	stmt_integer(s, stmt_parameter(s, ":release_id"), r->id);
	bind(s, ":period",
		*c->given[CLAIM_PERIOD] ? c->given[CLAIM_PERIOD] : r->period);
	while ((rc = stmt_step(s, e)) == 1)
		if (read_cell(out, r, s, e) < 0) {
			stmt_reset(s);
			return -1;
		}
	if (rc == 0 && out->n == before && !add_figure(out, r, e))
		return -1;
	return rc;
}

int claim_find(struct claim_figures *out, struct claim_finder *f,
	const struct claim *c, const char *edition, const char *area,
	struct err *e)
{
	const char *dataset = c->given[CLAIM_DATASET];
	const struct edition *ed =
		releases_of(f, dataset, edition, c->moment, e);
	int rc = ed ? 0 : -1;

	bind(f->figure, ":dataset", dataset);
	bind(f->figure, ":edition", edition);
	bind(f->figure, ":indicator", c->given[CLAIM_INDICATOR]);
	bind(f->figure, ":measure",
		c->is_delta ? "rank" : c->given[CLAIM_MEASURE]);
	bind(f->figure, ":area", area);
	for (size_t i = 0; rc == 0 && i < ed->n; i++)
		rc = read_cells(out, &ed->at[i], f->figure, c, e);
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
