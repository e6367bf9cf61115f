/* SPDX-License-Identifier: MIT */
/* Who acts, and the log beside the database. */
#ifndef KOSH_CMD_CLI_LOG_H
#define KOSH_CMD_CLI_LOG_H

#include "cmd/cli.h"
#include "pipeline/audit/outbox.h"

enum { RUN_ID_MAX = 64, NAME_MAX_SHOWN = 128 };

/* This call of a tool, as it stands in the log. */
struct cli_act {
	const struct cli *cli;
	char run[RUN_ID_MAX + 1];
	char user[NAME_MAX_SHOWN], host[NAME_MAX_SHOWN];
	struct text arguments; /* a JSON array, passwords in addresses masked */
	struct text json;      /* all of it, for db_act */
};

/* Who acts: $KOSH_RUN_ID, or an id of the time and at random; who runs us, and
 * where. ERR_USAGE for a KOSH_RUN_ID that is none. cli_act_end frees it in any
 * case. */
int cli_act_begin(struct cli_act *a, const struct cli *c, struct err *e);
void cli_act_end(struct cli_act *a);

/* The same for a tool that is about to change a database: -1 too where its log
 * could not be written. */
int cli_act_on(struct cli_act *a, const struct cli *c, const char *database,
	struct err *e);
/* Opens the database then, for this actor. */
int cli_act_open(struct db **out, const struct cli_act *a, const char *path,
	enum db_mode mode, struct err *e);
/* What was done in it goes to the log, whatever went wrong besides. d may be
 * NULL. */
void cli_act_log(const struct cli_act *a, struct db *d, struct err *e);

/* Ends the log's file and begins another that goes on, if it has so many MiB;
 * says which name it has now. 1 if it did, 0 if it is smaller. */
int cli_act_rotate(
	const struct cli_act *a, const char *path, unsigned mib, struct err *e);

/* A line about what changed no database; x need not say who. A log that cannot
 * be written is a note and no fault. */
void cli_act_note(
	const struct cli_act *a, const char *database, struct log_entry *x);

#endif
