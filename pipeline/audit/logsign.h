/* SPDX-License-Identifier: MIT */
/* The head of a log, signed: a line more in LOG.sig. */
#ifndef KOSH_AUDIT_LOGSIGN_H
#define KOSH_AUDIT_LOGSIGN_H

#include "pipeline/audit/log.h"
#include "pipeline/base/sign.h"

/* Signs the last line of a log; *head is that line. What is signed is the text
 * "kosh-log line N head HASH time TIME" with its line break. ERR_DATA where
 * the log has no line. */
int logsign(struct log_head *head, const char *path, const struct sign_key *k,
	struct err *e);

#endif
