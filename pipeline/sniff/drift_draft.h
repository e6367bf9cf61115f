/* SPDX-License-Identifier: MIT */
/* What a spec needs in order to read a new workbook, as YAML to be put into
 * it: an edition, or one more workbook of an edition that it has. */
#ifndef KOSH_SNIFF_DRIFT_DRAFT_H
#define KOSH_SNIFF_DRIFT_DRAFT_H

#include "pipeline/sniff/drift.h"

struct drift_draft {
	const char *file;    /* its name without folders */
	const char *sha256;  /* or NULL */
	const char *edition; /* NULL: by the name of the file */
};

int drift_draft(struct text *out, const struct drifts *d,
	const struct drift_task *task, const struct drift_draft *about,
	struct err *e);

#endif
