/* SPDX-License-Identifier: MIT */
/* Taking the workbooks that specs name into the store, from their publishers'
 * servers or from a folder. */
#ifndef KOSH_RUN_TAKE_H
#define KOSH_RUN_TAKE_H

#include "pipeline/extract/spec.h"
#include "pipeline/fetch/net.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/store/asked.h"

enum taken {
	TAKEN_NEW,
	TAKEN_AGAIN, /* the server went back to bytes that it gave before */
	TAKEN_UNCHANGED,
	TAKEN_ABSENT, /* the folder has no such file; the spec no address */
	TAKEN_FAILED,
};

/* A workbook of a spec, and what became of it. */
struct source {
	const struct spec *spec;
	const struct spec_edition *ed;
	const struct spec_workbook *w;
	enum taken what;
	struct asked held; /* what was given; release "" where nothing was */
	int status;	   /* of HTTP; 0: none */
	struct err fault;  /* why it failed */
};

/* A list of them, and the specs that were opened for it. */
struct sources {
	struct source *at;
	size_t n;
	struct spec **specs;
	size_t n_specs;
};

/* Adds the workbooks of one edition, or of all where edition is NULL. */
int sources_add(struct sources *all, const struct spec *s, const char *edition,
	struct err *e);
/* The same of "DATASET" or "DATASET/EDITION", whose spec is opened. */
int sources_name(
	struct sources *all, const char *root, const char *name, struct err *e);
void sources_free(struct sources *all);

/* The release of what was taken or is unchanged; NULL of the others. */
const struct release *source_release(
	const struct source *s, const struct releases *r);

/* What came of one, in the order of the list. -1 with e set ends it. */
typedef int taken_fn(void *context, const struct source *s,
	const struct release *x, struct err *e);

/* How to take. */
struct taking {
	struct sources *all;
	/* In a trial nothing is taken, but all is asked for. */
	struct releases *releases;
	int trial;
	int locked;    /* what is not pinned by the spec, or else by the lock,
			* fails */
	struct db *db; /* which keeps what came of it; may be NULL */
	taken_fn *report;
	void *context;
};

/* Takes from a folder what it has, by the official names. This and take_net
 * take besides what the press printed: it lies beside the specs. */
int take_from(const struct taking *t, const char *folder, struct err *e);

/* Asks the servers, all at once, for what is new: by what they said of the
 * bytes that the store has. policy->agent is written down. */
int take_net(
	const struct taking *t, const struct net_policy *policy, struct err *e);

/* What a source must be where only that is taken: by the spec, or else by the
 * last line of the lock; NULL: nobody says. */
const char *source_pinned(const struct source *s, const struct releases *r);

#endif
