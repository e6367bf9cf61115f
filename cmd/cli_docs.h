/* SPDX-License-Identifier: MIT */
/* What queries and derived tables say of themselves, on standard output. */
#ifndef KOSH_CMD_CLI_DOCS_H
#define KOSH_CMD_CLI_DOCS_H

#include "cmd/cli.h"

/* The named queries, the derived tables and views, and the metrics of the
 * user's own that are in a database, if there is one. */
int cli_docs_list(const char *database, struct err *e);
/* All that one of them says; a query and a table may have the same name.
 * ERR_USAGE where nothing has it. */
int cli_docs_explain(const char *database, const char *name, struct err *e);

#endif
