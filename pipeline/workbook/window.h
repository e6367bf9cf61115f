/* SPDX-License-Identifier: MIT */
/*
 * A window that moves over the text of a part, so that memory does not grow
 * with the part. It widens only where one thing does not fit.
 */
#ifndef KOSH_WORKBOOK_WINDOW_H
#define KOSH_WORKBOOK_WINDOW_H

#include "pipeline/workbook/pump.h"

enum {
	WINDOW_SIZE = 128 << 10,   /* bytes unpacked at a time */
	WINDOW_MAX = 1 << 20,	   /* what may be left when it is filled */
	WINDOW_SLACK = PUMP_SLACK, /* zeros behind the bytes */
};

struct window {
	struct pump *pump; /* owned */
	size_t size;
	char *from;	  /* where the bytes begin that are there */
	char *next, *end; /* those not used yet */
	int ended;	  /* the part has no more */
	char *wide;	  /* where a piece does not hold what is needed */
	size_t wide_size;
	/* Called before bytes of the window move; may be NULL. */
	int (*before_move)(void *context, struct err *e);
	void *context;
};

/* Takes the source, also when it fails. size is WINDOW_SIZE save in tests.
 * window_close works on a zeroed struct too. */
int window_open(
	struct window *w, struct source *take, size_t size, struct err *e);
void window_close(struct window *w);

/* Keeps what is not used yet and reads on behind it: 1, or 0 at the end of the
 * part. */
int window_fill(struct window *w, struct err *e);

/* The same where the part must not end yet: 1 or -1. */
int window_need(struct window *w, struct err *e);

/* Moves behind the next occurrence of mark. */
int window_skip_past(struct window *w, const char *mark, struct err *e);

/* Reads the part to its end, so that its checksum is tested. */
int window_drain(struct window *w, struct err *e);

#endif
