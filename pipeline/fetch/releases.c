/* SPDX-License-Identifier: MIT */
#include "pipeline/fetch/releases.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/csv.h"
#include "pipeline/fetch/releases_inside.h"

enum { MAX_TEXT = 4096, NUMBER_TEXT = 24 };

/* The columns of the lock, in their order; those of an older version come
 * first, the others may be absent. */
enum {
	DATASET,
	EDITION,
	RELEASE,
	FILE_NAME,
	URL,
	BYTES,
	FETCHED,
	NEEDED,
	FINAL_URL = NEEDED,
	STATUS,
	ETAG,
	LAST_MODIFIED,
	CONTENT_TYPE,
	AGENT,
	COLUMNS
};

static const char *const columns[COLUMNS] = { "dataset", "edition", "release",
	"file", "url", "bytes", "fetched", "final_url", "status", "etag",
	"last_modified", "content_type", "agent" };

/* ---- one release ------------------------------------------------------------
 */

static int check_text(struct span s, size_t most, struct err *e)
{
	return s.len <= most
		? 0
		: err_set(e, ERR_DATA, "'%.60s...' is too long", s.at);
}

static const char *some(const char *s)
{
	return s ? s : "";
}

static int check_release(const struct release *x, struct err *e)
{
	const char *const texts[] = { x->file, x->url, x->fetched, x->final_url,
		x->etag, x->last_modified, x->content_type, x->agent };

	if (check_text(span_of(x->dataset), RELEASE_NAME - 1, e) < 0 ||
		check_text(span_of(x->edition), RELEASE_NAME - 1, e) < 0 ||
		check_text(span_of(x->sha256), HASH_HEX - 1, e) < 0)
		return -1;
	if (strspn(x->sha256, "0123456789abcdef") != HASH_HEX - 1)
		return err_set(
			e, ERR_DATA, "release '%s' is no sha256", x->sha256);
	if (!clock_is_moment(x->fetched))
		return err_set(e, ERR_DATA,
			"fetched '%.60s' is no time such as "
			"2026-01-31T12:00:00Z",
			x->fetched);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (check_text(span_of(texts[i]), MAX_TEXT, e) < 0)
			return -1;
	return 0;
}

/* Adds one that was checked and whose texts live as long as r. */
static int append(struct releases *r, const struct release *x, struct err *e)
{
	struct release *all = array_more(r->all, r->n, sizeof(*all));

	if (!all)
		return err_memory(e);
	r->all = all;
	all[r->n] = *x;
	if (releases_index(r, x, e) < 0)
		return -1;
	r->n++;
	return 0;
}

int releases_add(struct releases *r, const struct release *x, struct err *e)
{
	struct release copy = *x, *y = &copy;
	const char **texts[11];
	size_t n = 0;

	if (check_release(x, e) < 0)
		return -1;
	texts[n++] = &y->dataset;
	texts[n++] = &y->edition;
	texts[n++] = &y->sha256;
	texts[n++] = &y->file;
	texts[n++] = &y->url;
	texts[n++] = &y->fetched;
	texts[n++] = &y->final_url;
	texts[n++] = &y->etag;
	texts[n++] = &y->last_modified;
	texts[n++] = &y->content_type;
	texts[n++] = &y->agent;
	while (n-- > 0) {
		*texts[n] = arena_copy(&r->texts, span_of(some(*texts[n])));
		if (!*texts[n])
			return err_memory(e);
	}
	return append(r, y, e);
}

/* ---- the lock file ----------------------------------------------------------
 */

/* The lock while it is read. */
struct reading {
	struct releases *r;
	int at[COLUMNS]; /* -1: there is no such column */
};

static int read_number(
	long long *out, const char *name, struct span s, struct err *e)
{
	char text[NUMBER_TEXT], *end;

	if (check_text(s, sizeof(text) - 1, e) < 0)
		return -1;
	memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	*out = strtoll(text, &end, 10);
	return end != text && !*end && *out >= 0
		? 0
		: err_set(e, ERR_DATA, "%s '%s' is not a %s", name, text,
			  strcmp(name, "bytes") == 0 ? "size" : "number");
}

static int read_release(struct releases *r, const struct span *v, struct err *e)
{
	const char *t[COLUMNS];
	struct release x;
	long long status = 0;

	for (int i = 0; i < COLUMNS; i++) {
		t[i] = arena_copy(&r->texts, v[i]);
		if (!t[i])
			return err_memory(e);
		if (memchr(v[i].at, '\0', v[i].len))
			return err_set(e, ERR_DATA, "%s: a NUL", columns[i]);
	}
	x = (struct release){ t[DATASET], t[EDITION], t[RELEASE], t[FILE_NAME],
		t[URL], 0, t[FETCHED], t[FINAL_URL], 0, t[ETAG],
		t[LAST_MODIFIED], t[CONTENT_TYPE], t[AGENT], 0 };
	if (check_release(&x, e) < 0 ||
		read_number(&x.bytes, columns[BYTES], v[BYTES], e) < 0 ||
		(*t[STATUS] &&
			read_number(&status, columns[STATUS], v[STATUS], e) <
				0))
		return -1;
	x.status = (int)status;
	return append(r, &x, e);
}

static int take_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct reading *g = context;
	struct span value[COLUMNS];

	for (int i = 0; i < COLUMNS; i++) {
		if (number == 1)
			g->at[i] = csv_column(fields, n, columns[i]);
		if (g->at[i] >= 0 && (size_t)g->at[i] < n)
			value[i] = fields[g->at[i]];
		else if (i >= NEEDED && g->at[i] < 0)
			value[i] = span_of("");
		else
			return err_set(e, ERR_DATA, "record %zu: no '%s'",
				number, columns[i]);
	}
	if (number == 1)
		return 0;
	return read_release(g->r, value, e) < 0
		? err_in(e, "record %zu", number)
		: 0;
}

/* What is there and was cut off, if to nothing, is no lock without releases:
 * it would be written anew as one. */
static int read_lock(struct releases *r, struct err *e)
{
	struct reading g = { .r = r };
	struct file_map map;
	int rc;

	if (!file_exists(r->lock))
		return 0;
	if (file_map(&map, r->lock, e) < 0)
		return -1;
	rc = csv_read(map.at, map.len, ',', take_record, &g, e);
	if (rc == 0 && (map.len == 0 || map.at[map.len - 1] != '\n'))
		rc = err_set(e, ERR_DATA,
			"it does not end with the end of a line: bring back "
			"all of it");
	file_unmap(&map);
	return rc < 0 ? err_in(e, "%s", r->lock) : 0;
}

static void write_record(FILE *out, const struct release *x)
{
	char bytes[NUMBER_TEXT], status[NUMBER_TEXT] = "";
	const char *const value[COLUMNS] = { x->dataset, x->edition, x->sha256,
		x->file, x->url, bytes, x->fetched, x->final_url, status,
		x->etag, x->last_modified, x->content_type, x->agent };

	snprintf(bytes, sizeof(bytes), "%lld", x->bytes);
	if (x->status)
		snprintf(status, sizeof(status), "%d", x->status);
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

int releases_keep(struct releases *r, struct err *e)
{
	if (!r->held || !r->unwritten)
		return 0;
	/* what the lock names is on the disk before the lock is */
	if (file_sync_folder(r->store, e) < 0 || write_lock(r, e) < 0)
		return -1;
	r->unwritten = 0;
	return 0;
}

/* ---- opening ----------------------------------------------------------------
 */

/* Where a run that was killed may have left a file that was to be renamed. */
struct leaving {
	const char *folder, *of;
};

/* Who holds the lock knows that nobody is writing it. */
static int remove_unfinished(void *context, const char *name, struct err *e)
{
	const struct leaving *l = context;
	const char *end = strrchr(name, '.');
	char path[PATH_TEXT];

	if (!end || strcmp(end, ".tmp") != 0 ||
		strncmp(name, l->of, strlen(l->of)) != 0)
		return 0;
	if (file_join(path, l->folder, name, e) < 0)
		return -1;
	remove(path);
	return 0;
}

static int take_lock(struct releases *r, const char *root, struct err *e)
{
	char path[PATH_TEXT], raw[PATH_TEXT];

	if (file_join(path, r->store, "lock", e) < 0 ||
		file_join(raw, root, "raw", e) < 0 ||
		file_make_dirs(r->store, e) < 0 ||
		lock_take(&r->held, path, e) < 0 ||
		file_list(r->store, remove_unfinished,
			&(struct leaving){ r->store, "" }, e) < 0)
		return -1;
	return file_list(raw, remove_unfinished,
		&(struct leaving){ raw, "kosh.lock." }, e);
}

int releases_open(struct releases **out, const char *root,
	enum releases_mode mode, struct err *e)
{
	struct releases *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	if (file_join(r->lock, root, "raw/kosh.lock", e) < 0 ||
		file_join(r->store, root, "raw/store", e) < 0 ||
		(mode == RELEASES_TAKE && take_lock(r, root, e) < 0) ||
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
	arena_free(&r->texts);
	releases_forget(r);
	free(r->all);
	free(r);
}
