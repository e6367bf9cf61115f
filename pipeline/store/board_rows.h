/* SPDX-License-Identifier: MIT */
/* Inside deriving: rows that a function of ours makes, where the statement that
 * defines them would take long. */
#ifndef KOSH_STORE_BOARD_ROWS_H
#define KOSH_STORE_BOARD_ROWS_H

#include "pipeline/store/board.h"

/* 1 if it makes the rows of this table. */
int board_has(const char *table);
/* Puts those of one dataset, of which the table has none. */
int board_put(
	struct board *b, const char *table, const char *dataset, struct err *e);

#endif
