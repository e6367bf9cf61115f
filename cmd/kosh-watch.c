/* SPDX-License-Identifier: MIT */
#include "cmd/cli.h"
#include "cmd/cli_net.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/base/sandbox.h"
#include "pipeline/run/watch.h"

static const char *from, *only, *format = "csv", *output = "-";
static int dry_run;
static struct cli_net net = CLI_NET_INIT;

static const struct cli_tool tool = {
	.name = "kosh-watch",
	.does = "say which workbooks publishers list that no spec names",
	.arguments = "DATASET...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "listing", 0, CLI_TEXT, &only, "TEXT",
				"only listings with this in their address" },
			{ "from", 0, CLI_TEXT, &from, "FILE",
				"take it for what the one listing says, ask "
				"nobody" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say which listings would be asked, ask none" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"csv (default), tsv or jsonl" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			CLI_NET_OPTS(net),
			{ 0 },
		},
	.more = "The listings are those of 'watch' in the specs. Columns of "
		"the answer:\ndataset,state,url,title,modified,listing. "
		"States: unknown (no spec names it),\nfound (a workbook that "
		"has no url in its spec), gone (no longer listed). The\n"
		"status is 1 if there is such news.\n",
	.version = sandbox_words,
	.examples = "  kosh-watch gairi\n"
		    "  kosh-watch -n gairi hdi\n"
		    "  kosh-watch --from media.json --listing "
		    "Government%20AI gairi\n",
};

static const char *const columns[] = { "dataset", "state", "url", "title",
	"modified", "listing" };

struct answer {
	const struct cli *cli;
	FILE *out;
	enum record_format format;
	size_t news;
};

static struct field text(const char *s)
{
	return (struct field){ FIELD_TEXT, span_of(s) };
}

static void tell(void *context, const struct watch_news *n)
{
	static const char *const states[] = { [WATCH_UNKNOWN] = "unknown",
		[WATCH_FOUND] = "found",
		[WATCH_GONE] = "gone" };
	struct answer *a = context;

	a->news++;
	record_put(a->out, a->format, columns,
		(const struct field[]){ text(n->dataset),
			text(states[n->state]), text(n->url), text(n->title),
			text(n->modified), text(n->listing) },
		6);
}

static void tell_broken(void *context, const struct err *fault)
{
	cli_note(context, "%s: left out", fault->text);
}

static void list(const struct watch *w, const struct answer *a)
{
	static const char *const names[] = { "dataset", "listing" };

	record_header(a->out, a->format, names, 2);
	for (size_t i = 0; i < watch_count(w); i++)
		record_put(a->out, a->format, names,
			(const struct field[]){ text(watch_at(w, i)->dataset),
				text(watch_at(w, i)->url) },
			2);
}

static int take(struct watch *w, struct err *e)
{
	if (watch_count(w) != 1)
		return err_set(e, ERR_USAGE,
			"--from FILE is what one listing says, and there are "
			"%zu: say which by --listing TEXT (-n lists them)",
			watch_count(w));
	return watch_take(w, 0, from, e);
}

/* Says why listings were not read. What is wrong with one is worse than that
 * it could not be had: asking again does not mend it. */
static void say_faults(
	const struct watch *w, const struct cli *c, struct err *e)
{
	enum err_kind kind = ERR_REMOTE;
	unsigned faults = 0;

	for (size_t i = 0; i < watch_count(w); i++) {
		const struct err *fault = &watch_at(w, i)->fault;

		if (fault->kind == ERR_NONE)
			continue;
		cli_fault(c, "%s", fault->text);
		faults++;
		if (fault->kind != ERR_REMOTE)
			kind = ERR_DATA;
	}
	if (faults)
		err_set(e, kind, "%u of %zu listings could not be read", faults,
			watch_count(w));
}

static int add_all(struct watch *w, const struct cli *c, struct err *e)
{
	for (int i = 0; i < c->argc; i++)
		if (watch_add(w, c->argv[i], only, e) < 0)
			return -1;
	return 0;
}

static int watch(
	struct watch *w, struct answer *a, struct cli *c, struct err *e)
{
	struct net_policy policy = cli_net_policy(&net, c);
	int rc;

	if (add_all(w, c, e) < 0)
		return -1;
	if (dry_run) {
		list(w, a);
		return 0;
	}
	rc = from ? take(w, e) : watch_ask(w, &policy, e);
	cli_net_end();
	if (rc < 0)
		return -1;
	record_header(a->out, a->format, columns, 6);
	return watch_news(w, tell, a, e);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct watch *w = NULL;
	struct draft *d = NULL;
	struct answer a = { 0 };
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (record_format(format) < 0)
		return cli_usage(&c,
			"--format '%s': expected csv, tsv or jsonl", format);
	if (from && file_same(output, from))
		return cli_usage(&c, "-o '%s': that is the input", output);
	rc = -1;
	if (watch_open(&w, cli_root(), tell_broken, &c, &e) == 0 &&
		draft_open(&d, output, &e) == 0) {
		a = (struct answer){ &c, draft_stream(d),
			(enum record_format)record_format(format), 0 };
		rc = watch(w, &a, &c, &e);
	}
	if (rc == 0 && draft_commit(d, &e) == 0)
		say_faults(w, &c, &e);
	else if (rc < 0)
		draft_drop(d);
	watch_close(w);
	return cli_done(&c, &e, a.news > 0);
}
