/* SPDX-License-Identifier: MIT */
/*
 * What a file says that it was ordered as: its manifest, read as a stranger's
 * word by a locked process. What it says of the database is for the caller to
 * check.
 */
#ifndef KOSH_REPORT_ASKED_AS_H
#define KOSH_REPORT_ASKED_AS_H

#include <stddef.h>

#include "pipeline/base/text.h"
#include "pipeline/report/report.h"

enum { ASKED_TEXT = 256 };

struct asked_as {
	char version[ASKED_TEXT], dataset[ASKED_TEXT], edition[ASKED_TEXT],
		profile[ASKED_TEXT], language[ASKED_TEXT], area[ASKED_TEXT],
		scheme[ASKED_TEXT], region[ASKED_TEXT], as_of[ASKED_TEXT],
		made[ASKED_TEXT];
	char run[ASKED_TEXT], log_line[ASKED_TEXT], log_head[ASKED_TEXT];
	struct text releases; /* lines "EDITION STATE SHA256" */
	size_t n_releases;
	struct report_log log; /* line 0: it names none */
	time_t now;
	size_t cells; /* of the file, on its visible sheets */
};

/* ERR_DATA for a file that is no workbook or no report of ours, and for a
 * manifest of another version, with a key that is unknown or there twice, or
 * that contradicts itself. asked_as_free in any case. */
int asked_as_read(struct asked_as *out, const char *path, struct err *e);
void asked_as_free(struct asked_as *a);

/* The order to make it again, which borrows a; the log is that of a. */
void asked_as_order(struct report_order *out, const struct asked_as *a);

#endif
