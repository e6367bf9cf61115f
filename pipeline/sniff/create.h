/* SPDX-License-Identifier: MIT */
/* A new dataset: its folder in raw/ with a drafted spec and a README. */
#ifndef KOSH_SNIFF_CREATE_H
#define KOSH_SNIFF_CREATE_H

#include "pipeline/base/file.h"
#include "pipeline/sniff/sniffing.h"

struct create {
	char spec[PATH_TEXT], readme[PATH_TEXT]; /* where they are */
	int kept_readme;			 /* one was there already */
	char edition[64];
};

/* Looks at a workbook and makes ROOT/raw/DATASET/. ERR_DATA, and nothing is
 * written, where that has a spec already or the workbook has no table of areas;
 * ERR_USAGE for a name of what else is in raw/.
 * With dry_run nothing is written either. */
int create_dataset(struct create *out, const char *root,
	const struct sniffing *s, int dry_run, struct err *e);

#endif
