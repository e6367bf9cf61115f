/* SPDX-License-Identifier: MIT */
/* The spec of tools that may be given another than the dataset's own. */
#ifndef KOSH_CMD_CLI_SPEC_H
#define KOSH_CMD_CLI_SPEC_H

#include "pipeline/extract/spec.h"

/* Opens the spec of a dataset; from this file if path is not NULL, ERR_USAGE if
 * that is of another. What is in out then is to be closed as well. */
int cli_spec_open(struct spec **out, const char *path,
	const struct spec_name *name, struct err *e);

#endif
