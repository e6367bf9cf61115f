/* SPDX-License-Identifier: MIT */
/* One JSON value in the making, on one line: objects and lists in each other.
 * Memory that is out is told once, by text_done. */
#ifndef KOSH_AUDIT_JSON_H
#define KOSH_AUDIT_JSON_H

#include "pipeline/base/text.h"

struct json {
	struct text out;
	int follows; /* something stands before, in the same object or list */
};

#define JSON_INIT                                                              \
	{                                                                      \
		TEXT_INIT, 0                                                   \
	}

/* key is NULL in a list and at the top. kind is '{' or '['. */
void json_begin(struct json *j, const char *key, char kind);
void json_end(struct json *j, char kind); /* '}' or ']' */

void json_text(struct json *j, const char *key, struct span s); /* NULL: null */
void json_string(struct json *j, const char *key, const char *s); /* likewise */
void json_number(struct json *j, const char *key, double v); /* NaN: null */
void json_integer(struct json *j, const char *key, long long v);
void json_flag(struct json *j, const char *key, int v);

#endif
