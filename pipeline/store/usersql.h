/* SPDX-License-Identifier: MIT */
/* The SQL files of a folder of the user's. */
#ifndef KOSH_STORE_USERSQL_H
#define KOSH_STORE_USERSQL_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum {
	USERSQL_FILES = 1000,	 /* of a folder, at most */
	USERSQL_BYTES = 1 << 20, /* of one of them */
};

/* How many steps of SQLite's machine (see db_limit) one of them may take: some
 * minutes. */
#define USERSQL_STEPS INT64_C(20000000000)

/* One file; its text has no end mark and lives as long as the call. */
struct usersql {
	const char *name; /* "gap.sql" */
	const char *path;
	struct span text;
};

/* Calls take for each *.sql of a folder in the order of their names, but for
 * those whose names begin with a dot; what is the word for one of them.
 * ERR_DATA for a folder that is not there or holds none, for more or larger
 * files, and for one with a NUL in it. */
int usersql_each(const char *dir, const char *what,
	int (*take)(void *context, const struct usersql *f, struct err *e),
	void *context, struct err *e);

#endif
