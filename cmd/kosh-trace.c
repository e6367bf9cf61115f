/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "pipeline/audit/trace.h"
#include "pipeline/base/file.h"
#include "pipeline/store/asof.h"

enum { MOST = 20 }; /* what does not hold, of a release */

static const char *database, *as_of, *format = "text", *output = "-";
static const char *measure = "score", *period, *release, *derived, *from,
		  *scheme;
static unsigned most = MOST;
static int verify_all;

static const struct cli_tool tool = {
	.name = "kosh-trace",
	.does = "say where a number comes from: cell, workbook, address",
	.arguments = "AREA DATASET/EDITION [INDICATOR] | --verify-all "
		     "[DATASET[/EDITION]...]",
	.min_args = 0,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "measure", 0, CLI_TEXT, &measure, "MEASURE",
				"score (default), rank or raw" },
			{ "period", 0, CLI_TEXT, &period, "PERIOD",
				"another than that of the ranking" },
			{ "release", 0, CLI_TEXT, &release, "SHA256",
				"another than the current one, by the "
				"beginning of its sha256" },
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"with the releases known then: 2026-01-05, "
				"or 2026-01-05T12:00:00Z" },
			{ "derived", 0, CLI_TEXT, &derived, "METRIC",
				"a derived number and the cells it is made "
				"of: standing, delta, region" },
			{ "from", 0, CLI_TEXT, &from, "EDITION",
				"of a delta: another than the edition "
				"before" },
			{ "scheme", 0, CLI_TEXT, &scheme, "SCHEME",
				"of regions: m49, worldbank, income, "
				"gairi, cpi (default: all)" },
			{ "verify-all", 0, CLI_FLAG, &verify_all, NULL,
				"hold all observations against their "
				"workbooks" },
			{ "max", 0, CLI_NUMBER, &most, "N",
				"what does not hold is listed so often for a "
				"release (20)" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"text (default) or json" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "AREA is a code or a label. The status is 1 if there is no "
		"such figure, if what is\nderived is stale, or if an "
		"observation does not hold.\n",
	.examples = "  kosh-trace KAZ gairi/2025\n"
		    "  kosh-trace KAZ gairi/2025 --measure rank --format json\n"
		    "  kosh-trace Kazakhstan gairi/2023 --release c0b8\n"
		    "  kosh-trace --derived delta KAZ gairi/2025\n"
		    "  kosh-trace --verify-all\n"
		    "  kosh-trace --verify-all gairi wgi/2024\n",
};

/* -1 if the command line is right, or else the status. */
static int check(const struct cli *c)
{
	if (trace_format(format) < 0)
		return cli_usage(
			c, "--format '%s': expected text or json", format);
	if (verify_all)
		return derived || release || period
			? cli_usage(c,
				  "--verify-all goes with none of "
				  "--derived, --release, --period")
			: -1;
	if (c->argc < 2 || c->argc > (derived ? 2 : 3))
		return cli_usage(c, "expected %s", tool.arguments);
	if (derived && (release || period))
		return cli_usage(c,
			"--derived goes with neither --release nor --period");
	return -1;
}

static int run(const struct cli *c, FILE *out, int *answer, struct db *d,
	const char *path, struct err *e)
{
	const struct trace_order o = { .root = cli_root(),
		.database = path,
		.area = c->argv[0],
		.name = c->argv[1],
		.indicator = c->argc > 2 ? c->argv[2] : "overall",
		.measure = measure,
		.period = period,
		.release = release,
		.metric = derived,
		.from = from,
		.scheme = scheme,
		.format = (enum trace_format)trace_format(format),
		.verbose = c->verbose };
	struct areas *a = NULL;
	int rc = areas_open(&a, o.root, e);

	if (rc == 0)
		rc = derived ? trace_derived(out, answer, d, a, &o, e)
			     : trace_figure(out, answer, d, a, &o, e);
	areas_close(a);
	return rc;
}

static int run_all(const struct cli *c, FILE *out, int *answer, struct db *d,
	struct err *e)
{
	const struct verify_order o = { .root = cli_root(),
		.names = (const char *const *)c->argv,
		.n_names = (size_t)c->argc,
		.most = most };

	return trace_verify(out, answer, d, &o,
		(enum trace_format)trace_format(format), c->verbose, e);
}

int main(int argc, char **argv)
{
	char room[PATH_TEXT];
	const char *path;
	struct err e = ERR_INIT;
	struct draft *out = NULL;
	struct db *d = NULL;
	struct cli c;
	int answer = 0, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = check(&c)) >= 0 ||
		(rc = cli_spares(&c, output, database)) >= 0)
		return rc;
	path = cli_database(database, room);
	if (asof_open(&d, path, as_of, NULL, &e) == 0 &&
		draft_open_whole(&out, output, &e) == 0) {
		FILE *to = draft_stream(out);

		rc = verify_all ? run_all(&c, to, &answer, d, &e)
				: run(&c, to, &answer, d, path, &e);
		if (rc == 0)
			draft_commit(out, &e);
		else
			draft_drop(out);
	}
	if (as_of && d && e.kind == ERR_DATA)
		err_in(&e, "as of %s", as_of);
	db_close(d);
	return cli_done(&c, &e, answer);
}
