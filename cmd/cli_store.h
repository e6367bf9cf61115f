/* SPDX-License-Identifier: MIT */
/* What the store has, as records. */
#ifndef KOSH_CMD_CLI_STORE_H
#define KOSH_CMD_CLI_STORE_H

#include "pipeline/base/err.h"

/* Prints the state of each release of the store, and of those that it lacks. 1
 * if some are damaged or missing. */
int cli_store_verify(struct err *e);

#endif
