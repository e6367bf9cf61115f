/* SPDX-License-Identifier: MIT */
#include "cmd/cli_sniff.h"

#include "cmd/cli_csv.h"
#include "pipeline/extract/spec.h"

int cli_sniff_take(
	const struct cli *c, struct sniffing *out, const struct cli_sniff *s)
{
	out->path = c->argv[c->argc - 1];
	out->only = s->only;
	out->edition = s->edition;
	out->csv = (struct book_csv){ 0 };
	out->charset = s->charset;
	if (s->edition && !spec_is_name(s->edition))
		return cli_usage(c,
			"--edition '%s': expected small letters, digits, '-', "
			"'_' or '.'",
			s->edition);
	return cli_csv_take(c, &out->csv, s->separator, s->mark, s->charset);
}
