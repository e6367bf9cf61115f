/* SPDX-License-Identifier: MIT */
/* Apart from cli.c so that only tools that print queries link the database. */
#include <unistd.h>

#include "cmd/cli_format.h"

int cli_format(enum query_format *out, const struct cli *c, const char *name)
{
	int format;

	if (!name)
		name = isatty(STDOUT_FILENO) ? "table" : "csv";
	format = query_format(name);
	if (format < 0)
		return cli_usage(c,
			"--format '%s': expected table, csv, tsv, jsonl or md",
			name);
	*out = (enum query_format)format;
	return -1;
}
