/* SPDX-License-Identifier: MIT */
/* How a log ends, and its lines from the last one on. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/audit/log_inside.h"

enum {
	WINDOW = 4 * LOG_LINE_MAX,
	GLANCE = 32 << 10, /* of most logs the end is all that is asked for */
	TORN_MAX = WINDOW, /* more was not torn by us */
	HASH_PART = sizeof(",\"hash\":\"\"}") - 1 + HASH_HEX - 1,
	DIGITS_MAX = 18,
};

static const char zeros[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

/* ---- one line ---------------------------------------------------------------
 */

int log_line_head(struct log_head *out, struct span line)
{
	static const char start[] = "{\"line\":";
	const size_t n = sizeof(start) - 1;
	char hash[HASH_HEX];
	const char *at = line.at, *last;
	int digits = 0;

	if (line.len < n + HASH_PART || memcmp(at, start, n) != 0)
		return -1;
	out->line = 0;
	for (at += n; is_digit(*at) && digits < DIGITS_MAX; at++, digits++)
		out->line = out->line * 10 + (uint64_t)(*at - '0');
	last = line.at + line.len - HASH_PART;
	hash_bytes(hash, line.at, (size_t)(last - line.at));
	if (digits == 0 || *at != ',' || memcmp(last, ",\"hash\":\"", 9) != 0 ||
		memcmp(last + 9, hash, HASH_HEX - 1) != 0 ||
		memcmp(last + HASH_PART - 2, "\"}", 2) != 0)
		return -1;
	memcpy(out->hash, hash, HASH_HEX);
	return 0;
}

/* ---- from the end backwards -------------------------------------------------
 */

/* The last bytes before a place in the file. */
struct back {
	int fd;
	const char *path;
	char *bytes;
	off_t from; /* where bytes begin in the file */
	size_t len;
};

static int fill(struct back *b, off_t end, size_t most, struct err *e)
{
	size_t want = end > (off_t)most ? most : (size_t)end;
	ssize_t n;

	b->from = end - (off_t)want;
	for (b->len = 0; b->len < want; b->len += (size_t)n) {
		n = pread(b->fd, b->bytes + b->len, want - b->len,
			b->from + (off_t)b->len);
		if (n <= 0)
			return err_errno(e, "cannot read", b->path);
	}
	return 0;
}

static int strange(const char *path, struct err *e)
{
	return err_set(e, ERR_SYSTEM,
		"'%.200s' does not end with a line of a log of ours: 'kosh-log "
		"verify' says where it broke; moved away, another one is begun",
		path);
}

/* The line whose break stands before *end, which moves to where it begins. 1,
 * or 0 at the start of the file. */
static int line_before(
	struct span *out, struct back *b, off_t *end, struct err *e)
{
	const char *brk;
	size_t upto;

	if (*end == 0)
		return 0;
	for (int filled = 0;; filled = 1) {
		upto = *end > b->from ? (size_t)(*end - b->from) : 0;
		brk = upto > 1 ? memrchr(b->bytes, '\n', upto - 1) : NULL;
		if (brk || (upto > 0 && b->from == 0))
			break;
		if (filled)
			return strange(b->path, e);
		if (fill(b, *end, WINDOW, e) < 0)
			return -1;
	}
	out->at = brk ? brk + 1 : b->bytes;
	out->len = upto - 1 - (size_t)(out->at - b->bytes);
	*end = b->from + (out->at - b->bytes);
	return 1;
}

/* ---- the end ----------------------------------------------------------------
 */

/* 1 if the first line of a log may have been torn to these bytes; a crash may
 * leave zeros. */
static int may_begin(const struct back *b)
{
	static const char start[] = "{\"line\":1,";
	const size_t n = sizeof(start) - 1;

	return memcmp(b->bytes, start, b->len < n ? b->len : n) == 0 ||
		(*b->bytes == '\0' &&
			memcmp(b->bytes, b->bytes + 1, b->len - 1) == 0);
}

/* The last line that is one of ours. What is behind it was torn: as a rule a
 * piece of one line, but who was ending such a piece may have been ended too.
 */
static int find_whole(
	struct log_tail *t, struct back *b, off_t end, struct err *e)
{
	off_t behind = end;
	struct span line;
	int rc;

	while ((rc = line_before(&line, b, &end, e)) == 1) {
		if (log_line_head(&t->head, line) == 0) {
			t->whole = behind;
			return 0;
		}
		if (t->size - end > TORN_MAX)
			return strange(b->path, e);
		behind = end;
	}
	if (rc < 0 || t->size > TORN_MAX || fill(b, t->size, WINDOW, e) < 0)
		return strange(b->path, e);
	t->whole = 0;
	return may_begin(b) ? 0 : strange(b->path, e);
}

/* Where the last line break of the file has its end. */
static int last_break(off_t *out, off_t size, struct back *b, struct err *e)
{
	const char *brk;

	if (fill(b, size, GLANCE, e) < 0)
		return -1;
	brk = memrchr(b->bytes, '\n', b->len);
	if (!brk && fill(b, size, WINDOW, e) < 0)
		return -1;
	brk = memrchr(b->bytes, '\n', b->len);
	if (!brk && b->from > 0)
		return strange(b->path, e);
	*out = brk ? b->from + (brk - b->bytes) + 1 : 0;
	return 0;
}

/* Of a whole line only its break may be missing. */
static int hash_torn(struct log_tail *t, struct back *b, struct err *e)
{
	struct log_head line;
	struct span torn;

	t->torn = t->size - t->whole;
	if (t->torn == 0)
		return 0;
	if (fill(b, t->size, WINDOW, e) < 0)
		return -1;
	torn = (struct span){ b->bytes + (t->whole - b->from),
		(size_t)t->torn };
	hash_bytes(t->torn_hash, torn.at, torn.len);
	t->unbroken = log_line_head(&line, torn) == 0 &&
		line.line == t->head.line + 1;
	return 0;
}

static int read_tail(struct log_tail *t, struct back *b, struct err *e)
{
	off_t end = 0;

	t->size = lseek(b->fd, 0, SEEK_END);
	if (t->size < 0)
		return err_errno(e, "cannot read", b->path);
	if (t->size == 0)
		return 0;
	if (last_break(&end, t->size, b, e) < 0 || find_whole(t, b, end, e) < 0)
		return -1;
	return hash_torn(t, b, e);
}

int log_tail_read(struct log_tail *out, int fd, const char *path, struct err *e)
{
	struct back b = { fd, path, malloc(WINDOW), 0, 0 };
	int rc;

	*out = (struct log_tail){ 0 };
	memcpy(out->head.hash, zeros, HASH_HEX);
	if (!b.bytes)
		return err_memory(e);
	rc = read_tail(out, &b, e);
	free(b.bytes);
	return rc;
}

int log_back_from(int fd, const char *path, off_t end, log_see *see,
	void *context, struct err *e)
{
	struct back b = { fd, path, malloc(WINDOW), 0, 0 };
	struct log_head at;
	struct span line;
	int rc;

	if (!b.bytes)
		return err_memory(e);
	b.from = end;
	while ((rc = line_before(&line, &b, &end, e)) == 1) {
		if (log_line_head(&at, line) < 0)
			continue; /* torn once, and marked as such */
		if (see(context, &at, line)) {
			rc = 0;
			break;
		}
	}
	free(b.bytes);
	return rc;
}

/* ---- a file
 * ------------------------------------------------------------------
 */

/* Whoever opens a pipe to read it may wait for its writer without end. */
int log_open_read(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0) {
		err_errno(e, "cannot open the log", path);
		if (errno == ENOENT)
			e->kind = ERR_DATA;
		return -1;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	return err_set(e, ERR_DATA, "the log '%.200s' is no file", path);
}

int log_read_head(struct log_head *out, const char *path, struct err *e)
{
	struct log_tail t;
	int fd, rc;

	*out = (struct log_head){ 0, "" };
	if (!file_exists(path))
		return 0;
	fd = log_open_read(path, e);
	if (fd < 0)
		return -1;
	rc = log_tail_read(&t, fd, path, e);
	close(fd);
	if (rc == 0)
		*out = t.head;
	return rc;
}
