/* SPDX-License-Identifier: MIT */
#include "pipeline/store/need.h"

/* Gathers the first column of a query as "a, b, c"; *found tells whether
 * wanted was among it. */
static int look_for(struct text *list, int *found, struct db *d,
	const char *sql, const char *dataset, const char *wanted, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	*found = 0;
	if (stmt_open(&s, d, sql, e) < 0)
		return -1;
	if (dataset)
		stmt_text(s, 1, span_of(dataset));
	while ((rc = stmt_step(s, e)) == 1) {
		struct span name = stmt_get_text(s, 0);

		*found |= span_is(name, wanted);
		text_puts(list, list->len ? ", " : "");
		text_add(list, name.at, name.len);
	}
	stmt_close(s);
	return rc < 0 ? -1 : text_done(list, e);
}

static int refuse(struct err *e, const char *what, const char *name,
	const char *of, const struct text *list)
{
	return err_set(e, ERR_DATA, "no %s %s%s%s in the database: %s%s", what,
		name, of ? " of " : "", of ? of : "",
		list->len ? "it has " : "it has none yet",
		list->len ? list->at : "");
}

int need_one(struct db *d, const char *what, const char *sql,
	const char *dataset, const char *wanted, struct err *e)
{
	struct text list = TEXT_INIT;
	int found, rc;

	rc = look_for(&list, &found, d, sql, dataset, wanted, e);
	if (rc == 0 && !found)
		rc = refuse(e, what, wanted, dataset, &list);
	text_free(&list);
	return rc;
}

int need_has(struct db *d, const char *sql, const char *dataset,
	const char *wanted, struct err *e)
{
	struct text list = TEXT_INIT;
	int found = 0, rc;

	rc = look_for(&list, &found, d, sql, dataset, wanted, e);
	text_free(&list);
	return rc < 0 ? -1 : found;
}
