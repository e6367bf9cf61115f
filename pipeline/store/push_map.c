/* SPDX-License-Identifier: MIT */
/* The numbers of the server's rows, by those of the file's. */
#include <stdlib.h>

#include "pipeline/store/push_inside.h"

static int64_t number(const struct pg_rows *r, size_t row, int column)
{
	return strtoll(pg_value(r, row, column).at, NULL, 10);
}

static int fill_map(struct push_map *m, const struct pg_rows *r, struct err *e)
{
	size_t n = pg_count(r);

	push_map_free(m);
	m->from = calloc(n + 1, sizeof(*m->from));
	m->to = calloc(n + 1, sizeof(*m->to));
	if (!m->from || !m->to)
		return err_memory(e);
	for (size_t i = 0; i < n; i++) {
		m->from[i] = number(r, i, 0);
		m->to[i] = number(r, i, 1);
	}
	m->n = n;
	return 0;
}

int push_map_read(
	struct push_map *m, struct push *p, enum push_at table, struct err *e)
{
	const struct push_table *t = &push_tables[table];
	struct text sql = TEXT_INIT;
	struct pg_rows *r = NULL;
	int rc;

	text_printf(&sql,
		"SELECT p.%s, t.%s FROM pushed_%s AS p JOIN %s AS t ON ", t->id,
		t->id, t->name, t->name);
	push_each(&sql, t->key, "t.% = p.%", " AND ");
	text_puts(&sql, " ORDER BY 1");
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = pg_run(&r, p->pg, sql.at, NULL, 0, e);
	if (rc == 0)
		rc = fill_map(m, r, e);
	pg_rows_free(r);
	text_free(&sql);
	return rc;
}

static int is_behind(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t push_map_get(struct push_map *m, int64_t from)
{
	const int64_t *at;

	if (m->n > 0 && m->from[m->last] == from)
		return m->to[m->last];
	at = bsearch(&from, m->from, m->n, sizeof(from), is_behind);
	if (!at)
		return 0;
	m->last = (size_t)(at - m->from);
	return m->to[m->last];
}

void push_map_free(struct push_map *m)
{
	free(m->from);
	free(m->to);
	*m = (struct push_map){ NULL, NULL, 0, 0 };
}
