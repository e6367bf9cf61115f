/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cmd/cli.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/base/text.h"
#include "pipeline/run/doctor.h"

static const char *database, *format = "text";

static const struct cli_tool tool = {
	.name = "kosh-doctor",
	.does = "say whether this machine is fit for a run, and what to do",
	.arguments = "",
	.min_args = 0,
	.max_args = 0,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"text (default), csv, tsv or jsonl" },
			{ 0 },
		},
	.more = "Looks at the program and its libraries, the lock of the "
		"reading process, the time,\nthe folders and the room that is "
		"left there, the database and its log. Nothing is\nchanged. "
		"Exit status 1 if a run would fail.\n",
	.examples = "  kosh-doctor\n"
		    "  kosh-doctor --format jsonl | jq 'select(.health != "
		    "\"good\")'\n",
};

static const char *const words[] = {
	[HEALTH_GOOD] = "good",
	[HEALTH_NOTE] = "note",
	[HEALTH_BAD] = "bad",
};

enum { COLUMNS = 4 };

static const char *const columns[COLUMNS] = { "health", "what", "says",
	"remedy" };

static void put_text(enum health health, const char *what, const char *says,
	const char *remedy)
{
	printf("%-4s  %-9s  ", words[health], what);
	text_print_masked(stdout, span_of(says));
	printf("%s%s\n", *remedy ? ": " : "", remedy);
}

static void put(void *context, enum health health, const char *what,
	const char *says, const char *remedy)
{
	const struct field fields[COLUMNS] = {
		{ FIELD_TEXT, span_of(words[health]) },
		{ FIELD_TEXT, span_of(what) },
		{ FIELD_TEXT, span_of(says) },
		{ *remedy ? FIELD_TEXT : FIELD_NULL, span_of(remedy) },
	};
	int how = *(int *)context;

	if (how < 0)
		put_text(health, what, says, remedy);
	else
		record_put(stdout, (enum record_format)how, columns, fields,
			COLUMNS);
}

int main(int argc, char **argv)
{
	char path[PATH_TEXT];
	enum health worst = HEALTH_GOOD;
	struct err e = ERR_INIT;
	struct cli c;
	int how, rc = cli_parse(&c, &tool, argc, argv);
	struct doctor_order o = { .version = KOSH_VERSION, .say = put };

	if (rc >= 0)
		return rc;
	how = record_format(format);
	if (how < 0 && strcmp(format, "text") != 0)
		return cli_usage(&c,
			"--format '%s': expected text, csv, tsv or jsonl",
			format);
	if (how >= 0)
		record_header(
			stdout, (enum record_format)how, columns, COLUMNS);
	o.root = cli_root();
	o.database = cli_database(database, path);
	o.context = &how;
	rc = doctor_look(&worst, &o, &e);
	return cli_done(&c, &e, rc == 0 && worst == HEALTH_BAD);
}
