/* SPDX-License-Identifier: MIT */
/* Inside this folder: the second reader of .xls, libfreexl. */
#ifndef KOSH_WORKBOOK_SECOND_H
#define KOSH_WORKBOOK_SECOND_H

#include <stdio.h>

#include "pipeline/base/err.h"

/* Makes the system load all that second_read may come to need, while it still
 * may. */
void second_prepare(void);

/* Writes the sheets of these names in this order, each a RELAY_SHEET with the
 * rows and columns that it has (0 where there is none of that name) and its
 * cells in the order of rows and columns; RELAY_END last. -1 with why libfreexl
 * does not read the file. It can crash on a damaged one. */
int second_read(FILE *out, const char *path, char *const *names, size_t n,
	struct err *e);

#endif
