/* SPDX-License-Identifier: MIT */
/* What kosh-extract --ahead does. */
#ifndef KOSH_CMD_CLI_AHEAD_H
#define KOSH_CMD_CLI_AHEAD_H

#include "cmd/cli.h"

/* Reads the releases that the arguments name, DATASET/EDITION[@SHA256], and
 * leaves what they hold for a run. One that cannot be read is told and leaves
 * the others done; the worst exit status. */
int cli_ahead(const struct cli *c);

#endif
