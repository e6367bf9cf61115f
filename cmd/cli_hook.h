/* SPDX-License-Identifier: MIT */
/* A command of the user, that is told something. */
#ifndef KOSH_CMD_CLI_HOOK_H
#define KOSH_CMD_CLI_HOOK_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* Runs a command by /bin/sh, with said on its standard input, and waits for it.
 * What it prints goes to standard error: standard output is ours. A signal that
 * ends us meanwhile ends it first, with all that it started. ERR_SYSTEM where
 * it cannot be started, or fails. */
int cli_hook(const char *command, const struct text *said, struct err *e);

#endif
