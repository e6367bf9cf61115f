/* SPDX-License-Identifier: MIT */
#include "cmd/cli_plan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cli.h"
#include "cmd/cli_word.h"

static const char reader[] = "kosh-extract";

static int find_root(char path[PATH_TEXT], struct err *e)
{
	char *whole = realpath(cli_root(), NULL);
	size_t n = whole ? strlen(whole) : 0;

	if (whole && n < PATH_TEXT)
		memcpy(path, whole, n + 1);
	free(whole);
	if (!whole)
		return err_errno(e, "cannot find", cli_root());
	if (n >= PATH_TEXT || strchr(path, '\n'))
		return err_set(e, ERR_DATA,
			"the path of '%s' is too long, or has a line break",
			cli_root());
	return 0;
}

/* That which lies beside this one; else whichever PATH has. */
static void find_tool(char path[PATH_TEXT])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_TEXT - 1);
	char *slash;

	path[n > 0 ? n : 0] = '\0';
	slash = strrchr(path, '/');
	if (slash && slash + sizeof(reader) < path + PATH_TEXT) {
		memcpy(slash + 1, reader, sizeof(reader));
		if (access(path, X_OK) == 0)
			return;
	}
	memcpy(path, reader, sizeof(reader));
}

int cli_plan_begin(struct cli_plan *p, struct err *e)
{
	find_tool(p->tool);
	return find_root(p->root, e);
}

void cli_plan_put(const struct cli_plan *p, const struct release *x)
{
	printf("env KOSH_ROOT=");
	cli_put_word(p->root);
	putchar(' ');
	cli_put_word(p->tool);
	printf(" -q --ahead --release %s %s/%s\n", x->sha256, x->dataset,
		x->edition);
}
