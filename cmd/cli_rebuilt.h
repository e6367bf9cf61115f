/* SPDX-License-Identifier: MIT */
/* kosh-export --verify: a report held against the database. */
#ifndef KOSH_CMD_CLI_REBUILT_H
#define KOSH_CMD_CLI_REBUILT_H

#include "cmd/cli.h"
#include "pipeline/store/query.h"

struct cli_rebuilt {
	const char *file;
	const char *dataset; /* that it must be of; NULL: any */
	const char *as_of;   /* NULL: what the file says */
	const char *database;
	enum query_format format;
	unsigned most; /* cells that are listed */
};

/* Makes the report that the file says it is anew and compares: prints what
 * differs on standard output and says how it went. *answer is 1 where they are
 * not the same bytes. */
int cli_rebuilt(int *answer, const struct cli *c, const struct cli_rebuilt *v,
	struct err *e);

#endif
