/* SPDX-License-Identifier: MIT */
/* Putting what sources say into the database. */
#ifndef KOSH_STORE_LOAD_H
#define KOSH_STORE_LOAD_H

#include "pipeline/extract/areas.h"
#include "pipeline/extract/spec.h"
#include "pipeline/extract/stream.h"
#include "pipeline/store/db.h"

/* Writes what a spec says of its dataset: regimes, editions, indicator trees.
 * Changes what differs and nothing else, so that observations keep their
 * indicators. Part of a transaction. */
int load_spec(struct db *d, const struct spec *s, struct err *e);

/* Makes the area, scheme, region and member tables those of raw/areas. */
int load_areas(struct db *d, const struct areas *a, struct err *e);

/* Makes the published averages of a dataset those of the file that its spec
 * names. ERR_DATA with file and line for what is malformed, and for an edition,
 * an indicator or a region that the database lacks: load both before. */
int load_averages(struct db *d, const struct spec *s, struct err *e);

/* What is known of a release besides its cells; NULL where unknown. */
struct load_release {
	const char *dataset, *edition, *sha256;
	const char *published, *file, *url, *fetched;
	const char *again;  /* when a server last came to have it */
	const char *recipe; /* how it was read; NULL: whatever it was */
	const char *root;   /* whose waivers count; NULL: the database's */
	int is_press;	    /* it is what the press printed: aside */
	int official;	    /* 1, 0, or -1 for unknown */
	long long bytes;    /* -1: unknown */
	/* What the server said that gave the bytes; status 0: they are from a
	 * folder. */
	const char *final_url, *etag, *last_modified, *content_type, *agent;
	int status;
};

/* A release being loaded, staged. Assumes a transaction. */
struct load;

/* *out is NULL where the database has this release already, read by the same
 * recipe: then there is nothing to do. Read by another recipe it is read anew:
 * its observations and findings are replaced. If it is current it stays so;
 * then at the end a finding that is an error and that no waiver covers is
 * ERR_DATA, which leaves the old reading, unless the release was forced. What
 * the press printed no rule will judge: an error in it is refused at once.
 * Dataset and root live as long as the load. */
int load_begin(struct load **out, struct db *d, const struct load_release *r,
	struct err *e);
/* Notes that of a release that is there. */
int load_again(struct db *d, const struct load_release *r, struct err *e);
/* Notes that the workbook of a release was refused: staged, without
 * observations, its one finding says why. It will be read anew whatever the
 * recipe. A release of which there is a reading keeps that and is left as it
 * is, and so is one that was refused by the same recipe. */
int load_refused(struct db *d, const struct load_release *r,
	const struct finding *why, struct err *e);
/* ERR_DATA for an indicator or area that the database does not know. */
int load_put(struct load *l, const struct observation *o, struct err *e);
int load_put_finding(struct load *l, const struct finding *f, struct err *e);
/* How many observations were put. */
size_t load_count(const struct load *l);
/* Writes the observations and the hash of the content where rc is 0, and frees
 * l either way. Returns -1 if
 * rc is not 0 or that failed, as db_end does; ERR_DATA for a figure that was
 * put twice from the same cell. Accepts NULL. */
int load_end(struct load *l, int rc, struct err *e);

#endif
