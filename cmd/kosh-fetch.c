/* SPDX-License-Identifier: MIT */
#include "cmd/cli.h"
#include "pipeline/base/record.h"
#include "pipeline/base/sandbox.h"
#include "pipeline/run/take.h"

static const char *from;
static int dry_run;

static const struct cli_tool tool = {
	.name = "kosh-fetch",
	.does = "take new releases of a dataset into the store",
	.arguments = "DATASET[/EDITION]...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "from", 0, CLI_TEXT, &from, "DIR",
				"take the workbooks from a "
				"folder, by their official "
				"names" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be taken, take nothing" },
			{ 0 },
		},
	.more = "The store is raw/store, its index raw/kosh.lock. The same "
		"bytes are taken once;\nother bytes for an edition are "
		"another release beside the first. Columns of the\nanswer: "
		"dataset,edition,release,file,bytes,state (new, "
		"unchanged).\n",
	.version = sandbox_words,
	.examples = "  kosh-fetch --from ~/Downloads gairi\n"
		    "  kosh-fetch --from build/bundled gairi/2025\n",
};

static const char *const columns[] = { "dataset", "edition", "release", "file",
	"bytes", "state" };

struct answer {
	const struct cli *cli;
	const char *dataset;
	unsigned taken, absent;
	struct err first; /* what could not be taken */
};

static int on_taken(void *context, const struct spec_edition *ed,
	const struct spec_workbook *w, enum taken what, const struct release *x,
	const struct err *fault, struct err *e)
{
	struct answer *a = context;
	char bytes[24];

	(void)e;
	if (what == TAKEN_FAILED) {
		err_set(&a->first, fault->kind, "%s/%s: %s", a->dataset, ed->id,
			fault->text);
		return 0;
	}
	if (what == TAKEN_ABSENT) {
		cli_note(a->cli, "%s/%s: no file '%s' in '%s'", a->dataset,
			ed->id, w->file, from);
		a->absent++;
		return 0;
	}
	a->taken++;
	snprintf(bytes, sizeof(bytes), "%lld", x->bytes);
	record_put(stdout, RECORD_CSV, columns,
		(const struct field[]){ { FIELD_TEXT, span_of(a->dataset) },
			{ FIELD_TEXT, span_of(ed->id) },
			{ FIELD_TEXT, span_of(x->sha256) },
			{ FIELD_TEXT, span_of(w->file) },
			{ FIELD_NUMBER, span_of(bytes) },
			{ FIELD_TEXT,
				span_of(what == TAKEN_NEW ? "new"
							  : "unchanged") } },
		6);
	return 0;
}

static int fetch(struct answer *a, const char *text, struct err *e)
{
	const struct spec_edition *ed;
	struct spec_name name;
	struct spec *spec = NULL;
	struct releases *r = NULL;
	int rc = -1;

	if (spec_name(&name, text, e) < 0 ||
		spec_open(&spec, cli_root(), name.dataset, e) < 0 ||
		(*name.edition &&
			spec_need_edition(&ed, spec, name.edition, e) < 0) ||
		releases_open(&r, cli_root(),
			dry_run ? RELEASES_READ : RELEASES_TAKE, e) < 0)
		goto out;
	a->dataset = spec->dataset;
	rc = take_from(r, spec, *name.edition ? name.edition : NULL, from,
		on_taken, a, e);
out:
	releases_close(r);
	spec_close(spec);
	return rc;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct answer a = { 0 };
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (!from)
		return cli_usage(&c,
			"expected --from DIR: this version takes "
			"files from a folder");
	a.cli = &c;
	record_header(stdout, RECORD_CSV, columns, 6);
	for (int i = 0; i < c.argc; i++)
		if (fetch(&a, c.argv[i], &e) < 0)
			break;
	err_set(&e, a.first.kind, "%s", a.first.text);
	if (e.kind == ERR_NONE && a.absent)
		err_set(&e, ERR_DATA, "%u workbooks taken, %u absent", a.taken,
			a.absent);
	return cli_done(&c, &e, 0);
}
