/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "cmd/cli_log.h"
#include "pipeline/base/file.h"
#include "pipeline/store/ingest.h"

static const char *database, *findings, *force;
static int dry_run;

static const struct cli_tool tool = {
	.name = "kosh-load",
	.does = "put observations into the database, as one staged release",
	.arguments = "[OBSERVATIONS.csv]",
	.min_args = 0,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "findings", 0, CLI_TEXT, &findings, "FILE",
				"what kosh-extract found in the cells" },
			{ "force", 0, CLI_TEXT, &force, "REASON",
				"let it count whatever is found in it; the "
				"reason is kept" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be done, change nothing" },
			{ 0 },
		},
	.more = "Reads standard input without an argument, or for \"-\". A "
		"release that is there\nalready changes nothing. The release "
		"is staged until kosh-validate promotes it.\n",
	.examples =
		"  kosh-extract gairi/2025 FILE.xlsx | kosh-load --db x.db\n"
		"  kosh-extract --findings f.csv gairi/2025 | kosh-load "
		"--findings f.csv\n",
};

static int open_input(FILE **out, const char *path, struct err *e)
{
	*out = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	if (*out)
		return 0;
	err_errno(e, "cannot open", path);
	if (errno == ENOENT)
		e->kind = ERR_DATA;
	return -1;
}

static int load(struct ingested *done, struct db *d, const char *path,
	const char *reason, struct err *e)
{
	FILE *in = NULL;
	struct ingest *g = NULL;
	int rc = -1;

	if (open_input(&in, path, e) == 0 &&
		ingest_open(&g, d, cli_root(), e) == 0) {
		ingest_force(g, reason);
		rc = ingest_stream(g, done, in, findings, e);
		if (rc < 0)
			err_in(e, "%s", in == stdin ? "standard input" : path);
	}
	ingest_close(g);
	if (in && in != stdin)
		fclose(in);
	return rc;
}

/* A trial makes no database. */
static enum db_mode mode_of(const char **path)
{
	if (!dry_run)
		return DB_CREATE;
	if (file_exists(*path))
		return DB_TRY;
	*path = ":memory:";
	return DB_CREATE;
}

static void tell(const struct cli *c, const struct ingested *done)
{
	const char *state = done->aside ? "aside" : "staged";

	if (done->already)
		cli_note(c, "%s/%s: release %.12s is there already",
			done->name.dataset, done->name.edition, done->release);
	else
		cli_note(c,
			"%s/%s: release %.12s %s%s, %zu observations, %zu "
			"findings",
			done->name.dataset, done->name.edition, done->release,
			dry_run ? "would be " : "", state, done->observations,
			done->findings);
	if (force)
		cli_note(c,
			"%s/%s: release %.12s %s by force: its findings will "
			"not bar it",
			done->name.dataset, done->name.edition, done->release,
			dry_run ? "would count" : "counts");
	if (done->twin[0])
		cli_note(c,
			"%s/%s: release %.12s has the content of %.12s, other "
			"bytes",
			done->name.dataset, done->name.edition, done->release,
			done->twin);
}

int main(int argc, char **argv)
{
	char room[PATH_TEXT];
	const char *path;
	enum db_mode mode;
	struct err e = ERR_INIT;
	struct text reason = TEXT_INIT;
	struct ingested done;
	struct db *d = NULL;
	struct cli_act act;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (findings && strcmp(findings, "-") == 0)
		return cli_usage(&c, "--findings -: expected a file");
	path = cli_database(database, room);
	mode = mode_of(&path);
	if (cli_act_on(&act, &c, path, &e) == 0 &&
		(!force || ingest_reason(&reason, force, &e) == 0) &&
		cli_act_open(&d, &act, path, mode, &e) == 0 &&
		load(&done, d, c.argc ? c.argv[0] : "-", reason.at, &e) == 0)
		tell(&c, &done);
	cli_act_log(&act, dry_run ? NULL : d, &e);
	db_close(d);
	text_free(&reason);
	cli_act_end(&act);
	return cli_done(&c, &e, 0);
}
