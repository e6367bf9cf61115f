/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder: records held back until those before them are out.
 * Observations are kept packed; of a finding the texts that a row owns are
 * copied, all others outlive the sheet anyway.
 */
#ifndef KOSH_EXTRACT_HELD_H
#define KOSH_EXTRACT_HELD_H

#include "pipeline/extract/stream.h"

struct held;

int held_open(struct held **out, struct err *e);
void held_close(struct held *h);

/* An observation_fn and a finding_fn with the held as their context. */
int held_observation(void *context, const struct observation *o, struct err *e);
int held_finding(void *context, const struct finding *f, struct err *e);

/* Hands all on, in the order in which they came. */
int held_release(struct held *h, observation_fn *observation,
	finding_fn *finding, void *context, struct err *e);

#endif
