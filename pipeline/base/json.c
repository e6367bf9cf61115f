/* SPDX-License-Identifier: MIT */
#include "pipeline/base/json.h"

#include "pipeline/base/record.h"

static void begin(struct json *j, const char *key)
{
	if (j->behind)
		putc(',', j->out);
	j->behind = 1;
	if (!key)
		return;
	record_json((struct sink){ .stream = j->out }, span_of(key));
	putc(':', j->out);
}

void json_begin(struct json *j, const char *key, char bracket)
{
	begin(j, key);
	if (!key)
		putc('\n', j->out);
	putc(bracket, j->out);
	j->behind = 0;
}

void json_end(struct json *j, char bracket)
{
	putc(bracket, j->out);
	j->behind = 1;
}

void json_text(struct json *j, const char *key, struct span value)
{
	begin(j, key);
	record_json((struct sink){ .stream = j->out }, value);
}

void json_number(struct json *j, const char *key, long long value)
{
	begin(j, key);
	fprintf(j->out, "%lld", value);
}

void json_true(struct json *j, const char *key)
{
	begin(j, key);
	fputs("true", j->out);
}
