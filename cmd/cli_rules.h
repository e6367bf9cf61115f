/* SPDX-License-Identifier: MIT */
/* The rules told to people and to other tools. */
#ifndef KOSH_CMD_CLI_RULES_H
#define KOSH_CMD_CLI_RULES_H

#include "cmd/cli.h"
#include "pipeline/store/query.h"
#include "pipeline/store/rules.h"

/* -1 where the rules can be listed in this format, or else the exit status.
 * NULL is a line for each: id, severity, title. */
int cli_rules_check(const struct cli *c, const char *format);
/* Lists them; in a format, with all that is said of them. */
int cli_rules_list(const struct rules *r, const char *format, struct err *e);
/* One of them in full. ERR_USAGE where there is none of this id. */
int cli_rules_explain(const struct rules *r, const char *id, struct err *e);

#endif
