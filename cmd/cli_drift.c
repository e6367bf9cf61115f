/* SPDX-License-Identifier: MIT */
#include "cmd/cli_drift.h"

#include <string.h>

#include "cmd/cli_spec.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/run/latest.h"
#include "pipeline/sniff/drift.h"
#include "pipeline/sniff/drift_run.h"

/* The latest workbook of an edition that is not the file itself. 1 if the store
 * has one. */
static int stored(char path[PATH_TEXT], const struct drift_run *how,
	const char *dataset, struct err *e)
{
	char sha256[HASH_HEX] = "";
	struct releases *r = NULL;
	const struct release *x;
	int rc;

	if ((strcmp(how->new, "-") != 0 &&
		    hash_file(sha256, how->new, e) < 0) ||
		releases_open(&r, cli_root(), RELEASES_READ, e) < 0)
		return -1;
	x = latest_workbook(r, dataset, how->ed, sha256);
	rc = !x ? 0 : releases_path(r, x->sha256, path, e) < 0 ? -1 : 1;
	releases_close(r);
	return rc;
}

static void say(const struct cli *c, const struct cli_drift *how,
	const struct drift_run *r, size_t drift)
{
	if (!r->old)
		cli_note(c,
			"%s: no other release in the store: only its spec was "
			"compared; --old FILE tells more",
			how->against);
	if (drift == 0)
		cli_note(
			c, "'%s': no difference from %s", r->new, how->against);
}

/* 1 if there are differences. The child's own fault comes before what became of
 * the stream that it left unfinished. */
static int print(const struct cli *c, const struct cli_drift *how,
	const struct drift_run *r, struct err *e)
{
	const char *name =
		strcmp(how->output, "-") ? how->output : "standard output";
	struct err fault = ERR_INIT;
	struct child *child = NULL;
	struct draft *d = NULL;
	size_t drift = 0;
	int rc;

	if (drift_run_start(&child, r, e) < 0)
		return -1;
	rc = draft_open_whole(&d, how->output, &fault);
	if (rc == 0)
		rc = child_copy(child, draft_stream(d), name, &fault);
	if (rc == 0)
		rc = drift_run_count(&drift, child, &fault);
	if (child_end(child, e) == 0 && rc < 0)
		err_set(e, fault.kind, "%s", fault.text);
	if (e->kind) {
		draft_drop(d);
		return -1;
	}
	say(c, how, r, drift);
	return draft_commit(d, e) < 0 ? -1 : drift > 0 && !how->draft;
}

static int compare(
	const struct cli *c, const struct cli_drift *how, struct err *e)
{
	struct drift_run r = { .old = how->old,
		.new = c->argv[0],
		.format = record_format(how->format),
		.draft = how->draft,
		.edition = how->edition };
	struct spec *spec = NULL;
	struct areas *areas = NULL;
	struct spec_name name;
	char path[PATH_TEXT];
	int rc = -1;

	if (spec_name(&name, how->against, e) < 0 ||
		cli_spec_open(&spec, how->spec, &name, e) < 0 ||
		spec_need_edition(&r.ed, spec, name.edition, e) < 0 ||
		spec_areas(&areas, spec, cli_root(), e) < 0)
		goto out;
	rc = how->old ? 0 : stored(path, &r, name.dataset, e);
	if (rc > 0)
		r.old = path;
	r.spec = spec;
	r.areas = areas;
	if (rc >= 0)
		rc = print(c, how, &r, e);
out:
	areas_close(areas);
	spec_close(spec);
	return rc;
}

static int is_text(const char *format)
{
	return strcmp(format, "text") == 0;
}

int cli_drift_asked(const struct cli_drift *d)
{
	return d->against || d->old || d->spec || d->draft ||
		!is_text(d->format);
}

/* 0, or the exit status of a wrong call. */
static int check(const struct cli *c, const struct cli_drift *d, int others)
{
	if (!d->against)
		return cli_usage(c,
			"--old, --spec, --format and --draft go with "
			"--against");
	if (others)
		return cli_usage(c,
			"--against reads both workbooks by the spec: it goes "
			"with none of --sheet, --dataset, --separator, "
			"--decimal-mark, --charset");
	if (d->edition && !d->draft)
		return cli_usage(c, "--edition goes with --draft");
	if (!is_text(d->format) && record_format(d->format) == -1)
		return cli_usage(c,
			"--format '%s': expected text, csv, tsv or jsonl",
			d->format);
	if (d->draft && !is_text(d->format))
		return cli_usage(c, "a --draft is YAML and has no --format");
	if (d->old && file_same(d->output, d->old))
		return cli_usage(c, "-o '%s': that is the input", d->output);
	return 0;
}

int cli_drift(const struct cli *c, const struct cli_drift *d, int others)
{
	struct err e = ERR_INIT;
	int rc = check(c, d, others);

	if (rc != 0)
		return rc;
	rc = compare(c, d, &e);
	return cli_done(c, &e, rc > 0);
}
