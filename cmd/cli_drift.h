/* SPDX-License-Identifier: MIT */
/* kosh-sniff --against: a workbook beside that of an edition. */
#ifndef KOSH_CMD_CLI_DRIFT_H
#define KOSH_CMD_CLI_DRIFT_H

#include "cmd/cli.h"

struct cli_drift {
	const char *against, *old, *spec, *format;
	int draft;
	const char *edition, *output; /* from elsewhere; edition may be NULL */
};

/* Rows of a tool's table of options. */
#define CLI_DRIFT_OPTS(d)                                                      \
	{ "against", 0, CLI_TEXT, &(d).against, "EDITION",                     \
		"print how its layout differs from DATASET/EDITION" },         \
		{ "old", 0, CLI_TEXT, &(d).old, "FILE",                        \
			"the edition's workbook (latest release in the "       \
			"store)" },                                            \
		{ "spec", 0, CLI_TEXT, &(d).spec, "FILE",                      \
			"read this spec instead of that of the dataset" },     \
		{ "format", 0, CLI_TEXT, &(d).format, "FORMAT",                \
			"of the differences: text, csv, tsv or jsonl" },       \
	{                                                                      \
		"draft", 0, CLI_FLAG, &(d).draft, NULL,                        \
			"print the entry that the spec needs instead"          \
	}

/* Prints the differences, or the draft, and returns the exit status. others is
 * 1 where options were given that go without --against. */
int cli_drift(const struct cli *c, const struct cli_drift *d, int others);
/* 1 if any of these options was given. */
int cli_drift_asked(const struct cli_drift *d);

#endif
