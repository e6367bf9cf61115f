/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/json.h"

#include <math.h>

#include "pipeline/base/num.h"
#include "pipeline/base/record.h"

static void begin_value(struct json *j, const char *key)
{
	if (j->follows)
		text_putc(&j->out, ',');
	j->follows = 1;
	if (!key)
		return;
	record_add_json(&j->out, span_of(key));
	text_putc(&j->out, ':');
}

void json_begin(struct json *j, const char *key, char kind)
{
	begin_value(j, key);
	text_putc(&j->out, kind);
	j->follows = 0;
}

void json_end(struct json *j, char kind)
{
	text_putc(&j->out, kind);
	j->follows = 1;
}

void json_text(struct json *j, const char *key, struct span s)
{
	begin_value(j, key);
	if (s.at)
		record_add_json(&j->out, s);
	else
		text_puts(&j->out, "null");
}

void json_string(struct json *j, const char *key, const char *s)
{
	json_text(j, key, span_of(s));
}

void json_number(struct json *j, const char *key, double v)
{
	char digits[NUM_TEXT];

	begin_value(j, key);
	if (isfinite(v))
		text_add(&j->out, digits, num_format(digits, v));
	else
		text_puts(&j->out, "null");
}

void json_integer(struct json *j, const char *key, long long v)
{
	begin_value(j, key);
	text_printf(&j->out, "%lld", v);
}

void json_flag(struct json *j, const char *key, int v)
{
	begin_value(j, key);
	text_puts(&j->out, v ? "true" : "false");
}
