/* SPDX-License-Identifier: MIT */
/* Two workbooks compared in a locked process of its own. */
#ifndef KOSH_SNIFF_DRIFT_RUN_H
#define KOSH_SNIFF_DRIFT_RUN_H

#include "pipeline/base/child.h"
#include "pipeline/extract/areas.h"
#include "pipeline/extract/spec.h"

struct drift_run {
	const char *old, *new; /* paths; old NULL: the spec alone */
	const struct spec *spec;
	const struct spec_edition *ed;
	const struct areas *areas;
	int format;	     /* as drift_write takes it */
	int draft;	     /* 1: instead of the list what the spec needs */
	const char *edition; /* of a draft, NULL: guessed */
};

/* Starts a child that writes the list out. r is borrowed until child_end. */
int drift_run_start(
	struct child **out, const struct drift_run *r, struct err *e);

/* How many differences it found, without notes; to be asked for once child_out
 * was read to its end. */
int drift_run_count(size_t *out, struct child *c, struct err *e);

#endif
