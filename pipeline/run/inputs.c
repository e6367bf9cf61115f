/* SPDX-License-Identifier: MIT */
#include "pipeline/run/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/file.h"
#include "pipeline/base/hash.h"

struct input {
	const char *path;
	char sha256[HASH_HEX]; /* empty: no such file */
};

struct inputs {
	const char *dataset;
	struct input *all;
	size_t n;
	struct arena paths;
};

int inputs_open(struct inputs **out, const char *dataset, struct err *e)
{
	struct inputs *in = calloc(1, sizeof(*in));

	if (!in)
		return err_memory(e);
	in->dataset = dataset;
	*out = in;
	return 0;
}

void inputs_close(struct inputs *in)
{
	if (!in)
		return;
	arena_free(&in->paths);
	free(in->all);
	free(in);
}

static struct input *add(struct inputs *in, const char *path, struct err *e)
{
	struct input *all = array_more(in->all, in->n, sizeof(*all));
	const char *copy = arena_copy(&in->paths, span_of(path));

	if (all)
		in->all = all;
	if (!all || !copy) {
		err_memory(e);
		return NULL;
	}
	all[in->n] = (struct input){ copy, "" };
	return &all[in->n++];
}

int inputs_add_file(struct inputs *in, const char *path, struct err *e)
{
	struct input *x = add(in, path, e);

	if (!x)
		return -1;
	return file_exists(path) ? hash_file(x->sha256, path, e) : 0;
}

int inputs_add_known(struct inputs *in, const char *path,
	const char sha256[HASH_HEX], struct err *e)
{
	struct input *x = add(in, path, e);

	if (!x)
		return -1;
	memcpy(x->sha256, sha256, HASH_HEX);
	return 0;
}

int inputs_add_text(
	struct inputs *in, const struct input_text *t, struct err *e)
{
	struct input *x = add(in, t->name, e);

	if (!x)
		return -1;
	hash_bytes(x->sha256, t->text.at, t->text.len);
	return 0;
}

static int replace(const struct inputs *in, struct stmt *del, struct stmt *ins,
	struct err *e)
{
	stmt_text(del, 1, span_of(in->dataset));
	if (stmt_run(del, e) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const struct input *x = &in->all[i];

		stmt_text(ins, 1, span_of(in->dataset));
		stmt_text(ins, 2, span_of(x->path));
		stmt_text(ins, 3, span_of(x->sha256[0] ? x->sha256 : NULL));
		if (stmt_run(ins, e) < 0)
			return -1;
	}
	return 0;
}

int inputs_keep(const struct inputs *in, struct db *d, struct err *e)
{
	struct stmt *del = NULL, *ins = NULL;
	int rc = -1;

	if (db_begin(d, e) < 0)
		return -1;
	if (stmt_open(&del, d, "DELETE FROM run_input WHERE dataset = ?", e) ==
			0 &&
		stmt_open(&ins, d,
			"INSERT OR REPLACE INTO run_input "
			"(dataset, path, sha256) VALUES (?, ?, ?)",
			e) == 0)
		rc = replace(in, del, ins, e);
	stmt_close(del);
	stmt_close(ins);
	return db_end(d, rc, e);
}

int inputs_forget(struct db *d, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (db_begin(d, e) < 0)
		return -1;
	rc = stmt_open(&s, d, "DELETE FROM run_input WHERE dataset = ?", e);
	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return db_end(d, rc, e);
}

/* ---- how they differ --------------------------------------------------------
 */

/* A file that cannot be read now has changed. */
static int same_file(
	const struct input_change *c, const char *path, struct span sha256)
{
	struct err ignored = ERR_INIT;
	char now[HASH_HEX];

	if (sha256.at ? hash_file(now, path, &ignored) == 0 &&
				span_is(sha256, now)
		      : !file_exists(path))
		return 1;
	if (c->tell)
		c->tell(c->context, path, sha256.at != NULL, file_exists(path));
	return 0;
}

/* One that this program does not know is of another one. */
static int same_text(
	const struct input_change *c, const char *name, struct span sha256)
{
	char now[HASH_HEX];

	for (size_t i = 0; i < c->n_texts; i++) {
		const struct input_text *t = &c->texts[i];

		if (strcmp(t->name, name) != 0)
			continue;
		hash_bytes(now, t->text.at, t->text.len);
		if (span_is(sha256, now))
			return 1;
		break;
	}
	if (c->tell)
		c->tell(c->context, name, 1, 1);
	return 0;
}

static int same(
	const struct input_change *c, struct span path, struct span sha256)
{
	char name[PATH_TEXT];

	if (path.len >= sizeof(name))
		return 0;
	memcpy(name, path.at, path.len);
	name[path.len] = '\0';
	return *name == '(' ? same_text(c, name, sha256)
			    : same_file(c, name, sha256);
}

int inputs_unchanged(struct db *d, const struct input_change *c, struct err *e)
{
	struct stmt *s = NULL;
	size_t texts = 0;
	int rc, all = 1;

	if (stmt_open_kept(&s, d,
		    "SELECT path, sha256 FROM run_input "
		    "WHERE dataset = ? ORDER BY path",
		    e) < 0)
		return -1;
	stmt_text(s, 1, span_of(c->dataset));
	while ((rc = stmt_step(s, e)) == 1 && (all || c->tell)) {
		struct span path = stmt_get_text(s, 0);

		texts += path.len && *path.at == '(';
		all &= same(c, path, stmt_get_text(s, 1));
	}
	stmt_close(s);
	return rc < 0 ? -1 : all && texts == c->n_texts;
}
