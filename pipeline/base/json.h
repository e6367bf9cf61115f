/* SPDX-License-Identifier: MIT */
/* Writing JSON whose form is known to who writes it. */
#ifndef KOSH_BASE_JSON_H
#define KOSH_BASE_JSON_H

#include <stdio.h>

#include "pipeline/base/text.h"

/* Where it goes, and whether a comma is due. */
struct json {
	FILE *out;
	int behind;
};

/* key is NULL in an array and at the top; bracket is '{' or '['. What begins
 * in an array begins on a line of its own. */
void json_begin(struct json *j, const char *key, char bracket);
void json_end(struct json *j, char bracket); /* '}' or ']' */
/* What is no UTF-8 becomes U+FFFD. */
void json_text(struct json *j, const char *key, struct span value);
void json_number(struct json *j, const char *key, long long value);
void json_true(struct json *j, const char *key);

#endif
