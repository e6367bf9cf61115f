/* SPDX-License-Identifier: MIT */
#include "cmd/cli_spec.h"

#include <string.h>

#include "cmd/cli.h"

int cli_spec_open(struct spec **out, const char *path,
	const struct spec_name *name, struct err *e)
{
	if (!path)
		return spec_open(out, cli_root(), name->dataset, e);
	if (spec_read(out, path, e) < 0)
		return -1;
	if (strcmp((*out)->dataset, name->dataset) == 0)
		return 0;
	return err_set(e, ERR_USAGE, "'%s' is the spec of %s, not of %s", path,
		(*out)->dataset, name->dataset);
}
