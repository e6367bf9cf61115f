/* SPDX-License-Identifier: MIT */
/* Inside the reading of CSV: a line that is a record, cut where it lies. */
#ifndef KOSH_BASE_CSV_LINE_H
#define KOSH_BASE_CSV_LINE_H

#include "pipeline/base/text.h"

/* The fields of a line without its end, as far as there is room for them, and
 * how many there are. 0 where they do not lie there as they are: a quote stands
 * elsewhere than around a whole field. */
size_t csv_line(
	struct span *fields, size_t room, struct span line, char separator);

#endif
