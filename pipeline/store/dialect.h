/* SPDX-License-Identifier: MIT */
/*
 * SQL as we write it, which SQLite takes, in the words of PostgreSQL. It knows
 * tokens and no grammar: what a text means is the same on both if it keeps to
 * what both know, but for these.
 *
 *  1. :name, ?1 and ? become $1, $2, ... in the order in which they come; what
 *     has one name or number is one of them.
 *     One that is only asked whether it is NULL has no type: there it is
 *     another one, CAST($n AS TEXT).
 *  2. INTEGER, REAL and BLOB of a CREATE TABLE or a CAST become bigint, double
 *     precision and bytea.
 *  3. STRICT and WITHOUT ROWID behind a table go, and so does AUTOINCREMENT.
 *  4. An INTEGER that is PRIMARY KEY by itself numbers its rows, as a rowid
 *     does.
 *  5. A column AS (...) is GENERATED ALWAYS AS (...) STORED.
 *  6. CROSS JOIN with an ON, a hint to SQLite, is a JOIN.
 *  7. A term of an ORDER BY that does not say where NULLs stand has them where
 *     SQLite has: they are the least.
 *  8. temp.x is pg_temp.x.
 *  9. x IS y is x IS NOT DISTINCT FROM y, and IS NOT the contrary, but for
 *     NULL, TRUE and FALSE.
 * 10. GLOB and NOT GLOB are the operators @~ and !@~ of sql/postgres, which
 * bind as || does: a pattern that is put together stands in parentheses.
 *
 * Line breaks stay where they are, so that a place in the one is a line of the
 * other.
 */
#ifndef KOSH_STORE_DIALECT_H
#define KOSH_STORE_DIALECT_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum { DIALECT_VALUES = 64 };

/* A statement. */
struct dialect {
	struct text sql;  /* that of the server */
	const char *next; /* what follows in the source, behind a semicolon */
	int n;		  /* $1 to $n */
	struct {
		struct span name; /* ":name", in the source; or of length 0 */
		int number;	  /* SQLite's, from 1; perhaps of two */
		int is_asked;	  /* whether it is NULL */
	} values[DIALECT_VALUES];
};

#define DIALECT_INIT                                                           \
	{                                                                      \
		.sql = TEXT_INIT                                               \
	}

/* Reads the first statement of a source, in the place of what was there; none
 * leaves an empty sql. ERR_SYSTEM for more values than DIALECT_VALUES. */
int dialect_read(struct dialect *d, const char *source, struct err *e);
void dialect_free(struct dialect *d);

/* 1 if a statement starts as one that gives rows and changes nothing: the
 * server is asked about what follows. */
int dialect_is_query(const char *source);

/* 1 if a word of the source has this form (GLOB), small letters being the same
 * as capital ones. */
int dialect_names(const char *source, const char *form);

#endif
