/* SPDX-License-Identifier: MIT */
/* One line of a log, for logcheck.c. */
#ifndef KOSH_AUDIT_LOGCHECK_LINE_H
#define KOSH_AUDIT_LOGCHECK_LINE_H

#include <stddef.h>
#include <stdint.h>

/* Borrowed bytes of the line. */
struct logcheck_part {
	const char *at;
	size_t len;
};

struct logcheck_line {
	uint64_t line;
	struct logcheck_part time, event, detail, before, hash;
	size_t hashed; /* so many bytes are what the hash is of */
};

/* NULL, or what is wrong with its form. The line is without its break. */
const char *logcheck_parse(
	struct logcheck_line *out, const char *bytes, size_t len);

/* 1 if bytes that are no line may be what a crash left of one: its beginning,
 * or zeros. What has the end of a line as well was changed. */
int logcheck_may_be_torn(const char *bytes, size_t len);

#endif
