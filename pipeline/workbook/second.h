/* SPDX-License-Identifier: MIT */
/* Inside this folder: the second reader of .xls, libfreexl. */
#ifndef KOSH_WORKBOOK_SECOND_H
#define KOSH_WORKBOOK_SECOND_H

#include <stdio.h>

#include "pipeline/base/err.h"

/* What the system loads for libfreexl: opened while files may be opened. */
struct second;

/* The version of the library that is loaded: "1.0.6". */
const char *second_library(void);

int second_open(struct second **out, struct err *e);
void second_close(struct second *s);

/* Writes the sheets of these names in this order, each a RELAY_SHEET with the
 * rows and columns that it has (0 where there is none of that name) and its
 * cells in the order of rows and columns; RELAY_END last. -1 with why libfreexl
 * does not read the file. It can crash on a damaged one. Behind a lock it wants
 * a struct second to be open. */
int second_read(FILE *out, const char *path, char *const *names, size_t n,
	struct err *e);

#endif
