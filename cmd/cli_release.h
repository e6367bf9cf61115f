/* SPDX-License-Identifier: MIT */
/* Which release of the store is meant. */
#ifndef KOSH_CMD_CLI_RELEASE_H
#define KOSH_CMD_CLI_RELEASE_H

#include "pipeline/extract/spec.h"
#include "pipeline/fetch/releases.h"

/* The release of an edition whose sha256 begins so, or NULL for the latest, and
 * the path of its bytes. ERR_DATA if there is none, ERR_USAGE if several begin
 * so, or if that is no beginning. */
int cli_release(char path[PATH_TEXT], const struct release **out,
	const struct releases *r, const struct spec_edition *ed,
	const struct spec_name *name, const char *wanted, struct err *e);

#endif
