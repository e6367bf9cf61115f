/* SPDX-License-Identifier: MIT */
/* From a server or a folder into the store. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/fetch/releases_inside.h"

struct incoming {
	struct draft *draft;  /* NULL: a trial */
	int trial;	      /* -1: none */
	char name[PATH_TEXT]; /* of the trial, as long as it has one */
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

static int open_trial(struct incoming *in, struct err *e)
{
	const char *tmp = getenv("TMPDIR");

	if (file_join(in->name, tmp && *tmp ? tmp : P_tmpdir, "kosh-XXXXXX",
		    e) < 0)
		return -1;
	in->trial = mkostemp(in->name, O_CLOEXEC);
	return in->trial < 0 ? err_errno(e, "cannot write", in->name) : 0;
}

/* A path by which it can be read; a name that is not needed for that goes. */
static void find_path(struct incoming *in)
{
	snprintf(in->path, sizeof(in->path), "/proc/self/fd/%d",
		incoming_fd(in));
	if (!file_exists(in->path)) {
		snprintf(in->path, sizeof(in->path), "%s",
			in->draft ? draft_path(in->draft) : in->name);
		return;
	}
	if (!in->draft)
		unlink(in->name);
	*in->name = '\0';
}

int incoming_open(struct incoming **out, struct releases *r, struct err *e)
{
	struct incoming *in = calloc(1, sizeof(*in));

	if (!in)
		return err_memory(e);
	in->trial = -1;
	if ((r->held ? open_draft(in, r, r->incoming++, e)
		     : open_trial(in, e)) < 0) {
		free(in);
		return -1;
	}
	find_path(in);
	*out = in;
	return 0;
}

void incoming_close(struct incoming *in)
{
	if (!in)
		return;
	draft_drop(in->draft);
	if (in->trial >= 0)
		close(in->trial);
	if (*in->name)
		unlink(in->name);
	free(in);
}

int incoming_fd(const struct incoming *in)
{
	return in->draft ? fileno(draft_stream(in->draft)) : in->trial;
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

static int is_of(const struct release *x, const char *sha256)
{
	return x && strcmp(x->sha256, sha256) == 0;
}

/* What the bytes are to the lock, and whether it lacks how they came: a folder
 * tells it nothing of bytes that it has; a server, and the only place that
 * there is, where its last line of the workbook, or of that at this address, is
 * not of them. */
static enum accepted compare(
	int *lacks, const struct releases *r, const struct release *x)
{
	const struct release *known = releases_last(r,
		&(struct release){ .dataset = x->dataset,
			.edition = x->edition,
			.sha256 = x->sha256 });
	const struct release *here = releases_last(r,
		&(struct release){ .dataset = x->dataset,
			.edition = x->edition,
			.file = x->file,
			.url = x->url });
	const struct release *last = x->is_only ? here : releases_sent(r, x);
	int tells = x->is_only || *x->url;

	*lacks = !known ||
		(tells && !(is_of(last, x->sha256) && is_of(here, x->sha256)));
	return !known					   ? ACCEPTED_NEW
		: tells && last && !is_of(last, x->sha256) ? ACCEPTED_AGAIN
							   : ACCEPTED_KNOWN;
}

/* Now, but after what the lock has of the edition: by these times its lines are
 * put in order, and a clock may have gone wrong. */
static void stamp(
	char out[CLOCK_TEXT], const struct releases *r, const struct release *x)
{
	const struct release *last = releases_last(r,
		&(struct release){
			.dataset = x->dataset, .edition = x->edition });

	clock_format(out, clock_now());
	if (last && strcmp(last->fetched, out) >= 0)
		clock_after(out, last->fetched);
}

int releases_accept(struct releases *r, enum accepted *how, struct release *x,
	struct incoming *in, struct err *e)
{
	char sha256[HASH_HEX], fetched[CLOCK_TEXT];
	struct file_map map;
	int lacks, rc;

	if (file_map(&map, in->path, e) < 0)
		return -1;
	hash_bytes(sha256, map.at, map.len);
	x->bytes = (long long)map.len;
	file_unmap(&map);
	stamp(fetched, r, x);
	x->sha256 = sha256;
	x->fetched = fetched;
	*how = compare(&lacks, r, x);
	rc = store(r, in, sha256, e);
	if (rc == 0 && lacks)
		rc = releases_add(r, x, e);
	if (rc < 0)
		return -1;
	r->unwritten |= lacks;
	*x = *releases_last(r,
		&(struct release){ .dataset = x->dataset,
			.edition = x->edition,
			.sha256 = sha256 });
	return 0;
}
