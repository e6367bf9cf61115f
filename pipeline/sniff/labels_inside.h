/* SPDX-License-Identifier: MIT */
/* Inside this folder: what taking labels and naming columns have in common. */
#ifndef KOSH_SNIFF_LABELS_INSIDE_H
#define KOSH_SNIFF_LABELS_INSIDE_H

#include "pipeline/sniff/labels.h"

/* Moves a text into the arena; NULL if memory is out. */
const char *labels_keep(struct labels *l, struct text *t, struct err *e);

/* Of one of the three forms of the labels, what labels_at gives of the first.
 */
const char *labels_filled(const char *const *texts, const struct labels *l,
	unsigned row, uint32_t column);

/* Both NULL, or the same text. */
int labels_same(const char *a, const char *b);

#endif
