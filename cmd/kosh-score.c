/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "cmd/cli_score.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/asof.h"

static const char *database, *as_of, *format, *output = "-";
static struct cli_score with = { .intervals = CLI_INTERVALS_INIT };

static const struct cli_tool tool = {
	.name = "kosh-score",
	.does = "recompute composites, infer and change their weights",
	.arguments = "VERB DATASET/EDITION[@RELEASE] ...",
	.min_args = 2,
	.max_args = 4,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			CLI_FORMAT(format),
			{ "from", 0, CLI_TEXT, &with.from, "LEVEL",
				"of published parts or of all from leaves up" },
			{ "all", 0, CLI_FLAG, &with.all, NULL,
				"recompute, leave-one-out: every area; infer: "
				"every node with parts" },
			{ "weights", 0, CLI_TEXT, &with.weights, "FILE.csv",
				"what-if: other weights (indicator,weight)" },
			{ "equal", 0, CLI_FLAG, &with.equal, NULL,
				"what-if: equal weights everywhere" },
			{ "aggregate", 0, CLI_TEXT, &with.aggregate, "MEAN",
				"what-if, intervals: arithmetic (default) or "
				"geometric; intervals: or both" },
			{ "leaves", 0, CLI_FLAG, &with.leaves, NULL,
				"leave-one-out: each leaf, not each part of "
				"overall" },
			{ "runs", 0, CLI_NUMBER, &with.intervals.runs, "N",
				"intervals: so many draws of weights (10000)" },
			{ "seed", 0, CLI_NUMBER, &with.intervals.seed, "N",
				"intervals: which draws (1)" },
			{ "draw", 0, CLI_TEXT, &with.intervals.draw, "WAY",
				"intervals: uniform (default) or dirichlet" },
			{ "range", 0, CLI_NUMBER, &with.intervals.range,
				"PERCENT",
				"intervals: how far from a weight (25)" },
			{ "ahead", 0, CLI_TEXT, &with.intervals.ahead,
				"AREA,AREA",
				"intervals: how often one is ahead of the "
				"other, or all" },
			{ "draws", 0, CLI_TEXT, &with.intervals.draws,
				"FILE.csv",
				"intervals: write the weights "
				"drawn there" },
			{ "threads", 0, CLI_NUMBER, &with.intervals.threads,
				"N", "intervals: at most (one a core)" },
			{ "across-regimes", 0, CLI_FLAG, &with.across, NULL,
				"contributions: compare what is not "
				"comparable" },
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"by what was known then: 2026-01-05" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ 0 },
		},
	.more = "recompute RELEASE              composites against their "
		"parts\n"
		"infer RELEASE                  weights, from the figures "
		"alone\n"
		"what-if RELEASE                ranks under other weights\n"
		"leave-one-out RELEASE          ranks without each part\n"
		"intervals RELEASE              ranks under weights drawn at "
		"random\n"
		"contributions RELEASE AREA AREA, contributions RELEASE "
		"RELEASE "
		"AREA\n"
		"                               what parts add to a gap\n\n"
		"The status is 1 if a composite is off by more than rounding "
		"allows, or infer\nfinds other weights than the edition's or "
		"cannot tell them.\n",
	.examples = "  kosh-score recompute gairi/2025\n"
		    "  kosh-score infer gairi/2025\n"
		    "  kosh-score what-if --equal gairi/2025\n"
		    "  kosh-score what-if --weights mine.csv --from leaves "
		    "gairi/2025\n"
		    "  kosh-score leave-one-out --leaves gairi/2024\n"
		    "  kosh-score intervals gairi/2025\n"
		    "  kosh-score intervals --ahead KAZ,UZB gairi/2025\n"
		    "  kosh-score contributions gairi/2025 KAZ UZB\n"
		    "  kosh-score contributions gairi/2023 gairi/2024 KAZ\n",
};

/* -1, or the status where one file would go over another. */
static int check_files(const struct cli *c)
{
	char path[PATH_TEXT];
	const char *draws = with.intervals.draws;

	if (with.weights && file_same(output, with.weights))
		return cli_usage(
			c, "-o '%s': that is the file of weights", output);
	if (!draws)
		return -1;
	if (strcmp(draws, "-") == 0)
		return cli_usage(c, "--draws -: expected a file of its own");
	if (file_same(draws, cli_database(database, path)))
		return cli_usage(
			c, "--draws '%s': that is the database", draws);
	if (strcmp(draws, output) == 0 || file_same(draws, output))
		return cli_usage(c, "--draws '%s': that is the output", draws);
	return -1;
}

static int open_database(struct db **d, const struct cli *c, struct err *e)
{
	char path[PATH_TEXT], dataset[PATH_TEXT];
	struct spec_name name;
	int n = (int)strcspn(c->argv[1], "@");

	snprintf(dataset, sizeof(dataset), "%.*s", n, c->argv[1]);
	if (as_of && spec_name(&name, dataset, e) < 0)
		return -1;
	return asof_open(d, cli_database(database, path), as_of,
		as_of ? name.dataset : NULL, e);
}

/* All reads are of one state. */
static int score(int *answer, FILE *out, struct db *d, struct err *e)
{
	if (db_begin_reading(d, e) < 0)
		return -1;
	return db_end(d, cli_score(answer, out, d, &with, e), e);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct draft *out = NULL;
	struct db *d = NULL;
	struct cli c;
	int answer = 0, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = cli_spares(&c, output, database)) >= 0 ||
		(rc = check_files(&c)) >= 0 ||
		(rc = cli_format(&with.how, &c, format)) >= 0 ||
		(rc = cli_score_check(&with, &c)) >= 0)
		return rc;
	if (open_database(&d, &c, &e) == 0 &&
		draft_open(&out, output, &e) == 0 &&
		score(&answer, draft_stream(out), d, &e) == 0) {
		draft_commit(out, &e);
		out = NULL;
	}
	if (as_of && d && e.kind == ERR_DATA)
		err_in(&e, "as of %s", as_of);
	draft_drop(out);
	db_close(d);
	return cli_done(&c, &e, answer);
}
