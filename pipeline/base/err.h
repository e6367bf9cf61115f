/* SPDX-License-Identifier: MIT */
/*
 * What went wrong, as one struct that travels as the last argument. A function
 * that can fail returns 0 or -1 and fills the struct; who knows more (file,
 * sheet, row) puts it in front on the way up.
 */
#ifndef KOSH_BASE_ERR_H
#define KOSH_BASE_ERR_H

enum err_kind {
	ERR_NONE = 0,
	ERR_SYSTEM, /* this machine: memory, disk, database: exit status 5 */
	ERR_REMOTE, /* a server; the same run may pass later: 4 */
	ERR_DATA,   /* the input is not what we accept: 3 */
	ERR_USAGE,  /* the call itself is wrong: 2 */
};

struct err {
	enum err_kind kind;
	char text[480]; /* a whole sentence, ready to print */
};

#define ERR_INIT                                                               \
	{                                                                      \
		ERR_NONE,                                                      \
		{                                                              \
			0                                                      \
		}                                                              \
	}

/* Records the fault and returns -1. The first one stays: what goes wrong in
 * cleanup is not the cause. */
int err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts context and ": " in front of the text and returns -1. Text that no
 * longer fits loses its end. */
int err_in(struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Takes such a context off again, where whoever adds another one says it
 * himself. */
void err_not_in(struct err *e, const char *context);

/* err_set(ERR_SYSTEM) with "what 'about': strerror(errno)". */
int err_errno(struct err *e, const char *what, const char *about);

/* err_set(ERR_SYSTEM) with "out of memory". */
int err_memory(struct err *e);

/* The exit status of DESIGN.md that belongs to a kind. */
int err_status(enum err_kind kind);

#endif
