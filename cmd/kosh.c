/* SPDX-License-Identifier: MIT */
/* The front: "kosh TOOL ..." runs "kosh-TOOL ...". */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cli.h"
#include "pipeline/base/file.h"

static const struct {
	const char *name, *does;
} tools[] = {
	{ "new", "begin a dataset: a drafted spec and a README" },
	{ "sniff", "look at a workbook and draft its spec" },
	{ "run", "all of the below for some datasets, only what changed" },
	{ "fetch", "take new releases into the store" },
	{ "status", "say how the editions stand: fresh, stale, broken" },
	{ "watch", "say which workbooks publishers list that no spec names" },
	{ "areas", "say which area a label means; list areas, regions" },
	{ "cells", "print the cells of a workbook" },
	{ "extract", "print the observations of a workbook, by its spec" },
	{ "load", "put observations into the database, as one release" },
	{ "validate", "check the database; promote what is staged" },
	{ "derive", "make rank deltas and regional leaders anew" },
	{ "push", "make a server's database what the file says" },
	{ "query", "print a named query or a SELECT" },
	{ "score", "recompute composites, infer and change their weights" },
	{ "diff", "say what changed between two releases or editions" },
	{ "export", "write the Excel report" },
	{ "claim", "check what the press claims, against all releases" },
	{ "trace", "say where a number comes from: cell, workbook, address" },
	{ "log", "list the audit log, verify, sign or rotate it" },
	{ "doctor", "say whether this machine is fit, and what to do" },
};

static void list(void)
{
	printf("kosh carries published country indices from spreadsheets to a "
	       "database\nand an Excel report; every number knows its cell.\n\n"
	       "usage: kosh TOOL [options] ...   (kosh TOOL --help says "
	       "more)\n\n");
	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++)
		printf("  %-10s %s\n", tools[i].name, tools[i].does);
	printf("\nstart with:\n  kosh run --from build/bundled gairi\n"
	       "  kosh query ranking gairi/2025\n");
}

/* The tools lie beside this one; where that fails, PATH is searched. */
static int run(const char *tool, char **argv, struct err *e)
{
	char self[PATH_TEXT / 2], path[PATH_TEXT];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[n > 0 ? n : 0] = '\0';
	slash = strrchr(self, '/');
	snprintf(path, sizeof(path), "kosh-%s", tool);
	argv[0] = path;
	if (slash) {
		char beside[PATH_TEXT * 2];

		snprintf(beside, sizeof(beside), "%.*s/%s", (int)(slash - self),
			self, path);
		execv(beside, argv);
	}
	execvp(path, argv);
	return err_set(e, ERR_USAGE,
		"there is no tool '%.60s': kosh alone "
		"lists them",
		tool);
}

int main(int argc, char **argv)
{
	static const struct cli_tool tool = { .name = "kosh" };
	struct cli c = { .tool = &tool };
	struct err e = ERR_INIT;

	if (argc < 2 || strcmp(argv[1], "-h") == 0 ||
		strcmp(argv[1], "--help") == 0 ||
		(argc == 2 && strcmp(argv[1], "help") == 0)) {
		list();
		return cli_done(&c, &e, 0);
	}
	if (strcmp(argv[1], "-V") == 0 || strcmp(argv[1], "--version") == 0) {
		printf("kosh %s\n", KOSH_VERSION);
		return cli_done(&c, &e, 0);
	}
	if (strcmp(argv[1], "help") == 0 && argc > 2) {
		char *help[] = { NULL, (char *)"--help", NULL };

		run(argv[2], help, &e);
	} else {
		run(argv[1], argv + 1, &e);
	}
	return cli_done(&c, &e, 0);
}
