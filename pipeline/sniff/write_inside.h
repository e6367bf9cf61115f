/* SPDX-License-Identifier: MIT */
/* Inside this folder: the parts of a draft. */
#ifndef KOSH_SNIFF_WRITE_INSIDE_H
#define KOSH_SNIFF_WRITE_INSIDE_H

#include "pipeline/sniff/write.h"
#include "pipeline/sniff/yaml.h"

void write_why(struct text *out, enum surety s, const char *why);
void write_edition_id(char out[SLUG_TEXT], const struct outline *o,
	const struct write_about *about);
/* Each line of notes as a comment. */
void write_notes(
	struct text *out, const char *indent, const struct text *notes);
void write_table(struct text *out, const struct outline *o,
	const struct outline_table *t, const char *edition);

#endif
