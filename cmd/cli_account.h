/* SPDX-License-Identifier: MIT */
/* Who is told how a run of kosh-run ended: files, and commands. */
#ifndef KOSH_CMD_CLI_ACCOUNT_H
#define KOSH_CMD_CLI_ACCOUNT_H

#include "cmd/cli_log.h"
#include "pipeline/run/account.h"

struct cli_account {
	const char *summary, *metrics, *on_change, *on_failure;
	struct account *account; /* NULL where nobody wants to be told */
};

#define CLI_ACCOUNT_OPTS(a)                                                    \
	{ "summary", 0, CLI_TEXT, &(a).summary, "FILE",                        \
		"write what became of each dataset there, as JSON" },          \
		{ "metrics", 0, CLI_TEXT, &(a).metrics, "FILE",                \
			"write metrics for Prometheus' textfile collector "    \
			"there" },                                             \
		{ "on-change", 0, CLI_TEXT, &(a).on_change, "COMMAND",         \
			"run it if a dataset changed, with the summary on "    \
			"its "                                                 \
			"stdin" },                                             \
	{                                                                      \
		"on-failure", 0, CLI_TEXT, &(a).on_failure, "COMMAND",         \
			"run it if the exit status is not 0, likewise"         \
	}

int cli_account_begin(
	struct cli_account *a, const struct cli_act *act, struct err *e);
/* Tells them all how it ended, status being the exit status. The database is
 * read for the metrics, where there is one. What cannot be told is a fault, and
 * the others are told. */
void cli_account_tell(
	struct cli_account *a, int status, const char *database, struct err *e);
void cli_account_end(struct cli_account *a);

#endif
