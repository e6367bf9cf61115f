/* SPDX-License-Identifier: MIT */
/* Where specs and area tables are: under the user's root, or else where kosh
 * is installed. */
#ifndef KOSH_BASE_ROOT_H
#define KOSH_BASE_ROOT_H

#include "pipeline/base/err.h"
#include "pipeline/base/file.h"

/* ROOT/raw/NAME if it exists, else the installed raw/NAME. ERR_DATA that says
 * where it was looked for. */
int root_find(char path[PATH_TEXT], const char *root, const char *name,
	struct err *e);

/* Calls visit with each name in ROOT/raw and in the installed raw, those that
 * are in both twice. visit returns 0 to go on. */
int root_list(const char *root,
	int (*visit)(void *context, const char *name, struct err *e),
	void *context, struct err *e);

#endif
