/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "pipeline/base/file.h"
#include "pipeline/base/root.h"
#include "pipeline/run/status.h"

static const char *database, *format, *fail_on;

static const struct cli_tool tool = {
	.name = "kosh-status",
	.does = "say how the editions of datasets stand",
	.arguments = "[DATASET[/EDITION]...]",
	.min_args = 0,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			CLI_FORMAT(format),
			{ "fail-on", 0, CLI_TEXT, &fail_on, "STATE",
				"stale or broken: exit 1 if an edition is, or "
				"worse" },
			{ 0 },
		},
	.more = "Of each edition: whether it is fresh, stale, broken, or taken "
		"by hand (manual); how\nmany releases there are, which is "
		"current; when its server was last asked, when it\nlast gave "
		"other bytes; what waits, and why it is broken. Without "
		"arguments all\ndatasets of which there is a release.\n",
	.examples = "  kosh-status gairi\n"
		    "  kosh-status --fail-on stale >/dev/null || mail ...\n"
		    "  kosh-status --format jsonl | jq .\n",
};

/* The lock keeps what it has of a dataset whose spec was removed. */
static int has_spec(const char *dataset)
{
	char name[160], path[PATH_TEXT];
	struct err ignored = ERR_INIT;

	snprintf(name, sizeof(name), "%.70s/%.70s.yaml", dataset, dataset);
	return root_find(path, cli_root(), name, &ignored) == 0;
}

static int is_first(const struct releases *r, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(releases_at(r, j)->dataset,
			    releases_at(r, i)->dataset) == 0)
			return 0;
	return 1;
}

/* All datasets of the lock, each once. */
static int name_all(const struct cli *c, struct sources *all,
	const struct releases *r, struct err *e)
{
	for (size_t i = 0; i < releases_count(r); i++) {
		const char *dataset = releases_at(r, i)->dataset;

		if (!is_first(r, i))
			continue;
		if (!has_spec(dataset))
			cli_note(c, "%s: there are releases and no spec",
				dataset);
		else if (sources_name(all, cli_root(), dataset, e) < 0)
			return -1;
	}
	return releases_count(r)
		? 0
		: err_set(e, ERR_DATA,
			  "there is no release in the store yet: "
			  "kosh-fetch DATASET takes some");
}

static int name(const struct cli *c, struct sources *all,
	const struct releases *r, struct err *e)
{
	if (c->argc == 0)
		return name_all(c, all, r, e);
	for (int i = 0; i < c->argc; i++)
		if (sources_name(all, cli_root(), c->argv[i], e) < 0)
			return -1;
	return 0;
}

/* Where there is no database nothing was asked yet. */
static int open_database(struct db **out, struct err *e)
{
	char buf[PATH_TEXT];
	const char *path = cli_database(database, buf);

	return file_exists(path) ? db_open(out, path, DB_READ, e)
				 : db_open(out, ":memory:", DB_CREATE, e);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct sources all = { NULL, 0, NULL, 0 };
	struct releases *r = NULL;
	struct db *d = NULL;
	enum status_worst worst = STATUS_FRESH;
	struct cli c;
	enum query_format how;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	rc = cli_format(&how, &c, format);
	if (rc >= 0)
		return rc;
	if (fail_on && strcmp(fail_on, "stale") != 0 &&
		strcmp(fail_on, "broken") != 0)
		return cli_usage(&c, "--fail-on '%s': expected stale or broken",
			fail_on);
	if (releases_open(&r, cli_root(), RELEASES_READ, &e) == 0 &&
		name(&c, &all, r, &e) == 0 && open_database(&d, &e) == 0)
		status_put(stdout, &worst, d, &all, r, how, &e);
	db_close(d);
	sources_free(&all);
	releases_close(r);
	return cli_done(&c, &e,
		fail_on &&
			worst >= (*fail_on == 's' ? STATUS_STALE
						  : STATUS_BROKEN));
}
