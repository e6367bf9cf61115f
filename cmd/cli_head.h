/* SPDX-License-Identifier: MIT */
/* The last line of a log: to be said, signed and printed. */
#ifndef KOSH_CMD_CLI_HEAD_H
#define KOSH_CMD_CLI_HEAD_H

#include "cmd/cli.h"
#include "pipeline/audit/logsign.h"
#include "pipeline/store/query.h"

/* The log of a database as it was before a run. */
struct cli_head {
	char path[PATH_TEXT];
	uint64_t line;
	int is_odd; /* it could not be read: who writes to it says why */
	struct sign_key *key; /* NULL: not to be signed */
};

/* key is a file, or NULL. cli_head_close frees it in any case. */
int cli_head_open(struct cli_head *h, const char *database, const char *key,
	struct err *e);
void cli_head_close(struct cli_head *h);
/* Says the head, and signs it, where the log has grown since: whoever keeps it
 * can prove later what stood there. */
int cli_head_say(const struct cli_head *h, const struct cli *c, struct err *e);

/* Signs it, and says that. */
int cli_head_sign(
	const struct cli *c, const char *path, const char *key, struct err *e);
/* Prints it as a record. ERR_DATA where there is no line yet. */
int cli_head_print(const char *path, enum query_format how, struct err *e);

#endif
