/* SPDX-License-Identifier: MIT */
#include "cmd/cli_plan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cli.h"
#include "cmd/cli_word.h"

static const char reader[] = "kosh-extract";

enum { COMMAND_BYTES = 1 << 20 }; /* of workbooks; or one that is larger */

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

static int is_full(const struct cli_plan *p, const struct release *x)
{
	return p->n == p->most || p->bytes + x->bytes > COMMAND_BYTES;
}

void cli_plan_put(struct cli_plan *p, const struct release *x)
{
	if (p->n > 0 && is_full(p, x))
		cli_plan_end(p);
	if (p->n++ == 0) {
		printf("env KOSH_ROOT=");
		cli_put_word(p->root);
		putchar(' ');
		cli_put_word(p->tool);
		printf(" -q --ahead");
	}
	printf(" %s/%s@%s", x->dataset, x->edition, x->sha256);
	p->bytes += x->bytes;
}

void cli_plan_end(struct cli_plan *p)
{
	if (p->n > 0)
		putchar('\n');
	p->n = 0;
	p->bytes = 0;
}
