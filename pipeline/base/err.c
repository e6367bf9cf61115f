/* SPDX-License-Identifier: MIT */
#include "pipeline/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (e->kind != ERR_NONE)
		return -1;
	e->kind = kind;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	return -1;
}

int err_in(struct err *e, const char *fmt, ...)
{
	char old[sizeof(e->text)];
	va_list ap;
	size_t n;

	memcpy(old, e->text, sizeof(old));
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	n = strlen(e->text);
	snprintf(e->text + n, sizeof(e->text) - n, ": %s", old);
	return -1;
}

void err_not_in(struct err *e, const char *context)
{
	size_t n = strlen(context);

	if (strncmp(e->text, context, n) == 0 && e->text[n] == ':' &&
		e->text[n + 1] == ' ')
		memmove(e->text, e->text + n + 2, strlen(e->text + n + 2) + 1);
}

int err_errno(struct err *e, const char *what, const char *about)
{
	int code = errno;
	size_t n = strlen(about);
	const char *tail = n > 200 ? about + n - 200 : about;

	return err_set(e, ERR_SYSTEM, "%s '%s%s': %s", what,
		tail == about ? "" : "...", tail, strerror(code));
}

int err_memory(struct err *e)
{
	return err_set(e, ERR_SYSTEM, "out of memory");
}

int err_status(enum err_kind kind)
{
	static const int status[] = {
		[ERR_NONE] = 0,
		[ERR_SYSTEM] = 5,
		[ERR_REMOTE] = 4,
		[ERR_DATA] = 3,
		[ERR_USAGE] = 2,
	};

	return status[kind];
}
