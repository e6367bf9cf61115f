/* SPDX-License-Identifier: MIT */
/* Inside the rules: the comment on top of a rule's file. */
#ifndef KOSH_STORE_RULE_HEAD_H
#define KOSH_STORE_RULE_HEAD_H

#include "pipeline/store/rules.h"

/* Reads the entries "-- key: text", each with its continuation lines, which are
 * set in by three spaces, up to the first line that is neither, and finds the
 * query behind them. A fault is of the kind given and names file and line. */
int rule_head(struct rule *out, const char *text, const char *file,
	enum err_kind kind, struct err *e);

#endif
