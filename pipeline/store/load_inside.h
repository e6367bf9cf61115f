/* SPDX-License-Identifier: MIT */
/* Inside load*.c: what a release that is read and one that is refused have in
 * common, and the names that a release refers to. */
#ifndef KOSH_STORE_LOAD_INSIDE_H
#define KOSH_STORE_LOAD_INSIDE_H

#include "pipeline/base/ids.h"
#include "pipeline/store/load.h"

/* A row of the table release. */
struct load_row {
	int64_t release;
	int was_current; /* it is read anew */
};

/* ERR_DATA where the database cannot take it. */
int load_check_release(
	struct db *d, const struct load_release *r, struct err *e);
int load_put_release(struct load_row *out, struct db *d,
	const struct load_release *r, struct err *e);
/* ERR_DATA where a current release has errors, as it is read anew, that no
 * waiver of the root covers. Marks its findings with those that do. */
int load_check_anew(struct db *d, const char *root, const char *dataset,
	int64_t release, struct err *e);
/* The columns of sql/load/finding.sql; borrowed until it was run. */
void load_bind_finding(
	struct stmt *s, int64_t release, const struct finding *f);

/* ---- load_names.c ---- */

/* A table of texts and their numbers that grows as new ones are met. A database
 * may have more of them than any release: so they are asked for one by one. */
struct dictionary {
	struct db *db;
	struct ids ids; /* those that were met */
	struct stmt *find, *insert;
};

/* What observations refer to by name. */
struct load_names {
	struct ids indicators, areas; /* all that there are */
	struct dictionary sheets, labels;
};

/* To be freed where it fails, too. */
int load_names_open(struct load_names *n, struct db *d,
	const struct load_release *r, struct err *e);
void load_names_free(struct load_names *n);
/* The number of a sheet or label, which is made where there is none. */
int load_name(
	int64_t *out, struct dictionary *t, struct span name, struct err *e);
/* The name of a number that came from there. */
struct span load_name_of(const struct ids *t, int64_t id);

#endif
