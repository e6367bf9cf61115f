/* SPDX-License-Identifier: MIT */
/*
 * The rules over the tables, one file each in sql/rules, and what follows from
 * them: a staged release without findings at or above the bar may become
 * current, one with such findings is quarantined and the old one stays current.
 */
#ifndef KOSH_STORE_VALIDATE_H
#define KOSH_STORE_VALIDATE_H

#include <stdio.h>

#include "pipeline/store/db.h"
#include "pipeline/store/rules.h"

struct validation_order {
	const char *dataset, *edition; /* edition NULL: all */
	enum severity bar; /* SEVERITY_ERROR unless the caller says otherwise */
	const struct rules *rules; /* NULL: ours alone */
	int64_t steps; /* that a user's rule may take; 0: USERSQL_STEPS */
	/* What decides besides the releases: the spec and the rules. A release
	 * that was judged on the same basis is not judged anew where nothing
	 * that its rules read has changed. NULL: all are judged, and the next
	 * call with a basis judges them too. */
	const char *basis;
};

struct validation {
	/* Open findings, of both stages: those of the releases of the dataset
	 * (or edition) that are neither superseded nor held, nor refused and
	 * followed by one that is current. */
	long errors, warnings, infos;
	long waived;		    /* the same that a waiver covers */
	long held;		    /* releases: valid, but not pinned */
	long promoted, quarantined; /* releases, by this call */
};

/* Runs all rules on the releases of a dataset or edition in one pass, replaces
 * their findings, promotes, holds or quarantines what is staged, as
 * sql/rules/judge.sql says; one transaction. What is quarantined is looked at
 * again and may be promoted, for example after its spec was corrected. A
 * finding that a waiver of the database covers (waivers_take) bars nothing, nor
 * does any where the release was forced. Calling this again changes nothing.
 * ERR_DATA, and nothing is changed, for a rule of the user's that is no SELECT
 * of these columns, fails, would never end or gives a row that is no finding.
 */
int validate(struct validation *out, struct db *d,
	const struct validation_order *o, struct err *e);

/* The same in two steps, for who lets another process ask the rules, which is
 * most of the work. The order has rules.
 *
 * Asks the rules of a database that was opened as DB_SCRATCH, in a transaction,
 * and writes what they find for validate_told. Whether all was written is not
 * looked at. Fails as validate does; what it has written is of no use then. */
int validate_ask(FILE *out, struct db *d, const struct validation_order *o,
	struct err *e);
/* validate with what these found. It asks them itself if somebody changed the
 * releases meanwhile, or waivers of now cover other errors on cells, or a day
 * has begun. ERR_SYSTEM, and nothing is changed, if what they found ends early.
 */
int validate_told(struct validation *out, struct db *d,
	const struct validation_order *o, FILE *in, struct err *e);

#endif
