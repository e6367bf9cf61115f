/* SPDX-License-Identifier: MIT */
/* An outline as a draft of a spec: YAML, with each guess's surety and reason
 * as a comment. */
#ifndef KOSH_SNIFF_WRITE_H
#define KOSH_SNIFF_WRITE_H

#include "pipeline/sniff/outline.h"

/* What is known of the file besides its cells. */
struct write_about {
	const char *file;    /* its name without folders */
	const char *sha256;  /* or NULL */
	const char *dataset; /* NULL: by the name of the file */
	const char *edition; /* NULL: by the years that are named */
	const char *format;
	struct book_csv csv;
	const char *charset; /* NULL: as usual */
	int csv_is_guessed;
	size_t hidden; /* sheets that were passed over */
	size_t unseen; /* sheets beyond those that are looked at */
};

/* ERR_DATA that says what was looked at where there is no table of areas. */
int write_draft(struct text *out, const struct outline *o,
	const struct write_about *about, struct err *e);

/* Appends, a line each: the id of the edition, the sum, and what is odd. */
void write_odd(struct text *out, const struct outline *o,
	const struct write_about *about);

#endif
