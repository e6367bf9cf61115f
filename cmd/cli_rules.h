/* SPDX-License-Identifier: MIT */
/* The rules told to people and to other tools. */
#ifndef KOSH_CMD_CLI_RULES_H
#define KOSH_CMD_CLI_RULES_H

#include "pipeline/store/query.h"
#include "pipeline/store/rules.h"

/* A line for each: id, severity, title. */
void cli_rules_list(const struct rules *r);
/* The same as records with all that is said of them. */
int cli_rules_put(
	const struct rules *r, enum query_format format, struct err *e);
/* One of them in full. ERR_USAGE where there is none of this id. */
int cli_rules_explain(const struct rules *r, const char *id, struct err *e);

#endif
