/* SPDX-License-Identifier: MIT */
/* Inside this folder only: rows to a server in the binary format of COPY. */
#ifndef KOSH_STORE_PGCOPY_H
#define KOSH_STORE_PGCOPY_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

struct pg;

enum { PGCOPY_ROOM = 64 << 10 };

/* A COPY that goes on; starts as zeros. A fault is told by pgcopy_end. */
struct pgcopy {
	struct pg *pg;
	int rc;
	struct err e;
	size_t len;
	char room[PGCOPY_ROOM];
};

/* sql is COPY ... FROM STDIN (FORMAT binary). */
int pgcopy_begin(
	struct pgcopy *c, struct pg *p, const char *sql, struct err *e);
/* Begins a row of so many columns; they follow. -1 once the server has gone. */
int pgcopy_row(struct pgcopy *c, int columns);
void pgcopy_integer(struct pgcopy *c, int64_t value);  /* bigint */
void pgcopy_number(struct pgcopy *c, double value);    /* double precision */
void pgcopy_text(struct pgcopy *c, struct span value); /* at NULL: NULL */
void pgcopy_null(struct pgcopy *c);
/* Gives up what was sent where rc is not 0; returns -1 then, or if the server
 * refused it. */
int pgcopy_end(struct pgcopy *c, int rc, struct err *e);

#endif
