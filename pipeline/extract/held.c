/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/held.h"

#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/extract/packed.h"

enum { OWN_TEXTS = 6 }; /* of a finding, which its row owns */

struct held {
	struct packed *observations;
	struct finding *findings;
	size_t n_findings;
	struct arena texts; /* of the findings */
};

int held_open(struct held **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return err_memory(e);
	return packed_open(&(*out)->observations, NULL, e);
}

void held_close(struct held *h)
{
	if (!h)
		return;
	arena_free(&h->texts);
	packed_close(h->observations);
	free(h->findings);
	free(h);
}

static int copy(struct held *h, struct span *s, struct err *e)
{
	if (!s->at)
		return 0;
	s->at = arena_copy(&h->texts, *s);
	return s->at ? 0 : err_memory(e);
}

int held_observation(void *context, const struct observation *o, struct err *e)
{
	return packed_put(((struct held *)context)->observations, o, e);
}

int held_finding(void *context, const struct finding *f, struct err *e)
{
	struct held *h = context;
	struct finding *kept,
		*all = array_more(h->findings, h->n_findings, sizeof(*all));
	struct span *own[OWN_TEXTS];

	if (!all)
		return err_memory(e);
	h->findings = all;
	kept = &all[h->n_findings++];
	*kept = *f;
	own[0] = &kept->label;
	own[1] = &kept->cell;
	own[2] = &kept->raw;
	own[3] = &kept->expected;
	own[4] = &kept->actual;
	own[5] = &kept->message;
	for (size_t i = 0; i < OWN_TEXTS; i++)
		if (copy(h, own[i], e) < 0)
			return -1;
	return 0;
}

int held_release(struct held *h, observation_fn *observation,
	finding_fn *finding, void *context, struct err *e)
{
	if (packed_release(h->observations, observation, context, e) < 0)
		return -1;
	for (size_t i = 0; i < h->n_findings; i++)
		if (finding(context, &h->findings[i], e) < 0)
			return -1;
	return 0;
}
