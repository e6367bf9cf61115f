/* SPDX-License-Identifier: MIT */
#include "pipeline/fetch/releases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/csv.h"
#include "pipeline/base/lock.h"

enum { COLUMNS = 7 };

static const char *const columns[COLUMNS] = { "dataset", "edition", "release",
	"file", "url", "bytes", "fetched" };

struct releases {
	char lock[PATH_TEXT], store[PATH_TEXT];
	struct release *all;
	size_t n;
	int at[COLUMNS]; /* of the columns, while reading */
	struct lock *held;
	int unwritten; /* the lock file lacks some */
};

static int take_text(char *to, size_t room, struct span s, struct err *e)
{
	if (s.len >= room)
		return err_set(e, ERR_DATA, "'%.60s...' is too long", s.at);
	memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return 0;
}

static int take_release(struct releases *r, const struct span *v, struct err *e)
{
	struct release *all = array_more(r->all, r->n, sizeof(*all)), *x;
	char bytes[24], *end;

	if (!all)
		return err_memory(e);
	r->all = all;
	x = &all[r->n];
	if (take_text(x->dataset, sizeof(x->dataset), v[0], e) < 0 ||
		take_text(x->edition, sizeof(x->edition), v[1], e) < 0 ||
		take_text(x->sha256, sizeof(x->sha256), v[2], e) < 0 ||
		take_text(x->file, sizeof(x->file), v[3], e) < 0 ||
		take_text(x->url, sizeof(x->url), v[4], e) < 0 ||
		take_text(bytes, sizeof(bytes), v[5], e) < 0 ||
		take_text(x->fetched, sizeof(x->fetched), v[6], e) < 0)
		return -1;
	if (strspn(x->sha256, "0123456789abcdef") != HASH_HEX - 1)
		return err_set(
			e, ERR_DATA, "release '%s' is no sha256", x->sha256);
	x->bytes = strtoll(bytes, &end, 10);
	if (end == bytes || *end || x->bytes < 0)
		return err_set(e, ERR_DATA, "bytes '%s' is not a size", bytes);
	r->n++;
	return 0;
}

static int take_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct releases *r = context;
	struct span value[COLUMNS];

	for (int i = 0; i < COLUMNS; i++) {
		if (number == 1)
			r->at[i] = csv_column(fields, n, columns[i]);
		if (r->at[i] < 0 || (size_t)r->at[i] >= n)
			return err_set(e, ERR_DATA, "record %zu: no '%s'",
				number, columns[i]);
		value[i] = fields[r->at[i]];
	}
	if (number == 1)
		return 0;
	return take_release(r, value, e) < 0 ? err_in(e, "record %zu", number)
					     : 0;
}

static int read_lock(struct releases *r, struct err *e)
{
	struct file_map map;
	int rc;

	if (!file_exists(r->lock))
		return 0;
	if (file_map(&map, r->lock, e) < 0)
		return -1;
	rc = csv_read(map.at, map.len, ',', take_record, r, e);
	file_unmap(&map);
	return rc < 0 ? err_in(e, "%s", r->lock) : 0;
}

/* A run that was killed while it stored leaves a file that was never renamed.
 * Who holds the lock knows that nobody is writing it. */
static int remove_unfinished(void *context, const char *name, struct err *e)
{
	const struct releases *r = context;
	const char *end = strrchr(name, '.');
	char path[PATH_TEXT];

	if (!end || strcmp(end, ".tmp") != 0)
		return 0;
	if (file_join(path, r->store, name, e) < 0)
		return -1;
	remove(path);
	return 0;
}

static int take_lock(struct releases *r, struct err *e)
{
	char path[PATH_TEXT];

	return file_join(path, r->store, "lock", e) < 0 ||
			file_make_dirs(r->store, e) < 0 ||
			lock_take(&r->held, path, e) < 0
		? -1
		: file_list(r->store, remove_unfinished, r, e);
}

int releases_open(struct releases **out, const char *root,
	enum releases_mode mode, struct err *e)
{
	struct releases *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	if (file_join(r->lock, root, "raw/kosh.lock", e) < 0 ||
		file_join(r->store, root, "raw/store", e) < 0 ||
		(mode == RELEASES_TAKE && take_lock(r, e) < 0) ||
		read_lock(r, e) < 0) {
		releases_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void releases_close(struct releases *r)
{
	if (!r)
		return;
	lock_free(r->held);
	free(r->all);
	free(r);
}

static void write_record(FILE *out, const struct release *x)
{
	char bytes[24];
	const char *const value[COLUMNS] = { x->dataset, x->edition, x->sha256,
		x->file, x->url, bytes, x->fetched };

	snprintf(bytes, sizeof(bytes), "%lld", x->bytes);
	for (int i = 0; i < COLUMNS; i++) {
		csv_put(out, span_of(value[i]));
		putc(i + 1 < COLUMNS ? ',' : '\n', out);
	}
}

static int write_lock(const struct releases *r, struct err *e)
{
	struct draft *d = NULL;

	if (draft_open(&d, r->lock, e) < 0)
		return -1;
	for (int i = 0; i < COLUMNS; i++)
		fprintf(draft_stream(d), "%s%c", columns[i],
			i + 1 < COLUMNS ? ',' : '\n');
	for (size_t i = 0; i < r->n; i++)
		write_record(draft_stream(d), &r->all[i]);
	return draft_commit(d, e);
}

static const struct release *find(const struct releases *r, const char *dataset,
	const char *edition, const char *sha256)
{
	for (size_t i = r->n; i-- > 0;) {
		const struct release *x = &r->all[i];

		if ((!dataset || strcmp(x->dataset, dataset) == 0) &&
			(!edition || strcmp(x->edition, edition) == 0) &&
			(!sha256 || strcmp(x->sha256, sha256) == 0))
			return x;
	}
	return NULL;
}

static int store_bytes(const struct releases *r, const struct file_map *map,
	const char *sha256, struct err *e)
{
	char path[PATH_TEXT];

	if (releases_path(r, sha256, path, e) < 0)
		return -1;
	return file_exists(path) ? 0 : file_put(path, map->at, map->len, e);
}

/* Puts the bytes of a known release back where the store lost them. */
static int mend(const struct releases *r, const struct file_map *map,
	const char *sha256, struct err *e)
{
	struct err damage = ERR_INIT;
	char path[PATH_TEXT], stored[HASH_HEX];

	if (releases_path(r, sha256, path, e) < 0)
		return -1;
	if (hash_file(stored, path, &damage) == 0 &&
		strcmp(stored, sha256) == 0)
		return 0;
	return file_put(path, map->at, map->len, e);
}

int releases_take(struct releases *r, int *added, char sha256[HASH_HEX],
	const char *dataset, const char *edition, const char *official_name,
	const char *path, struct err *e)
{
	struct file_map map;
	char bytes[24], fetched[CLOCK_TEXT];
	int rc = 0;

	*added = 0;
	if (file_map(&map, path, e) < 0)
		return -1;
	hash_bytes(sha256, map.at, map.len);
	if (find(r, dataset, edition, sha256)) {
		if (r->held)
			rc = mend(r, &map, sha256, e);
	} else {
		clock_format(fetched, clock_now());
		snprintf(bytes, sizeof(bytes), "%zu", map.len);
		if (r->held)
			rc = store_bytes(r, &map, sha256, e);
		if (rc == 0)
			rc = take_release(r,
				(const struct span[]){ span_of(dataset),
					span_of(edition), span_of(sha256),
					span_of(official_name), span_of(""),
					span_of(bytes), span_of(fetched) },
				e);
		*added = rc == 0;
		r->unwritten |= *added;
	}
	file_unmap(&map);
	return rc;
}

int releases_keep(struct releases *r, struct err *e)
{
	if (!r->held || !r->unwritten)
		return 0;
	if (write_lock(r, e) < 0)
		return -1;
	r->unwritten = 0;
	return 0;
}

size_t releases_count(const struct releases *r)
{
	return r->n;
}

const struct release *releases_at(const struct releases *r, size_t i)
{
	return &r->all[i];
}

const struct release *releases_latest(
	const struct releases *r, const char *dataset, const char *edition)
{
	return find(r, dataset, edition, NULL);
}

const struct release *releases_find(
	const struct releases *r, const char *sha256)
{
	return find(r, NULL, NULL, sha256);
}

int releases_path(const struct releases *r, const char *sha256,
	char path[PATH_TEXT], struct err *e)
{
	return file_join(path, r->store, sha256, e);
}
