/* SPDX-License-Identifier: MIT */
/*
 * What was read of a workbook ahead of a run, by another process or on another
 * machine: a file of its own below output/parts, which the run loads instead of
 * reading the workbook.
 *
 * Its name is made of what was read and by which recipe, so that one that is
 * out of date is never found; and it ends with a sum over that and all its
 * bytes, so that one that is broken, or was made on a machine with another
 * order of bytes, is never believed.
 */
#ifndef KOSH_EXTRACT_AHEAD_H
#define KOSH_EXTRACT_AHEAD_H

#include "pipeline/base/hash.h"
#include "pipeline/base/ids.h"
#include "pipeline/extract/extraction.h"

enum { AHEAD_EDITION = 63 }; /* so much of its name is in that of the file */

/* ROOT/output/parts/DATASET, where those of a dataset lie. */
int ahead_folder(char path[PATH_TEXT], const char *root, const char *dataset,
	struct err *e);
/* Where that of an extraction lies, whose sha256 and file must be known. */
int ahead_path(char path[PATH_TEXT], const char *root,
	const struct extraction *x, const char recipe[HASH_HEX], struct err *e);

/* Puts all there that a child of extraction_start says, and ends it; where it
 * failed nothing is left. */
int ahead_write(const char *path, struct child *c, struct err *e);

/* Removes what was read ahead of a dataset, or of one edition of it, that is a
 * day old and not among the names that are wanted; and drafts so old, which
 * whoever wrote them was ended over. What is younger may be written just now,
 * by another machine, or wanted by the run of another database. */
int ahead_sweep(const char *root, const char *dataset, const char *edition,
	const struct ids *wanted, struct err *e);

struct ahead;

/* Opens one that is whole; ERR_DATA otherwise. */
int ahead_open(struct ahead **out, const char *path, struct err *e);
/* What the child wrote out and aside; borrowed. */
FILE *ahead_out(const struct ahead *a);
FILE *ahead_aside(const struct ahead *a);
void ahead_close(struct ahead *a); /* accepts NULL */

#endif
