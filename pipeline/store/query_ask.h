/* SPDX-License-Identifier: MIT */
/* Inside the named queries: what a call asks for, and whether it is there. */
#ifndef KOSH_STORE_QUERY_ASK_H
#define KOSH_STORE_QUERY_ASK_H

#include "pipeline/store/query.h"
#include "pipeline/store/sides.h"

struct ask {
	struct spec_name names[2];
	int n_names;
	struct sides *sides; /* of editions that have to have a release */
	const char *area, *indicator;
	struct text areas; /* a JSON array; "": none were given */
};

/* Reads the arguments of a query and looks the names up. ERR_USAGE for
 * arguments that it does not take, ERR_DATA for what the database lacks, with
 * what it has. What was read has to be freed also where it failed. */
int ask_read(struct ask *a, struct db *d, const struct doc *q,
	const struct query_order *o, struct err *e);
void ask_free(struct ask *a);

#endif
