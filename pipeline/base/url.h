/* SPDX-License-Identifier: MIT */
/* Web addresses as text: which they are, and which mean the same file. Nothing
 * is resolved and nobody is asked. */
#ifndef KOSH_BASE_URL_H
#define KOSH_BASE_URL_H

#include "pipeline/base/text.h"

/* 1 for https://HOST... or http://HOST... without white space, control bytes,
 * user or password. */
int url_is_web(const char *url);

/* 1 if the path ends as the name of a spreadsheet does, or of a zip of them:
 * .xlsx .xlsm .xls .ods .csv .zip, whatever stands behind ? or #. */
int url_is_spreadsheet(const char *url);

/* Appends the key under which addresses count as the same: host and path. Left
 * off are http and https, the usual port, what stands behind #, and, where the
 * path is that of a spreadsheet, what stands behind ?. The host is in small
 * letters, and %41 is A. */
void url_key(struct text *out, const char *url);
/* The host of a key. */
struct span url_key_host(struct span key);

/* 1 if the key is that of a pattern: an address, with or without https:// in
 * front, in which each * stands for any text. */
int url_matches(const char *pattern, struct span key);

/* The name of the file that an address leads to, appended; nothing for an
 * address that ends with /. */
void url_file(struct text *out, const char *url);

#endif
