/* SPDX-License-Identifier: MIT */
/* How the parts of an OOXML package refer to each other. */
#ifndef KOSH_WORKBOOK_PACKAGE_H
#define KOSH_WORKBOOK_PACKAGE_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/workbook/zip.h"

enum { RELATIONS_MAX = 20000 };

struct relation {
	char *id, *type;
	uint32_t id_hash;
	char *target; /* the name of a part in the zip */
};

struct relations {
	struct relation *v;
	size_t n;
};

/* Reads what a part refers to; "" is the package itself. A part without
 * relations has none. Targets outside of the package are left out; ERR_DATA
 * for one that climbs out of it by "..". */
int relations_read(struct relations *out, const struct zip *z, const char *part,
	struct err *e);
void relations_free(struct relations *r);

/* By id, or the first whose type ends in "/" and that name; NULL if there is
 * none. Borrowed. */
const struct relation *relations_by_id(
	const struct relations *r, const char *id);
const struct relation *relations_by_type(
	const struct relations *r, const char *type);

/* 1 if the type of r ends in "/" and that name. */
int relation_is(const struct relation *r, const char *type);

#endif
