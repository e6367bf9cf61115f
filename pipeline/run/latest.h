/* SPDX-License-Identifier: MIT */
/* The workbook of an edition that came last, of those in the store. */
#ifndef KOSH_RUN_LATEST_H
#define KOSH_RUN_LATEST_H

#include "pipeline/extract/spec.h"
#include "pipeline/fetch/releases.h"

/* Its last line in the lock, those of the bytes but left out; NULL where there
 * is none. What the press printed is no workbook. */
const struct release *latest_workbook(const struct releases *r,
	const char *dataset, const struct spec_edition *ed, const char *but);

#endif
