/* SPDX-License-Identifier: MIT */
/* The --format of tools that print queries. */
#ifndef KOSH_CMD_CLI_FORMAT_H
#define KOSH_CMD_CLI_FORMAT_H

#include "cmd/cli.h"
#include "pipeline/store/query.h"

/* A query's format by its name; NULL: table on a terminal, csv elsewhere. -1,
 * or the exit status of a name that is none. */
int cli_format(enum query_format *out, const struct cli *c, const char *name);

#endif
