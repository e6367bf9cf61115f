/* SPDX-License-Identifier: MIT */
/* Inside this folder: texts as YAML. */
#ifndef KOSH_SNIFF_YAML_H
#define KOSH_SNIFF_YAML_H

#include "pipeline/base/text.h"

/* Appends a text as a scalar, in quotes where a reader could take it for
 * anything else. */
void yaml_text(struct text *out, const char *s);
/* Appends it as a pattern of a spec that fits this text: lexicon_pattern. */
void yaml_pattern(struct text *out, const char *s, size_t year);
/* Appends what stands behind a # up to the end of the line: control bytes and
 * line breaks masked. */
void yaml_comment(struct text *out, const char *s);

#endif
