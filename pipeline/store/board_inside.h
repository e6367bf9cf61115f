/* SPDX-License-Identifier: MIT */
/* Inside the board: the order of what was read. */
#ifndef KOSH_STORE_BOARD_INSIDE_H
#define KOSH_STORE_BOARD_INSIDE_H

#include "pipeline/store/board.h"

/* Counts editions and lines, and finds places. */
int board_order(struct board *b, struct err *e);

#endif
