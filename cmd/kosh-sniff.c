/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_drift.h"
#include "cmd/cli_sniff.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"

static const char *output = "-", *dataset;
static struct cli_sniff options;
static struct cli_drift drift = { .format = "text" };

static const struct cli_tool tool = {
	.name = "kosh-sniff",
	.does = "look at a workbook and draft its spec",
	.arguments = "FILE",
	.min_args = 1,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			{ "output", 'o', CLI_TEXT, &output, "SPEC.yaml",
				"write there instead of standard output" },
			{ "dataset", 0, CLI_TEXT, &dataset, "NAME",
				"what the dataset is called" },
			CLI_SNIFF_OPTS(options),
			CLI_DRIFT_OPTS(drift),
			{ 0 },
		},
	.version = sandbox_words,
	.more = "The draft is for people: each guess says in a comment how "
		"sure "
		"it is and why.\nNo figure is extracted by a guess; that needs "
		"a spec in raw/. \"-\" is standard\ninput. "
		"With --against the exit status is 1 if there are "
		"differences.\n",
	.examples = "  kosh-sniff FILE.xlsx\n"
		    "  kosh-sniff --dataset demo --edition 2024 -o demo.yaml "
		    "FILE.xls\n"
		    "  kosh-sniff -s 'Scores' FILE.xlsx   # one sheet of many\n"
		    "  kosh-new demo FILE.xlsx            # the draft as a new "
		    "dataset\n"
		    "  kosh-sniff --against gairi/2025 NEW.xlsx   # what to "
		    "edit\n"
		    "  kosh-sniff --against gairi/2025 --draft NEW.xlsx "
		    ">>raw/gairi/gairi.yaml\n",
};

static int sniff(const struct sniffing *s, struct err *e)
{
	const char *name = strcmp(output, "-") ? output : "standard output";
	struct child *child = NULL;
	struct draft *d = NULL;
	int rc;

	if (sniffing_start(&child, s, e) < 0)
		return -1;
	rc = draft_open_whole(&d, output, e);
	if (rc == 0)
		rc = child_copy(child, draft_stream(d), name, e);
	if (child_end(child, e) == 0 && rc == 0)
		return draft_commit(d, e);
	draft_drop(d);
	return -1;
}

int main(int argc, char **argv)
{
	struct sniffing s = { .path = NULL };
	struct err e = ERR_INIT;
	struct areas *areas = NULL;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	rc = cli_sniff_take(&c, &s, &options);
	if (rc != 0)
		return rc;
	if (dataset && !spec_is_name(dataset))
		return cli_usage(
			&c, "--dataset '%s': expected one name", dataset);
	if (file_same(output, c.argv[0]))
		return cli_usage(&c, "-o '%s': that is the input", output);
	drift.edition = options.edition;
	drift.output = output;
	if (cli_drift_asked(&drift))
		return cli_drift(&c, &drift,
			dataset || options.only || options.separator ||
				options.mark || options.charset);
	s.dataset = dataset;
	if (areas_open(&areas, cli_root(), &e) == 0) {
		s.areas = areas;
		sniff(&s, &e);
	}
	areas_close(areas);
	return cli_done(&c, &e, 0);
}
