/* SPDX-License-Identifier: MIT */
/* Inside this folder: listings in JSON. */
#ifndef KOSH_FETCH_PUBLISHED_INSIDE_H
#define KOSH_FETCH_PUBLISHED_INSIDE_H

#include "pipeline/fetch/published.h"

/* To be called once before a process is locked. */
void published_json_prepare(void);

/* Finder: the spreadsheets that JSON names. */
int published_find_json(FILE *out, struct span bytes, struct err *e);

#endif
