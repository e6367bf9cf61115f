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

/* -1, or the status of a call that names one file twice, or none. */
int cli_account_check(const struct cli *c, const struct cli_account *a);
/* ERR_USAGE if one of the files is this one, which the run reads or writes. */
int cli_account_spares(
	const struct cli_account *a, const char *path, struct err *e);

int cli_account_begin(
	struct cli_account *a, const struct cli_act *act, struct err *e);
/* Tells them all how it ended: with a status, and with a fault that is no
 * dataset's, if any. The database is read for the metrics, where there is one.
 * What cannot be told is said, and the others are told, of that too. Returns
 * the exit status with that. */
int cli_account_tell(const struct cli_account *a, const struct cli *c,
	int status, const struct err *fault, const char *database);
void cli_account_end(struct cli_account *a);

#endif
