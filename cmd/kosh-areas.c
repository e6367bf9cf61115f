/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "pipeline/extract/areas_records.h"
#include "pipeline/extract/spec.h"

static const char *format = "csv", *output = "-", *system_name, *dataset, *own,
		  *search, *regions_of, *members_of;
static int list_labels, list_schemes;

static const struct cli_tool tool = {
	.name = "kosh-areas",
	.does = "say which area a label or a code means; list areas, regions",
	.arguments = "[LABEL... | - | AREA]",
	.min_args = 0,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "system", 0, CLI_TEXT, &system_name, "SYSTEM",
				"take codes: iso3, iso2, m49, worldbank, own" },
			{ "dataset", 0, CLI_TEXT, &dataset, "NAME",
				"with the labels and codes of this dataset" },
			{ "own", 0, CLI_TEXT, &own, "FILE",
				"with the labels of this file; codes, with "
				"--system" },
			{ "labels", 0, CLI_FLAG, &list_labels, NULL,
				"list the labels, all or those of an AREA" },
			{ "search", 0, CLI_TEXT, &search, "TEXT",
				"list the labels that contain it" },
			{ "schemes", 0, CLI_FLAG, &list_schemes, NULL,
				"list the region schemes" },
			{ "regions", 0, CLI_TEXT, &regions_of, "SCHEME",
				"list a scheme's regions" },
			{ "members", 0, CLI_TEXT, &members_of, "SCHEME",
				"list its areas; of SCHEME/REGION, those "
				"below it" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"csv (default), tsv or jsonl" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ 0 },
		},
	.more = "Without arguments it lists the areas. A LABEL is looked up "
		"as extraction does;\n\"-\" reads one a line from standard "
		"input. The status is 1 if one is unknown.\n",
	.examples = "  kosh-areas 'Korea, Rep.' Somaliland 'New Jersey'\n"
		    "  kosh-areas --system worldbank ZAR WLD\n"
		    "  cut -d, -f1 scores.csv | kosh-areas - | grep ,unknown,\n"
		    "  kosh-areas --labels KAZ\n"
		    "  kosh-areas --members m49/143\n",
};

/* ---- looking up -------------------------------------------------------------
 */

/* Those of standard input, one a line; blank lines are none. */
static int look_up_lines(struct areas_records *r, struct err *e)
{
	struct file_map map;
	int unknown = 0;

	if (file_map(&map, "-", e) < 0)
		return -1;
	for (size_t at = 0; at < map.len;) {
		const char *start = map.at + at;
		const char *lf = memchr(start, '\n', map.len - at);
		size_t len = lf ? (size_t)(lf - start) : map.len - at;
		struct span line = span_trim((struct span){ start, len });

		if (line.len)
			unknown |= areas_put_found(r, system_name, line);
		at += len + 1;
	}
	file_unmap(&map);
	return unknown;
}

/* 1 if one of them is unknown. */
static int look_up(struct areas_records *r, const struct cli *c, struct err *e)
{
	int unknown = 0;

	areas_begin_found(r, system_name);
	for (int i = 0; i < c->argc && unknown >= 0; i++) {
		int one = strcmp(c->argv[i], "-")
			? areas_put_found(r, system_name, span_of(c->argv[i]))
			: look_up_lines(r, e);

		unknown = one < 0 ? -1 : unknown | one;
	}
	return unknown;
}

static int print_labels(
	struct areas_records *r, const struct cli *c, struct err *e)
{
	const struct area *only = NULL;
	long n;

	if (c->argc) {
		only = areas_code(r->areas, span_of(c->argv[0]));
		if (!only)
			return err_set(e, ERR_USAGE,
				"no area '%.60s': kosh-areas alone lists them",
				c->argv[0]);
	}
	n = areas_put_labels(r, search ? search : "", only, e);
	return n < 0 ? -1 : n == 0;
}

/* ---- a dataset's own --------------------------------------------------------
 */

/* The area tables with the labels and codes that the dataset's spec names. */
static int open_dataset(struct areas **out, struct err *e)
{
	struct spec *spec = NULL;
	struct spec_name name;
	int rc = spec_name(&name, dataset, e);

	if (rc == 0)
		rc = spec_open(&spec, cli_root(), name.dataset, e);
	if (rc == 0)
		rc = spec_areas(out, spec, cli_root(), e);
	spec_close(spec);
	return rc;
}

static int open_areas(struct areas **out, struct err *e)
{
	return dataset ? open_dataset(out, e) : areas_open(out, cli_root(), e);
}

static int add_own(struct areas *a, struct err *e)
{
	if (!own)
		return 0;
	return system_name ? areas_add_codes(a, own, e)
			   : areas_add_labels(a, own, e);
}

/* ---- the tool ---------------------------------------------------------------
 */

/* The answer, 0 or 1, or -1. */
static int work(struct areas_records *r, const struct cli *c, struct err *e)
{
	if (list_labels || search)
		return print_labels(r, c, e);
	if (regions_of)
		return areas_put_regions(r, regions_of, e);
	if (members_of)
		return areas_put_members(r, members_of, e);
	if (c->argc)
		return look_up(r, c, e);
	if (list_schemes)
		areas_put_schemes(r);
	else
		areas_put_areas(r);
	return 0;
}

/* -1 if the command line is right, or else the status. */
static int check(const struct cli *c)
{
	int lists = list_labels + (search != NULL) + list_schemes +
		(regions_of != NULL) + (members_of != NULL);

	if (record_format(format) < 0)
		return cli_usage(
			c, "--format '%s': expected csv, tsv or jsonl", format);
	if (lists > 1)
		return cli_usage(c,
			"expected one of --labels, --search, --schemes, "
			"--regions, --members");
	if (lists && c->argc > list_labels)
		return cli_usage(c, "'%s' is one argument too many",
			c->argv[list_labels]);
	if (system_name && !areas_is_system(system_name))
		return cli_usage(c,
			"--system '%s': expected iso3, iso2, m49, worldbank "
			"or own",
			system_name);
	if (system_name && (lists || !c->argc))
		return cli_usage(c, "--system: expected CODE...");
	if (own && file_same(output, own))
		return cli_usage(c, "-o '%s': that is the input", output);
	return -1;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct areas *a = NULL;
	struct draft *d = NULL;
	struct areas_records r = { 0 };
	struct cli c;
	int answer, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = check(&c)) >= 0)
		return rc;
	answer = -1;
	if (open_areas(&a, &e) == 0 && add_own(a, &e) == 0 &&
		draft_open(&d, output, &e) == 0) {
		r = (struct areas_records){ .areas = a,
			.out = draft_stream(d),
			.format = (enum record_format)record_format(format) };
		answer = work(&r, &c, &e);
	}
	if (answer >= 0)
		draft_commit(d, &e);
	else
		draft_drop(d);
	areas_close(a);
	return cli_done(&c, &e, answer > 0);
}
