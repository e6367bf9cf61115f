/* SPDX-License-Identifier: MIT */
/* The options of tools that print findings. */
#ifndef KOSH_CMD_CLI_FINDINGS_H
#define KOSH_CMD_CLI_FINDINGS_H

#include <limits.h>

#include "cmd/cli.h"
#include "pipeline/report/findings.h"

struct cli_findings {
	const char *format, *output;
	unsigned most;
};

#define CLI_FINDINGS_INIT                                                      \
	{                                                                      \
		NULL, "-", UINT_MAX                                            \
	}

/* Rows of a tool's table of options. */
#define CLI_FINDINGS_OPTS(f)                                                   \
	{ "format", 0, CLI_TEXT, &(f).format, "FORMAT",                        \
		"text (default on a terminal), csv (default "                  \
		"elsewhere), table, tsv, jsonl, junit, sarif, md" },           \
		{ "output", 'o', CLI_TEXT, &(f).output, "FILE",                \
			"write the findings there (standard output)" },        \
	{                                                                      \
		"max-findings", 0, CLI_NUMBER, &(f).most, "N",                 \
			"print so many at the most; all are counted"           \
	}

/* How to print, by the options: text on a terminal and no more than fits a look
 * at it, csv elsewhere. 0, or the exit status of a wrong one. */
int cli_findings_take(struct findings_order *o, const struct cli *c,
	const struct cli_findings *f);
/* Prints, and says how many were left. */
int cli_findings_print(const struct cli *c, const struct cli_findings *f,
	struct db *d, const struct findings_order *o, struct err *e);

#endif
