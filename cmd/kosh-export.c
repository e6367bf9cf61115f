/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "cmd/cli_format.h"
#include "cmd/cli_log.h"
#include "cmd/cli_rebuilt.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/report/report.h"
#include "pipeline/store/asof.h"

static const char *database, *as_of, *output, *format, *language, *area,
	*region, *scheme, *verify;
static unsigned most = 100;
static int dry_run;

static const struct cli_tool tool = {
	.name = "kosh-export",
	.does = "write the report of a dataset, for Excel or in other forms",
	.arguments = "DATASET[/EDITION] [PROFILE] | --verify FILE [DATASET]",
	.min_args = 0,
	.max_args = 2,
	.opts =
		(const struct cli_opt[]){
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"the report (default: output/DATASET.xlsx, "
				"with what else was asked for in its name)" },
			{ "area", 0, CLI_TEXT, &area, "AREA",
				"of the country profile: KAZ" },
			{ "scheme", 0, CLI_TEXT, &scheme, "SCHEME",
				"whose regions: m49 (default), worldbank, "
				"..." },
			{ "region", 0, CLI_TEXT, &region, "REGION",
				"of the region profile, or drawn in the "
				"summary: 143" },
			{ "lang", 0, CLI_TEXT, &language, "LANGUAGE",
				"of headings and names: en (default), "
				"ru, kk" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"xlsx, html, csv (a folder) or md; by default "
				"what the ending of FILE says" },
			{ "verify", 0, CLI_TEXT, &verify, "FILE",
				"make the report FILE anew and compare" },
			{ "max", 0, CLI_NUMBER, &most, "N",
				"of --verify: so many cells that differ are "
				"listed (100)" },
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"with the releases known then: 2026-01-05, "
				"or 2026-01-05T12:00:00Z" },
			CLI_DB(database),
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"check that there is what to report, write "
				"nothing" },
			{ 0 },
		},
	.more = "Profiles: summary (default), country --area KAZ,\n"
		"region --scheme m49 --region 143, full.\n"
		"Without EDITION the report is of the newest one.\n"
		"The same database and SOURCE_DATE_EPOCH give the same bytes. "
		"The file appears\nby rename: a reader never sees half of "
		"it. --verify prints the cells that differ, in\nthe --format "
		"of kosh-query; the status is 1 if any byte does.\n",
	.examples = "  kosh-export gairi\n"
		    "  kosh-export gairi -o report.xlsx --db x.db\n"
		    "  kosh-export --region 143 gairi/2024\n"
		    "  kosh-export --area KAZ gairi country\n"
		    "  kosh-export --region 143 gairi/2024 region\n"
		    "  kosh-export --scheme worldbank --region ECS gairi "
		    "region\n"
		    "  kosh-export gairi full\n"
		    "  kosh-export --lang kk gairi\n"
		    "  kosh-export gairi -o gairi.html\n"
		    "  kosh-export --format csv -o gairi-csv gairi\n"
		    "  kosh-export -o gairi.md gairi\n"
		    "  kosh-export --as-of 2025-12-31 gairi\n"
		    "  kosh-export --verify output/gairi.xlsx\n",
};

/* The database stays as it is, so that the same one gives the same report
 * again: this line of the log is none that it knows of. */
static int log_it(const struct cli *c, struct db *d, const char *path,
	const struct report_order *o, struct err *e)
{
	const char *inside = report_descriptor(o->form);
	char file[PATH_TEXT];
	struct text in = TEXT_INIT, out = TEXT_INIT;
	struct log_entry x = { .event = span_of("export"),
		.dataset = span_of(o->dataset) };
	struct cli_act act;
	int rc = cli_act_begin(&act, c, e);

	snprintf(file, sizeof(file), "%.900s%s%s", output, inside ? "/" : "",
		inside ? inside : "");
	if (rc == 0)
		rc = outbox_report(&in, &out, d, o->dataset, file, e);
	if (rc == 0) {
		x.inputs = (struct span){ in.at, in.len };
		x.outputs = (struct span){ out.at, out.len };
		cli_act_note(&act, path, &x);
	}
	text_free(&in);
	text_free(&out);
	cli_act_end(&act);
	return rc;
}

/* What the log says of it is of the same state of the database. */
static void export(const struct cli *c, struct db *d, const char *path,
	const struct report_order *o, struct err *e)
{
	int rc = db_begin_reading(d, e);

	if (rc < 0)
		return;
	rc = dry_run ? report_check(d, o, e) : report_make(output, d, o, e);
	if (rc == 0 && !dry_run)
		rc = log_it(c, d, path, o, e);
	if (db_end(d, rc, e) == 0)
		cli_note(c, "%s %s", output,
			dry_run ? "would be written" : "written");
}

/* Adds "-part" without what has a meaning of its own where files are opened. */
static void name_part(struct text *name, const char *part)
{
	if (!part)
		return;
	text_putc(name, '-');
	for (; *part; part++)
		if (!strchr(":/,", *part))
			text_putc(name, *part);
}

/* A report of then, or of a part, does not take the place of that of now. */
static int name_output(char file[PATH_TEXT], const struct spec_name *name,
	const char *profile, const char *ending, struct err *e)
{
	struct text t = TEXT_INIT;

	text_printf(&t, "%.800s/output/%s", cli_root(), name->dataset);
	name_part(&t, *name->edition ? name->edition : NULL);
	name_part(&t, profile);
	name_part(&t, area);
	name_part(&t, scheme);
	name_part(&t, region);
	name_part(&t, language);
	name_part(&t, as_of);
	text_puts(&t, ending);
	if (text_done(&t, e) == 0 && t.len >= PATH_TEXT)
		err_set(e, ERR_USAGE, "-o: the name is too long");
	else if (t.at)
		memcpy(file, t.at, t.len + 1);
	text_free(&t);
	return e->kind ? -1 : 0;
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcasecmp(s + n - m, end) == 0;
}

/* Which form: as told, or as the file ends. */
static const char *choose_form(const char **ending)
{
	const char *name;

	for (size_t i = 0; (name = report_form(ending, i)); i++)
		if (format ? strcmp(format, name) == 0
			   : output && ends_with(output, *ending))
			return name;
	return format ? NULL : report_form(ending, 0);
}

/* What is wrong with -o, or NULL. */
static const char *output_fault(const char *path)
{
	if (strcmp(output, "-") == 0)
		return "a report needs a file; in a pipe that is /dev/stdout";
	if (file_same(output, path))
		return "that is the database";
	return !format && ends_with(output, ".csv")
		? "CSV is a folder: say --format csv"
		: NULL;
}

static int choose_profile(enum report_profile *out, const char *word)
{
	const char *name;

	*out = REPORT_SUMMARY;
	for (size_t i = 0; word; i++) {
		name = report_profile_name(i);
		if (!name)
			return -1;
		*out = (enum report_profile)i;
		if (strcmp(name, word) == 0)
			return 0;
	}
	return 0;
}

static int verify_it(const struct cli *c)
{
	char path[PATH_TEXT];
	struct cli_rebuilt v = { .file = verify,
		.dataset = c->argc ? c->argv[0] : NULL,
		.as_of = as_of,
		.database = cli_database(database, path),
		.most = most };
	struct err e = ERR_INIT;
	int answer = 0, rc;

	if (output || area || region || scheme || language || dry_run)
		return cli_usage(c,
			"--verify goes with none of --output, --area, "
			"--scheme, --region, --lang, --dry-run: the file says "
			"these");
	if (c->argc > 1)
		return cli_usage(c, "expected %s", tool.arguments);
	rc = cli_format(&v.format, c, format);
	if (rc >= 0)
		return rc;
	cli_rebuilt(&answer, c, &v, &e);
	return cli_done(c, &e, answer);
}

int main(int argc, char **argv)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	const char *ending = NULL, *profile, *bad;
	struct report_order o = { .version = KOSH_VERSION };
	struct err e = ERR_INIT;
	struct spec_name name;
	struct db *d = NULL;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (verify)
		return verify_it(&c);
	if (c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	if (spec_name(&name, c.argv[0], &e) < 0)
		return cli_done(&c, &e, 0);
	profile = c.argc > 1 ? c.argv[1] : NULL;
	if (choose_profile(&o.profile, profile) < 0)
		return cli_usage(&c,
			"'%s': no such profile; say summary, country, region "
			"or full",
			profile);
	o.form = choose_form(&ending);
	if (!o.form)
		return cli_usage(&c, "--format '%s': no such form", format);
	if (!output && name_output(file, &name, profile, ending, &e) < 0)
		return cli_done(&c, &e, 0);
	if (!output)
		output = file;
	bad = output_fault(cli_database(database, path));
	if (bad)
		return cli_usage(&c, "-o '%s': %s", output, bad);
	o.dataset = name.dataset;
	o.edition = *name.edition ? name.edition : NULL;
	o.area = area;
	o.scheme = scheme;
	o.region = region;
	o.language = language;
	o.now = clock_now();
	if (asof_open(&d, cli_database(database, path), as_of, name.dataset,
		    &e) == 0)
		export(&c, d, cli_database(database, path), &o, &e);
	if (as_of && d && e.kind == ERR_DATA)
		err_in(&e, "as of %s", as_of);
	db_close(d);
	return cli_done(&c, &e, 0);
}
