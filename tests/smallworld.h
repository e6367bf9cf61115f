/* SPDX-License-Identifier: MIT */
/* A database in memory with a few made-up editions, and figures put into it. */
#ifndef KOSH_TESTS_SMALLWORLD_H
#define KOSH_TESTS_SMALLWORLD_H

#include "tests/check.h"

#include "pipeline/base/num.h"
#include "pipeline/store/db.h"

static inline void world_script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "world", sql, &e) < 0)
		fail_msg("%s", e.text);
}

/* *state becomes a database of what base puts into the schema. */
static inline int world_open(void **state, const char *base)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	world_script(d, base);
	*state = d;
	return 0;
}

static inline int world_close(void **state)
{
	db_close(*state);
	return 0;
}

/* A figure of an area in a release, of the period 2024; raw NULL: no cell. */
static inline void world_put(struct db *d, int release, int indicator,
	const char *measure, const char *area, const char *raw)
{
	static const char put[] = "INSERT INTO observation VALUES (?1, ?2, ?3, "
				  "'2024', ?4, 0, ?5, ?6, 1, 'A1', 1)";
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	double value;

	if (!raw)
		return;
	assert_int_equal(stmt_open(&s, d, put, &e), 0);
	stmt_integer(s, 1, release);
	stmt_integer(s, 2, indicator);
	stmt_text(s, 3, span_of(measure));
	stmt_text(s, 4, span_of(area));
	stmt_null(s, 5);
	if (num_parse(&value, raw, strlen(raw)) == 0)
		stmt_number(s, 5, value);
	stmt_text(s, 6, span_of(raw));
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
}

#endif
