/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>

#include "pipeline/store/pg_inside.h"

#define LIBRARY "libpq.so.5"

struct pg_library pq;

static void *find(const char *name, int *found)
{
	void *at = dlsym(pq.handle, name);

	*found &= at != NULL;
	return at;
}

int pg_load(struct err *e)
{
	int found = 1;

	if (pq.handle)
		return 0;
	pq.handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!pq.handle)
		return err_set(e, ERR_SYSTEM,
			"to speak to PostgreSQL it takes %s, which is not "
			"here: install the package libpq5",
			LIBRARY);
#define FIND(name) *(void **)&pq.name = find(#name, &found);
	FUNCTIONS(FIND)
#undef FIND
	if (found)
		return 0;
	dlclose(pq.handle);
	pq.handle = NULL;
	return err_set(e, ERR_SYSTEM,
		"%s is too old: install libpq5 of PostgreSQL 15 or later",
		LIBRARY);
}
