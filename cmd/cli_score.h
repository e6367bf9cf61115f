/* SPDX-License-Identifier: MIT */
/* The verbs of kosh-score. */
#ifndef KOSH_CMD_CLI_SCORE_H
#define KOSH_CMD_CLI_SCORE_H

#include "cmd/cli.h"
#include "cmd/cli_intervals.h"
#include "pipeline/store/db.h"
#include "pipeline/store/query.h"

struct cli_score {
	const char *from, *weights, *aggregate; /* NULL: not said */
	int all, equal, leaves, across;
	struct cli_intervals intervals;
	enum query_format how;
	const struct cli *c; /* from here on by cli_score_check */
	const struct score_verb *verb;
};

/* -1 if the command line is right, or else the status. */
int cli_score_check(struct cli_score *s, const struct cli *c);
/* answer becomes 1 where it is no. */
int cli_score(int *answer, FILE *out, struct db *d, const struct cli_score *s,
	struct err *e);

#endif
