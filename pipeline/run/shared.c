/* SPDX-License-Identifier: MIT */
#include "pipeline/run/shared.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/root.h"

const char *const shared_tables[] = { "areas/areas.csv", "areas/labels.csv",
	"areas/others.csv", "areas/codes.csv", "areas/schemes.csv",
	"areas/regions.csv", "areas/members.csv", NULL };

enum { TABLES = sizeof(shared_tables) / sizeof(*shared_tables) - 1 };

/* A file, and what shows that it was touched. */
struct mark {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified, changed;
};

/* A table and its hash. */
struct sum {
	char path[PATH_TEXT], hex[HASH_HEX];
	struct mark mark;
};

/* The lines of the lock, by their datasets. */
struct lines {
	int is_read;
	struct mark mark; /* zeros: there is no lock */
	struct ids names;
	struct hash **sums; /* under way */
	char (*hex)[HASH_HEX];
	size_t n;
};

struct shared {
	struct sum tables[TABLES];
	size_t n;
	struct lines lines;
};

static int same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static int same_mark(const struct mark *a, const struct mark *b)
{
	return a->device == b->device && a->inode == b->inode &&
		a->size == b->size && same_time(a->modified, b->modified) &&
		same_time(a->changed, b->changed);
}

/* 0 where there is no such file. */
static int look(struct mark *out, const char *path)
{
	struct stat st;

	*out = (struct mark){ .size = 0 };
	if (stat(path, &st) < 0)
		return 0;
	*out = (struct mark){ st.st_dev, st.st_ino, st.st_size, st.st_mtim,
		st.st_ctim };
	return 1;
}

/* ---- the tables -------------------------------------------------------------
 */

/* As coarse as the times of any file system are. */
enum { COARSE = 2 };

static int is_settled(const struct mark *m, time_t now)
{
	return m->modified.tv_sec < now - COARSE &&
		m->changed.tv_sec < now - COARSE;
}

/* One that cannot be had, or moves, is left to who asks for it. */
static void add_table(struct shared *s, const char *root, const char *name)
{
	struct sum *t = &s->tables[s->n];
	const time_t now = time(NULL); /* really: a file has that time */
	struct err none = ERR_INIT;
	struct mark after;

	if (root_find(t->path, root, name, &none) == 0 &&
		look(&t->mark, t->path) && is_settled(&t->mark, now) &&
		hash_file(t->hex, t->path, &none) == 0 &&
		look(&after, t->path) && same_mark(&t->mark, &after))
		s->n++;
}

int shared_sum(char hex[HASH_HEX], const struct shared *s, const char *path,
	struct err *e)
{
	struct mark now;

	for (size_t i = 0; s && i < s->n; i++) {
		const struct sum *t = &s->tables[i];

		if (strcmp(t->path, path) != 0 || !look(&now, path) ||
			!same_mark(&t->mark, &now))
			continue;
		memcpy(hex, t->hex, HASH_HEX);
		return 0;
	}
	return hash_file(hex, path, e);
}

/* ---- the lock ---------------------------------------------------------------
 */

static void forget_lines(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		hash_close(l->sums[i]);
	free(l->sums);
	free(l->hex);
	ids_free(&l->names);
	*l = (struct lines){ .names = IDS_INIT };
}

/* The hash that the lines of a dataset are added to, or NULL. */
static struct hash *lines_of(struct lines *l, struct span name, struct err *e)
{
	const int64_t place = ids_place(&l->names, name, e);
	struct hash **sums;

	if (place < 0)
		return NULL;
	if ((size_t)place < l->n)
		return l->sums[place];
	sums = array_more(l->sums, l->n, sizeof(struct hash *));
	if (!sums) {
		err_memory(e);
		return NULL;
	}
	l->sums = sums;
	return hash_open(&sums[l->n], e) < 0 ? NULL : sums[l->n++];
}

static int add_lines(struct lines *l, const struct file_map *m, struct err *e)
{
	for (size_t at = 0, len; at < m->len; at += len) {
		const char *line = m->at + at,
			   *end = memchr(line, '\n', m->len - at), *comma;
		struct hash *h;

		len = end ? (size_t)(end - line) + 1 : m->len - at;
		comma = memchr(line, ',', len);
		if (!comma)
			continue;
		h = lines_of(
			l, (struct span){ line, (size_t)(comma - line) }, e);
		if (!h)
			return -1;
		hash_add(h, line, len);
	}
	return 0;
}

static int end_lines(struct lines *l, struct err *e)
{
	l->hex = calloc(l->n + 1, sizeof(*l->hex));
	if (!l->hex)
		return err_memory(e);
	for (size_t i = 0; i < l->n; i++)
		hash_end(l->hex[i], l->sums[i]);
	return 0;
}

/* A lock is only ever put in the place of another one, as a whole, and grows:
 * its status shows that at once. */
static int read_lines(struct lines *l, const char *path, struct err *e)
{
	struct file_map m = { .len = 0 };
	struct mark now;
	int is_there = look(&now, path), rc;

	if (l->is_read && same_mark(&l->mark, &now))
		return 0;
	forget_lines(l);
	if (is_there && file_map(&m, path, e) < 0)
		return -1;
	rc = add_lines(l, &m, e);
	if (rc == 0)
		rc = end_lines(l, e);
	file_unmap(&m);
	l->mark = now;
	l->is_read = rc == 0;
	return rc;
}

static int find_lines(char hex[HASH_HEX], struct lines *l, const char *path,
	const char *dataset, struct err *e)
{
	const int64_t *place;

	if (read_lines(l, path, e) < 0)
		return -1;
	place = ids_find(&l->names, span_of(dataset));
	if (place)
		memcpy(hex, l->hex[*place], HASH_HEX);
	else
		hash_bytes(hex, "", 0);
	return 0;
}

int shared_lines(char hex[HASH_HEX], struct shared *s, const char *root,
	const char *dataset, struct err *e)
{
	struct lines own = { .names = IDS_INIT };
	char path[PATH_TEXT];
	int rc = file_join(path, root, "raw/kosh.lock", e);

	if (rc == 0)
		rc = find_lines(hex, s ? &s->lines : &own, path, dataset, e);
	forget_lines(&own);
	return rc;
}

/* ---- all of it --------------------------------------------------------------
 */

int shared_open(struct shared **out, const char *root, struct err *e)
{
	struct shared *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	for (int i = 0; i < TABLES; i++)
		add_table(s, root, shared_tables[i]);
	*out = s;
	return 0;
}

void shared_close(struct shared *s)
{
	if (!s)
		return;
	forget_lines(&s->lines);
	free(s);
}
