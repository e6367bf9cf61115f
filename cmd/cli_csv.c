/* SPDX-License-Identifier: MIT */
#include "cmd/cli_csv.h"

#include <string.h>

#include "pipeline/workbook/charset.h"

/* A separator by its character, or "tab"; 0 for anything else. */
static char one_of(const char *given, const char *allowed)
{
	if (strcmp(given, "tab") == 0)
		given = "\t";
	return strlen(given) == 1 && strchr(allowed, *given) ? *given : '\0';
}

int cli_csv_take(const struct cli *c, struct book_csv *out,
	const char *separator, const char *mark, const char *charset)
{
	if (separator)
		out->separator = one_of(separator, ",;\t");
	if (mark)
		out->decimal_mark = one_of(mark, ".,");
	if ((separator && !out->separator) || (mark && !out->decimal_mark))
		return cli_usage(c,
			"expected --separator , or ; or tab and "
			"--decimal-mark . or ,");
	if (charset && charset_named(&out->codepage, span_of(charset)) < 0)
		return cli_usage(c, "--charset '%s': expected %s", charset,
			charset_names());
	return 0;
}
