/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/claim.h"

#include "pipeline/audit/claim_inside.h"
#include "pipeline/base/num.h"
#include "pipeline/store/rows.h"

/* What is written behind the columns of the claim. */
enum column {
	FILE_NAME,
	RECORD,
	GIVEN,
	VERDICT = GIVEN + CLAIM_COLUMNS,
	FOUND,
	COMPARABLE,
	RELEASE,
	STATE,
	PUBLISHED,
	FETCHED,
	SHEET,
	CELL,
	FROM_RELEASE,
	FROM_SHEET,
	FROM_CELL,
	SAYS,
	COLUMNS
};

static const char *const names[COLUMNS] = {
	[FILE_NAME] = "file",
	[RECORD] = "record",
	[VERDICT] = "verdict",
	[FOUND] = "found",
	[COMPARABLE] = "comparable",
	[RELEASE] = "release",
	[STATE] = "state",
	[PUBLISHED] = "published",
	[FETCHED] = "fetched",
	[SHEET] = "sheet",
	[CELL] = "cell",
	[FROM_RELEASE] = "from_release",
	[FROM_SHEET] = "from_sheet",
	[FROM_CELL] = "from_cell",
	[SAYS] = "says",
};

/* What has room on a terminal. */
static const enum column in_table[] = { RECORD, GIVEN + CLAIM_DATASET,
	GIVEN + CLAIM_EDITION, GIVEN + CLAIM_FROM, GIVEN + CLAIM_AREA,
	GIVEN + CLAIM_INDICATOR, GIVEN + CLAIM_MEASURE, GIVEN + CLAIM_VALUE,
	VERDICT, FOUND, COMPARABLE, SAYS };
enum { IN_TABLE = sizeof(in_table) / sizeof(*in_table) };

/* All claims being checked. */
struct checking {
	struct db *db;
	struct claim_finder *finder;
	const struct areas *areas;
	const char *as_of;
	char moment[CLOCK_TEXT]; /* of as_of */
	struct rows *out;
	enum column shown[COLUMNS]; /* the columns that are written */
	const char *titles[COLUMNS];
	size_t n_shown;
};

/* One of them, and all that is known of it. */
struct check {
	struct claim claim; /* as_of and moment filled */
	struct claim_figures to, from;
	struct claim_answer answer;
	struct text says;
};

static const char *const verdicts[] = {
	[CLAIM_TRUE] = "true",
	[CLAIM_TRUE_OF] = "true-of",
	[CLAIM_FALSE] = "false",
	[CLAIM_UNKNOWN] = "unknown",
};

/* ---- the figures ------------------------------------------------------------
 */

/* The area of a code or a label, or NULL and why. */
static const char *find_area(
	struct text *why, const struct areas *a, const char *given)
{
	const struct area *code = areas_code(a, span_of(given));
	struct area_found found;

	if (code)
		return code->code;
	found = areas_find(a, span_of(given));
	if (found.sense == AREA_IS)
		return found.area->code;
	text_printf(why, "'%.100s' is %s", given,
		found.sense == AREA_UNKNOWN
			? "no area that the area table knows"
			: "no single area with a code");
	if (found.sense == AREA_UNKNOWN) {
		struct text near = TEXT_INIT;

		areas_suggest(&near, a, span_of(given));
		if (near.len)
			text_printf(why, "; near are %s", near.at);
		why->failed |= near.failed;
		text_free(&near);
	}
	return NULL;
}

/* Why an edition gives no figure, if it gives none; what counts comes first. */
static int explain_edition(struct check *k, struct claim_finder *finder,
	const struct claim_figures *f, const char *edition, const char *area,
	struct err *e)
{
	const struct claim *c = &k->claim;
	const char *dataset = c->given[CLAIM_DATASET];
	const char *what = c->is_delta ? "rank" : c->given[CLAIM_MEASURE];

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
	else if (!f->at->has_cell)
		text_printf(&k->says, "%s/%s has no %s of %s for '%.100s'",
			dataset, edition, what, area,
			c->given[CLAIM_INDICATOR]);
	else if (!f->at->has_value)
		text_printf(&k->says,
			"%s/%s gives no %s of %s: sheet '%.100s' cell %s says "
			"'%.60s'",
			dataset, edition, what, area, f->at->sheet, f->at->cell,
			f->at->raw);
	return 0;
}

static int explain(struct check *k, struct claim_finder *finder,
	const char *area, struct err *e)
{
	const struct claim *c = &k->claim;

	if (explain_edition(
		    k, finder, &k->to, c->given[CLAIM_EDITION], area, e) < 0)
		return -1;
	if (k->says.len || !c->is_delta)
		return 0;
	if (explain_edition(
		    k, finder, &k->from, c->given[CLAIM_FROM], area, e) < 0)
		return -1;
	if (!k->says.len)
		text_puts(
			&k->says, "the two editions rank from different ends");
	return 0;
}

static int look_up(struct check *k, struct checking *all, struct err *e)
{
	struct claim *c = &k->claim;
	const char *area =
		find_area(&k->says, all->areas, c->given[CLAIM_AREA]);

	if (!area)
		return 0;
	if (claim_find(&k->to, all->finder, c, c->given[CLAIM_EDITION], area,
		    e) < 0 ||
		(c->is_delta &&
			claim_find(&k->from, all->finder, c,
				c->given[CLAIM_FROM], area, e) < 0))
		return -1;
	k->answer = claim_judge(c, &k->to, &k->from);
	if (k->answer.verdict == CLAIM_UNKNOWN &&
		explain(k, all->finder, area, e) < 0)
		return -1;
	claim_say(&k->says, c, &k->answer, &k->to, &k->from);
	return 0;
}

/* ---- the records ------------------------------------------------------------
 */

static struct field text_field(const char *text)
{
	return (struct field){ text && *text ? FIELD_TEXT : FIELD_NULL,
		span_of(text) };
}

/* As published; of a delta the difference, up with its sign. */
static struct field found_field(const struct check *k, char number[NUM_TEXT])
{
	const struct claim_answer *a = &k->answer;
	double value = 0;

	if (!k->claim.is_delta)
		return text_field(a->to->raw);
	claim_value(&value, &k->claim, a->to, a->from);
	number[0] = '+';
	num_format(number + (value > 0), value);
	return text_field(number);
}

static void put(struct checking *all, const struct check *k)
{
	const struct claim *c = &k->claim;
	const struct claim_figure *to = k->answer.to, *from = k->answer.from;
	char record[24], number[NUM_TEXT + 1];
	struct field f[COLUMNS], shown[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		f[i] = text_field(NULL);
	snprintf(record, sizeof(record), "%zu", c->record);
	f[FILE_NAME] = text_field(c->file);
	f[RECORD] = (struct field){ FIELD_NUMBER, span_of(record) };
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		f[GIVEN + i] = text_field(c->given[i]);
	f[VERDICT] = text_field(verdicts[k->answer.verdict]);
	f[SAYS] = text_field(k->says.at);
	if (to) {
		f[FOUND] = found_field(k, number);
		f[RELEASE] = text_field(to->release);
		f[STATE] = text_field(to->state);
		f[PUBLISHED] = text_field(to->published);
		f[FETCHED] = text_field(to->fetched);
		f[SHEET] = text_field(to->sheet);
		f[CELL] = text_field(to->cell);
	}
	if (from) {
		f[COMPARABLE] = text_field(
			strcmp(to->regime, from->regime) ? "no" : "yes");
		f[FROM_RELEASE] = text_field(from->release);
		f[FROM_SHEET] = text_field(from->sheet);
		f[FROM_CELL] = text_field(from->cell);
	}
	for (size_t i = 0; i < all->n_shown; i++)
		shown[i] = f[all->shown[i]];
	rows_add(all->out, shown);
}

/* ---- all of them ------------------------------------------------------------
 */

static int check_one(long counts[CLAIM_VERDICTS], struct checking *all,
	const struct claim *c, struct err *e)
{
	struct check k = { .claim = *c,
		.answer = { CLAIM_UNKNOWN, NULL, NULL },
		.says = TEXT_INIT };
	int rc;

	if (!*c->moment && all->as_of) {
		k.claim.given[CLAIM_AS_OF] = all->as_of;
		memcpy(k.claim.moment, all->moment, sizeof(all->moment));
	}
	rc = look_up(&k, all, e);
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
	return rc;
}

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
		rc = rows_end(all->out, e);
	claim_finder_close(all->finder);
	return db_end(all->db, rc, e);
}

static int open_rows(
	struct checking *all, FILE *to, enum query_format format, struct err *e)
{
	all->n_shown = format == QUERY_TABLE ? IN_TABLE : COLUMNS;
	for (size_t i = 0; i < all->n_shown; i++) {
		enum column k =
			format == QUERY_TABLE ? in_table[i] : (enum column)i;

		all->shown[i] = k;
		all->titles[i] = k >= GIVEN && k < VERDICT
			? claim_columns[k - GIVEN]
			: names[k];
	}
	return rows_open(&all->out, to, all->titles, all->n_shown, format, e);
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
	if (open_rows(&all, to, o->format, e) < 0)
		return -1;
	rc = check_all(counts, &all, c, e);
	rows_close(all.out);
	return rc;
}
