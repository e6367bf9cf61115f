/* SPDX-License-Identifier: MIT */
/* Inside this folder: what a text may mean as a label or a code of an area. */
#ifndef KOSH_SNIFF_MEANING_H
#define KOSH_SNIFF_MEANING_H

#include "pipeline/extract/areas.h"

/* The systems of codes, the likelier first: a code that is one of several
 * counts for each of them. */
enum code_system { CODE_ISO3, CODE_WORLDBANK, CODE_ISO2, CODE_M49 };
enum { CODE_SYSTEMS = 4 };

/* As a spec calls it. */
const char *meaning_system(enum code_system s);

struct meaning;

int meaning_open(struct meaning **out, const struct areas *a, struct err *e);
void meaning_close(struct meaning *m);

/* The area that a label means, or NULL. */
const struct area *meaning_label(const struct meaning *m, struct span label);
/* The area of a code, or NULL; outer space does not count. */
const struct area *meaning_code(
	const struct meaning *m, enum code_system s, struct span code);
/* Counts from 0 in the area table. */
size_t meaning_number(const struct meaning *m, const struct area *area);

#endif
