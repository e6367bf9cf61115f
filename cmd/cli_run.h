/* SPDX-License-Identifier: MIT */
/* What kosh-run does once its command line is read: each dataset of it in turn,
 * what is said of it, and who is told. */
#ifndef KOSH_CMD_CLI_RUN_H
#define KOSH_CMD_CLI_RUN_H

#include "cmd/cli_account.h"
#include "cmd/cli_net.h"
#include "cmd/cli_plan.h"
#include "pipeline/run/run.h"

struct cli_run {
	const char *from, *database, *report, *sign_key, *rules_dir;
	enum severity bar;
	int dry_run, plan_only, offline, fail_fast;
	struct cli_account told;
	struct cli_net net;
	/* of a call under way */
	struct cli *c;
	struct cli_plan plan;
	struct rules *rules;
	struct run_kept kept;
};

#define CLI_RUN_INIT                                                           \
	{                                                                      \
		.net = CLI_NET_INIT, .kept = RUN_KEPT_INIT, .plan = {          \
			.most = CLI_PLAN_MOST                                  \
		}                                                              \
	}

/* That nobody is told by a file which the run reads or makes. */
int cli_run_spares(const struct cli_run *a, const struct cli *c, struct err *e);
/* Does it; the exit status. */
int cli_run_all(struct cli_run *a, struct cli *c);

#endif
