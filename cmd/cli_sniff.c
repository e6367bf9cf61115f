/* SPDX-License-Identifier: MIT */
#include "cmd/cli_sniff.h"

#include <string.h>

#include "pipeline/extract/spec.h"
#include "pipeline/workbook/charset.h"

/* A separator by its character, or "tab"; 0 for anything else. */
static char one_of(const char *given, const char *allowed)
{
	if (strcmp(given, "tab") == 0)
		given = "\t";
	return strlen(given) == 1 && strchr(allowed, *given) ? *given : '\0';
}

static int take_csv(
	const struct cli *c, struct sniffing *out, const struct cli_sniff *s)
{
	unsigned codepage;

	out->csv = (struct book_csv){ 0 };
	if (s->separator)
		out->csv.separator = one_of(s->separator, ",;\t");
	if (s->mark)
		out->csv.decimal_mark = one_of(s->mark, ".,");
	if ((s->separator && !out->csv.separator) ||
		(s->mark && !out->csv.decimal_mark))
		return cli_usage(c,
			"expected --separator , or ; or tab and "
			"--decimal-mark . or ,");
	if (s->charset && charset_named(&codepage, span_of(s->charset)) < 0)
		return cli_usage(c, "--charset '%s': expected %s", s->charset,
			charset_names());
	out->charset = s->charset;
	return 0;
}

int cli_sniff_take(
	const struct cli *c, struct sniffing *out, const struct cli_sniff *s)
{
	struct err e = ERR_INIT;
	struct spec_name name;

	out->path = c->argv[c->argc - 1];
	out->only = s->only;
	out->edition = s->edition;
	if (s->edition &&
		(spec_name(&name, s->edition, &e) < 0 || name.edition[0] ||
			strchr(s->edition, '/')))
		return cli_usage(c,
			"--edition '%s': expected small letters, digits, '-', "
			"'_' or '.'",
			s->edition);
	return take_csv(c, out, s);
}
