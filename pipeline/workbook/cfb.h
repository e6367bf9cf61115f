/* SPDX-License-Identifier: MIT */
/*
 * The compound file (OLE2) in which an .xls lies: a small file system of
 * sectors. Only what finding one stream needs is read, and nothing in it is
 * believed: every sector number, chain and size is checked against the file.
 */
#ifndef KOSH_WORKBOOK_CFB_H
#define KOSH_WORKBOOK_CFB_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

struct cfb;

/* The bytes of a stream: in place where its sectors follow one another in the
 * file, as they do where it was written at once; else in a copy of all of it,
 * which takes as much memory as the stream is long. It must not outlive the
 * struct cfb it came from. */
struct cfb_stream {
	const unsigned char *at;
	size_t len;
	unsigned char *copy;
};

#define CFB_STREAM_INIT                                                        \
	{                                                                      \
		NULL, 0, NULL                                                  \
	}

/* 1 if the bytes begin as a compound file does. */
int cfb_is(struct span bytes);

/* Reads the directory. The bytes stay yours and must outlive it. ERR_DATA for
 * sizes that are not those of a compound file, a chain that leaves the file or
 * runs in a circle, or a directory that has no root. */
int cfb_open(struct cfb **out, struct span bytes, struct err *e);
void cfb_close(struct cfb *c);

/* 1 if the root folder holds a stream of that name; case does not matter. */
int cfb_has(const struct cfb *c, const char *name);

/* The stream of that name in the root folder: as many bytes as the directory
 * declares, whatever its chain does behind them (chains of real files run
 * on into their neighbours). ERR_DATA if there is none or it is cut short. */
int cfb_read(
	struct cfb_stream *out, struct cfb *c, const char *name, struct err *e);
void cfb_stream_free(struct cfb_stream *s);

#endif
