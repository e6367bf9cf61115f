/* SPDX-License-Identifier: MIT */
/* The names that the observations of a release refer to. */
#include "pipeline/store/batch.h"
#include "pipeline/store/load_inside.h"

/* Fills a table with the rows (name, number) of a query. */
static int read_ids(struct ids *t, struct db *d, const char *sql,
	const struct load_release *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql, e) < 0)
		return -1;
	if (r) {
		stmt_text(s, 1, span_of(r->dataset));
		stmt_text(s, 2, span_of(r->edition));
	}
	while ((rc = stmt_step(s, e)) == 1)
		if (ids_add(t, stmt_get_text(s, 0), stmt_get_integer(s, 1), e) <
			0) {
			rc = -1;
			break;
		}
	stmt_close(s);
	return rc;
}

static int open_dictionary(struct dictionary *t, struct db *d, const char *find,
	const char *insert, struct err *e)
{
	t->db = d;
	if (stmt_open_kept(&t->find, d, find, e) < 0)
		return -1;
	return stmt_open_kept(&t->insert, d, insert, e);
}

int load_names_open(struct load_names *n, struct db *d,
	const struct load_release *r, struct err *e)
{
	if (read_ids(&n->indicators, d,
		    "SELECT indicator, indicator_id FROM indicator"
		    " WHERE dataset = ?1 AND edition = ?2",
		    r, e) < 0 ||
		read_ids(&n->areas, d, "SELECT area, 0 FROM area", NULL, e) <
			0 ||
		open_dictionary(&n->sheets, d,
			"SELECT sheet_id FROM sheet WHERE name = ?1",
			"INSERT INTO sheet (name) VALUES (?1)", e) < 0)
		return -1;
	return open_dictionary(&n->labels, d,
		"SELECT label_id FROM label WHERE label = ?1",
		"INSERT INTO label (label) VALUES (?1)", e);
}

static void dictionary_free(struct dictionary *t)
{
	stmt_close(t->find);
	stmt_close(t->insert);
	ids_free(&t->ids);
}

void load_names_free(struct load_names *n)
{
	ids_free(&n->indicators);
	ids_free(&n->areas);
	dictionary_free(&n->sheets);
	dictionary_free(&n->labels);
}

/* 1 if the database has it. */
static int look_up(
	int64_t *out, struct dictionary *t, struct span name, struct err *e)
{
	int rc;

	stmt_text(t->find, 1, name);
	rc = stmt_step(t->find, e);
	if (rc == 1)
		*out = stmt_get_integer(t->find, 0);
	stmt_reset(t->find);
	return rc;
}

static int make(
	int64_t *out, struct dictionary *t, struct span name, struct err *e)
{
	stmt_text(t->insert, 1, name);
	if (stmt_run(t->insert, e) < 0)
		return -1;
	*out = db_last_id(t->db);
	return 0;
}

int load_name(
	int64_t *out, struct dictionary *t, struct span name, struct err *e)
{
	int64_t *known = ids_expect(&t->ids, name);
	int there;

	if (known) {
		*out = *known;
		return 0;
	}
	if (t->ids.bytes.len > BATCH_TEXT)
		return err_set(e, ERR_DATA,
			"sheets and labels take more than %d MiB",
			BATCH_TEXT >> 20);
	there = look_up(out, t, name, e);
	if (there < 0 || (!there && make(out, t, name, e) < 0))
		return -1;
	return ids_add(&t->ids, name, *out, e);
}

struct span load_name_of(const struct ids *t, int64_t id)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->names[i].id == id)
			return ids_name(t, i);
	return span_of("");
}
