/* SPDX-License-Identifier: MIT */
#include "cmd/cli.h"
#include "pipeline/audit/digest.h"
#include "pipeline/audit/records.h"
#include "pipeline/base/file.h"

static const char *database, *format, *output = "-";
static int all, strict, by_period;

static const struct cli_tool tool = {
	.name = "kosh-diff",
	.does = "what changed between two releases or editions",
	.arguments = "DATASET/EDITION[@RELEASE] [DATASET/EDITION[@RELEASE]]",
	.min_args = 1,
	.max_args = 2,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"all changes as csv, tsv, jsonl, md or table" },
			{ "all", 0, CLI_FLAG, &all, NULL,
				"every line, and what stands in another cell "
				"only" },
			{ "strict", 0, CLI_FLAG, &strict, NULL,
				"labels, texts and places count as a "
				"difference" },
			{ "by-period", 0, CLI_FLAG, &by_period, NULL,
				"compare editions by the same periods" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ 0 },
		},
	.more = "A RELEASE is the beginning of a sha256 (4 digits or more), "
		"\"previous\" or \"first\";\nwithout one the current release "
		"is "
		"meant. One argument alone is held against the\ncurrent "
		"release; if it names none, the release before that one is.\n\n"
		"The status is 1 if a value differs, or an area is in one of "
		"them only.\n",
	.examples = "  kosh-diff gairi/2025            # the last re-upload\n"
		    "  kosh-diff gairi/2024 gairi/2025\n"
		    "  kosh-diff gairi/2023@6927 gairi/2023@c0b8\n"
		    "  kosh-diff --format csv gairi/2025 >changes.csv\n",
};

/* 0 where the values are the same, 1 where they are not. */
static int run(const struct cli *c, FILE *out, struct db *d, int how,
	int *answer, struct err *e)
{
	struct diff_counts counts;
	struct sides *s = NULL;
	int rc = sides_open(
		&s, d, c->argv[0], c->argc > 1 ? c->argv[1] : NULL, e);

	if (rc == 0) {
		const struct diff_order o = { sides_from(s), sides_to(s), all,
			by_period };

		rc = how < 0 ? digest_write(out, &counts, d, &o, all, e)
			     : records_write(out, &counts, d, &o,
				       (enum query_format)how, e);
	}
	if (rc == 0)
		*answer = !diff_is_none(&counts, strict);
	sides_close(s);
	return rc;
}

int main(int argc, char **argv)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct draft *out = NULL;
	struct db *d = NULL;
	struct cli c;
	int how = -1, answer = 0, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = cli_spares(&c, output, database)) >= 0)
		return rc;
	if (format && (how = query_format(format)) < 0)
		return cli_usage(&c,
			"--format '%s': expected csv, tsv, jsonl, md or table",
			format);
	if (db_open(&d, cli_database(database, path), DB_READ, &e) == 0 &&
		draft_open(&out, output, &e) == 0 &&
		run(&c, draft_stream(out), d, how, &answer, &e) == 0) {
		draft_commit(out, &e);
		out = NULL;
	}
	draft_drop(out);
	db_close(d);
	return cli_done(&c, &e, answer);
}
