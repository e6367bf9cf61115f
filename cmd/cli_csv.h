/* SPDX-License-Identifier: MIT */
/* The options of tools that read a csv. */
#ifndef KOSH_CMD_CLI_CSV_H
#define KOSH_CMD_CLI_CSV_H

#include "cmd/cli.h"
#include "pipeline/workbook/book.h"

/* Sets what the options say of how a csv is written; NULL leaves it as it is.
 * 0, or the exit status of a wrong one. */
int cli_csv_take(const struct cli *c, struct book_csv *out,
	const char *separator, const char *mark, const char *charset);

#endif
