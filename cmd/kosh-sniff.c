/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/sniff/sniffing.h"
#include "pipeline/workbook/charset.h"

static const char *output = "-", *only, *dataset, *edition, *separator, *mark,
		  *charset;

static const struct cli_tool tool = {
	.name = "kosh-sniff",
	.does = "look at a workbook and draft its spec",
	.arguments = "FILE",
	.min_args = 1,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			{ "output", 'o', CLI_TEXT, &output, "SPEC.yaml",
				"write there instead of standard output" },
			{ "sheet", 's', CLI_TEXT, &only, "NAME",
				"only this sheet, which may be hidden" },
			{ "dataset", 0, CLI_TEXT, &dataset, "NAME",
				"what the dataset is called" },
			{ "edition", 0, CLI_TEXT, &edition, "ID",
				"which edition of it this is" },
			{ "separator", 0, CLI_TEXT, &separator, "CHAR",
				"of a csv: , or ; or tab (guessed if not "
				"given)" },
			{ "decimal-mark", 0, CLI_TEXT, &mark, "CHAR",
				"of a csv: . or , (guessed if not given)" },
			{ "charset", 0, CLI_TEXT, &charset, "NAME",
				"of a csv: utf-8, windows-1252, ... (guessed "
				"if not given)" },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "The draft is for people: each guess says in a comment how "
		"sure "
		"it is and why.\nNo figure is extracted by a guess; that needs "
		"a spec in raw/. See kosh-spec(5).\n",
	.examples = "  kosh-sniff FILE.xlsx\n"
		    "  kosh-sniff --dataset demo --edition 2024 -o demo.yaml "
		    "FILE.xls\n"
		    "  kosh new demo FILE.xlsx          # the same as a new "
		    "dataset\n",
};

/* A separator by its character, or "tab"; 0 for anything else. */
static char one_of(const char *given, const char *allowed)
{
	if (strcmp(given, "tab") == 0)
		given = "\t";
	return strlen(given) == 1 && strchr(allowed, *given) ? *given : '\0';
}

static int sniff(const struct sniffing *s, struct err *e)
{
	const char *name = strcmp(output, "-") ? output : "standard output";
	struct child *child = NULL;
	struct draft *d = NULL;
	int rc;

	if (sniffing_start(&child, s, e) < 0)
		return -1;
	rc = draft_open_whole(&d, output, e);
	if (rc == 0)
		rc = child_copy(child, draft_stream(d), name, e);
	if (child_end(child, e) == 0 && rc == 0)
		return draft_commit(d, e);
	draft_drop(d);
	return -1;
}

static int check_names(struct err *e)
{
	struct spec_name name;

	if ((dataset && spec_name(&name, dataset, e) < 0) ||
		(edition && spec_name(&name, edition, e) < 0))
		return -1;
	if ((dataset && strchr(dataset, '/')) ||
		(edition && strchr(edition, '/')))
		return err_set(e, ERR_USAGE,
			"--dataset and --edition take one name each");
	return 0;
}

int main(int argc, char **argv)
{
	struct sniffing s = { .path = NULL };
	struct err e = ERR_INIT;
	struct areas *areas = NULL;
	struct cli c;
	unsigned codepage;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if ((separator && !one_of(separator, ",;\t")) ||
		(mark && !one_of(mark, ".,")))
		return cli_usage(&c,
			"expected --separator , or ; or tab and "
			"--decimal-mark . or ,");
	if (charset && charset_named(&codepage, span_of(charset)) < 0)
		return cli_usage(&c, "--charset '%s': expected %s", charset,
			charset_names());
	if (file_same(output, c.argv[0]))
		return cli_usage(&c, "-o '%s': that is the input", output);
	s = (struct sniffing){ .path = c.argv[0],
		.csv = { separator ? one_of(separator, ",;\t") : '\0',
			mark ? one_of(mark, ".,") : '\0' },
		.charset = charset,
		.only = only,
		.dataset = dataset,
		.edition = edition };
	if (check_names(&e) == 0 && areas_open(&areas, cli_root(), &e) == 0) {
		s.areas = areas;
		sniff(&s, &e);
	}
	areas_close(areas);
	return cli_done(&c, &e, 0);
}
