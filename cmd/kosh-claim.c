/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "cmd/cli_log.h"
#include "pipeline/audit/claim.h"
#include "pipeline/base/file.h"

static const char *database, *as_of, *format, *output = "-";

static const struct cli_tool tool = {
	.name = "kosh-claim",
	.does = "check what the press claims, against all releases",
	.arguments = "FILE...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"of claims without an as_of: by the releases "
				"known then" },
			CLI_FORMAT(format),
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ 0 },
		},
	.more = "A FILE is a YAML list (FILE.yaml) or a CSV (\"-\" is standard "
		"input) with the keys\ndataset, edition, area and value, and "
		"if need be indicator, measure (score, rank,\nraw, delta, "
		"rank-before, leader, first-among, count), from, region, "
		"scheme, among,\nperiod, op, as_of, date, source. A claim is "
		"true of the current release, true-of\nanother one, "
		"not-comparable (true of two methods), false, or unknown; the "
		"status\nis 1 unless all are true.\n",
	.examples = "  kosh-claim raw/gairi/claims.yaml\n"
		    "  kosh-claim --as-of 2025-12-31 --format md press.csv\n"
		    "  printf '%s\\n' dataset,edition,area,measure,value \\\n"
		    "      gairi,2025,Kazakhstan,rank,60 | kosh-claim -\n",
};

/* -1 if the command line is right, or else the status. */
static int check(const struct cli *c)
{
	for (int i = 0; i < c->argc; i++)
		if (file_same(output, c->argv[i]))
			return cli_usage(
				c, "-o '%s': that is the input", output);
	return -1;
}

/* inputs says which bytes they were: some can be read only once. */
static int read_all(struct claims **out, struct text *inputs,
	const struct cli *c, struct err *e)
{
	char sha256[HASH_HEX];

	if (claims_open(out, e) < 0)
		return -1;
	for (int i = 0; i < c->argc; i++) {
		if (claims_read(sha256, *out, c->argv[i], e) < 0)
			return -1;
		outbox_file(inputs, c->argv[i], sha256);
	}
	text_putc(inputs, ']');
	return text_done(inputs, e);
}

/* Which claims were asked about, by their bytes, and what came of them. */
static void log_it(const struct cli *c, const char *path,
	const struct text *inputs, const long n[CLAIM_VERDICTS], struct err *e)
{
	struct text detail = TEXT_INIT;
	struct log_entry x = { .event = span_of("claim"),
		.inputs = { inputs->at, inputs->len } };
	struct cli_act act;

	text_printf(&detail,
		"{\"true\":%ld,\"not_comparable\":%ld,\"true_of\":%ld,"
		"\"false\":%ld,\"unknown\":%ld}",
		n[CLAIM_TRUE], n[CLAIM_ACROSS], n[CLAIM_TRUE_OF],
		n[CLAIM_FALSE], n[CLAIM_UNKNOWN]);
	x.detail = (struct span){ detail.at, detail.len };
	if (cli_act_begin(&act, c, e) == 0 && text_done(&detail, e) == 0)
		cli_act_note(&act, path, &x);
	text_free(&detail);
	cli_act_end(&act);
}

/* 1 if one of them is not true. */
static int check_claims(
	const struct cli *c, FILE *out, enum query_format how, struct err *e)
{
	char path[PATH_TEXT];
	const struct claims_order order = { as_of, how };
	struct text inputs = TEXT_INIT;
	struct claims *claims = NULL;
	struct areas *areas = NULL;
	struct db *d = NULL;
	long n[CLAIM_VERDICTS] = { 0 };

	if (read_all(&claims, &inputs, c, e) == 0 &&
		areas_open(&areas, cli_root(), e) == 0 &&
		db_open(&d, cli_database(database, path), DB_READ, e) == 0 &&
		claims_check(n, out, claims, d, areas, &order, e) == 0) {
		log_it(c, cli_database(database, path), &inputs, n, e);
		cli_note(c,
			"%ld true, %ld not comparable, %ld true of another "
			"release, %ld false, %ld unknown",
			n[CLAIM_TRUE], n[CLAIM_ACROSS], n[CLAIM_TRUE_OF],
			n[CLAIM_FALSE], n[CLAIM_UNKNOWN]);
	}
	db_close(d);
	areas_close(areas);
	claims_close(claims);
	text_free(&inputs);
	return n[CLAIM_ACROSS] + n[CLAIM_TRUE_OF] + n[CLAIM_FALSE] +
		n[CLAIM_UNKNOWN] >
		0;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct draft *out = NULL;
	struct cli c;
	enum query_format how;
	int answer = 0, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = check(&c)) >= 0)
		return rc;
	rc = cli_format(&how, &c, format);
	if (rc >= 0)
		return rc;
	if (draft_open_whole(&out, output, &e) == 0) {
		answer = check_claims(&c, draft_stream(out), how, &e);
		if (e.kind == ERR_NONE)
			draft_commit(out, &e);
		else
			draft_drop(out);
	}
	return cli_done(&c, &e, answer);
}
