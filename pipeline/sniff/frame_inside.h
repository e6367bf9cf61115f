/* SPDX-License-Identifier: MIT */
/* Inside this folder: the steps by which a frame is found. */
#ifndef KOSH_SNIFF_FRAME_INSIDE_H
#define KOSH_SNIFF_FRAME_INSIDE_H

#include "pipeline/sniff/frame.h"

/* Areas in a row instead of a column: sets kind if that is so. */
void frame_across(struct frame *f, const struct areas *a);

/* The rows of labels above the figures, rows under them that are no data, the
 * block, and what ends the table. Without any header kind becomes
 * FRAME_NONE. */
int frame_header(struct frame *f, struct err *e);

#endif
