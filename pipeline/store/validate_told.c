/* SPDX-License-Identifier: MIT */
/* What the rules find, from the process that asked them to the one that puts it
 * into the database. Both are of one program, and records are its own structs.
 */
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/text.h"
#include "pipeline/store/judged.h"
#include "pipeline/store/validate_inside.h"

/* What a record is. */
enum kind { FINDING, WIDE, END };

struct record {
	enum kind kind;
	int n; /* columns */
	int64_t rule, release;
	int64_t bytes[RULE_COLUMNS]; /* of the columns; -1: NULL */
};

/* ---- writing ---- */

/* Whether it can be written is known at the end of the stream. */
static void put(FILE *out, const struct record *r)
{
	fwrite(r, sizeof(*r), 1, out);
}

static int put_found(void *context, const struct found *f, struct err *e)
{
	FILE *out = context;
	struct record r = {
		.kind = FINDING, .n = f->n, .rule = (int64_t)f->rule
	};

	for (int i = 0; i < f->n; i++)
		r.bytes[i] = f->column[i].at ? (int64_t)f->column[i].len : -1;
	put(out, &r);
	for (int i = 0; i < f->n; i++)
		if (f->column[i].len)
			fwrite(f->column[i].at, 1, f->column[i].len, out);
	return ferror(out) ? err_errno(e, "cannot write", "findings") : 0;
}

static int put_wide(FILE *out, struct db *d, struct err *e)
{
	struct record r = { .kind = WIDE };
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, "SELECT release_id FROM wide", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		r.release = stmt_get_integer(s, 0);
		put(out, &r);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

/* What comes is of this. */
static int put_looked(FILE *out, const struct look *l, struct err *e)
{
	char hex[HASH_HEX];

	if (look_hash(hex, l, e) < 0)
		return -1;
	fwrite(hex, sizeof(hex), 1, out);
	return 0;
}

int validate_ask(FILE *out, struct db *d, const struct validation_order *o,
	struct err *e)
{
	const struct look l = { d, o };
	const struct found_sink sink = { put_found, out };
	const struct record end = { .kind = END };

	if (look_choose(&l, e) < 0 || look_compare(&l, e) < 0 ||
		put_looked(out, &l, e) < 0 ||
		look_ask(&l, ASK_ONCE, sink, e) < 0 || put_wide(out, d, e) < 0)
		return -1;
	put(out, &end);
	if (judged_spared(d, e) < 0 || look_ask(&l, ASK_EACH_TIME, sink, e) < 0)
		return -1;
	put(out, &end);
	return 0;
}

/* ---- reading ---- */

static int ends_early(struct err *e)
{
	return err_set(e, ERR_SYSTEM, "what the rules find was not told whole");
}

int look_is_told(const struct look *l, FILE *in, struct err *e)
{
	char theirs[HASH_HEX], ours[HASH_HEX];

	if (fread(theirs, sizeof(theirs), 1, in) != 1)
		return ends_early(e);
	if (look_hash(ours, l, e) < 0)
		return -1;
	return memcmp(theirs, ours, sizeof(ours)) == 0;
}

/* The columns, in room. */
static int get_found(struct found *f, struct text *room, const struct record *r,
	FILE *in, struct err *e)
{
	const char *at;
	size_t all = 0;
	char *to;

	*f = (struct found){ .rule = (size_t)r->rule, .n = r->n };
	for (int i = 0; i < r->n; i++)
		all += r->bytes[i] > 0 ? (size_t)r->bytes[i] : 0;
	text_clear(room);
	to = text_room(room, all + 1);
	if (!to)
		return err_memory(e);
	if (fread(to, 1, all, in) != all)
		return ends_early(e);
	at = to;
	for (int i = 0; i < r->n; i++) {
		if (r->bytes[i] < 0)
			continue;
		f->column[i] = (struct span){ at, (size_t)r->bytes[i] };
		at += r->bytes[i];
	}
	return 0;
}

static int take_wide(struct stmt *put_wide, int64_t release, struct err *e)
{
	stmt_integer(put_wide, 1, release);
	return stmt_run(put_wide, e);
}

static int take(
	struct stmt *wide, FILE *in, struct found_sink sink, struct err *e)
{
	struct text room = TEXT_INIT;
	struct record r;
	struct found f;
	int rc = 0;

	for (;;) {
		if (fread(&r, sizeof(r), 1, in) != 1)
			rc = ends_early(e);
		if (rc < 0 || r.kind == END)
			break;
		if (r.kind == WIDE)
			rc = take_wide(wide, r.release, e);
		else if ((rc = get_found(&f, &room, &r, in, e)) == 0)
			rc = sink.put(sink.context, &f, e);
	}
	text_free(&room);
	return rc;
}

int look_told(const struct look *l, enum asked which, FILE *in,
	struct found_sink sink, struct err *e)
{
	struct stmt *wide = NULL;
	int rc = which == ASK_ONCE
		? look_run(l,
			  "CREATE TEMP TABLE wide (release_id INTEGER NOT NULL "
			  "PRIMARY KEY) STRICT",
			  e)
		: 0;

	if (rc == 0)
		rc = stmt_open(&wide, l->db,
			"INSERT INTO wide (release_id) VALUES (?1)", e);
	if (rc == 0)
		rc = take(wide, in, sink, e);
	stmt_close(wide);
	return rc;
}
