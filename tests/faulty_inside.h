/* SPDX-License-Identifier: MIT */
/* Inside faulty*.c: one request, and the means to answer it badly. */
#ifndef KOSH_TESTS_FAULTY_INSIDE_H
#define KOSH_TESTS_FAULTY_INSIDE_H

#include <stddef.h>

#include "tests/faulty.h"

struct talk; /* a connection */

struct ask {
	const char *target;	  /* "/to?file:///etc/passwd" */
	const char *query;	  /* behind the "?"; "" for none */
	const char *etag, *since; /* If-None-Match, If-Modified-Since; "" */
	unsigned times;		  /* that it was asked for, this one too */
};

/* -1 once the other side or the server has had enough. */
int talk_put(struct talk *t, const char *bytes, size_t n);
int talk_puts(struct talk *t, const char *text);
/* A while of 10 ms. */
int talk_nap(struct talk *t);
/* Breaks the connection so that the other side is told of a reset. */
void talk_reset(struct talk *t);

/* Answers. 1 if the connection may be used again. */
int faulty_answer(struct talk *t, const struct ask *a);

#endif
