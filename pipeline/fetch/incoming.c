/* SPDX-License-Identifier: MIT */
/* From a server or a folder into the store. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/fetch/releases_inside.h"

struct incoming {
	struct draft *draft; /* NULL: a trial */
	FILE *trial;
	char path[PATH_TEXT];
};

static int open_draft(struct incoming *in, const struct releases *r,
	unsigned number, struct err *e)
{
	char name[32], path[PATH_TEXT];

	snprintf(name, sizeof(name), "incoming-%u", number);
	return file_join(path, r->store, name, e) < 0
		? -1
		: draft_open(&in->draft, path, e);
}

int incoming_open(struct incoming **out, struct releases *r, struct err *e)
{
	struct incoming *in = calloc(1, sizeof(*in));
	int rc;

	if (!in)
		return err_memory(e);
	if (r->held)
		rc = open_draft(in, r, r->incoming++, e);
	else if (!(in->trial = tmpfile()))
		rc = err_errno(e, "cannot write", "a temporary file");
	else
		rc = 0;
	if (rc < 0) {
		incoming_close(in);
		return -1;
	}
	snprintf(in->path, sizeof(in->path), "/proc/self/fd/%d",
		incoming_fd(in));
	if (!file_exists(in->path) && in->draft)
		snprintf(in->path, sizeof(in->path), "%s",
			draft_path(in->draft));
	*out = in;
	return 0;
}

void incoming_close(struct incoming *in)
{
	if (!in)
		return;
	draft_drop(in->draft);
	if (in->trial)
		fclose(in->trial);
	free(in);
}

int incoming_fd(const struct incoming *in)
{
	return fileno(in->trial ? in->trial : draft_stream(in->draft));
}

const char *incoming_path(const struct incoming *in)
{
	return in->path;
}

int incoming_copy(struct incoming *in, const char *path, struct err *e)
{
	struct file_map map;
	ssize_t n = 0;

	if (file_map(&map, path, e) < 0)
		return -1;
	for (size_t at = 0; at < map.len && n >= 0; at += n > 0 ? (size_t)n : 0)
		do
			n = write(incoming_fd(in), map.at + at, map.len - at);
		while (n < 0 && errno == EINTR);
	if (n < 0)
		err_errno(e, "cannot store", path);
	file_unmap(&map);
	return n < 0 ? -1 : 0;
}

int releases_path(const struct releases *r, const char *sha256,
	char path[PATH_TEXT], struct err *e)
{
	return file_join(path, r->store, sha256, e);
}

int releases_stored(const struct releases *r, const char *sha256)
{
	struct err ignored = ERR_INIT;
	char path[PATH_TEXT];

	return releases_path(r, sha256, path, &ignored) == 0 &&
		file_exists(path);
}

/* Gives the bytes their name in the store, unless it has them; also where it
 * has lost or damaged them. */
static int store(struct releases *r, struct incoming *in, const char *sha256,
	struct err *e)
{
	struct err damage = ERR_INIT;
	struct draft *d = in->draft;
	char path[PATH_TEXT], stored[HASH_HEX];

	if (!d)
		return 0;
	if (releases_path(r, sha256, path, e) < 0)
		return -1;
	if (hash_file(stored, path, &damage) == 0 &&
		strcmp(stored, sha256) == 0)
		return 0;
	if (draft_call(d, path, e) < 0)
		return -1;
	in->draft = NULL;
	return draft_commit_read_only(d, e);
}

/* Whether the lock has the bytes, and if so whether they are what its last line
 * of this address says. */
static enum accepted compare(const struct releases *r, const struct release *x)
{
	struct release like = { .dataset = x->dataset,
		.edition = x->edition,
		.sha256 = x->sha256 };
	const struct release *last;

	if (!releases_last(r, &like))
		return ACCEPTED_NEW;
	like = (struct release){ .dataset = x->dataset,
		.edition = x->edition,
		.file = x->file,
		.url = x->url };
	last = *x->url ? releases_last(r, &like) : NULL;
	return last && strcmp(last->sha256, x->sha256) != 0 ? ACCEPTED_AGAIN
							    : ACCEPTED_KNOWN;
}

int releases_accept(struct releases *r, enum accepted *how, struct release *x,
	struct incoming *in, struct err *e)
{
	char sha256[HASH_HEX], fetched[CLOCK_TEXT];
	struct file_map map;
	int rc;

	if (file_map(&map, in->path, e) < 0)
		return -1;
	hash_bytes(sha256, map.at, map.len);
	x->bytes = (long long)map.len;
	file_unmap(&map);
	clock_format(fetched, clock_now());
	x->sha256 = sha256;
	x->fetched = fetched;
	*how = compare(r, x);
	rc = store(r, in, sha256, e);
	if (rc == 0 && *how != ACCEPTED_KNOWN)
		rc = releases_add(r, x, e);
	if (rc < 0)
		return -1;
	r->unwritten |= *how != ACCEPTED_KNOWN;
	*x = *releases_last(r,
		&(struct release){ .dataset = x->dataset,
			.edition = x->edition,
			.sha256 = sha256 });
	return 0;
}
