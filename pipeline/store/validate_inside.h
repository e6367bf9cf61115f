/* SPDX-License-Identifier: MIT */
/* Inside validation: what the rules find, on its way. */
#ifndef KOSH_STORE_VALIDATE_INSIDE_H
#define KOSH_STORE_VALIDATE_INSIDE_H

#include "pipeline/base/hash.h"
#include "pipeline/store/validate.h"

/* What one call is about. */
struct look {
	struct db *db;
	const struct validation_order *o;
};

/* A row of a rule: its columns in their order, at NULL for NULL; cells may be
 * missing. */
struct found {
	size_t rule; /* of the order */
	int n;
	struct span column[RULE_COLUMNS];
};

/* Is told of each row, which is gone after that. */
struct found_sink {
	int (*put)(void *context, const struct found *f, struct err *e);
	void *context;
};

/* Which rules: those of each time are asked of all releases, the others of
 * those that are not spared. */
enum asked { ASK_ONCE, ASK_EACH_TIME };

/* ---- validate_ask.c: needs temporary tables, changes nothing else ---- */

/* Chooses what to look at: checked. */
int look_choose(const struct look *l, struct err *e);
/* With what that is compared: the tables of compare.sql. That goes by what is
 * marked as waived. */
int look_compare(const struct look *l, struct err *e);
/* Asks the rules of what is in checked: once, of what is not spared, with the
 * table wide; then each time. */
int look_ask(const struct look *l, enum asked which, struct found_sink sink,
	struct err *e);

/* A hash of what sql/rules/looked.sql says. After look_compare. */
int look_hash(char hex[HASH_HEX], const struct look *l, struct err *e);

/* Opens a statement with what the call is about bound to the parameters that
 * it has; runs it. */
int look_open(struct stmt **out, const struct look *l, const char *sql,
	struct err *e);
int look_run(const struct look *l, const char *sql, struct err *e);

/* ---- validate_told.c ---- */

/* 1 if what validate_ask wrote is of what is looked at here, 0 if that has
 * changed. Before look_told, after look_compare. */
int look_is_told(const struct look *l, FILE *in, struct err *e);
/* Gives what validate_ask wrote to the sink, up to the end of what was asked
 * once, with the table wide, or each time. ERR_SYSTEM if it ends early. */
int look_told(const struct look *l, enum asked which, FILE *in,
	struct found_sink sink, struct err *e);

#endif
