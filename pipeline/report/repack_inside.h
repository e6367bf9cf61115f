/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what repack.c and repack_rows.c share. */
#ifndef KOSH_REPORT_REPACK_INSIDE_H
#define KOSH_REPORT_REPACK_INSIDE_H

#include <zlib.h>

#include "pipeline/report/repack.h"

enum { REPACK_CHUNK = 64 << 10 };

/* The rows of a sheet; the thread of its packer has it until repack_rows_end.
 */
struct repack_rows {
	struct packer *packer; /* or NULL */
	FILE *file;	       /* of the packed bytes */
	z_stream z;
	uint64_t packed, size;
	uint32_t crc;
	uint16_t sheet;
	unsigned char chunk[REPACK_CHUNK];
};

#endif
