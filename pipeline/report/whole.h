/* SPDX-License-Identifier: MIT */
/*
 * libxlsxwriter does not see when its temporary files cannot be written, nor
 * all that memory was refused for. What is lacking so is missing in the
 * workbook, whose zip is in order.
 */
#ifndef KOSH_REPORT_WHOLE_H
#define KOSH_REPORT_WHOLE_H

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

/* 0 if each part of a workbook in memory is XML from its start to its end and
 * is named by the others, and the strings are as many as are spoken of; else
 * ERR_SYSTEM. */
int whole_check(struct span zip, struct err *e);

#endif
