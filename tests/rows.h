/* SPDX-License-Identifier: MIT */
/* The rows of a query, compared as text. */
#ifndef KOSH_TESTS_ROWS_H
#define KOSH_TESTS_ROWS_H

#include "tests/check.h"

#include "pipeline/store/db.h"

/* Columns stand behind '|', NULL is '-', rows stand behind between. */
static inline void check_rows(struct db *d, const char *sql,
	const char *between, const char *expected)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	char found[2000] = "";
	size_t n = 0;

	if (stmt_open(&s, d, sql, &e) < 0)
		fail_msg("%s", e.text);
	while (stmt_step(s, &e) == 1)
		for (int i = 0; i < stmt_columns(s); i++) {
			struct span t = stmt_get_text(s, i);

			n += (size_t)snprintf(found + n, sizeof(found) - n,
				"%s%.*s",
				i	    ? "|"
					: n ? between
					    : "",
				t.at ? (int)t.len : 1, t.at ? t.at : "-");
		}
	stmt_close(s);
	assert_string_equal(found, expected);
}

#endif
