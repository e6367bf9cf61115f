/* SPDX-License-Identifier: MIT */
/*
 * The store of releases: raw/store/SHA256 holds the bytes, raw/kosh.lock says
 * which release of which edition they are. Both only grow.
 */
#ifndef KOSH_FETCH_RELEASES_H
#define KOSH_FETCH_RELEASES_H

#include <stddef.h>

#include "pipeline/base/err.h"
#include "pipeline/base/file.h"
#include "pipeline/base/hash.h"

/* A line of raw/kosh.lock, of the columns of these names: how some bytes came
 * to be a release. In a line a text that is not known is "". */
struct release {
	const char *dataset, *edition;
	const char *sha256;
	const char *file; /* the official name it came under */
	const char *url;  /* what was asked for; "" for a folder */
	long long bytes;
	const char *fetched; /* ISO 8601, UTC */
	/* What the server said; nothing of a folder, nor in the lock of an
	 * older version. */
	const char *final_url; /* where it was sent from, after redirects */
	int status;	       /* of HTTP; 0: none */
	const char *etag, *last_modified, *content_type;
	const char *agent; /* who fetched it: "kosh/0.1.0" */
	/* Of bytes that come in: they lie in the only place that there is, so
	 * what is there now counts, as from a server. Not in the lock. */
	int is_only;
};

enum releases_mode {
	RELEASES_READ, /* what is taken is only remembered: a trial */
	RELEASES_TAKE, /* holds the store's lock until it is closed */
};

struct releases;

int releases_open(struct releases **out, const char *root,
	enum releases_mode mode, struct err *e);
void releases_close(struct releases *r);

/* Bytes on their way into the store, in a file that has no name yet: whatever
 * ends us, nothing is left of it. In a trial they never get there. */
struct incoming;

int incoming_open(struct incoming **out, struct releases *r, struct err *e);
/* Drops what was not accepted. Accepts NULL. */
void incoming_close(struct incoming *in);
/* Where to write. */
int incoming_fd(const struct incoming *in);
/* Fills it with the bytes of a file, which stays what it is. */
int incoming_copy(struct incoming *in, const char *path, struct err *e);
/* A path by which this process, or one that it forks, can read the bytes as
 * long as in is open. Borrowed. */
const char *incoming_path(const struct incoming *in);

enum accepted {
	ACCEPTED_NEW,
	ACCEPTED_KNOWN, /* the lock has these bytes for the edition already; the
			 * store has them (again). That a server has them too,
			 * or at another address, is a line more. */
	ACCEPTED_AGAIN, /* the lock has them, but the server gave other bytes in
			 * the meantime: it went back, which is a line more */
};

/* Makes a release of an edition of the bytes, by the facts in x: its sha256,
 * bytes and fetched are filled in here and live as long as r, as all that x
 * borrows must until then. The bytes are in the store at once, the lock names
 * them after releases_keep. */
int releases_accept(struct releases *r, enum accepted *how, struct release *x,
	struct incoming *in, struct err *e);

/* Writes raw/kosh.lock where something was accepted. */
int releases_keep(struct releases *r, struct err *e);

/* All releases in the order in which they came. Borrowed until the next
 * releases_accept. */
size_t releases_count(const struct releases *r);
const struct release *releases_at(const struct releases *r, size_t i);
/* The last one that has all the texts of like, of which those that are NULL
 * count for nothing; NULL if there is none. */
const struct release *releases_last(
	const struct releases *r, const struct release *like);
/* The first one. */
const struct release *releases_first(
	const struct releases *r, const struct release *like);

/* Where the bytes of a release lie. */
int releases_path(const struct releases *r, const char *sha256,
	char path[PATH_TEXT], struct err *e);
/* 1 if there are bytes of it in the store; whether they are right is for
 * store_verify to say. */
int releases_stored(const struct releases *r, const char *sha256);

/* What store_verify says of a file or a line of the lock. */
enum stored {
	STORED_OK,
	STORED_DAMAGED,	   /* other bytes than its name says */
	STORED_MISSING,	   /* the lock has it, the store does not */
	STORED_UNRECORDED, /* right, but the lock does not have it: a run was
			    * killed before it could say so */
};

/* sha256 is the name of the file; x the last line about it, or NULL. */
typedef int stored_fn(void *context, enum stored what, const char *sha256,
	const struct release *x, struct err *e);

/* Hashes every file of the store again, in the order of their names, and names
 * what the lock has and the store lacks. */
int store_verify(const struct releases *r, stored_fn *report, void *context,
	struct err *e);

#endif
