/* SPDX-License-Identifier: MIT */
#include "cmd/cli_score.h"

#include <string.h>

#include "pipeline/score/contrib.h"
#include "pipeline/score/infer.h"
#include "pipeline/score/leaveout.h"
#include "pipeline/score/recompute.h"
#include "pipeline/score/whatif.h"
#include "pipeline/store/rows.h"

enum {
	USES_FROM = 1,
	USES_ALL = 2,
	USES_WHATIF = 4,
	USES_LEAVES = 8,
	USES_ACROSS = 16,
	USES_AGGREGATE = 32,
	USES_INTERVALS = 64
};

struct score_verb {
	const char *name;
	int arguments, uses;
	/* Of one release, or NULL. */
	int (*run)(int *answer, FILE *out, const struct score_tree *t,
		const struct cli_score *s, struct err *e);
};

static int from_leaves(const struct cli_score *s)
{
	return s->from && strcmp(s->from, "leaves") == 0;
}

/* What tables leave out is said once. */
static void tell_release(const struct cli_score *s, const struct score_tree *t)
{
	if (rows_is_table(s->how))
		cli_note(s->c, "%s/%s@%.12s, %s", t->dataset, t->edition,
			t->release, t->period ? t->period : "no period");
}

static void tell_gap(const struct cli_score *s, const struct contributions *c)
{
	const struct score_tree *a = c->side[0].c->tree;
	const struct score_tree *b = c->side[1].c->tree;

	if (rows_is_table(s->how))
		cli_note(s->c, "from %s in %s/%s@%.12s to %s in %s/%s@%.12s",
			a->areas[c->side[0].area].area, a->dataset, a->edition,
			a->release, b->areas[c->side[1].area].area, b->dataset,
			b->edition, b->release);
}

/* ---- of one release ---- */

static int recompute(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	struct recompute r;
	size_t outside;
	int rc = recompute_open(&r, t, from_leaves(s), e);

	if (rc < 0)
		return -1;
	rc = recompute_write(out, &outside, &r, s->all, s->how, e);
	*answer = outside > 0;
	recompute_close(&r);
	return rc;
}

static int infer(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	struct composites c;
	size_t others;
	int rc = composites_open(&c, t, e);

	if (rc < 0)
		return -1;
	rc = infer_write(out, &others, &c, s->all, s->how, e);
	*answer = others > 0;
	composites_close(&c);
	return rc;
}

static int what_if(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	const struct whatif_order o = { s->weights, s->equal,
		s->aggregate && strcmp(s->aggregate, "geometric") == 0
			? MEAN_GEOMETRIC
			: MEAN_ARITHMETIC,
		!s->from		 ? WHATIF_AUTO
			: from_leaves(s) ? WHATIF_LEAVES
					 : WHATIF_PARTS };
	struct whatif w;
	int rc = whatif_open(&w, t, &o, e);

	(void)answer;
	if (rc < 0)
		return -1;
	rc = whatif_write(out, &w, s->how, e);
	whatif_close(&w);
	return rc;
}

static int leave_one_out(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	struct composites c;
	int rc = composites_open(&c, t, e);

	(void)answer;
	if (rc < 0)
		return -1;
	rc = leaveout_write(out, &c, s->leaves, s->all, s->how, e);
	composites_close(&c);
	return rc;
}

static int intervals(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	(void)answer;
	return cli_intervals(out, t, &s->intervals, s->from, s->aggregate, e);
}

/* ---- of two areas or editions ---- */

static int find_area(size_t *out, const struct score_tree *t, const char *area,
	struct err *e)
{
	int at = score_tree_area(t, area);

	if (at < 0)
		return err_set(e, ERR_DATA,
			"%s/%s has no score of '%.60s': expected a code of "
			"three letters, as KAZ",
			t->dataset, t->edition, area);
	*out = (size_t)at;
	return 0;
}

static int gap(FILE *out, const struct composites *from,
	const struct composites *to, const char *const areas[2],
	const struct cli_score *s, struct err *e)
{
	struct contrib_side a = { from, 0 }, b = { to, 0 };
	struct contributions c;
	int rc;

	if (find_area(&a.area, from->tree, areas[0], e) < 0 ||
		find_area(&b.area, to->tree, areas[1], e) < 0 ||
		contributions_open(&c, a, b, e) < 0)
		return -1;
	rc = contributions_write(out, &c, s->how, e);
	if (rc == 0)
		tell_gap(s, &c);
	contributions_close(&c);
	return rc;
}

static int check_regimes(const struct score_tree *a, const struct score_tree *b,
	int across, struct err *e)
{
	if (across || strcmp(a->regime, b->regime) == 0)
		return 0;
	return err_set(e, ERR_DATA,
		"%s/%s and %s/%s are of two regimes (%s, %s), whose scores are "
		"not comparable: expected --across-regimes",
		a->dataset, a->edition, b->dataset, b->edition, a->regime,
		b->regime);
}

static int gap_of_editions(
	FILE *out, struct db *d, const struct cli_score *s, struct err *e)
{
	char **argv = s->c->argv;
	const char *const areas[] = { argv[3], argv[3] };
	struct sides *sides = NULL;
	struct score_tree from = { 0 }, to = { 0 };
	struct composites a = { 0 }, b = { 0 };
	int rc = -1;

	if (sides_open(&sides, d, argv[1], argv[2], e) == 0 &&
		score_tree_open(&from, d, sides_from(sides), e) == 0 &&
		score_tree_open(&to, d, sides_to(sides), e) == 0 &&
		check_regimes(&from, &to, s->across, e) == 0 &&
		composites_open(&a, &from, e) == 0 &&
		composites_open(&b, &to, e) == 0)
		rc = gap(out, &a, &b, areas, s, e);
	composites_close(&a);
	composites_close(&b);
	score_tree_close(&from);
	score_tree_close(&to);
	sides_close(sides);
	return rc;
}

static int gap_of_areas(int *answer, FILE *out, const struct score_tree *t,
	const struct cli_score *s, struct err *e)
{
	const char *const areas[] = { s->c->argv[2], s->c->argv[3] };
	struct composites c;
	int rc = composites_open(&c, t, e);

	(void)answer;
	if (rc == 0)
		rc = gap(out, &c, &c, areas, s, e);
	composites_close(&c);
	return rc;
}

/* ---- the call ---- */

static const struct score_verb verbs[] = {
	{ "recompute", 1, USES_FROM | USES_ALL, recompute },
	{ "infer", 1, USES_ALL, infer },
	{ "what-if", 1, USES_FROM | USES_WHATIF | USES_AGGREGATE, what_if },
	{ "leave-one-out", 1, USES_ALL | USES_LEAVES, leave_one_out },
	{ "intervals", 1, USES_FROM | USES_AGGREGATE | USES_INTERVALS,
		intervals },
	{ "contributions", 3, USES_ACROSS, gap_of_areas },
};

static const struct score_verb *verb_find(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* -1 if the verb takes all options that were given. */
static int check_options(const struct cli_score *s, const struct cli *c)
{
	const char *drawn = NULL;
	int draws = cli_intervals_said(&drawn, &s->intervals);
	const struct {
		int given, use;
		const char *name;
	} options[] = {
		{ s->from != NULL, USES_FROM, "from" },
		{ s->all, USES_ALL, "all" },
		{ s->weights != NULL, USES_WHATIF, "weights" },
		{ s->equal, USES_WHATIF, "equal" },
		{ s->aggregate != NULL, USES_AGGREGATE, "aggregate" },
		{ s->leaves, USES_LEAVES, "leaves" },
		{ s->across, USES_ACROSS, "across-regimes" },
		{ draws, USES_INTERVALS, drawn },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (options[i].given && !(s->verb->uses & options[i].use))
			return cli_usage(c, "%s takes no --%s", s->verb->name,
				options[i].name);
	return -1;
}

static int check_word(const struct cli *c, const char *option,
	const char *given, const char *a, const char *b)
{
	return !given || strcmp(given, a) == 0 || strcmp(given, b) == 0
		? -1
		: cli_usage(c, "--%s '%s': expected %s or %s", option, given, a,
			  b);
}

/* Both means at random are for who draws. */
static int check_aggregate(const struct cli_score *s, const struct cli *c)
{
	if ((s->verb->uses & USES_INTERVALS) && s->aggregate &&
		strcmp(s->aggregate, "both") == 0)
		return -1;
	return check_word(
		c, "aggregate", s->aggregate, "arithmetic", "geometric");
}

int cli_score_check(struct cli_score *s, const struct cli *c)
{
	int rc;

	s->c = s->intervals.c = c;
	s->intervals.how = s->how;
	s->verb = verb_find(c->argv[0]);
	if (!s->verb)
		return cli_usage(c,
			"'%s': expected recompute, infer, what-if, "
			"leave-one-out, intervals or contributions",
			c->argv[0]);
	if (c->argc - 1 != s->verb->arguments)
		return cli_usage(c, "%s: expected %s", s->verb->name,
			s->verb->arguments == 1
				? "one DATASET/EDITION[@RELEASE]"
				: "DATASET/EDITION and two areas, or two "
				  "editions and an area");
	if ((rc = check_options(s, c)) >= 0 ||
		(rc = check_word(c, "from", s->from, "parts", "leaves")) >= 0 ||
		(rc = check_aggregate(s, c)) >= 0 ||
		(rc = cli_intervals_check(&s->intervals, c)) >= 0)
		return rc;
	if ((s->verb->uses & USES_WHATIF) && !s->weights && !s->equal &&
		!s->aggregate)
		return cli_usage(c,
			"what-if: expected --weights, --equal or --aggregate");
	return -1;
}

int cli_score(int *answer, FILE *out, struct db *d, const struct cli_score *s,
	struct err *e)
{
	struct sides *side = NULL;
	struct score_tree t = { 0 };
	int rc = -1;

	if (s->verb->arguments > 1 && strchr(s->c->argv[2], '/'))
		return gap_of_editions(out, d, s, e);
	if (side_open(&side, d, s->c->argv[1], e) == 0 &&
		score_tree_open(&t, d, sides_from(side), e) == 0)
		rc = s->verb->run(answer, out, &t, s, e);
	if (rc == 0 && s->verb->run != gap_of_areas)
		tell_release(s, &t);
	score_tree_close(&t);
	sides_close(side);
	return rc;
}
