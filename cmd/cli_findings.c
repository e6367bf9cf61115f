/* SPDX-License-Identifier: MIT */
#include "cmd/cli_findings.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/file.h"

enum { ON_A_TERMINAL = 100 }; /* findings of text, if nobody says */

int cli_findings_take(struct findings_order *o, const struct cli *c,
	const struct cli_findings *f)
{
	int terminal = strcmp(f->output, "-") == 0 && isatty(STDOUT_FILENO);
	int how = f->format ? findings_format(f->format)
		: terminal  ? FINDINGS_TEXT
			    : FINDINGS_CSV;

	if (how < 0)
		return cli_usage(c,
			"--format '%s': expected text, table, csv, tsv, jsonl, "
			"junit, sarif or md",
			f->format);
	o->format = (enum findings_format)how;
	o->most = f->most;
	if (f->most == UINT_MAX)
		o->most = terminal && how == FINDINGS_TEXT ? ON_A_TERMINAL
							   : SIZE_MAX;
	return 0;
}

/* Whole, since the database is held until all of it is written: a slow reader
 * must not hold it. */
int cli_findings_print(const struct cli *c, const struct cli_findings *f,
	struct db *d, const struct findings_order *o, struct err *e)
{
	struct draft *draft = NULL;
	size_t left = 0;

	if (draft_open_whole(&draft, f->output, e) < 0)
		return -1;
	if (findings_write(draft_stream(draft), &left, d, o, e) < 0) {
		draft_drop(draft);
		return -1;
	}
	if (left)
		cli_note(c,
			"%zu more findings are not printed (--max-findings)",
			left);
	return draft_commit(draft, e);
}
