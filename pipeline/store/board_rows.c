/* SPDX-License-Identifier: MIT */
#include "pipeline/store/board_rows.h"

static void text(struct db_value *v, struct span value)
{
	v->type = VALUE_TEXT;
	v->text = value;
}

static void integer(struct db_value *v, int64_t value)
{
	v->type = VALUE_INTEGER;
	v->integer = value;
}

static void number(struct db_value *v, int given, double value)
{
	v->type = given ? VALUE_NUMBER : VALUE_NULL;
	v->number = value;
}

static void rank(struct db_value *v, const struct board_line *line)
{
	integer(v, line->rank);
	v->type = line->has_rank ? VALUE_INTEGER : VALUE_NULL;
}

/* ---- standing_edition ---- */

static size_t count_editions(const struct board *b)
{
	return b->n;
}

static void fill_edition(
	struct db_value v[DB_COLUMNS], const void *context, size_t i)
{
	const struct board *b = context;
	const struct board_edition *x = &b->all[i];

	text(&v[0], b->dataset);
	text(&v[1], x->edition);
	integer(&v[2], x->ordinal);
	integer(&v[3], x->position);
	text(&v[4], x->regime);
	integer(&v[5], x->release);
	text(&v[6], x->period);
	text(&v[7], x->direction);
	integer(&v[8], x->rank_sign);
	text(&v[9], span_of(x->is_ranked ? "published" : "computed"));
}

/* ---- standing ---- */

static size_t count_lines(const struct board *b)
{
	return b->n_lines;
}

static void fill_line(
	struct db_value v[DB_COLUMNS], const void *context, size_t i)
{
	const struct board *b = context;
	const struct board_line *line = &b->lines[i];
	const struct board_edition *x = &b->all[line->edition];

	text(&v[0], b->dataset);
	text(&v[1], x->edition);
	integer(&v[2], x->ordinal);
	text(&v[3], x->regime);
	integer(&v[4], x->release);
	text(&v[5], b->areas[line->area]);
	rank(&v[6], line);
	number(&v[7], line->has_score, line->score);
	integer(&v[8], line->line);
	integer(&v[9], line->place);
	v[9].type = line->place ? VALUE_INTEGER : VALUE_NULL;
}

/* ---- all of them ---- */

static const struct made {
	const char *table, *sql;
	size_t (*count)(const struct board *b);
	void (*fill)(
		struct db_value v[DB_COLUMNS], const void *context, size_t i);
} all[BOARD_TABLES] = {
	{ "standing_edition",
		"INSERT INTO standing_edition (dataset, edition, ordinal, "
		"position, regime, release_id, period, direction, rank_sign, "
		"ranks) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 "
		"FROM given(?1)",
		count_editions, fill_edition },
	{ "standing",
		"INSERT INTO standing (dataset, edition, ordinal, regime, "
		"release_id, area, rank, score, line, place) "
		"SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM given(?1)",
		count_lines, fill_line },
};

/* Its place, or -1. */
static int find(const char *table)
{
	for (int i = 0; i < BOARD_TABLES; i++)
		if (strcmp(all[i].table, table) == 0)
			return i;
	return -1;
}

int board_has(const char *table)
{
	return find(table) >= 0;
}

int board_put(
	struct board *b, const char *table, const char *dataset, struct err *e)
{
	int at = find(table);
	struct db_rows rows = { .fill = all[at].fill, .context = b };

	if (board_read(b, dataset, e) < 0 ||
		(!b->put[at] &&
			stmt_open(&b->put[at], b->db, all[at].sql, e) < 0))
		return -1;
	rows.n = all[at].count(b);
	stmt_rows(b->put[at], 1, &rows);
	return stmt_run(b->put[at], e);
}
