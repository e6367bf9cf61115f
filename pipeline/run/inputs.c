/* SPDX-License-Identifier: MIT */
#include "pipeline/run/inputs.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
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

static struct input *add(struct inputs *in, struct span path, struct err *e)
{
	struct input *all = array_more(in->all, in->n, sizeof(*all));
	const char *copy = arena_copy(&in->paths, path);

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
	struct input *x = add(in, span_of(path), e);

	if (!x)
		return -1;
	return file_exists(path) ? hash_file(x->sha256, path, e) : 0;
}

int inputs_add_known(struct inputs *in, const char *path,
	const char sha256[HASH_HEX], struct err *e)
{
	struct input *x = add(in, span_of(path), e);

	if (!x)
		return -1;
	memcpy(x->sha256, sha256, HASH_HEX);
	return 0;
}

int inputs_add_text(
	struct inputs *in, const struct input_text *t, struct err *e)
{
	struct input *x = add(in, span_of(t->name), e);

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
static int same_file(const struct input_change *c, const struct input *x)
{
	struct err ignored = ERR_INIT;
	const int was = x->sha256[0] != '\0';
	char now[HASH_HEX];

	if (was ? shared_sum(now, c->shared, x->path, &ignored) == 0 &&
				strcmp(x->sha256, now) == 0
		: !file_exists(x->path))
		return 1;
	if (c->tell)
		c->tell(c->context, x->path, was, file_exists(x->path));
	return 0;
}

/* One that this program does not know is of another one. */
static int same_text(const struct input_change *c, const struct input *x)
{
	char now[HASH_HEX];

	for (size_t i = 0; i < c->n_texts; i++) {
		const struct input_text *t = &c->texts[i];

		if (strcmp(t->name, x->path) != 0)
			continue;
		hash_bytes(now, t->text.at, t->text.len);
		if (strcmp(x->sha256, now) == 0)
			return 1;
		break;
	}
	if (c->tell)
		c->tell(c->context, x->path, 1, 1);
	return 0;
}

static int is_text(const struct input *x)
{
	return *x->path == '(';
}

/* Inputs that are looked at: whoever is at it takes the next one. */
struct looking {
	const struct input_change *c;
	const struct inputs *kept;
	atomic_size_t next;
	atomic_int differ;
};

static void *look(void *context)
{
	struct looking *l = context;
	size_t i;

	while ((!l->differ || l->c->tell) && (i = l->next++) < l->kept->n) {
		const struct input *x = &l->kept->all[i];

		if (!(is_text(x) ? same_text(l->c, x) : same_file(l->c, x)))
			l->differ = 1;
	}
	return NULL;
}

/* So many files are hashed before a thread pays for itself. */
enum { MANY = 16 };

static int has_second_processor(void)
{
	cpu_set_t ours;

	return sched_getaffinity(0, sizeof(ours), &ours) == 0 &&
		CPU_COUNT(&ours) > 1;
}

/* By two threads where that is worth it. They are told in their order by one.
 * Signals are for the thread that called. */
static int look_at_all(struct looking *l)
{
	const int wanted = l->c->is_idle && l->kept->n >= MANY && !l->c->tell &&
		has_second_processor();
	pthread_t other;
	sigset_t all, before;
	int runs = 0;

	if (wanted) {
		sigfillset(&all);
		pthread_sigmask(SIG_SETMASK, &all, &before);
		runs = pthread_create(&other, NULL, look, l) == 0;
		pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	look(l);
	if (runs)
		pthread_join(other, NULL);
	return !l->differ;
}

/* What the database keeps of a dataset. */
static int read_kept(struct inputs *in, size_t *texts, struct db *d,
	const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	struct input *x;
	int rc = stmt_open_kept(&s, d,
		"SELECT path, sha256 FROM run_input "
		"WHERE dataset = ? ORDER BY path",
		e);

	*texts = 0;
	if (rc == 0)
		stmt_text(s, 1, span_of(dataset));
	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		x = add(in, stmt_get_text(s, 0), e);
		if (!x) {
			rc = -1;
			break;
		}
		snprintf(
			x->sha256, HASH_HEX, "%.*s", SPAN(stmt_get_text(s, 1)));
		*texts += (size_t)is_text(x);
	}
	stmt_close(s);
	return rc;
}

int inputs_unchanged(struct db *d, const struct input_change *c, struct err *e)
{
	struct looking l = { .c = c };
	struct inputs *kept = NULL;
	size_t texts;
	int rc = inputs_open(&kept, c->dataset, e);

	if (rc == 0)
		rc = read_kept(kept, &texts, d, c->dataset, e);
	if (rc == 0) {
		l.kept = kept;
		rc = look_at_all(&l) && texts == c->n_texts;
	}
	inputs_close(kept);
	return rc;
}
