/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/log_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/audit/log_inside.h"

enum { DIGITS_MAX = 18 };

uint64_t log_first_line(int fd)
{
	static const char start[] = "{\"line\":";
	const size_t n = sizeof(start) - 1;
	char bytes[64] = "";
	uint64_t line = 0;
	int digits = 0;

	if (pread(fd, bytes, sizeof(bytes) - 1, 0) < (ssize_t)n ||
		memcmp(bytes, start, n) != 0)
		return 0;
	for (const char *p = bytes + n; is_digit(*p) && digits < DIGITS_MAX;
		p++, digits++)
		line = line * 10 + (uint64_t)(*p - '0');
	return line;
}

/* Without the number behind it, if it is the name of a part. */
static size_t stem(const char *path)
{
	const char *dot = strrchr(path, '.');
	size_t digits = dot ? strspn(dot + 1, "0123456789") : 0;

	return digits > 0 && dot[1 + digits] == '\0' ? (size_t)(dot - path)
						     : strlen(path);
}

int log_part_path(
	char out[PATH_TEXT], const char *path, uint64_t last, struct err *e)
{
	int n = snprintf(
		out, PATH_TEXT, "%.*s.%" PRIu64, (int)stem(path), path, last);

	return n < PATH_TEXT
		? 0
		: err_set(e, ERR_DATA, "path '%.200s' is too long", path);
}

int log_part_before(
	char out[PATH_TEXT], int *part, int fd, const char *path, struct err *e)
{
	uint64_t first = log_first_line(fd);

	*part = -1;
	if (first < 2)
		return 0;
	if (log_part_path(out, path, first - 1, e) < 0)
		return -1;
	if (!file_exists(out))
		return 0;
	*part = log_open_read(out, e);
	if (*part < 0)
		return -1;
	if (log_first_line(*part) < first)
		return 1;
	close(*part);
	*part = -1;
	return 0;
}

/* ---- from the last line on --------------------------------------------------
 */

/* Whether who is shown the lines has seen enough. */
struct shown {
	log_see *see;
	void *context;
	int enough;
};

static int show(void *context, const struct log_head *at, struct span line)
{
	struct shown *s = context;

	return s->enough = s->see(s->context, at, line);
}

int log_all_back(int fd, const char *path, off_t end, log_see *see,
	void *context, struct err *e)
{
	struct shown s = { see, context, 0 };
	char name[PATH_TEXT], before[PATH_TEXT];
	int at = fd, part, rc;

	snprintf(name, sizeof(name), "%s", path);
	rc = log_back_from(fd, path, end, show, &s, e);
	while (rc == 0 && !s.enough &&
		(rc = log_part_before(before, &part, at, name, e)) == 1) {
		if (at != fd)
			close(at);
		at = part;
		memcpy(name, before, sizeof(name));
		rc = log_back_from(
			at, name, lseek(at, 0, SEEK_END), show, &s, e);
	}
	if (at != fd)
		close(at);
	return rc < 0 ? -1 : 0;
}

/* ---- from the first line on -------------------------------------------------
 */

/* The last lines of the parts before an open file, the last part first. */
static int find_parts(
	uint64_t **lasts, size_t *n, int fd, const char *path, struct err *e)
{
	char name[PATH_TEXT];
	int at = fd, part, rc;

	while ((rc = log_part_before(name, &part, at, path, e)) == 1) {
		uint64_t *more = realloc(*lasts, (*n + 1) * sizeof(**lasts));

		if (more) {
			*lasts = more;
			more[(*n)++] = log_first_line(at) - 1;
		}
		if (at != fd)
			close(at);
		at = part;
		if (!more) {
			rc = err_memory(e);
			break;
		}
	}
	if (at != fd)
		close(at);
	return rc;
}

int log_each_part(
	const char *path, log_read *visit, void *context, struct err *e)
{
	char name[PATH_TEXT];
	uint64_t *lasts = NULL;
	size_t n = 0;
	int fd = log_open_read(path, e), part, rc = -1;

	if (fd >= 0)
		rc = find_parts(&lasts, &n, fd, path, e);
	while (rc == 0 && n > 0 &&
		(rc = log_part_path(name, path, lasts[--n], e)) == 0) {
		part = log_open_read(name, e);
		rc = part < 0 ? -1 : visit(context, part, name, e);
	}
	free(lasts);
	if (rc == 0)
		return visit(context, fd, path, e);
	if (fd >= 0)
		close(fd);
	return -1;
}
