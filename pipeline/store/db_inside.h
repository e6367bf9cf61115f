/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what db.c, stmt.c and functions.c share. */
#ifndef KOSH_STORE_DB_INSIDE_H
#define KOSH_STORE_DB_INSIDE_H

#include <sqlite3.h>

#include "pipeline/store/db.h"

struct db {
	sqlite3 *sqlite;
	char *path;
	char *actor;	/* JSON; NULL: nobody said */
	char *attached; /* the path of the one that was attached last */
	enum db_mode mode;
	int rehearsal;
	int depth;	      /* of transactions, one inside the other */
	int64_t steps, taken; /* what a user's statement may take, and took */
};

struct stmt {
	sqlite3_stmt *handle;
	struct db *db;
	int from_user; /* its faults are those of the call */
	int unbound;   /* a binding failed: it must not run */
};

/* SQLite's last fault as a sentence; -1. */
int db_fault(struct db *d, struct err *e);
/* Makes the functions of SQL that are ours known to the connection. */
int db_functions(struct db *d, struct err *e);

#endif
