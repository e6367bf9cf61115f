/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/log_parts.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

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
	char out[PATH_TEXT], int fd, const char *path, struct err *e)
{
	uint64_t first = log_first_line(fd);

	if (first < 2)
		return 0;
	if (log_part_path(out, path, first - 1, e) < 0)
		return -1;
	return file_exists(out);
}
