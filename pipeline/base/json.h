/* SPDX-License-Identifier: MIT */
/* Writing JSON whose form is known to who writes it: objects and lists in each
 * other, to a stream or into a text. */
#ifndef KOSH_BASE_JSON_H
#define KOSH_BASE_JSON_H

#include "pipeline/base/sink.h"

struct json {
	struct sink to;
	int lines;  /* what begins in a list begins on a line of its own */
	int behind; /* a comma is due */
};

/* key is NULL in a list and at the top; bracket is '{' or '['. */
void json_begin(struct json *j, const char *key, char bracket);
void json_end(struct json *j, char bracket); /* '}' or ']' */
/* What is no UTF-8 becomes U+FFFD; no text at all is null. */
void json_text(struct json *j, const char *key, struct span value);
void json_string(struct json *j, const char *key, const char *value);
void json_number(struct json *j, const char *key, double v); /* NaN: null */
void json_integer(struct json *j, const char *key, long long v);
void json_flag(struct json *j, const char *key, int v);

#endif
