/* SPDX-License-Identifier: MIT */
/* Inside this folder: the releases that are known, and their store. */
#ifndef KOSH_FETCH_RELEASES_INSIDE_H
#define KOSH_FETCH_RELEASES_INSIDE_H

#include "pipeline/base/arena.h"
#include "pipeline/base/lock.h"
#include "pipeline/fetch/releases.h"

struct releases {
	char lock[PATH_TEXT], store[PATH_TEXT];
	struct release *all;
	size_t n;
	struct arena texts; /* theirs */
	struct lock *held;  /* NULL: this is a trial */
	unsigned incoming;  /* how many there were */
	int unwritten;	    /* the lock file lacks some */
};

/* Adds a copy; ERR_DATA for what would not be read again. */
int releases_add(struct releases *r, const struct release *x, struct err *e);

#endif
