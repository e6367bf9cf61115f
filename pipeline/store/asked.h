/* SPDX-License-Identifier: MIT */
/* When each workbook of a spec was last asked for, and what came of it. */
#ifndef KOSH_STORE_ASKED_H
#define KOSH_STORE_ASKED_H

#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"

enum { ASKED_ETAG = 256, ASKED_DATE = 64 };

/* A workbook by its official name, and where it was asked for. */
struct asked_for {
	const char *dataset, *edition, *file;
	const char *url;  /* NULL: a folder */
	const char *came; /* when what is held of it was taken; NULL: unknown */
};

/* What the server said of the bytes that it gave last. */
struct asked {
	char release[HASH_HEX];
	char etag[ASKED_ETAG], last_modified[ASKED_DATE]; /* "" for none */
};

enum asked_outcome { ASKED_NEW, ASKED_UNCHANGED, ASKED_FAILED };

/* The table, for many workbooks. */
struct asking;

int asking_open(struct asking **out, struct db *d, struct err *e);
void asking_close(struct asking *a);

/* 1, or 0 where nothing was taken from that address yet. */
int asked_last(struct asked *out, struct asking *a,
	const struct asked_for *what, struct err *e);

/* 1 if the database knows that this release of it was taken, wherever from. */
int asked_knows(struct asking *a, const struct asked_for *what,
	const char *release, struct err *e);

/* Keeps what came of it now; part of a transaction. held is what is in the
 * store of it; NULL: none, or the answer said nothing of it. status 0: no
 * answer. message NULL: all went well. */
int asked_put(struct asking *a, const struct asked_for *what,
	enum asked_outcome outcome, int status, const char *message,
	const struct asked *held, struct err *e);

#endif
