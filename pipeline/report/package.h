/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what the folder of CSV holds. */
#ifndef KOSH_REPORT_PACKAGE_H
#define KOSH_REPORT_PACKAGE_H

#include <stddef.h>
#include <stdio.h>

#include "pipeline/store/db.h"

/* Columns here are those there, each list in order and separated by commas. A
 * link of several columns where one may be empty is none to who reads it. */
struct package_link {
	const char *fields, *resource, *reference;
};

enum { PACKAGE_LINKS = 4 };

/* A resource: NAME.csv, the rows of sql/export/table-NAME.sql. Titles and
 * descriptions are N_(). */
struct package_table {
	const char *name, *query, *title, *description;
	const char *key;
	struct package_link links[PACKAGE_LINKS];
};

/* What a column is, by its name. */
struct package_field {
	const char *name;
	const char *table; /* in that one; NULL: in any other */
	const char *type, *title, *description;
};

/* The i-th one; NULL behind the last. */
const struct package_table *package_table(size_t i);
const struct package_field *package_field(const char *table, const char *name);

/* Writes the names of a query's columns, then its rows, stepped to their end;
 * numbers as the shortest decimal of the same double. What is no UTF-8 becomes
 * U+FFFD. Whether the stream took it is for its owner to see. */
int package_rows(FILE *out, struct stmt *s, struct err *e);

#endif
