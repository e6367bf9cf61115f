/* SPDX-License-Identifier: MIT */
/* The bytes of a log as lines, each of which is checked once it is there. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/audit/logcheck_inside.h"

enum { FIRST_ROOM = 4096 };

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

/* ---- files ------------------------------------------------------------------
 */

enum { NAME = 4200 };

/* kosh.log that begins with line 501 goes on where kosh.log.500 ends. 1 with
 * that name if something is there. */
static int name_before(char before[NAME], uint64_t first, const char *path)
{
	const char *dot = strrchr(path, '.');
	size_t digits = dot ? strspn(dot + 1, "0123456789") : 0;
	int stem = digits > 0 && !dot[1 + digits] ? (int)(dot - path)
						  : (int)strlen(path);

	return first >= 2 &&
		snprintf(before, NAME, "%.*s.%" PRIu64, stem, path, first - 1) <
		NAME &&
		access(before, F_OK) == 0;
}

static int cannot_open(const char *path, struct err *e)
{
	err_errno(e, "cannot open", path);
	if (errno == ENOENT || errno == ENOTDIR)
		e->kind = ERR_DATA;
	return -1;
}

/* A pipe in the place of a part would be waited for without end. */
static int open_part(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return cannot_open(path, e);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	return err_set(e, ERR_DATA, "'%.200s' is no file", path);
}

/* Takes all of a file, and closes it unless it is standard input. */
static int read_all(struct logcheck *c, int fd, const char *path, struct err *e)
{
	char chunk[1 << 16];
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n > 0) {
			rc = logcheck_take(c, chunk, (size_t)n, e);
			continue;
		}
		rc = err_errno(e, "cannot read", path);
		if (errno == EISDIR)
			e->kind = ERR_DATA;
	}
	if (fd != STDIN_FILENO)
		close(fd);
	return rc;
}

/* The lines that the files before one begin behind, the nearest first. The
 * numbers go down, so there is an end: what bears such a name and does not
 * begin before it is read as it is, and nothing before it. */
static int find_parts(
	uint64_t **firsts, size_t *n, int fd, const char *path, struct err *e)
{
	uint64_t first = first_line(fd), below = UINT64_MAX;
	char name[NAME];

	while (first < below && name_before(name, first, path)) {
		uint64_t *more = realloc(*firsts, (*n + 1) * sizeof(**firsts));
		int part;

		if (!more)
			return err_memory(e);
		*firsts = more;
		more[(*n)++] = below = first;
		part = open_part(name, e);
		if (part < 0)
			return -1;
		first = first_line(part);
		close(part);
	}
	return 0;
}

static int read_parts(
	struct logcheck *c, int fd, const char *path, struct err *e)
{
	uint64_t *firsts = NULL;
	char name[NAME];
	size_t n = 0;
	int part, rc = find_parts(&firsts, &n, fd, path, e);

	while (rc == 0 && n > 0 && name_before(name, firsts[--n], path)) {
		part = open_part(name, e);
		rc = part < 0 ? -1 : read_all(c, part, name, e);
	}
	free(firsts);
	return rc;
}

int logcheck_file(struct logcheck *c, const char *path, struct err *e)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return read_all(c, STDIN_FILENO, path, e);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && c->n_anchors > 0) {
		logcheck_broken(c, 0, "there is no file '%.200s'", path);
		return 0;
	}
	if (fd < 0)
		return cannot_open(path, e);
	if (read_parts(c, fd, path, e) < 0) {
		close(fd);
		return -1;
	}
	return read_all(c, fd, path, e);
}
