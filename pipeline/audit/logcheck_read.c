/* SPDX-License-Identifier: MIT */
/* The bytes of a log as lines, each of which is checked once it is there. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/audit/logcheck_inside.h"

enum { FIRST_ROOM = 4096 };

static int read_file(
	struct logcheck *c, const char *path, uint64_t below, struct err *e);

static int make_room(struct logcheck *c, size_t need, struct err *e)
{
	size_t cap = c->cap ? c->cap : FIRST_ROOM;
	char *more;

	if (need <= c->cap)
		return 0;
	while (cap < need)
		cap *= 2;
	more = realloc(c->room, cap);
	if (!more)
		return err_memory(e);
	c->room = more;
	c->cap = cap;
	return 0;
}

/* One that is too long goes through in pieces. */
static int add_piece(
	struct logcheck *c, const char *bytes, size_t len, struct err *e)
{
	if (!c->too_long && c->len + len < LOGCHECK_LINE_MAX) {
		if (make_room(c, c->len + len + 1, e) < 0)
			return -1;
		memcpy(c->room + c->len, bytes, len);
		c->len += len;
		return 0;
	}
	if (!c->too_long &&
		(logcheck_odd_begin(c, "it is too long for one", 1, e) < 0 ||
			logcheck_odd_add(c, c->room, c->len, e) < 0))
		return -1;
	c->too_long = 1;
	c->len = 0;
	return logcheck_odd_add(c, bytes, len, e);
}

static int end_line(struct logcheck *c, struct err *e)
{
	int rc = c->too_long ? 0 : logcheck_line(c, c->room, c->len, e);

	c->too_long = 0;
	c->len = 0;
	return rc;
}

int logcheck_take(
	struct logcheck *c, const char *bytes, size_t len, struct err *e)
{
	while (len > 0) {
		const char *brk = memchr(bytes, '\n', len);
		size_t n = brk ? (size_t)(brk - bytes) : len;

		if (!c->open)
			c->place++;
		c->open = !brk;
		if (add_piece(c, bytes, n, e) < 0 ||
			(brk && end_line(c, e) < 0))
			return -1;
		bytes += n + (brk ? 1 : 0);
		len -= n + (brk ? 1 : 0);
	}
	return 0;
}

/* The number of the line that the file begins with, 0 if it is none. */
static uint64_t first_line(int fd)
{
	static const char start[] = "{\"line\":";
	char bytes[40] = "";
	ssize_t n = pread(fd, bytes, sizeof(bytes) - 1, 0);

	return n > (ssize_t)sizeof(start) &&
			memcmp(bytes, start, sizeof(start) - 1) == 0
		? strtoull(bytes + sizeof(start) - 1, NULL, 10)
		: 0;
}

/* kosh.log that begins with line 501 goes on where kosh.log.500 ends: that is
 * read first, if it is there. Numbers go down, so there is an end. */
static int part_before(struct logcheck *c, int fd, const char *path,
	uint64_t below, struct err *e)
{
	const char *dot = strrchr(path, '.');
	size_t digits = dot ? strspn(dot + 1, "0123456789") : 0;
	int stem = digits > 0 && !dot[1 + digits] ? (int)(dot - path)
						  : (int)strlen(path);
	uint64_t first = first_line(fd);
	char before[4200];

	if (first < 2 || first >= below ||
		snprintf(before, sizeof(before), "%.*s.%" PRIu64, stem, path,
			first - 1) >= (int)sizeof(before) ||
		access(before, F_OK) < 0)
		return 0;
	return read_file(c, before, first, e);
}

int logcheck_file(struct logcheck *c, const char *path, struct err *e)
{
	return read_file(c, path, UINT64_MAX, e);
}

static int read_file(
	struct logcheck *c, const char *path, uint64_t below, struct err *e)
{
	int in = strcmp(path, "-") == 0, rc = 0;
	int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	char chunk[1 << 16];
	ssize_t n = 0;

	if (fd < 0 && errno == ENOENT && c->n_anchors > 0) {
		logcheck_broken(c, 0, "there is no file '%.200s'", path);
		return 0;
	}
	if (fd < 0) {
		err_errno(e, "cannot open", path);
		if (errno == ENOENT || errno == ENOTDIR)
			e->kind = ERR_DATA;
		return -1;
	}
	if (!in)
		rc = part_before(c, fd, path, below, e);
	while (rc == 0 && (n = read(fd, chunk, sizeof(chunk))) > 0)
		rc = logcheck_take(c, chunk, (size_t)n, e);
	if (n < 0) {
		rc = err_errno(e, "cannot read", path);
		if (errno == EISDIR)
			e->kind = ERR_DATA;
	}
	if (!in)
		close(fd);
	return rc;
}
