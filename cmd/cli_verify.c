/* SPDX-License-Identifier: MIT */
#include "cmd/cli_verify.h"

#include <unistd.h>

#include "pipeline/audit/logcheck_sig.h"
#include "pipeline/audit/outbox.h"
#include "pipeline/store/rows.h"

static void say(
	void *context, enum logcheck_says what, uint64_t at, const char *text)
{
	static const char *const names[] = { [LOGCHECK_BROKEN] = "broken",
		[LOGCHECK_NOTE] = "note",
		[LOGCHECK_WHOLE] = "whole",
		[LOGCHECK_HOLDS] = "holds",
		[LOGCHECK_UNKNOWN] = "unknown" };
	char number[24];

	snprintf(number, sizeof(number), "%llu", (unsigned long long)at);
	rows_add(context,
		(const struct field[]){ { FIELD_TEXT, span_of(names[what]) },
			{ at ? FIELD_NUMBER : FIELD_NULL,
				span_of(at ? number : NULL) },
			{ FIELD_TEXT, span_of(text) } });
}

static int take_database(
	const struct cli_verify *v, struct logcheck *c, struct err *e)
{
	struct log_head known;
	struct db *d = NULL;
	int rc;

	if (!v->database || (!v->is_other && !file_exists(v->database)))
		return 0;
	rc = db_open(&d, v->database, DB_READ, e);
	if (rc == 0)
		rc = outbox_head(&known, d, e);
	if (rc == 0 && known.line > 0)
		rc = logcheck_anchor(
			c, v->database, known.line, known.hash, 0, e);
	db_close(d);
	return rc;
}

static int take_signatures(
	const struct cli_verify *v, struct logcheck *c, struct err *e)
{
	struct sign_key *key = NULL;
	char path[PATH_TEXT + 8];
	int rc = v->key ? sign_open_public(&key, v->key, e) : 0;

	snprintf(path, sizeof(path), "%s.sig", v->path);
	if (rc == 0)
		rc = logcheck_signatures(c, path, key, e);
	sign_close(key);
	return rc;
}

/* Behind a pipe in the place of a log nobody may ever write. */
static int check_place(const struct cli_verify *v, struct err *e)
{
	int fd = v->is_other || !file_exists(v->path)
		? 0
		: log_open_read(v->path, e);

	if (fd > 0)
		close(fd);
	return fd < 0 ? -1 : 0;
}

static int take_anchors(
	const struct cli_verify *v, struct logcheck *c, struct err *e)
{
	if (check_place(v, e) < 0 || take_database(v, c, e) < 0 ||
		take_signatures(v, c, e) < 0 ||
		(v->report && logcheck_report(c, v->report, e) < 0))
		return -1;
	return v->head ? logcheck_anchor(c, "--head", v->line, v->head, 0, e)
		       : 0;
}

/* Half of what is said would be taken for all of it. */
int cli_verify(const struct cli_verify *v, enum query_format how, struct err *e)
{
	static const char *const columns[] = { "state", "line", "text" };
	struct logcheck_result found = { 0 };
	struct logcheck *c = NULL;
	struct rows *r = NULL;
	struct draft *out = NULL;

	if (draft_open_whole(&out, "-", e) == 0 &&
		rows_open(&r, draft_stream(out), columns, 3, how, e) == 0 &&
		logcheck_open(&c, say, r, v->most, e) == 0 &&
		take_anchors(v, c, e) == 0 &&
		logcheck_file(c, v->path, e) == 0 &&
		logcheck_end(&found, c, e) == 0 && rows_end(r, e) == 0) {
		draft_commit(out, e);
		out = NULL;
	}
	draft_drop(out);
	logcheck_close(c);
	rows_close(r);
	return found.broken > 0;
}
