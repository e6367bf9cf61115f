/* SPDX-License-Identifier: MIT */
#include "cmd/cli_docs.h"

#include <string.h>

#include "pipeline/base/file.h"
#include "pipeline/store/own.h"
#include "pipeline/store/pg.h"

/* A line with words of a file, which may be the user's. */
static void print_line(const char *before, const char *foreign)
{
	fputs(before, stdout);
	text_print_masked(stdout, span_of(foreign));
	putchar('\n');
}

static void print_doc(const struct doc *x)
{
	printf("  %s", x->name);
	print_line(*x->arguments ? " " : "", x->arguments);
	print_line("      ", x->title);
}

/* The files of a folder of sql/, by what they are about. */
static int list(const char *folder, struct err *e)
{
	static const char *const topics[] = { "standings", "deltas", "regions",
		"trajectories", "structure", "content" };
	struct doc x;
	int rc = 0;

	for (size_t t = 0; t < sizeof(topics) / sizeof(*topics); t++)
		for (size_t i = 0; (rc = doc_at(&x, folder, i, e)) == 1; i++)
			if (strcmp(x.about, topics[t]) == 0)
				print_doc(&x);
	return rc;
}

/* The metrics of a database, of a file that may not be there. */
static int each_own(const char *database,
	int (*visit)(void *context, const struct doc *x, struct err *e),
	void *context, struct err *e)
{
	struct db *d = NULL;
	int rc;

	if (!pg_is_address(database) && !file_exists(database))
		return 0;
	rc = db_open(&d, database, DB_READ, e);
	if (rc == 0)
		rc = own_each(d, visit, context, e);
	db_close(d);
	return rc;
}

static int print_own(void *context, const struct doc *x, struct err *e)
{
	int *n = context;

	(void)e;
	if ((*n)++ == 0)
		printf("\nyour own metrics, for a SELECT:\n");
	print_doc(x);
	return 0;
}

int cli_docs_list(const char *database, struct err *e)
{
	int n = 0;

	if (list("query", e) < 0)
		return -1;
	printf("\nderived tables and views, for a SELECT:\n");
	if (list("derive", e) < 0)
		return -1;
	return each_own(database, print_own, &n, e);
}

/* What is looked for and what was found. */
struct wanted {
	const char *name;
	struct text said;
};

static int explain(void *context, const struct doc *x, struct err *e)
{
	struct wanted *w = context;

	if (strcmp(x->name, w->name) != 0)
		return 0;
	text_puts(&w->said, w->said.len ? "\n" : "");
	doc_explain(&w->said, x);
	return text_done(&w->said, e);
}

static int explain_files(struct wanted *w, struct err *e)
{
	static const char *const folders[] = { "query", "derive" };

	for (size_t i = 0; i < 2; i++) {
		struct doc x;
		int rc = doc_find(&x, folders[i], w->name, e);

		if (rc < 0 || (rc == 1 && explain(w, &x, e) < 0))
			return -1;
	}
	return 0;
}

/* Line by line, since the words may be the user's. */
static void print_masked(char *text)
{
	for (char *line = text; *line;) {
		char *end = strchr(line, '\n');

		if (end)
			*end = '\0';
		print_line("", line);
		line = end ? end + 1 : line + strlen(line);
	}
}

int cli_docs_explain(const char *database, const char *name, struct err *e)
{
	struct wanted w = { name, TEXT_INIT };
	int rc = explain_files(&w, e);

	if (rc == 0 && !w.said.len)
		rc = each_own(database, explain, &w, e);
	if (rc == 0 && !w.said.len)
		rc = err_set(e, ERR_USAGE,
			"no query, no derived table and no metric '%.100s': "
			"--list names them",
			name);
	if (rc == 0)
		print_masked(w.said.at);
	text_free(&w.said);
	return rc;
}
