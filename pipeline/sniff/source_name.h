/* SPDX-License-Identifier: MIT */
/* What the name of a file hints at: which dataset, which edition. */
#ifndef KOSH_SNIFF_SOURCE_NAME_H
#define KOSH_SNIFF_SOURCE_NAME_H

#include "pipeline/sniff/lexicon.h"

/* "gpi" of "2-GPI_2019_banded_scores.xlsx"; all words where nothing is left. */
void source_dataset(char out[SLUG_TEXT], const char *file);
/* The name without its ending, and with spaces for underscores. */
enum { STEM_TEXT = 256 };
void source_stem(char out[STEM_TEXT], const char *file);
/* The latest year in a text, or 0. */
int source_year(const char *text);
/* The name without the folders before it. */
const char *source_file(const char *path);

#endif
