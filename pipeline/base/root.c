/* SPDX-License-Identifier: MIT */
#include "pipeline/base/root.h"

#ifndef KOSH_DATA
#define KOSH_DATA "/usr/local/share/kosh"
#endif

int root_find(
	char path[PATH_TEXT], const char *root, const char *name, struct err *e)
{
	const char *const places[] = { root, KOSH_DATA };

	for (int i = 0; i < 2; i++) {
		int n = snprintf(path, PATH_TEXT, "%s/raw/%s", places[i], name);

		if (n < 0 || n >= PATH_TEXT)
			return err_set(
				e, ERR_DATA, "path of '%s' is too long", name);
		if (file_exists(path))
			return 0;
	}
	return err_set(e, ERR_DATA,
		"there is no raw/%s under '%s' nor under '" KOSH_DATA
		"': is KOSH_ROOT right?",
		name, root);
}

int root_list(const char *root,
	int (*visit)(void *context, const char *name, struct err *e),
	void *context, struct err *e)
{
	const char *const places[] = { root, KOSH_DATA };
	char path[PATH_TEXT];

	for (int i = 0; i < 2; i++) {
		if (file_join(path, places[i], "raw", e) < 0)
			return -1;
		if (file_is_folder(path) &&
			file_list(path, visit, context, e) < 0)
			return -1;
	}
	return 0;
}
