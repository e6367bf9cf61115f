/* SPDX-License-Identifier: MIT */
#include "cmd/cli_intervals.h"

#include <string.h>

#include "pipeline/base/file.h"
#include "pipeline/score/intervals.h"

enum { RUNS = 10000, SEED = 1, RANGE = 25 };

static unsigned or_else(unsigned said, unsigned usual)
{
	return said == CLI_UNSAID ? usual : said;
}

int cli_intervals_said(const char **name, const struct cli_intervals *s)
{
	const struct {
		int said;
		const char *name;
	} options[] = {
		{ s->runs != CLI_UNSAID, "runs" },
		{ s->seed != CLI_UNSAID, "seed" },
		{ s->range != CLI_UNSAID, "range" },
		{ s->threads != CLI_UNSAID, "threads" },
		{ s->draw != NULL, "draw" },
		{ s->ahead != NULL, "ahead" },
		{ s->draws != NULL, "draws" },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (options[i].said) {
			*name = options[i].name;
			return 1;
		}
	return 0;
}

int cli_intervals_check(const struct cli_intervals *s, const struct cli *c)
{
	unsigned runs = or_else(s->runs, RUNS);

	if (runs < 1 || runs > MC_RUNS_MAX)
		return cli_usage(
			c, "--runs %u: expected 1 to %d", runs, MC_RUNS_MAX);
	if (or_else(s->range, RANGE) > 100)
		return cli_usage(c,
			"--range %u: expected 0 to 100 percent of a weight",
			s->range);
	if (or_else(s->threads, 1) < 1 ||
		or_else(s->threads, 1) > MC_THREADS_MAX)
		return cli_usage(c, "--threads %u: expected 1 to %d",
			s->threads, MC_THREADS_MAX);
	if (s->draw && strcmp(s->draw, "uniform") != 0 &&
		strcmp(s->draw, "dirichlet") != 0)
		return cli_usage(c,
			"--draw '%s': expected uniform or dirichlet", s->draw);
	return -1;
}

static enum mc_means means_of(const char *aggregate)
{
	if (!aggregate || strcmp(aggregate, "arithmetic") == 0)
		return MC_ARITHMETIC;
	return strcmp(aggregate, "both") == 0 ? MC_BOTH : MC_GEOMETRIC;
}

static struct intervals_order order_of(
	const struct cli_intervals *s, const char *from, const char *aggregate)
{
	return (struct intervals_order){
		.from = from && strcmp(from, "parts") == 0 ? MIX_PARTS
							   : MIX_LEAVES,
		.way = { s->draw && strcmp(s->draw, "dirichlet") == 0
				? WEIGHTS_DIRICHLET
				: WEIGHTS_UNIFORM,
			or_else(s->range, RANGE) / 100.0 },
		.means = means_of(aggregate),
		.seed = or_else(s->seed, SEED),
		.runs = or_else(s->runs, RUNS),
		.threads = or_else(s->threads, 0),
		.ahead = s->ahead,
	};
}

static void tell(const struct cli_intervals *s, const struct intervals_order *o)
{
	static const char *const means[] = {
		[MC_ARITHMETIC] = "arithmetic means",
		[MC_GEOMETRIC] = "geometric means",
		[MC_BOTH] = "arithmetic or geometric means",
	};

	cli_note(s->c, "seed %llu, %zu runs: %s weights, %.0f %%, from %s, %s",
		(unsigned long long)o->seed, o->runs,
		o->way.how == WEIGHTS_DIRICHLET ? "dirichlet" : "uniform",
		100 * o->way.range, o->from == MIX_LEAVES ? "leaves" : "parts",
		means[o->means]);
}

static int write_draws(const char *path, const struct score_tree *t,
	const struct intervals_order *o, struct err *e)
{
	struct draft *to = NULL;

	if (draft_open(&to, path, e) < 0)
		return -1;
	if (intervals_draws(draft_stream(to), t, o, e) < 0) {
		draft_drop(to);
		return -1;
	}
	return draft_commit(to, e);
}

int cli_intervals(FILE *out, const struct score_tree *t,
	const struct cli_intervals *s, const char *from, const char *aggregate,
	struct err *e)
{
	struct intervals_order o = order_of(s, from, aggregate);
	struct intervals v;
	int rc = intervals_open(&v, t, &o, e);

	if (rc < 0)
		return -1;
	rc = intervals_write(out, &v, s->how, e);
	intervals_close(&v);
	if (rc == 0 && s->draws)
		rc = write_draws(s->draws, t, &o, e);
	if (rc == 0)
		tell(s, &o);
	return rc;
}
