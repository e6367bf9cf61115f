/* SPDX-License-Identifier: MIT */
/*
 * Claims of the press, checked against all releases: true of the one that is
 * current, true of another, or false.
 *
 * A claim is a record of a CSV whose header names its columns, or an item of a
 * YAML list with the same keys:
 *
 *   dataset, edition                must be there
 *   area                            an ISO 3166-1 alpha-3 code or a label that
 *                                   the area table knows
 *   indicator                       of the edition's tree; overall
 *   measure, or what                score, rank, raw, delta, rank-before,
 *                                   leader, first-among or count; score
 *   value                           the number claimed
 *   from                            delta, rank-before: the edition before
 *   region, scheme                  leader: in which region, and whose it is
 *   among                           first-among: a list of areas
 *   period                          that of the ranking
 *   op                              =, <, <=, > or >=; =
 *   as_of                           a moment, as clock_moment reads it; today
 *   date, source                    when it was said, and by whom
 *
 * A value is a plain decimal, and = compares at its decimals: 73.6 is said
 * truly of 73.59. A half may have been rounded either way. Of a delta it may
 * begin with "up" or "down"; up is towards the better end.
 */
#ifndef KOSH_AUDIT_CLAIM_H
#define KOSH_AUDIT_CLAIM_H

#include <stdio.h>

#include "pipeline/base/hash.h"
#include "pipeline/extract/areas.h"
#include "pipeline/store/db.h"
#include "pipeline/store/query.h"

enum claim_verdict {
	CLAIM_TRUE,    /* of the release that is current, or was as of then */
	CLAIM_ACROSS,  /* the same, as arithmetic: of two methods */
	CLAIM_TRUE_OF, /* of another one only */
	CLAIM_FALSE,   /* that release says something else, and no other this */
	CLAIM_UNKNOWN, /* it does not give the figure, and no other says this */
	CLAIM_VERDICTS
};

enum { CLAIMS_MAX = 1 << 20 };

struct claims;

int claims_open(struct claims **out, struct err *e);
/* Adds those of a file, "-" for standard input: YAML where it is called .yaml
 * or .yml, else CSV. ERR_DATA, with file and record or line, for a column or
 * key that is missing, unknown or nearly a known one, and for a claim that
 * cannot be read. sha256 is of the bytes that were read. */
int claims_read(char sha256[HASH_HEX], struct claims *c, const char *path,
	struct err *e);
void claims_close(struct claims *c);

/* How they are checked. */
struct claims_order {
	const char *as_of; /* of claims that say none; NULL: today */
	enum query_format format;
};

/* Writes a record for each claim: its columns, the verdict, and what was found
 * where; for QUERY_TABLE a few lines of text. counts tells how many there are
 * of each verdict. ERR_DATA for a region that no scheme has, and for a list
 * with an area twice. */
int claims_check(long counts[CLAIM_VERDICTS], FILE *to, const struct claims *c,
	struct db *d, const struct areas *a, const struct claims_order *o,
	struct err *e);

#endif
