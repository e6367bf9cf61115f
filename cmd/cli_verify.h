/* SPDX-License-Identifier: MIT */
/* Checking a log by all that knows of it. */
#ifndef KOSH_CMD_CLI_VERIFY_H
#define KOSH_CMD_CLI_VERIFY_H

#include "pipeline/base/err.h"
#include "pipeline/store/query.h"

/* What to check, and by what; NULL for what is not asked. */
struct cli_verify {
	const char *path;     /* of the log */
	const char *database; /* its own need not be there */
	int is_other;	      /* not the log of a database: it may be a pipe */
	const char *report, *key;
	const char *head; /* a hash */
	unsigned line;	  /* that it is of; 0: not said */
	unsigned most;	  /* faults that are told */
};

/* Prints what was found, once all was. 1 if the log is broken. */
int cli_verify(
	const struct cli_verify *v, enum query_format how, struct err *e);

#endif
