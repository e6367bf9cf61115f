/* SPDX-License-Identifier: MIT */
/* One release of a made-up edition, and what the queries about its structure
 * answer. */
#ifndef KOSH_TESTS_STRUCTURE_H
#define KOSH_TESTS_STRUCTURE_H

#include "tests/check.h"

#include "pipeline/store/db.h"
#include "pipeline/store/doc.h"
#include "tests/deriving.h"

static inline void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s", e.text);
}

/* Setup: d/1 of 2024 with the release 1, and nothing in it. */
static inline int open_structure(void **state)
{
	struct err e = ERR_INIT;

	if (db_open((struct db **)state, ":memory:", DB_CREATE, &e) < 0)
		return -1;
	script(*state,
		"INSERT INTO dataset (dataset, title, publisher, direction) "
		"VALUES ('d', 'D', 'P', 'higher');"
		"INSERT INTO regime (dataset, regime, title) "
		"VALUES ('d', 'r', 'R');"
		"INSERT INTO edition (dataset, edition, ordinal, regime, "
		"direction, ties, period) VALUES "
		"('d', '1', 1, 'r', 'higher', 'sequential', '2024');"
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded) VALUES "
		"(1, 'd', '1', printf('%064d', 1), 'current', '2026');"
		"INSERT INTO label VALUES (1, 'x');"
		"INSERT INTO sheet VALUES (1, 's')");
	return 0;
}

static inline int close_structure(void **state)
{
	db_close(*state);
	return 0;
}

/* parent NULL: a root. */
static inline void put_node(struct db *d, int id, const char *indicator,
	const char *parent, const char *combine)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(
		stmt_open(&s, d,
			"INSERT INTO indicator (indicator_id, dataset, "
			"edition, indicator, parent, ordinal, level, label, "
			"weight, combine, direction) VALUES (?1, 'd', '1', ?2, "
			"?3, ?1, 0, ?2, 1, ?4, 'higher')",
			&e),
		0);
	stmt_integer(s, 1, id);
	stmt_text(s, 2, span_of(indicator));
	stmt_text(s, 3, span_of(parent));
	stmt_text(s, 4, span_of(combine));
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
}

/* In the period 2024. NAN is a cell that gives none. */
static inline void put_figure(struct db *d, int id, const char *measure,
	const char *area, double value)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(
		stmt_open(&s, d,
			"INSERT OR IGNORE INTO area (area, name, kind) "
			"VALUES (?1, ?1, 'iso')",
			&e),
		0);
	stmt_text(s, 1, span_of(area));
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
	s = NULL;
	assert_int_equal(
		stmt_open(&s, d,
			"INSERT INTO observation VALUES (1, ?2, ?3, '2024', "
			"?1, 0, ?4, '', 1, 'A1', 1)",
			&e),
		0);
	stmt_text(s, 1, span_of(area));
	stmt_integer(s, 2, id);
	stmt_text(s, 3, span_of(measure));
	stmt_number(s, 4, value);
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
}

/* The statement of a named query for the release 1, after deriving. */
static inline struct stmt *ask_structure(struct db *d, const char *query)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	struct doc q;

	if (derive_stale(d, &e) < 0 || doc_find(&q, "query", query, &e) != 1 ||
		stmt_open(&s, d, q.text, &e) < 0)
		fail_msg("%s: %s", query, e.text);
	stmt_integer(s, stmt_parameter(s, ":release"), 1);
	return s;
}

static inline int column_of(struct stmt *s, const char *name)
{
	for (int i = 0; i < stmt_columns(s); i++)
		if (strcmp(stmt_name(s, i), name) == 0)
			return i;
	fail_msg("no column %s", name);
	return -1;
}

/* Numbers by six digits; '-' where there is nothing. */
static inline size_t put_value(char *to, size_t room, struct stmt *s, int i)
{
	struct span t;

	if (stmt_type(s, i) == VALUE_NUMBER)
		return (size_t)snprintf(
			to, room, "%.6g", stmt_get_number(s, i));
	t = stmt_get_text(s, i);
	return (size_t)snprintf(
		to, room, "%.*s", t.at ? (int)t.len : 1, t.at ? t.at : "-");
}

/* Some columns, which stand behind blanks, of all rows of a query. */
static inline void check_structure(struct db *d, const char *query,
	const char *columns, const char *expected)
{
	struct err e = ERR_INIT;
	struct stmt *s = ask_structure(d, query);
	char found[4000] = "", names[200], *name, *rest;
	size_t n = 0;

	while (stmt_step(s, &e) == 1) {
		snprintf(names, sizeof(names), "%s", columns);
		for (name = strtok_r(names, " ", &rest); name;
			name = strtok_r(NULL, " ", &rest)) {
			n += put_value(found + n, sizeof(found) - n, s,
				column_of(s, name));
			n += (size_t)snprintf(
				found + n, sizeof(found) - n, "|");
		}
		found[n - 1] = '\n';
	}
	stmt_close(s);
	assert_string_equal(e.text, "");
	assert_string_equal(found, expected);
}

#endif
