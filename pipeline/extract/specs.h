/* SPDX-License-Identifier: MIT */
/* The specs of all datasets that there are. */
#ifndef KOSH_EXTRACT_SPECS_H
#define KOSH_EXTRACT_SPECS_H

#include "pipeline/extract/spec.h"

struct specs {
	struct spec **all; /* those of the root, then what else is installed */
	size_t n;
};

#define SPECS_INIT                                                             \
	{                                                                      \
		NULL, 0                                                        \
	}

/* Called for a spec that cannot be read; the others are read all the same. */
typedef void specs_broken(void *context, const struct err *fault);

int specs_open(struct specs *out, const char *root, specs_broken *broken,
	void *context, struct err *e);
/* Opens one more, as spec_open does. */
int specs_add(
	struct specs *s, const char *root, const char *dataset, struct err *e);
void specs_close(struct specs *s);

/* The spec of a dataset, or NULL. */
const struct spec *specs_find(const struct specs *s, const char *dataset);

#endif
