/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. A target is a file with LLVMFuzzerTestOneInput,
 * as libFuzzer and AFL++ call it; tests/test_fuzz.c calls all of them once for
 * each seed and each input that ever found a fault. A promise that is broken
 * ends the process, and so does a sanitizer.
 */
#ifndef KOSH_TESTS_FUZZ_H
#define KOSH_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/reader.h"
#include "pipeline/workbook/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Like assert, but in every build, and it shows two texts that should have
 * been the same. */
void fuzz_same(struct span a, struct span b, const char *what);
void fuzz_hold(int promise, const char *what);

/* A part that is stored as it is, with the checksum it should have. */
struct zip_entry fuzz_entry(const char *name, struct span content);

/* Text that the readers gave out: UTF-8 throughout. */
void fuzz_text(struct span s);

/* Holds what book.h promises of a row: the place and the value of each cell. */
void fuzz_row(const struct book *b, const struct row *r);

/* Appends the row to out, all of it. */
void fuzz_show(struct text *out, const struct row *r);

/* Reads all sheets of a copy of the bytes, to their end. Which reader it is
 * the bytes decide where reader is NULL. What they are refused for is an
 * error with text. */
void fuzz_book(const struct reader *reader, struct span bytes);

/* A zip of the same files in which lengths, places and checksums are right, so
 * that what was changed in a part gets to be read; 0 if there is no file in
 * it. out is to be freed by text_free. */
int fuzz_mended(struct text *out, struct span zip);

#endif
