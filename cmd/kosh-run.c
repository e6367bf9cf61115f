/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_run.h"
#include "pipeline/base/sandbox.h"

static const char *fail_on = "error";
static int keep_going;
static struct cli_run order = CLI_RUN_INIT;

static const struct cli_tool tool = {
	.name = "kosh-run",
	.does = "all steps for some datasets, only what changed",
	.arguments = "DATASET[/EDITION]...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "from", 0, CLI_TEXT, &order.from, "DIR",
				"take the workbooks from a "
				"folder, by their official "
				"names" },
			{ "offline", 0, CLI_FLAG, &order.offline, NULL,
				"ask no server: take what the store has" },
			CLI_DB(order.database),
			{ "output", 'o', CLI_TEXT, &order.report, "FILE",
				"the report (default: output/DATASET.xlsx)" },
			{ "fail-on", 0, CLI_TEXT, &fail_on, "SEVERITY",
				"error (default), warning or info: quarantine "
				"and "
				"exit 1 from there" },
			CLI_RULES(order.rules_dir),
			{ "sign-key", 0, CLI_TEXT, &order.sign_key, "KEY.pem",
				"sign the head of the log at the end, by "
				"Ed25519" },
			{ "dry-run", 'n', CLI_FLAG, &order.dry_run, NULL,
				"say what would be done, change nothing" },
			{ "plan", 0, CLI_FLAG, &order.plan_only, NULL,
				"print commands, one a line, that read side "
				"by side what a run would" },
			{ "batch", 0, CLI_NUMBER, &order.plan.most, "N",
				"so many small workbooks a command of --plan "
				"(default: 16)" },
			{ "keep-going", 0, CLI_FLAG, &keep_going, NULL,
				"go on with the other datasets when one fails "
				"(default)" },
			{ "fail-fast", 0, CLI_FLAG, &order.fail_fast, NULL,
				"stop at the first dataset that fails" },
			CLI_ACCOUNT_OPTS(order.told),
			CLI_NET_OPTS(order.net),
			{ 0 },
		},
	.more = "Asks the publishers' servers for new releases, reads those "
		"that the database lacks,\nvalidates, derives and writes the "
		"report, whose path is the answer. A workbook that\ncannot be "
		"had or read leaves the others done, and the exit status says "
		"so.\n",
	.version = sandbox_words,
	.examples =
		"  kosh-run --from build/bundled gairi\n"
		"  kosh-run --offline gairi      # what the store has\n"
		"  kosh-run gairi gii hdi        # from the net, on a timer\n"
		"  kosh-run --metrics /var/lib/node_exporter/kosh.prom gairi\n"
		"  kosh-run --on-failure 'mail -s kosh ops@example.org' gairi\n"
		"  kosh-run --from ~/Downloads gairi/2025\n"
		"  kosh-fetch gairi; kosh-run --plan gairi | parallel; "
		"kosh-run gairi\n",
};

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv), bar;

	if (rc >= 0)
		return rc;
	bar = severity_of(span_of(fail_on));
	if (bar < 0)
		return cli_usage(&c,
			"--fail-on '%s': expected error, warning "
			"or info",
			fail_on);
	if (order.report && c.argc > 1)
		return cli_usage(&c, "-o names one report: give one dataset");
	if (order.report && strcmp(order.report, "-") == 0)
		return cli_usage(&c, "-o -: a report needs a file");
	if (order.plan_only && order.from)
		return cli_usage(&c,
			"--plan is of what the store has: take the workbooks "
			"first, by kosh-fetch --from %s",
			order.from);
	if (order.plan.most == 0)
		return cli_usage(&c, "--batch 0: expected 1 or more");
	order.bar = (enum severity)bar;
	if (order.plan_only)
		order.dry_run = order.offline = 1;
	if (order.fail_fast && keep_going)
		return cli_usage(&c, "say one of --keep-going and --fail-fast");
	rc = cli_account_check(&c, &order.told);
	if (rc >= 0)
		return rc;
	return cli_done(&c, &e,
		cli_run_spares(&order, &c, &e) < 0 ? 0
						   : cli_run_all(&order, &c));
}
