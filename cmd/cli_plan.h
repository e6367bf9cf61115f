/* SPDX-License-Identifier: MIT */
/* What kosh-run --plan prints: commands of a shell, one a line. */
#ifndef KOSH_CMD_CLI_PLAN_H
#define KOSH_CMD_CLI_PLAN_H

#include "pipeline/base/file.h"
#include "pipeline/fetch/releases.h"

/* What all of them have in common: they run in any folder, and find their tool
 * whatever PATH is. */
struct cli_plan {
	char root[PATH_TEXT], tool[PATH_TEXT];
};

int cli_plan_begin(struct cli_plan *p, struct err *e);
/* The command that reads a release and leaves what it finds for a run. */
void cli_plan_put(const struct cli_plan *p, const struct release *x);

#endif
