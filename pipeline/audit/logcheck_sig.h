/* SPDX-License-Identifier: MIT */
/* What else knows of lines of a log: signatures beside it, reports. */
#ifndef KOSH_AUDIT_LOGCHECK_SIG_H
#define KOSH_AUDIT_LOGCHECK_SIG_H

#include "pipeline/audit/logcheck.h"
#include "pipeline/base/sign.h"

/* Takes the signatures of a file LOG.sig, which need not be there, as anchors.
 * Those of the key that do not hold are faults; of other keys, or of all where
 * key is NULL, it is said that they were not checked. */
int logcheck_signatures(struct logcheck *c, const char *path,
	const struct sign_key *key, struct err *e);

/* Takes the head that the manifest of a report of ours names; a locked process
 * reads it. ERR_DATA where there is none. */
int logcheck_report(struct logcheck *c, const char *path, struct err *e);

#endif
