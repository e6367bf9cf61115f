/* SPDX-License-Identifier: MIT */
/* Whether the store still has what it took. */
#include <string.h>

#include "pipeline/fetch/releases_inside.h"

struct look {
	const struct releases *r;
	stored_fn *report;
	void *context;
};

static const struct release *last_of(
	const struct releases *r, const char *sha256)
{
	return releases_last(r, &(struct release){ .sha256 = sha256 });
}

static int is_sha256(const char *name)
{
	return strlen(name) == HASH_HEX - 1 &&
		strspn(name, "0123456789abcdef") == HASH_HEX - 1;
}

/* A file that cannot be read is told as this machine's fault. */
static int look_at(void *context, const char *name, struct err *e)
{
	const struct look *l = context;
	const struct release *x = last_of(l->r, name);
	char path[PATH_TEXT], now[HASH_HEX];

	if (!is_sha256(name))
		return 0;
	if (releases_path(l->r, name, path, e) < 0 ||
		hash_file(now, path, e) < 0)
		return -1;
	return l->report(l->context,
		strcmp(now, name) != 0 ? STORED_DAMAGED
			: x	       ? STORED_OK
				       : STORED_UNRECORDED,
		name, x, e);
}

int store_verify(const struct releases *r, stored_fn *report, void *context,
	struct err *e)
{
	struct look l = { r, report, context };

	if (file_exists(r->store) && file_list(r->store, look_at, &l, e) < 0)
		return -1;
	for (size_t i = 0; i < r->n; i++) {
		const struct release *x = &r->all[i];

		if (last_of(r, x->sha256) == x &&
			!releases_stored(r, x->sha256) &&
			report(context, STORED_MISSING, x->sha256, x, e) < 0)
			return -1;
	}
	return 0;
}
