/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/claim.h"

#include "pipeline/audit/claim_inside.h"

/* All claims being checked. */
struct checking {
	struct db *db;
	struct claim_finder *finder;
	const struct areas *areas;
	const char *as_of;
	char moment[CLOCK_TEXT]; /* of as_of */
	struct claim_rows *out;
};

/* One of them, and all that is known of it. */
struct check {
	struct claim claim;  /* as_of, moment and from filled */
	const char *edition; /* whose figures are compared */
	const char *area;
	struct claim_group group;
	int comparable; /* -1: no two editions are compared */
	struct claim_figures to, from;
	struct claim_answer answer;
	struct text says;
	struct arena text;
};

/* ---- why there is no figure -------------------------------------------------
 */

static void explain_place(
	struct text *says, const struct check *k, const struct claim_figure *f)
{
	const struct claim *c = &k->claim;

	if (*f->raw && f->is_press)
		text_puts(says,
			"the press did not print the figures of all areas");
	else if (c->kind == CLAIM_LEADER)
		text_printf(says,
			"%s has no place in '%.60s' (%s): it is not in that "
			"region, or %s/%s has no figure of it",
			k->area, c->given[CLAIM_REGION], k->group.scheme,
			c->given[CLAIM_DATASET], k->edition);
	else
		text_printf(says, "%s/%s has no figure of %s",
			c->given[CLAIM_DATASET], k->edition, k->area);
}

static void explain_figure(struct text *says, const struct claim *c,
	const struct claim_figure *f, const char *edition, const char *area)
{
	const char *dataset = c->given[CLAIM_DATASET];

	if (!f->has_cell)
		text_printf(says, "%s/%s has no %s of %s for '%.100s'", dataset,
			edition, c->measure, area, c->given[CLAIM_INDICATOR]);
	else if (!f->has_value)
		text_printf(says,
			"%s/%s gives no %s of %s: sheet '%.100s' cell %s says "
			"'%.60s'",
			dataset, edition, c->measure, area, f->sheet, f->cell,
			f->raw);
}

/* Why an edition gives no figure, if it gives none; what counts comes first. */
static int explain_edition(struct check *k, struct claim_finder *finder,
	const struct claim_figures *f, const char *edition, struct err *e)
{
	const struct claim *c = &k->claim;
	const char *dataset = c->given[CLAIM_DATASET];

	if (f->n == 0)
		return claim_unknown(&k->says, finder, c, edition, e);
	if (!f->at->has_indicator)
		text_printf(&k->says,
			"no indicator '%.100s' in %s/%s: kosh-query indicators "
			"%s/%s lists them",
			c->given[CLAIM_INDICATOR], dataset, edition, dataset,
			edition);
	else if (!f->at->counts)
		claim_say_none(&k->says, c, edition);
	else if (k->group.region || k->group.among)
		explain_place(&k->says, k, f->at);
	else if (c->kind != CLAIM_COUNT)
		explain_figure(&k->says, c, f->at, edition, k->area);
	return 0;
}

static int explain(struct check *k, struct claim_finder *finder, struct err *e)
{
	const struct claim *c = &k->claim;

	if (explain_edition(k, finder, &k->to, k->edition, e) < 0)
		return -1;
	if (k->says.len || c->kind != CLAIM_DELTA)
		return 0;
	if (explain_edition(k, finder, &k->from, c->given[CLAIM_FROM], e) < 0)
		return -1;
	if (!k->says.len)
		text_puts(
			&k->says, "the two editions rank from different ends");
	return 0;
}

/* ---- one claim --------------------------------------------------------------
 */

/* The edition before: 0 with why where there is none. */
static int find_before(struct check *k, struct checking *all, struct err *e)
{
	struct claim *c = &k->claim;
	const char *from;
	int comparable,
		rc = claim_before(&from, &comparable, &k->text, all->db, c, e);

	if (rc == 1) {
		k->edition = c->given[CLAIM_FROM] = from;
		k->comparable = comparable;
		return 1;
	}
	if (rc == 0 && *c->given[CLAIM_FROM])
		return claim_unknown(
			&k->says, all->finder, c, c->given[CLAIM_FROM], e);
	if (rc == 0)
		text_printf(&k->says, "no edition before %s/%s in the database",
			c->given[CLAIM_DATASET], c->given[CLAIM_EDITION]);
	return rc;
}

/* What the claim refers to: 1; 0 with why where something is not known. */
static int find_terms(struct check *k, struct checking *all, struct err *e)
{
	struct claim *c = &k->claim;

	k->edition = c->given[CLAIM_EDITION];
	if (c->kind == CLAIM_COUNT)
		return 1;
	k->area =
		claim_area(&k->says, all->areas, span_of(c->given[CLAIM_AREA]));
	if (!k->area)
		return 0;
	if (c->kind == CLAIM_BEFORE)
		return find_before(k, all, e);
	if (c->kind == CLAIM_LEADER)
		return claim_region(&k->group, &k->text, all->db, c, e) < 0 ? -1
									    : 1;
	return c->kind != CLAIM_FIRST
		? 1
		: claim_among(&k->group, &k->text, &k->says, all->areas, c,
			  k->area, e);
}

static int find_figures(struct check *k, struct checking *all, struct err *e)
{
	const struct claim *c = &k->claim;

	if (claim_find(&k->to, all->finder, c, k->edition, k->area, &k->group,
		    e) < 0)
		return -1;
	return c->kind == CLAIM_DELTA
		? claim_find(&k->from, all->finder, c, c->given[CLAIM_FROM],
			  k->area, NULL, e)
		: 0;
}

static void judge(struct check *k)
{
	struct claim_answer *a = &k->answer;

	*a = claim_judge(&k->claim, &k->to, &k->from);
	if (a->from)
		k->comparable = strcmp(a->to->regime, a->from->regime) == 0;
	if (a->verdict == CLAIM_TRUE && k->comparable == 0)
		a->verdict = CLAIM_ACROSS;
}

static int look_up(struct check *k, struct checking *all, struct err *e)
{
	const struct claim *c = &k->claim;
	int rc = find_terms(k, all, e);

	if (rc <= 0)
		return rc;
	if (find_figures(k, all, e) < 0)
		return -1;
	judge(k);
	if (k->answer.verdict == CLAIM_UNKNOWN && !k->answer.to &&
		explain(k, all->finder, e) < 0)
		return -1;
	claim_say(&k->says, c, &k->answer, &k->to, &k->from);
	if (k->answer.verdict == CLAIM_FALSE && c->op == CLAIM_IS &&
		c->kind != CLAIM_DELTA && strcmp(c->measure, "rank") == 0)
		return claim_ranked(&k->says, all->finder, c, k->area, e);
	return 0;
}

static void put(struct checking *all, const struct check *k)
{
	claim_rows_add(all->out,
		&(struct claim_checked){ &k->claim, k->answer, k->comparable,
			k->says.at ? k->says.at : "" });
}

static int check_one(long counts[CLAIM_VERDICTS], struct checking *all,
	const struct claim *c, struct err *e)
{
	struct check k = { .claim = *c,
		.comparable = -1,
		.answer = { CLAIM_UNKNOWN, NULL, NULL },
		.says = TEXT_INIT };
	int rc;

	if (!*c->moment && all->as_of) {
		k.claim.given[CLAIM_AS_OF] = all->as_of;
		memcpy(k.claim.moment, all->moment, sizeof(all->moment));
	}
	rc = look_up(&k, all, e);
	if (rc < 0 && e->kind == ERR_DATA)
		err_in(e, "%s:%s%zu", c->file, c->is_line ? "" : " record ",
			c->record);
	if (rc == 0)
		rc = text_done(&k.says, e);
	if (rc == 0)
		rc = areas_done(all->areas, e);
	if (rc == 0) {
		put(all, &k);
		counts[k.answer.verdict]++;
	}
	claim_figures_free(&k.to);
	claim_figures_free(&k.from);
	text_free(&k.says);
	arena_free(&k.text);
	return rc;
}

/* ---- all of them ------------------------------------------------------------
 */

/* ERR_DATA where a moment is asked for and the database is of one alone. */
static int check_moments(
	const struct claims *c, const struct checking *all, struct err *e)
{
	struct stmt *s = NULL;
	int asked = all->as_of != NULL, rc;

	for (size_t i = 0; !asked && i < c->n; i++)
		asked = *c->at[i].moment != '\0';
	if (!asked)
		return 0;
	if (stmt_open(&s, all->db, "SELECT as_of FROM as_of", e) < 0)
		return -1;
	rc = stmt_step(s, e);
	if (rc == 1)
		err_set(e, ERR_DATA,
			"the database is as of %.*s itself: ask the one that "
			"it was made of",
			SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	return rc ? -1 : 0;
}

/* By one state of the database: one transaction. */
static int check_all(long counts[CLAIM_VERDICTS], struct checking *all,
	const struct claims *c, struct err *e)
{
	int rc;

	if (db_begin(all->db, e) < 0)
		return -1;
	rc = check_moments(c, all, e);
	if (rc == 0)
		rc = claim_finder_open(&all->finder, all->db, e);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		rc = check_one(counts, all, &c->at[i], e);
	if (rc == 0)
		rc = claim_rows_end(all->out, e);
	claim_finder_close(all->finder);
	return db_end(all->db, rc, e);
}

int claims_check(long counts[CLAIM_VERDICTS], FILE *to, const struct claims *c,
	struct db *d, const struct areas *a, const struct claims_order *o,
	struct err *e)
{
	struct checking all = { .db = d, .areas = a, .as_of = o->as_of };
	int rc;

	memset(counts, 0, CLAIM_VERDICTS * sizeof(*counts));
	if (o->as_of && clock_moment(all.moment, o->as_of) < 0)
		return err_set(e, ERR_USAGE,
			"--as-of '%.60s': expected a day such as 2026-01-05, "
			"or a moment such as 2026-01-05T12:00:00Z",
			o->as_of);
	if (claim_rows_open(&all.out, to, o->format, e) < 0)
		return -1;
	rc = check_all(counts, &all, c, e);
	claim_rows_close(all.out);
	return rc;
}
