/* SPDX-License-Identifier: MIT */
/* Inside this folder: the system calls that are left to a locked process. */
#ifndef KOSH_BASE_FILTER_H
#define KOSH_BASE_FILTER_H

#include "pipeline/base/err.h"

/* 1 if this kernel, on this kind of processor, can filter system calls. */
int filter_is_there(void);

/* From here on a system call that is not on the list ends the process with
 * SIGSYS. With may_open files can be opened, to be read only. Wants
 * PR_SET_NO_NEW_PRIVS. */
int filter_set(int may_open, struct err *e);

#endif
