/* SPDX-License-Identifier: MIT */
/*
 * Whether a machine and a root are fit for a timer: what is looked at, what is
 * so, and what to do where it is not good. Nothing is changed: a folder is
 * tried by a file that is gone at once.
 */
#ifndef KOSH_RUN_DOCTOR_H
#define KOSH_RUN_DOCTOR_H

#include "pipeline/base/err.h"

enum health {
	HEALTH_GOOD,
	HEALTH_NOTE, /* works, and somebody may want to know */
	HEALTH_BAD, /* a run would fail, or what it says could not be trusted */
};

/* remedy is "" where nothing is to be done. */
typedef void doctor_say(void *context, enum health health, const char *what,
	const char *says, const char *remedy);

struct doctor_order {
	const char *root, *database;
	const char *version; /* of the program */
	doctor_say *say;
	void *context;
};

/* Looks at all of it; *worst is the worst that was said. -1 only where looking
 * itself failed. */
int doctor_look(
	enum health *worst, const struct doctor_order *o, struct err *e);

#endif
