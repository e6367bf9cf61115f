/* SPDX-License-Identifier: MIT */
/* The options of tools that look at a workbook of which nothing is known. */
#ifndef KOSH_CMD_CLI_SNIFF_H
#define KOSH_CMD_CLI_SNIFF_H

#include "cmd/cli.h"
#include "pipeline/sniff/sniffing.h"

struct cli_sniff {
	const char *only, *edition, *separator, *mark, *charset;
};

/* Rows of a tool's table of options. */
#define CLI_SNIFF_OPTS(s)                                                      \
	{ "sheet", 's', CLI_TEXT, &(s).only, "NAME",                           \
		"only this sheet, which may be hidden" },                      \
		{ "edition", 0, CLI_TEXT, &(s).edition, "ID",                  \
			"which edition this is (guessed if not given)" },      \
		{ "separator", 0, CLI_TEXT, &(s).separator, "CHAR",            \
			"of a csv: , or ; or tab (guessed if not given)" },    \
		{ "decimal-mark", 0, CLI_TEXT, &(s).mark, "CHAR",              \
			"of a csv: . or , (guessed if not given)" },           \
	{                                                                      \
		"charset", 0, CLI_TEXT, &(s).charset, "NAME",                  \
			"of a csv: utf-8, windows-1252, ... (guessed)"         \
	}

/* What they say of how to look. 0, or the exit status of a wrong one. */
int cli_sniff_take(
	const struct cli *c, struct sniffing *out, const struct cli_sniff *s);

#endif
