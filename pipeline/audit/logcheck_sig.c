/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/logcheck_sig.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/audit/logcheck_inside.h"
#include "pipeline/workbook/cellstream.h"

enum { SIGNED_MAX = 1024, TIME = 20, KEPT = 1 << 16, DIGITS_MAX = 18 };

static const char hex[] = "0123456789abcdef";
static const char base64[] = "abcdefghijklmnopqrstuvwxyz0123456789+/="
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* ---- reading ----------------------------------------------------------------
 */

static int skip(const char **at, const char *text)
{
	size_t n = strlen(text);

	if (strncmp(*at, text, n) != 0)
		return 0;
	*at += n;
	return 1;
}

static int number(const char **at, uint64_t *out)
{
	size_t n = strspn(*at, "0123456789");

	if (n == 0 || n > DIGITS_MAX || **at == '0')
		return 0;
	*out = strtoull(*at, NULL, 10);
	*at += n;
	return 1;
}

/* So many of some characters. */
static int take(const char **at, char *to, size_t n, const char *some)
{
	if (strspn(*at, some) != n)
		return 0;
	memcpy(to, *at, n);
	to[n] = '\0';
	*at += n;
	return 1;
}

/* ---- signatures -------------------------------------------------------------
 */

/* A line of LOG.sig. */
struct signed_head {
	uint64_t line;
	char head[HASH_HEX], key[HASH_HEX], time[TIME + 1],
		signature[SIGN_TEXT];
};

/* The line has the form that kosh-log(1) tells, and nothing besides. */
static int read_signed(struct signed_head *s, const char *at)
{
	return skip(&at, "{\"line\":") && number(&at, &s->line) &&
		skip(&at, ",\"head\":\"") &&
		take(&at, s->head, HASH_HEX - 1, hex) &&
		skip(&at, "\",\"key\":\"") &&
		take(&at, s->key, HASH_HEX - 1, hex) &&
		skip(&at, "\",\"time\":\"") &&
		take(&at, s->time, TIME, "0123456789TZ:-") &&
		skip(&at, "\",\"signature\":\"") &&
		take(&at, s->signature, SIGN_TEXT - 1, base64) &&
		strcmp(at, "\"}\n") == 0;
}

static int check_signed(struct logcheck *c, const struct signed_head *s,
	const struct sign_key *key, uint64_t number, struct err *e)
{
	char message[200], who[100];

	snprintf(message, sizeof(message),
		"kosh-log line %" PRIu64 " head %s time %s\n", s->line, s->head,
		s->time);
	if (!sign_holds(key, span_of(message), span_of(s->signature))) {
		logcheck_broken(c, 0,
			"the signature in line %" PRIu64
			" of the signatures is not one of this key under "
			"line %" PRIu64 ": one of the two was changed",
			number, s->line);
		return 0;
	}
	snprintf(who, sizeof(who), "the signature of %s", s->time);
	return logcheck_anchor(c, who, s->line, s->head, 1, e);
}

static int read_signatures(
	struct logcheck *c, FILE *in, const struct sign_key *key, struct err *e)
{
	char line[SIGNED_MAX], mine[HASH_HEX] = "";
	uint64_t number = 0, passed = 0, own = 0;
	struct signed_head s;
	int rc = key ? sign_fingerprint(mine, key, e) : 0;

	while (rc == 0 && fgets(line, sizeof(line), in)) {
		number++;
		if (!read_signed(&s, line))
			logcheck_broken(c, 0,
				"line %" PRIu64
				" of the signatures is no signature",
				number);
		else if (!key || strcmp(s.key, mine) != 0)
			passed++;
		else if (own++, check_signed(c, &s, key, number, e) < 0)
			rc = -1;
	}
	if (rc == 0 && key && own == 0)
		logcheck_broken(c, 0,
			"no line of the signatures is one of this key: it is "
			"another key, or they were taken out");
	if (rc == 0 && passed > 0)
		logcheck_note(c, 0,
			"%" PRIu64 " signatures%s were not checked: --key "
			"PUB.pem checks those of a key",
			passed, key ? " of other keys" : " beside the log");
	return rc;
}

int logcheck_signatures(struct logcheck *c, const char *path,
	const struct sign_key *key, struct err *e)
{
	FILE *in = fopen(path, "re");
	int rc;

	if (!in && errno == ENOENT)
		return key ? err_set(e, ERR_DATA,
				     "there are no signatures '%.200s'", path)
			   : 0;
	if (!in)
		return err_errno(e, "cannot open", path);
	rc = read_signatures(c, in, key, e);
	if (rc == 0 && ferror(in))
		rc = err_errno(e, "cannot read", path);
	fclose(in);
	return rc;
}

/* ---- a report ---------------------------------------------------------------
 */

/* A cell with a text:
 * {"sheet":"Manifest","cell":"B12","type":"text","value":"... Returns where its
 * value begins, or NULL. */
static const char *cell_text(char *column, uint64_t *row, const char *at)
{
	static const char cell[] = "\",\"cell\":\"";

	at = skip(&at, "{\"sheet\":\"") ? strstr(at, cell) : NULL;
	if (!at || !at[sizeof(cell) - 1])
		return NULL;
	at += sizeof(cell) - 1;
	*column = *at++;
	return number(&at, row) &&
			skip(&at, "\",\"type\":\"text\",\"value\":\"")
		? at
		: NULL;
}

/* What stands beside the keys of the manifest, on whatever sheet. */
static int read_manifest(uint64_t *line, char hash[HASH_HEX], FILE *in)
{
	uint64_t line_row = 0, head_row = 0, row = 0;
	char text[KEPT], column = 0;
	int found = 0;

	while (fgets(text, sizeof(text), in)) {
		const char *at = cell_text(&column, &row, text);

		if (at && column == 'A' && skip(&at, "log_line\""))
			line_row = row;
		else if (at && column == 'A' && skip(&at, "log_head\""))
			head_row = row;
		else if (at && column == 'B' && row == line_row &&
			number(&at, line) && *at == '"')
			found |= 1;
		else if (at && column == 'B' && row == head_row &&
			take(&at, hash, HASH_HEX - 1, hex) && *at == '"')
			found |= 2;
	}
	return found == 3;
}

int logcheck_report(struct logcheck *c, const char *path, struct err *e)
{
	const struct cellstream s = {
		.path = path, .csv = BOOK_CSV_INIT, .format = RECORD_JSONL
	};
	struct child *reader = NULL;
	char hash[HASH_HEX];
	uint64_t line = 0;
	int found;

	if (cellstream_start(&reader, &s, e) < 0)
		return -1;
	found = read_manifest(&line, hash, child_out(reader));
	if (child_end(reader, e) < 0)
		return -1;
	return found ? logcheck_anchor(c, path, line, hash, 0, e)
		     : err_set(e, ERR_DATA,
			       "'%.200s' has no manifest that names a head of "
			       "a log",
			       path);
}
