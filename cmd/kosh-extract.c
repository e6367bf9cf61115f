/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "cmd/cli_ahead.h"
#include "cmd/cli_release.h"
#include "cmd/cli_spec.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/packed.h"
#include "pipeline/extract/refusal.h"

static const char *format = "csv", *output = "-", *findings, *spec_path,
		  *release;
static int check_only, ahead;

static const struct cli_tool tool = {
	.name = "kosh-extract",
	.does = "print the observations of a workbook, by its dataset's spec",
	.arguments = "DATASET/EDITION [FILE]",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "findings", 0, CLI_TEXT, &findings, "FILE",
				"write what is wrong in the "
				"cells there, as CSV" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"csv (default), tsv or jsonl" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ "spec", 0, CLI_TEXT, &spec_path, "FILE",
				"read this spec instead of that of the "
				"dataset" },
			{ "release", 0, CLI_TEXT, &release, "SHA256",
				"read this release of the store instead of "
				"the latest" },
			{ "ahead", 0, CLI_FLAG, &ahead, NULL,
				"leave what is read of "
				"DATASET/EDITION[@SHA256]... in output/parts "
				"for kosh-run; see its --plan" },
			{ "check", 0, CLI_FLAG, &check_only, NULL,
				"check a spec and stop; the argument is its "
				"file" },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "Without FILE the latest release in the store is read. \"-\" "
		"is standard input.\nColumns: dataset,edition,release,"
		"indicator,measure,area,label,period,value,raw,\nsheet,cell. "
		"Findings do not change the exit status: kosh-validate judges "
		"them.\n",
	.examples =
		"  kosh-extract gairi/2025 FILE.xlsx | kosh-load --db x.db\n"
		"  kosh-extract gairi/2024 FILE.xlsx | mlr --icsv --ojson "
		"head\n"
		"  kosh-extract --check raw/gairi/gairi.yaml\n",
};

/* Where the records go. */
struct streams {
	struct draft *out, *aside;
	struct stream *records; /* into out */
	enum record_format format;
	long findings;
	struct refusal refusal;
};

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	return stream_write(((struct streams *)context)->records, o, e);
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct streams *s = context;

	(void)e;
	refusal_note(&s->refusal, f);
	s->findings++;
	if (s->aside)
		stream_put_finding(draft_stream(s->aside), f);
	return 0;
}

static int open_streams(struct streams *s, struct err *e)
{
	if (draft_open_whole(&s->out, output, e) < 0)
		return -1;
	if (stream_open(&s->records, draft_stream(s->out), s->format, e) < 0)
		return -1;
	if (!findings)
		return 0;
	if (draft_open(&s->aside, findings, e) < 0)
		return -1;
	stream_finding_header(draft_stream(s->aside));
	return 0;
}

static int commit_streams(struct streams *s, struct err *e)
{
	struct draft *aside = s->aside, *out = s->out;

	stream_close(s->records);
	s->records = NULL;
	s->out = s->aside = NULL;
	if (aside && draft_commit(aside, e) < 0) {
		draft_drop(out);
		return -1;
	}
	return draft_commit(out, e);
}

/* Takes what the child finds. Its own fault comes before what became of the
 * stream that it left unfinished. */
static int receive(struct child *c, struct streams *s, struct err *e)
{
	struct err fault = ERR_INIT;
	int rc = open_streams(s, &fault);

	if (rc == 0) {
		rc = packed_read(child_out(c), on_observation, s, &fault);
		if (rc < 0)
			refusal_take(&s->refusal, c);
	}
	if (rc == 0)
		rc = stream_read_findings(
			child_aside(c), on_finding, s, &fault);
	if (child_end(c, e) < 0)
		return -1;
	return rc < 0 ? err_set(e, fault.kind, "%s", fault.text) : 0;
}

/* Of a workbook that is refused there is one finding and nothing else. */
static void put_refusal(
	struct streams *s, const struct extraction *x, const struct err *fault)
{
	struct err ignored = ERR_INIT;
	struct draft *d = NULL;

	if (!findings || !refusal_is(&s->refusal, x, fault) ||
		draft_open(&d, findings, &ignored) < 0)
		return;
	stream_finding_header(draft_stream(d));
	stream_put_finding(draft_stream(d), &s->refusal.is);
	draft_commit(d, &ignored);
}

/* A spec is looked for by the name of its dataset. */
static void check_place(
	const struct cli *c, const char *path, const char *dataset)
{
	const char *slash = strrchr(path, '/'),
		   *file = slash ? slash + 1 : path;
	size_t n = strlen(dataset);

	if (strncmp(file, dataset, n) != 0 || strcmp(file + n, ".yaml") != 0)
		cli_note(c,
			"%s: dataset '%s' will be looked for in "
			"raw/%s/%s.yaml",
			path, dataset, dataset, dataset);
}

/* A spec alone, and the labels and codes beside it. */
static int check(const struct cli *c, const char *path, struct err *e)
{
	struct areas *areas = NULL;
	struct spec *spec = NULL;
	int rc = spec_read(&spec, path, e);

	if (rc == 0)
		rc = spec_areas(&areas, spec, cli_root(), e);
	if (rc == 0) {
		cli_note(c, "%s: no fault found", path);
		check_place(c, path, spec->dataset);
	}
	areas_close(areas);
	spec_close(spec);
	return rc;
}

static int extract(struct cli *c, struct streams *s, struct err *e)
{
	struct extraction x = { .path = NULL };
	struct spec *spec = NULL;
	struct areas *areas = NULL;
	struct child *child = NULL;
	struct spec_name name;
	const struct release *from = NULL;
	struct releases *releases = NULL;
	char path[PATH_TEXT];
	int rc = -1;

	if (spec_name(&name, c->argv[0], e) < 0 ||
		cli_spec_open(&spec, spec_path, &name, e) < 0 ||
		spec_need_edition(&x.ed, spec, name.edition, e) < 0 ||
		(c->argc < 2 &&
			(releases_open(
				 &releases, cli_root(), RELEASES_READ, e) < 0 ||
				cli_release(path, &from, releases, x.ed, &name,
					release, e) < 0)) ||
		spec_areas(&areas, spec, cli_root(), e) < 0)
		goto out;
	x.path = x.name = c->argc > 1 ? c->argv[1] : path;
	x.file = from ? from->file : NULL;
	x.sha256 = from ? from->sha256 : NULL;
	x.spec = spec;
	x.areas = areas;
	if (extraction_start(&child, &x, e) == 0 && receive(child, s, e) == 0)
		rc = commit_streams(s, e);
	else
		put_refusal(s, &x, e);
out:
	refusal_free(&s->refusal);
	stream_close(s->records);
	draft_drop(s->out);
	draft_drop(s->aside);
	areas_close(areas);
	releases_close(releases);
	spec_close(spec);
	return rc;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct streams s = { .format = RECORD_CSV };
	struct cli c;
	int fmt, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	fmt = record_format(format);
	if (fmt < 0)
		return cli_usage(&c,
			"--format '%s': expected csv, tsv or "
			"jsonl",
			format);
	s.format = (enum record_format)fmt;
	if (ahead &&
		(findings || release || spec_path || check_only ||
			strcmp(output, "-") != 0 || fmt != RECORD_CSV))
		return cli_usage(&c,
			"--ahead takes releases of the store and leaves them "
			"in its own place: it goes with no other option");
	if (ahead)
		return cli_done(&c, &e, cli_ahead(&c));
	if (c.argc > 2)
		return cli_usage(
			&c, "'%s' is one argument too many", c.argv[2]);
	if (release && (c.argc > 1 || check_only))
		return cli_usage(&c, "--release is one of the store: no FILE");
	if (release && strlen(release) < 4)
		return cli_usage(&c, "--release: expected four digits or more");
	if (check_only && c.argc > 1)
		return cli_usage(&c, "--check takes one spec");
	if (findings && strcmp(findings, output) == 0)
		return cli_usage(&c,
			"--findings and the observations go to "
			"different places");
	if (c.argc > 1 &&
		(file_same(output, c.argv[1]) ||
			(findings && file_same(findings, c.argv[1]))))
		return cli_usage(&c, "'%s' is the input", c.argv[1]);
	if (check_only) {
		check(&c, c.argv[0], &e);
	} else if (extract(&c, &s, &e) == 0 && s.findings && !findings) {
		cli_note(&c, "%ld findings: --findings FILE keeps them",
			s.findings);
	}
	return cli_done(&c, &e, 0);
}
