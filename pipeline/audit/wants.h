/* SPDX-License-Identifier: MIT */
/*
 * The observations of a release in the order in which the cells of a workbook
 * are read, so that both can be gone through side by side.
 */
#ifndef KOSH_AUDIT_WANTS_H
#define KOSH_AUDIT_WANTS_H

#include <stdint.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"

enum {
	WANTS_MAX = 1 << 25,   /* observations of a release */
	WANTS_NAMES = 1 << 15, /* and their sheets, indicators, labels */
};

/* An observation: 32 bytes, and its text. */
struct want {
	uint64_t place; /* see wants_place */
	double value;	/* NaN: none */
	uint32_t at;	/* of its text in wants.texts */
	uint32_t len;
	uint32_t indicator; /* its number among the names */
	uint32_t is_rank;
};

/* What the observations name, each once. */
struct wants_names {
	struct span *all;
	int64_t *ids; /* of the database */
	size_t n;
};

struct wants {
	struct want *all; /* by place */
	size_t n;
	struct text texts;
	struct wants_names sheets, indicators;
	struct arena names;
	/* The hash of what they say: that of batch_content() where they are
	 * what was loaded. */
	char content[HASH_HEX];
};

#define WANTS_INIT                                                             \
	{                                                                      \
		NULL, 0, TEXT_INIT, { NULL, NULL, 0 }, { NULL, NULL, 0 },      \
			ARENA_INIT, ""                                         \
	}

/* A place as one number, in the order of sheets, rows, columns. */
static inline uint64_t wants_place(size_t sheet, uint32_t row, uint32_t column)
{
	return (uint64_t)sheet << 48 | (uint64_t)row << 16 | column;
}

static inline size_t wants_sheet(uint64_t place)
{
	return place >> 48 & (WANTS_NAMES - 1);
}

static inline uint32_t wants_row(uint64_t place)
{
	return (uint32_t)(place >> 16);
}

static inline uint32_t wants_column(uint64_t place)
{
	return (uint32_t)(place & 0xffff);
}

/* Of an observation whose cell is no A1; that stands behind its text, with a
 * NUL. Such come behind all others. */
#define WANTS_NOWHERE ((uint64_t)1 << 63)

/* Reads those of a release. ERR_DATA for too many. What is in out then is to be
 * freed as well. */
int wants_read(
	struct wants *out, struct db *d, int64_t release_id, struct err *e);
void wants_free(struct wants *w);

static inline struct span wants_text(
	const struct wants *w, const struct want *o)
{
	return (struct span){ w->texts.at + o->at, o->len };
}

#endif
