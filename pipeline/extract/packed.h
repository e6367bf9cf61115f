/* SPDX-License-Identifier: MIT */
/*
 * Observations from a process of ours to another one, as they lie in memory:
 * no number is written out and read again, and a text that is that of the
 * record before goes without saying. Between tools goes CSV (stream.h).
 *
 * The stream is made of blocks, each its length in four bytes and its records;
 * no block needs another to be understood. A record is
 *
 *   two bytes of flags: whether there is a value, which texts are new
 *   the value, eight bytes
 *   of each new text its length (one byte, or 255 and four bytes), its bytes
 */
#ifndef KOSH_EXTRACT_PACKED_H
#define KOSH_EXTRACT_PACKED_H

#include "pipeline/extract/stream.h"

struct packed;

/* Without a stream the records are kept, see packed_release. */
int packed_open(struct packed **out, FILE *to, struct err *e);
/* ERR_DATA for a record that is longer than the database takes. Whether the
 * stream took it, the stream knows. */
int packed_put(struct packed *p, const struct observation *o, struct err *e);
/* Hands on all that was kept. */
int packed_release(struct packed *p, observation_fn *observation, void *context,
	struct err *e);
/* Writes what is left and frees. Accepts NULL. */
void packed_close(struct packed *p);

/* Reads all that packed_put wrote. The writer may have read a stranger's file,
 * and is not believed: ERR_DATA for a record that is cut off or too long, or a
 * value that is no number. */
int packed_read(
	FILE *in, observation_fn *observation, void *context, struct err *e);

#endif
