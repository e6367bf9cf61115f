/* SPDX-License-Identifier: MIT */
/*
 * The rules over the tables, one file each in sql/rules, and what follows from
 * them: a staged release without findings at or above the bar may become
 * current, one with such findings is quarantined and the old one stays current.
 */
#ifndef KOSH_STORE_VALIDATE_H
#define KOSH_STORE_VALIDATE_H

#include "pipeline/extract/stream.h"
#include "pipeline/store/db.h"

/* What a rule's SELECT over checked (release_id) gives: release_id, indicator,
 * measure, area, label, period, sheet, cell, raw, expected, actual, message,
 * and at the end, if it speaks of more than one cell, cells. */
enum { RULE_COLUMNS = 13 };

/* The head of a rule, from the comment on top of its file. */
struct rule {
	char id[16]; /* "V401" */
	enum severity severity;
	char title[120];
	char why[400], remedy[400];
	const char *sql; /* NULL: found on the cells by kosh-extract */
	const char *file;
};

/* All rules, in the order of their ids. */
size_t rules_count(void);
int rules_at(struct rule *out, size_t i, struct err *e);

struct validation {
	/* Open findings, of both stages: those of the releases of the dataset
	 * (or edition) that are neither superseded nor held. */
	long errors, warnings, infos;
	long waived;		    /* the same that a waiver covers */
	long held;		    /* releases: valid, but not pinned */
	long promoted, quarantined; /* releases, by this call */
};

/* Runs all rules on the releases of a dataset (edition NULL: all editions),
 * replaces their findings, promotes, holds or quarantines what is staged, as
 * sql/rules/judge.sql says; one transaction. bar: SEVERITY_ERROR unless the
 * caller says otherwise. What is quarantined is looked at again and may be
 * promoted, for example after its spec was corrected. A finding that a
 * waiver of the database covers (waivers_take) bars nothing, nor does any where
 * the release was forced. Calling this again changes nothing. */
int validate(struct validation *out, struct db *d, const char *dataset,
	const char *edition, enum severity bar, struct err *e);

#endif
