/* SPDX-License-Identifier: MIT */
/* What the fuzz targets begin with: one small sound input of each construct. */
#ifndef KOSH_TESTS_FUZZ_SEEDS_H
#define KOSH_TESTS_FUZZ_SEEDS_H

#include "pipeline/base/text.h"

/* Called with a name that could be a file's; the bytes live until it returns.
 */
typedef void seed_fn(void *context, const char *name, struct span bytes);

/* The seeds of a target; none for a target that is not known. */
void seeds_each(const char *target, seed_fn *use, void *context);

#endif
