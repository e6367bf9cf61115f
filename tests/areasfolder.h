/* SPDX-License-Identifier: MIT */
/* The areas of raw/ and a folder of its own, for all tests of a program. */
#ifndef KOSH_TESTS_AREASFOLDER_H
#define KOSH_TESTS_AREASFOLDER_H

#include "pipeline/extract/areas.h"
#include "tests/check.h"

static struct areas *areas;
static char *folder;

static inline int areasfolder_open(void **state)
{
	void *path = NULL;
	struct err e = ERR_INIT;

	(void)state;
	if (make_folder(&path) < 0)
		return -1;
	folder = path;
	if (areas_open(&areas, ".", &e) == 0)
		return 0;
	print_error("%s\n", e.text);
	return -1;
}

static inline int areasfolder_close(void **state)
{
	void *path = folder;

	(void)state;
	areas_close(areas);
	return remove_folder(&path);
}

#endif
