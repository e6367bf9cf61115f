/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cmd/cli_sniff.h"
#include "cmd/cli_word.h"
#include "pipeline/extract/spec.h"
#include "pipeline/sniff/create.h"

static struct cli_sniff options;
static int dry_run;

static const struct cli_tool tool = {
	.name = "kosh-new",
	.does = "begin a dataset: its folder with a drafted spec and a README",
	.arguments = "DATASET FILE",
	.min_args = 2,
	.max_args = 2,
	.opts =
		(const struct cli_opt[]){
			CLI_SNIFF_OPTS(options),
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"look, write nothing, say what would be" },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "Makes raw/DATASET/ below KOSH_ROOT with DATASET.yaml, the "
		"draft that kosh-sniff\nwould print, and README.md. What is "
		"there stays as it is. The commands to go on\nwith are "
		"printed.\n",
	.examples = "  kosh-new demo FILE.xlsx\n"
		    "  kosh-new --edition 2024 demo FILE.csv\n",
};

/* The folder of a file, or ".". */
static void folder_of(char out[PATH_TEXT], const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		snprintf(out, PATH_TEXT, ".");
	else
		snprintf(out, PATH_TEXT, "%.*s",
			slash == path ? 1 : (int)(slash - path), path);
}

static void put_commands(const struct create *made, const struct sniffing *s)
{
	char folder[PATH_TEXT];

	folder_of(folder, s->path);
	printf("kosh-extract --check ");
	cli_put_word(made->spec);
	printf("\nkosh-extract --findings findings.csv %s/%s ", s->dataset,
		made->edition);
	cli_put_word(s->path);
	printf(" >observations.csv\nkosh-run --from ");
	cli_put_word(folder);
	printf(" %s\n", s->dataset);
}

static void say(const struct cli *c, const struct create *made)
{
	cli_note(c, "%s %s%s%s", dry_run ? "would write" : "wrote", made->spec,
		made->kept_readme ? "" : " and ",
		made->kept_readme ? "" : made->readme);
	if (made->kept_readme)
		cli_note(c, "%s was there and stays", made->readme);
}

int main(int argc, char **argv)
{
	struct sniffing s = { .path = NULL };
	struct create made;
	struct err e = ERR_INIT;
	struct areas *areas = NULL;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	rc = cli_sniff_take(&c, &s, &options);
	if (rc != 0)
		return rc;
	if (!spec_is_name(c.argv[0]))
		return cli_usage(&c,
			"'%s': a dataset's name has small letters, digits, "
			"'-', '_' and '.'",
			c.argv[0]);
	if (strcmp(s.path, "-") == 0)
		return cli_usage(&c, "expected a FILE that has a name");
	s.dataset = c.argv[0];
	if (areas_open(&areas, cli_root(), &e) == 0) {
		s.areas = areas;
		if (create_dataset(&made, cli_root(), &s, dry_run, &e) == 0) {
			say(&c, &made);
			put_commands(&made, &s);
		}
	}
	areas_close(areas);
	return cli_done(&c, &e, 0);
}
