/* SPDX-License-Identifier: MIT */
/* What decides how a workbook is read. */
#ifndef KOSH_EXTRACT_RECIPE_H
#define KOSH_EXTRACT_RECIPE_H

#include "pipeline/base/hash.h"
#include "pipeline/extract/spec.h"

/* sha256 over what decides how a workbook of a dataset is read: the spec with
 * its own labels and codes, the label tables, and the version of kosh. Another
 * recipe makes a release worth reading anew. It is of the bytes that were read
 * into s and a, whatever lies there by now; of a file that a, which may be
 * NULL, has not read it is of what lies there. */
int recipe_of(char hex[HASH_HEX], const char *root, const struct spec *s,
	const struct areas *a, struct err *e);

#endif
