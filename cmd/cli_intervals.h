/* SPDX-License-Identifier: MIT */
/* The verb of kosh-score that draws weights. */
#ifndef KOSH_CMD_CLI_INTERVALS_H
#define KOSH_CMD_CLI_INTERVALS_H

#include <limits.h>

#include "cmd/cli.h"
#include "pipeline/score/tree.h"
#include "pipeline/store/query.h"

/* What it takes besides. */
struct cli_intervals {
	unsigned runs, seed, range, threads; /* CLI_UNSAID: not said */
	const char *draw, *ahead, *draws;    /* NULL: not said */
	enum query_format how;
	const struct cli *c;
};

#define CLI_UNSAID UINT_MAX
#define CLI_INTERVALS_INIT                                                     \
	{                                                                      \
		.runs = CLI_UNSAID, .seed = CLI_UNSAID, .range = CLI_UNSAID,   \
		.threads = CLI_UNSAID                                          \
	}

/* 1 if one of them was said; then name is its option. */
int cli_intervals_said(const char **name, const struct cli_intervals *s);
/* -1 if what was said is right, or else the status. */
int cli_intervals_check(const struct cli_intervals *s, const struct cli *c);
/* from and aggregate are those of kosh-score, NULL: not said. */
int cli_intervals(FILE *out, const struct score_tree *t,
	const struct cli_intervals *s, const char *from, const char *aggregate,
	struct err *e);

#endif
