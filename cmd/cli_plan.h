/* SPDX-License-Identifier: MIT */
/* What kosh-run --plan prints: commands of a shell, one a line. */
#ifndef KOSH_CMD_CLI_PLAN_H
#define KOSH_CMD_CLI_PLAN_H

#include "pipeline/base/file.h"
#include "pipeline/fetch/releases.h"

/* What all of them have in common: they run in any folder, and find their tool
 * whatever PATH is. To begin one takes five times as long as to read a small
 * workbook: so one reads several of them. */
struct cli_plan {
	char root[PATH_TEXT], tool[PATH_TEXT];
	unsigned most;	 /* workbooks in a command */
	unsigned n;	 /* in the one that was begun */
	long long bytes; /* of them */
};

/* Until most is set it is CLI_PLAN_MOST. */
enum { CLI_PLAN_MOST = 16 };

int cli_plan_begin(struct cli_plan *p, struct err *e);
/* The release is to be read, and what is found left for a run. */
void cli_plan_put(struct cli_plan *p, const struct release *x);
void cli_plan_end(struct cli_plan *p);

#endif
