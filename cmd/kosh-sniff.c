/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/sniff/drift.h"
#include "pipeline/sniff/drift_run.h"
#include "pipeline/sniff/sniffing.h"
#include "pipeline/workbook/charset.h"

static const char *output = "-", *only, *dataset, *edition, *separator, *mark,
		  *charset, *against, *old, *spec_path, *format = "text";
static int draft;

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
			{ "against", 0, CLI_TEXT, &against, "DATASET/EDITION",
				"print how its layout differs from that of "
				"this edition" },
			{ "old", 0, CLI_TEXT, &old, "FILE",
				"the edition's workbook (the latest release in "
				"the store)" },
			{ "spec", 0, CLI_TEXT, &spec_path, "FILE",
				"read this spec instead of that of the "
				"dataset" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"of the differences: text (default), csv, tsv "
				"or jsonl" },
			{ "draft", 0, CLI_FLAG, &draft, NULL,
				"instead of the differences the entry that the "
				"spec needs" },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "The draft is for people: each guess says in a comment how "
		"sure "
		"it is and why.\nNo figure is extracted by a guess; that needs "
		"a spec in raw/. See kosh-spec(5).\nWith --against the exit "
		"status is 1 if there are differences, 0 if not.\n",
	.examples = "  kosh-sniff FILE.xlsx\n"
		    "  kosh-sniff --dataset demo --edition 2024 -o demo.yaml "
		    "FILE.xls\n"
		    "  kosh new demo FILE.xlsx          # the same as a new "
		    "dataset\n"
		    "  kosh-sniff --against gairi/2025 NEW.xlsx\n"
		    "  kosh-sniff --against gairi/2025 --draft NEW.xlsx >>"
		    "raw/gairi/gairi.yaml\n",
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

/* ---- against an edition ---- */

/* The latest release of an edition that is not the file itself. 1 if the store
 * has one. */
static int stored(char path[PATH_TEXT], const struct spec_name *name,
	const char *file, struct err *e)
{
	char sha256[HASH_HEX] = "";
	struct releases *r = NULL;
	const struct release *x = NULL;
	int rc;

	if ((strcmp(file, "-") && hash_file(sha256, file, e) < 0) ||
		releases_open(&r, cli_root(), RELEASES_READ, e) < 0)
		return -1;
	for (size_t i = releases_count(r); i-- > 0 && !x;) {
		x = releases_at(r, i);
		if (strcmp(x->dataset, name->dataset) ||
			strcmp(x->edition, name->edition) ||
			strcmp(x->sha256, sha256) == 0)
			x = NULL;
	}
	rc = !x ? 0 : releases_path(r, x->sha256, path, e) < 0 ? -1 : 1;
	releases_close(r);
	return rc;
}

static int open_spec(
	struct spec **out, const struct spec_name *name, struct err *e)
{
	if (!spec_path)
		return spec_open(out, cli_root(), name->dataset, e);
	if (spec_read(out, spec_path, e) < 0)
		return -1;
	if (strcmp((*out)->dataset, name->dataset) == 0)
		return 0;
	return err_set(e, ERR_USAGE, "'%s' is the spec of %s, not of %s",
		spec_path, (*out)->dataset, name->dataset);
}

/* 1 if there are differences. */
static int print_drift(
	const struct cli *c, const struct drift_run *r, struct err *e)
{
	const char *name = strcmp(output, "-") ? output : "standard output";
	size_t drift = 0, notes = 0;
	struct child *child = NULL;
	struct draft *d = NULL;
	int rc;

	if (drift_run_start(&child, r, e) < 0)
		return -1;
	rc = draft_open_whole(&d, output, e);
	if (rc == 0)
		rc = child_copy(child, draft_stream(d), name, e);
	if (rc == 0)
		rc = drift_run_count(child, &drift, &notes, e);
	if (child_end(child, e) < 0 || rc < 0) {
		draft_drop(d);
		return -1;
	}
	if (!r->old)
		cli_note(c,
			"%s: no other release in the store: only its spec was "
			"compared; --old FILE tells more",
			against);
	if (drift == 0)
		cli_note(c, "%s: no difference", r->new);
	return draft_commit(d, e) < 0 ? -1 : drift > 0 && !draft;
}

static int compare(const struct cli *c, int fmt, struct err *e)
{
	struct drift_run r = { .old = old,
		.new = c->argv[0],
		.format = fmt,
		.draft = draft,
		.edition = edition };
	struct spec *spec = NULL;
	struct areas *areas = NULL;
	struct spec_name name;
	char path[PATH_TEXT];
	int rc = -1;

	if (spec_name(&name, against, e) < 0 ||
		open_spec(&spec, &name, e) < 0 ||
		spec_need_edition(&r.ed, spec, name.edition, e) < 0 ||
		spec_areas(&areas, spec, cli_root(), e) < 0)
		goto out;
	rc = old ? 0 : stored(path, &name, r.new, e);
	if (rc > 0)
		r.old = path;
	r.spec = spec;
	r.areas = areas;
	if (rc >= 0)
		rc = print_drift(c, &r, e);
out:
	areas_close(areas);
	spec_close(spec);
	return rc;
}

/* What goes with --against and what without it; 0, or the exit status. */
static int check_against(const struct cli *c, int fmt)
{
	if (!against && (old || spec_path || draft || strcmp(format, "text")))
		return cli_usage(c,
			"--old, --spec, --format and --draft go with "
			"--against");
	if (against && (only || dataset || separator || mark || charset))
		return cli_usage(c,
			"--against reads the workbooks by the spec: it goes "
			"with none of --sheet, --dataset, --separator, "
			"--decimal-mark, --charset");
	if (edition && against && !draft)
		return cli_usage(c, "--edition is the one of --draft");
	if (fmt == -1 && strcmp(format, "text"))
		return cli_usage(c,
			"--format '%s': expected text, csv, tsv or jsonl",
			format);
	if (old && file_same(output, old))
		return cli_usage(c, "-o '%s': that is the input", output);
	return 0;
}

/* ---- the call ---- */

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
	int fmt, rc = cli_parse(&c, &tool, argc, argv);

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
	fmt = record_format(format);
	rc = check_against(&c, fmt);
	if (rc)
		return rc;
	if (against) {
		if (check_names(&e) == 0)
			rc = compare(&c, fmt, &e);
		return cli_done(&c, &e, rc > 0);
	}
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
