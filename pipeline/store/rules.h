/* SPDX-License-Identifier: MIT */
/*
 * The rules: ours, one file each in sql/rules, and those of a folder of the
 * user's. A rule is a head of comment lines and a SELECT over checked
 * (release_id), the releases that are looked at; a rule on cells is the head
 * alone, and kosh-extract finds it.
 */
#ifndef KOSH_STORE_RULES_H
#define KOSH_STORE_RULES_H

#include "pipeline/base/hash.h"
#include "pipeline/extract/stream.h"

/* What a rule's SELECT over checked (release_id) gives: release_id, indicator,
 * measure, area, label, period, sheet, cell, raw, expected, actual, message,
 * and at the end, if it speaks of more than one cell, cells. */
enum { RULE_COLUMNS = 13 };

enum {
	RULE_FINDINGS = 1000000, /* of one rule of a user */
	RULE_ROW = 1 << 18,	 /* bytes of one of these */
};

/* The head of a rule, from the comment on top of its file. */
struct rule {
	char id[16]; /* "V401" */
	enum severity severity;
	char title[120];
	char why[400], remedy[400];
	const char *text; /* all of the file */
	const char *sql;  /* in it; NULL: found on the cells by kosh-extract */
	const char *file;
	int is_users;
};

struct rules;

/* Ours, and behind them the *.sql of a folder (NULL: none) in the order of
 * their names. ERR_DATA with file and line for a head that is not as it has to
 * be, an id of ours (V...) or one that stands twice, a file without a SELECT,
 * and more or larger files than the limits. */
int rules_open(struct rules **out, const char *dir, struct err *e);
void rules_close(struct rules *r);

size_t rules_count(const struct rules *r);
/* Ours in the order of their ids. */
const struct rule *rules_at(const struct rules *r, size_t i);
/* NULL if there is none. */
const struct rule *rules_find(const struct rules *r, const char *id);
/* sha256 over all of sql/rules: how this kosh judges. */
const char *rules_ours(const struct rules *r);
/* sha256 over the user's files and their names; "" where there are none. */
const char *rules_sum(const struct rules *r);
/* Where it is found: "cells" or "tables". */
const char *rule_found(const struct rule *r);

#endif
