/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: what a database is made of. There are two kinds, a
 * file of SQLite's and a server of PostgreSQL's protocol. Each is a table of
 * functions, which do what db.h says of those of the same name; db.c has what
 * both have in common.
 */
#ifndef KOSH_STORE_ENGINE_H
#define KOSH_STORE_ENGINE_H

#include "pipeline/store/db.h"

struct engine {
	/* Makes the connection, and the schema where the mode says so. */
	int (*open)(struct db *d, struct err *e);
	void (*close)(struct db *d);
	int (*attach)(struct db *d, const char *path, const char *name,
		struct err *e);
	int (*begin)(struct db *d, int writes, struct err *e);
	int (*commit)(struct db *d, struct err *e);
	void (*roll_back)(struct db *d);
	int (*act)(struct db *d, struct err *e); /* the actor has changed */
	int (*defer)(struct db *d, int on, struct err *e); /* may be NULL */
	void (*check_keys)(struct db *d, int on);
	int64_t (*last_id)(struct db *d);
	int (*script)(
		struct db *d, const char *name, const char *sql, struct err *e);
	int (*text_function)(struct db *d, const char *name, int arguments,
		db_text_fn *fn, void *context, struct err *e);
	int (*put_rows)(struct db *d, const char *sql,
		const struct db_rows *rows, struct err *e);
	const struct stmt_engine *statements;
};

struct stmt_engine {
	void (*limit)(struct db *d, int64_t steps);
	int (*line)(const struct db *d, const char *text, const char *sql);
	int (*temporary)(struct db *d, const char *table, const char *select,
		void (*bind)(struct stmt *s, const void *context),
		const void *context, struct err *e);

	int (*put_selected)(struct db *d, const char *table,
		struct stmt *select,
		int (*look)(void *context, struct stmt *row, struct err *e),
		void *context, struct err *e);

	/* Of a statement whose members are zeros but for the database. */
	int (*prepare)(struct stmt *s, const char *sql, struct err *e);
	int (*prepare_reading)(struct stmt *s, const char *sql,
		const char *tables, struct err *e);
	void (*finish)(struct stmt *s);
	void (*bind)(struct stmt *s, int at, const struct db_value *v);
	void (*bind_rows)(struct stmt *s, int at, const struct db_rows *rows);
	int (*parameter)(struct stmt *s, const char *name);
	int (*step)(struct stmt *s, struct err *e);
	void (*reset)(struct stmt *s);
	int (*columns)(struct stmt *s);
	const char *(*name)(struct stmt *s, int column);
	const char *(*takes)(struct stmt *s, int column);
	enum value_type (*type)(struct stmt *s, int column);
	struct span (*text)(struct stmt *s, int column);
	double (*number)(struct stmt *s, int column);
	int64_t (*integer)(struct stmt *s, int column);
};

extern const struct engine engine_sqlite, engine_server;
extern const struct stmt_engine statements_sqlite, statements_server;

struct sqlite3;
struct sqlite3_stmt;
struct pg;
struct server_stmt;

struct db {
	const struct engine *engine;
	char *path;	/* of a server: its address, without a password */
	char *actor;	/* JSON; NULL: nobody said */
	char *attached; /* the path of the one that was attached last */
	enum db_mode mode;
	int is_new;	      /* a server on which nothing of kosh was */
	int depth;	      /* of transactions, one inside the other */
	int64_t steps, taken; /* what a user's statement may take, and took */
	struct sqlite3 *sqlite;
	int unread; /* there was no memory for a value: it reads as NULL */
	struct kept_stmt *kept; /* prepared, and not in use */
	struct pg *server;
	int statements; /* how many the server was asked to prepare */
	int64_t timed;	/* what a server was told how long one may take */
	size_t fault;	/* how many lines behind its first the last fault was */
	struct stmt
		*streaming; /* whose rows are still to come from the server */
};

struct stmt {
	struct db *db;
	int from_user; /* its faults are those of the call */
	int unbound;   /* a binding failed: it must not run */
	char *keep;    /* its SQL, to be kept when it is closed; or NULL */
	struct sqlite3_stmt *handle;
	struct server_stmt *server;
};

/* Ends what sqlite_stmt.c keeps. */
void kept_free(struct db *d);
/* SQLite's last fault as a sentence; -1. */
int db_fault(struct db *d, struct err *e);
/* Makes the functions of SQL that are ours known to SQLite. */
int db_functions(struct db *d, struct err *e);
int sqlite_text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e);

#endif
