/* SPDX-License-Identifier: MIT */
/*
 * The text of a part in pieces, unpacked where they will be read: nothing is
 * copied. A large part is unpacked by a thread of its own, some pieces ahead of
 * the reader, where there is a second processor.
 */
#ifndef KOSH_WORKBOOK_PUMP_H
#define KOSH_WORKBOOK_PUMP_H

#include "pipeline/workbook/source.h"

enum {
	PUMP_SLACK = 16, /* zeros behind each piece: looking ahead is safe */
	PUMP_AHEAD_MIN = 4 << 20, /* bytes of a part that pay for a thread */
};

enum pump_mode {
	PUMP_AUTO,  /* ahead if the part and the machine are worth it */
	PUMP_HERE,  /* in the calling thread */
	PUMP_AHEAD, /* by a thread of its own */
};

/* Some text. What was left of the piece before may be put in front of it: there
 * is room for as many bytes as a piece may have. */
struct piece {
	char *at;
	size_t len;
};

struct pump;

/* Takes the source, also when it fails. Pieces have at most size bytes. */
int pump_open(struct pump **out, struct source *take, size_t size,
	enum pump_mode mode, struct err *e);
void pump_close(struct pump *p);

/* 1 and the next piece, 0 at the end, or -1. A piece stays until the call after
 * the next one, so that its rest can be carried over. */
int pump_next(struct piece *out, struct pump *p, struct err *e);

#endif
