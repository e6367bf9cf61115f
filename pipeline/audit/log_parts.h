/* SPDX-License-Identifier: MIT */
/*
 * A log that was rotated: its earlier lines are in files beside it.
 * kosh.log.500 ends with line 500, and the file that goes on begins with line
 * 501.
 */
#ifndef KOSH_AUDIT_LOG_PARTS_H
#define KOSH_AUDIT_LOG_PARTS_H

#include <stdint.h>

#include "pipeline/audit/log.h"

/* The number of the line that an open file begins with; 0 where it begins with
 * none of ours. */
uint64_t log_first_line(int fd);

/* The name of the part that ends with a line: path is that of the log, or of a
 * part of it. ERR_DATA if it is too long. */
int log_part_path(
	char out[PATH_TEXT], const char *path, uint64_t last, struct err *e);

/* The part before an open file: 1 with its name, and open to be read; 0 where
 * the file is the first, or what bears that name is not there or does not begin
 * before the file does. The last keeps a copy under such a name from being read
 * without end. */
int log_part_before(char out[PATH_TEXT], int *part, int fd, const char *path,
	struct err *e);

/* Reads the parts of a log and last the file itself, each by visit, to which
 * the descriptor goes over. Only two are open at a time. */
typedef int log_read(void *context, int fd, const char *path, struct err *e);
int log_each_part(
	const char *path, log_read *visit, void *context, struct err *e);

#endif
