/* SPDX-License-Identifier: MIT */
/*
 * Where a number comes from: an observation to its cell, the bytes of its
 * workbook and their address, and on to what is derived of it; a derived
 * number back to the cells that it is made of.
 */
#ifndef KOSH_AUDIT_TRACE_H
#define KOSH_AUDIT_TRACE_H

#include <stdio.h>

#include "pipeline/audit/verify.h"
#include "pipeline/extract/areas.h"

enum trace_format { TRACE_TEXT, TRACE_JSON };

/* The format of a name ("text", "json"), or -1. */
int trace_format(const char *name);

/* What is asked for. */
struct trace_order {
	const char *root;     /* of raw/store */
	const char *database; /* its path, beside which the log lies */
	const char *area;     /* a code, or a label that the area table knows */
	const char *name;     /* DATASET/EDITION */
	const char *indicator, *measure;
	const char *period;  /* NULL: that of the release's ranking */
	const char *release; /* the beginning of a sha256; NULL: the current */
	const char *metric;  /* standing, delta or region: trace_derived */
	const char *from;    /* of a delta; NULL: the edition before */
	const char *scheme;  /* of a region; NULL: all */
	enum trace_format format;
	int verbose;
};

/* Writes all that is known of a figure. *answer is 1 where there is none: the
 * release does not give it, or gives no value; then it is said why. ERR_DATA
 * for a dataset, edition, indicator, release or area that there is not. */
int trace_figure(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e);

/* Writes the derived rows of an area, each with its formula in words and the
 * cells that it is made of. *answer is 1 where there are none, or where they
 * are stale. */
int trace_derived(FILE *to, int *answer, struct db *d, const struct areas *a,
	const struct trace_order *o, struct err *e);

/* Verifies, and writes what came of it: releases of which something does not
 * hold, or all where verbose, and the counts. *answer is 1 unless every
 * observation holds. */
int trace_verify(FILE *to, int *answer, struct db *d,
	const struct verify_order *o, enum trace_format format, int verbose,
	struct err *e);

#endif
