/* SPDX-License-Identifier: MIT */
#include "cmd/cli_head.h"

#include <inttypes.h>

#include "pipeline/store/rows.h"

int cli_head_open(struct cli_head *h, const char *database, const char *key,
	struct err *e)
{
	struct log_head before;

	*h = (struct cli_head){ .key = NULL };
	if ((key && sign_open_private(&h->key, key, e) < 0) ||
		log_path(h->path, database, e) < 0)
		return -1;
	h->is_odd = log_read_head(&before, h->path, &(struct err)ERR_INIT) < 0;
	h->line = before.line;
	return 0;
}

void cli_head_close(struct cli_head *h)
{
	sign_close(h->key);
}

int cli_head_say(const struct cli_head *h, const struct cli *c, struct err *e)
{
	struct log_head now;

	if (h->is_odd)
		return 0;
	if (log_read_head(&now, h->path, e) < 0)
		return -1;
	if (now.line <= h->line)
		return 0;
	cli_note(c, "log: line %" PRIu64 ", head %s", now.line, now.hash);
	return h->key ? logsign(&now, h->path, h->key, e) : 0;
}

int cli_head_sign(
	const struct cli *c, const char *path, const char *key, struct err *e)
{
	struct sign_key *k = NULL;
	struct log_head at;
	int rc = sign_open_private(&k, key, e);

	if (rc == 0)
		rc = logsign(&at, path, k, e);
	if (rc == 0)
		cli_note(c, "%s: line %" PRIu64 " signed, head %s", path,
			at.line, at.hash);
	sign_close(k);
	return rc;
}

int cli_head_print(const char *path, enum query_format how, struct err *e)
{
	static const char *const columns[] = { "line", "head" };
	struct log_head at;
	struct rows *r = NULL;
	char number[24];
	int rc;

	if (log_read_head(&at, path, e) < 0)
		return -1;
	if (at.line == 0)
		return err_set(e, ERR_DATA, "'%.200s' has no line yet", path);
	snprintf(number, sizeof(number), "%" PRIu64, at.line);
	rc = rows_open(&r, stdout, columns, 2, how, e);
	if (rc == 0) {
		rows_add(r,
			(const struct field[]){
				{ FIELD_NUMBER, span_of(number) },
				{ FIELD_TEXT, span_of(at.hash) } });
		rc = rows_end(r, e);
	}
	rows_close(r);
	return rc;
}
