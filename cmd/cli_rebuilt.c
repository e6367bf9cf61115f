/* SPDX-License-Identifier: MIT */
#include "cmd/cli_rebuilt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/audit/log.h"
#include "pipeline/audit/logcheck.h"
#include "pipeline/base/file.h"
#include "pipeline/report/asked_as.h"
#include "pipeline/report/rebuilt.h"
#include "pipeline/store/asof.h"
#include "pipeline/store/rows.h"

/* One call. */
struct verifying {
	const struct cli *cli;
	const struct cli_rebuilt *order;
	struct asked_as asked;
	struct report_log log; /* the one that the report is made with */
	struct report_log known;
	struct db *db;
	int scratch;   /* a file without a name; -1: none */
	char made[40]; /* the way to it */
	char hash[HASH_HEX], made_hash[HASH_HEX];
	struct rebuilt found;
	struct rows *rows;
	int failed; /* the report could not be made */
};

/* ---- the log ----------------------------------------------------------------
 */

static void hear(
	void *context, enum logcheck_says what, uint64_t line, const char *text)
{
	const struct verifying *v = context;

	(void)line; /* which the text names */
	if (what == LOGCHECK_BROKEN)
		cli_note(v->cli, "log: %s", text);
}

/* 1 if the log beside the database is whole and has the line that the file
 * names. */
static int log_holds(struct verifying *v, const char *path, struct err *e)
{
	struct logcheck_result found = { 0 };
	struct logcheck *c = NULL;
	int rc = logcheck_open(&c, hear, v, 3, e);

	if (rc == 0)
		rc = logcheck_anchor(c, v->order->file,
			(uint64_t)v->asked.log.line, v->asked.log.hash, 0, e);
	if (rc == 0)
		rc = logcheck_file(c, path, e);
	if (rc == 0)
		rc = logcheck_end(&found, c, e);
	logcheck_close(c);
	return rc < 0 ? -1 : found.broken == 0;
}

/* The line that the file names, with the run that the log says it is of. */
static int take_line(struct verifying *v, const char *path, struct err *e)
{
	struct log_head at = { (uint64_t)v->asked.log.line, "" };
	struct text run = TEXT_INIT;
	int rc;

	memcpy(at.hash, v->asked.log.hash, sizeof(at.hash));
	rc = log_run(&run, path, &at, e);
	v->log = v->asked.log;
	snprintf(v->log.run, sizeof(v->log.run), "%s", run.at ? run.at : "");
	text_free(&run);
	return rc < 0 ? -1 : 0;
}

static int is_same_log(const struct report_log *a, const struct report_log *b)
{
	return a->line == b->line && strcmp(a->hash, b->hash) == 0;
}

/* The log goes on with whatever is done; a report stays what it was. */
static int choose_log(struct verifying *v, struct err *e)
{
	const struct report_log *told = &v->asked.log;
	char path[PATH_TEXT];
	int holds;

	if (report_log(&v->known, v->db, e) < 0)
		return -1;
	v->log = v->known;
	if (is_same_log(told, &v->known))
		return 0;
	if (told->line == 0) {
		cli_note(v->cli, "%s: made before the database knew of a log",
			v->order->file);
		v->log = *told;
		return 0;
	}
	if (log_path(path, v->order->database, e) < 0)
		return -1;
	if (!file_exists(path)) {
		cli_note(v->cli,
			"%s: line %lld of the log cannot be looked up: there "
			"is no '%s'",
			v->order->file, told->line, path);
		return 0;
	}
	holds = log_holds(v, path, e);
	if (holds == 1) {
		cli_note(v->cli,
			"%s: the log went on: the report knows line %lld, "
			"which '%s' has with that hash, the database line %lld",
			v->order->file, told->line, path, v->known.line);
		return take_line(v, path, e);
	}
	if (holds == 0)
		cli_note(v->cli,
			"%s: '%s' does not bear out line %lld with the hash "
			"that the report names",
			v->order->file, path, told->line);
	return holds < 0 ? -1 : 0;
}

/* ---- releases ---------------------------------------------------------------
 */

static int tell_new(struct verifying *v, struct stmt *s, struct text *seen)
{
	struct text line = TEXT_INIT;
	const char *hash;
	int known;

	text_printf(&line, "%.*s %.*s %.*s\n", SPAN(stmt_get_text(s, 0)),
		SPAN(stmt_get_text(s, 1)), SPAN(stmt_get_text(s, 2)));
	if (line.failed) {
		seen->failed = 1;
		return 0;
	}
	text_add(seen, line.at, line.len);
	hash = stmt_get_text(s, 2).at;
	known = v->asked.releases.at &&
		strstr(v->asked.releases.at, line.at) != NULL;
	if (!known)
		cli_note(v->cli,
			v->asked.releases.at &&
					strstr(v->asked.releases.at, hash)
				? "%s/%.*s: release %.12s is %.*s in the "
				  "database now, which the report did not have "
				  "so"
				: "%s/%.*s: release %.12s (%.*s) is in the "
				  "database now and was not",
			v->asked.dataset, SPAN(stmt_get_text(s, 0)), hash,
			SPAN(stmt_get_text(s, 1)));
	text_free(&line);
	return !known;
}

static void tell_gone(const struct verifying *v, const struct text *seen)
{
	const char *at = v->asked.releases.at, *end, *hash;
	unsigned n = 0;

	for (; at && *at; at = end + 1) {
		end = strchr(at, '\n');
		hash = end - (HASH_HEX - 1);
		if (seen->at && memmem(seen->at, seen->len, hash, HASH_HEX))
			continue;
		if (n++ < v->order->most)
			cli_note(v->cli,
				"%s: release %.12s of the report (%.*s) is not "
				"in the database",
				v->asked.dataset, hash, (int)(hash - at - 1),
				at);
	}
	if (n > v->order->most)
		cli_note(v->cli,
			"%s: %u releases of the report are not in the database",
			v->asked.dataset, n);
}

/* What the database has now that the report did not. */
static int tell_releases(struct verifying *v, struct err *e)
{
	struct text seen = TEXT_INIT;
	struct stmt *s = NULL;
	int rc = report_releases(&s, v->db, v->asked.dataset, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		tell_new(v, s, &seen);
		rc = 0;
	}
	if (rc == 0)
		rc = text_done(&seen, e);
	if (rc == 0)
		tell_gone(v, &seen);
	stmt_close(s);
	text_free(&seen);
	return rc;
}

/* ---- cells ------------------------------------------------------------------
 */

static struct field field_of(struct span s)
{
	return (struct field){ s.at ? FIELD_TEXT : FIELD_NULL, s };
}

static void differs(void *context, struct span sheet, struct span cell,
	struct span given, struct span made)
{
	struct verifying *v = context;

	if (v->found.differ <= v->order->most)
		rows_add(v->rows,
			(const struct field[]){ field_of(sheet), field_of(cell),
				field_of(given), field_of(made) });
}

static int tell_cells(struct verifying *v, struct err *e)
{
	const char *file = v->order->file;
	const struct rebuilt *f = &v->found;

	if (rebuilt_compare(&v->found, file, v->made, differs, v, e) < 0)
		return -1;
	if (strcmp(v->asked.version, KOSH_VERSION) != 0)
		cli_note(v->cli, "%s: made by kosh %s, this is %s", file,
			v->asked.version, KOSH_VERSION);
	if (f->differ == 0) {
		cli_note(v->cli,
			"%s: the same cells, %zu of them, in other bytes: a "
			"program saved it anew, another version of kosh or of "
			"its library wrote it, or a chart or a note was edited",
			file, f->cells);
		return 0;
	}
	cli_note(v->cli, "%s: %zu %s; it has %zu%s", file, f->differ,
		f->differ == 1 ? "cell differs" : "cells differ", f->cells,
		f->differ > v->order->most ? "; --max says how many are listed"
					   : "");
	return tell_releases(v, e);
}

/* ---- made anew --------------------------------------------------------------
 */

/* A file that is gone with us, whatever ends us. */
static int open_scratch(struct verifying *v, struct err *e)
{
	const char *dir = getenv("TMPDIR");
	char name[PATH_TEXT];

	snprintf(name, sizeof(name), "%.900s/kosh-XXXXXX",
		dir && *dir ? dir : "/tmp");
	v->scratch = mkostemp(name, O_CLOEXEC);
	if (v->scratch < 0)
		return err_errno(e, "cannot write", name);
	unlink(name);
	snprintf(v->made, sizeof(v->made), "/proc/self/fd/%d", v->scratch);
	return 0;
}

/* What the manifest orders that there is not is a fault of the file. */
static int make(struct verifying *v, struct err *e)
{
	struct report_order o;

	asked_as_order(&o, &v->asked);
	o.log = &v->log;
	if (open_scratch(v, e) < 0)
		return -1;
	if (report_make(v->made, v->db, &o, e) == 0)
		return hash_file(v->made_hash, v->made, e);
	if (e->kind == ERR_USAGE)
		e->kind = ERR_DATA;
	return err_in(e, "%s: made anew", v->order->file);
}

static int check_dataset(const struct verifying *v, struct err *e)
{
	const char *wanted = v->order->dataset;

	return !wanted || strcmp(wanted, v->asked.dataset) == 0
		? 0
		: err_set(e, ERR_DATA, "%s: is a report of '%s', not of '%s'",
			  v->order->file, v->asked.dataset, wanted);
}

static int compare(int *answer, struct verifying *v, struct err *e)
{
	*answer = strcmp(v->hash, v->made_hash) != 0;
	if (*answer)
		return tell_cells(v, e);
	cli_note(v->cli, "%s: the same bytes (sha256 %s), %zu cells",
		v->order->file, v->hash, v->asked.cells);
	return 0;
}

static int verify(int *answer, struct verifying *v, struct err *e)
{
	const struct cli_rebuilt *o = v->order;
	const char *as_of = o->as_of;

	if (hash_file(v->hash, o->file, e) < 0 ||
		asked_as_read(&v->asked, o->file, e) < 0 ||
		check_dataset(v, e) < 0)
		return -1;
	if (!as_of && *v->asked.as_of)
		as_of = v->asked.as_of;
	if (asof_open(&v->db, o->database, as_of, v->asked.dataset, e) < 0) {
		if (e->kind == ERR_USAGE && !o->as_of)
			e->kind = ERR_DATA; /* the file's word */
		return err_in(e, "%s", o->file);
	}
	if (choose_log(v, e) < 0 || make(v, e) < 0)
		return -1;
	return compare(answer, v, e);
}

/* Half of what is said would be taken for all of it. */
int cli_rebuilt(int *answer, const struct cli *c, const struct cli_rebuilt *o,
	struct err *e)
{
	static const char *const columns[] = { "sheet", "cell", "file",
		"database" };
	struct verifying v = { .cli = c, .order = o, .scratch = -1 };
	struct draft *out = NULL;
	int rc = -1;

	if (draft_open_whole(&out, "-", e) == 0 &&
		rows_open(&v.rows, draft_stream(out), columns, 4, o->format,
			e) == 0)
		rc = verify(answer, &v, e);
	if (rc == 0 && rows_end(v.rows, e) == 0) {
		rc = draft_commit(out, e);
		out = NULL;
	}
	draft_drop(out);
	rows_close(v.rows);
	if (v.scratch >= 0)
		close(v.scratch);
	asked_as_free(&v.asked);
	db_close(v.db);
	return rc;
}
