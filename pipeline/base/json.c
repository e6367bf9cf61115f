/* SPDX-License-Identifier: MIT */
#include "pipeline/base/json.h"

#include <math.h>

#include "pipeline/base/num.h"
#include "pipeline/base/record.h"

static void put(struct json *j, const char *text)
{
	sink_add(j->to, text, strlen(text));
}

static void begin(struct json *j, const char *key)
{
	if (j->behind)
		put(j, ",");
	j->behind = 1;
	if (!key)
		return;
	record_json(j->to, span_of(key));
	put(j, ":");
}

void json_begin(struct json *j, const char *key, char bracket)
{
	begin(j, key);
	if (!key && j->lines)
		put(j, "\n");
	sink_add(j->to, &bracket, 1);
	j->behind = 0;
}

void json_end(struct json *j, char bracket)
{
	sink_add(j->to, &bracket, 1);
	j->behind = 1;
}

void json_text(struct json *j, const char *key, struct span value)
{
	begin(j, key);
	if (value.at)
		record_json(j->to, value);
	else
		put(j, "null");
}

void json_string(struct json *j, const char *key, const char *value)
{
	json_text(j, key, span_of(value));
}

void json_number(struct json *j, const char *key, double v)
{
	char digits[NUM_TEXT];

	begin(j, key);
	if (isfinite(v))
		sink_add(j->to, digits, num_format(digits, v));
	else
		put(j, "null");
}

void json_integer(struct json *j, const char *key, long long v)
{
	char digits[24];

	begin(j, key);
	snprintf(digits, sizeof(digits), "%lld", v);
	put(j, digits);
}

void json_flag(struct json *j, const char *key, int v)
{
	begin(j, key);
	put(j, v ? "true" : "false");
}
