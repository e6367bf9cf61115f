/* SPDX-License-Identifier: MIT */
/*
 * Inside deriving: where the areas of one dataset stand, read in the order of
 * the keys. It makes the rows that sql/derive/standing_edition.sql and
 * standing.sql define, in a small part of their time; their numbered rules hold
 * here, and a test compares every row.
 */
#ifndef KOSH_STORE_BOARD_H
#define KOSH_STORE_BOARD_H

#include "pipeline/base/arena.h"
#include "pipeline/store/db.h"

/* An area in an edition. */
struct board_line {
	double score;
	int64_t rank;
	uint32_t edition, area;
	uint32_t line, place; /* place 0: none */
	unsigned char has_rank, has_score;
};

struct board_edition {
	struct span edition, regime, period, direction;
	int64_t ordinal, release, indicator;
	int rank_sign, is_lower, is_ranked; /* by published ranks */
	int is_kept; /* it has its rows in standing: lines are not read */
	int64_t position;
	size_t first, n; /* of its lines, by area */
};

enum { BOARD_TABLES = 2 };

struct board {
	struct db *db;
	struct stmt *editions, *periods, *overall, *figures;
	struct stmt *put[BOARD_TABLES]; /* each once it is asked for */
	struct arena names;		/* of areas: for good */
	struct span *areas;		/* by code */
	size_t n_areas;

	struct arena texts; /* of the dataset that was read last */
	struct span dataset;
	struct board_edition *all; /* by name */
	struct board_line *lines;
	uint32_t *order;
	size_t n, n_lines;
};

/* Reads which areas there are. */
int board_open(struct board **out, struct db *d, struct err *e);
/* Reads a dataset, unless it was the last: of the editions that have standings
 * what standing_edition says, of the others all. */
int board_read(struct board *b, const char *dataset, struct err *e);
void board_close(struct board *b);

#endif
