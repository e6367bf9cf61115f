/* SPDX-License-Identifier: MIT */
/* The rows of a query, kept: for people line by line, and as JSON by the names
 * of its columns. */
#ifndef KOSH_AUDIT_FACTS_H
#define KOSH_AUDIT_FACTS_H

#include "pipeline/base/arena.h"
#include "pipeline/base/json.h"
#include "pipeline/store/db.h"

enum { FACTS_COLUMNS = 32, FACTS_ROWS = 1 << 16 };

struct facts {
	const char *names[FACTS_COLUMNS];
	size_t n_names;
	struct db_value *at; /* n rows of n_names */
	size_t n;
	struct arena texts;
};

/* What is bound to the parameters of a query that have these names; others are
 * passed over. text NULL: the number, or NULL where that is negative. */
struct fact_given {
	const char *name; /* ":area"; NULL ends the list */
	const char *text;
	int64_t number;
};

/* Adds the rows of a query, which must have the columns of those before.
 * ERR_DATA for more than FACTS_ROWS. */
int facts_read(struct facts *f, struct db *d, const char *sql,
	const struct fact_given *given, struct err *e);
void facts_free(struct facts *f);

/* The value of a column, which there must be. */
const struct db_value *facts_at(
	const struct facts *f, size_t row, const char *name);
/* In words: a number is its shortest decimal, in buf, and NULL is "none". */
enum { FACT_TEXT = 32 };
const char *facts_words(char buf[FACT_TEXT], const struct facts *f, size_t row,
	const char *name);
/* The same without what is noise of binary fractions: 0.59 for
 * 0.5900000000000034, as becomes what was computed. */
const char *facts_short(char buf[FACT_TEXT], const struct facts *f, size_t row,
	const char *name);
/* A column that holds text: NULL for NULL. */
const char *facts_string(const struct facts *f, size_t row, const char *name);
int facts_has(const struct facts *f, size_t row, const char *name);

void facts_field_json(
	struct json *j, const char *key, const struct db_value *v);
/* The columns of a row, in an object that was begun, but release_id, which says
 * nothing outside of the database. */
void facts_row_json(struct json *j, const struct facts *f, size_t row);
/* A list of objects. */
void facts_json(struct json *j, const char *key, const struct facts *f);

#endif
