/* SPDX-License-Identifier: MIT */
#include "pipeline/base/record.h"

#include "pipeline/base/csv.h"

int record_format(const char *name)
{
	static const char *const names[] = {
		[RECORD_CSV] = "csv",
		[RECORD_TSV] = "tsv",
		[RECORD_JSONL] = "jsonl",
	};

	for (int i = 0; i < 3; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static void add_string(struct sink to, const char *s)
{
	sink_add(to, s, strlen(s));
}

/* How a byte is written in TSV, or NULL if as it is. */
static const char *tsv_escape(char c)
{
	switch (c) {
	case '\t':
		return "\\t";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\\':
		return "\\\\";
	default:
		return NULL;
	}
}

static void add_tsv(struct sink to, struct span s)
{
	size_t from = 0;
	const char *escape;

	for (size_t i = 0; i < s.len; i++) {
		escape = tsv_escape(s.at[i]);
		if (!escape)
			continue;
		sink_add(to, s.at + from, i - from);
		add_string(to, escape);
		from = i + 1;
	}
	sink_add(to, s.at + from, s.len - from);
}

static int json_as_it_is(unsigned char c)
{
	return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
}

static void add_json_escape(struct sink to, unsigned char c)
{
	char escape[8];

	snprintf(escape, sizeof(escape),
		c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
	add_string(to, escape);
}

/* A string in quotes; what is no UTF-8 becomes U+FFFD. */
static void add_json(struct sink to, struct span s)
{
	size_t from = 0;

	sink_add(to, "\"", 1);
	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.at[i];
		size_t n = c < 0x80 ? 1 : text_utf8_length(s, i);

		if (n > 0 && json_as_it_is(c)) {
			i += n;
			continue;
		}
		sink_add(to, s.at + from, i - from);
		if (n == 0)
			add_string(to, "\\ufffd");
		else
			add_json_escape(to, c);
		from = ++i;
	}
	sink_add(to, s.at + from, s.len - from);
	sink_add(to, "\"", 1);
}

void record_add_json(struct text *out, struct span s)
{
	add_json((struct sink){ .text = out }, s);
}

void record_header(FILE *out, enum record_format format,
	const char *const *names, size_t n)
{
	if (format == RECORD_JSONL)
		return;
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s%s", names[i],
			i + 1 == n		       ? "\n"
				: format == RECORD_CSV ? ","
						       : "\t");
}

static void add_object(struct sink to, const char *const *names,
	const struct field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add_string(to, i ? "," : "{");
		add_json(to, span_of(names[i]));
		add_string(to, ":");
		if (fields[i].kind == FIELD_TEXT)
			add_json(to, fields[i].text);
		else if (fields[i].kind == FIELD_NUMBER)
			sink_add(to, fields[i].text.at, fields[i].text.len);
		else
			add_string(to, "null");
	}
	add_string(to, "}\n");
}

static void add_record(struct sink to, enum record_format format,
	const char *const *names, const struct field *fields, size_t n)
{
	if (format == RECORD_JSONL) {
		add_object(to, names, fields, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (i)
			add_string(to, format == RECORD_CSV ? "," : "\t");
		if (fields[i].kind == FIELD_NULL)
			continue;
		if (format == RECORD_CSV)
			csv_add(to, fields[i].text);
		else
			add_tsv(to, fields[i].text);
	}
	add_string(to, "\n");
}

void record_put(FILE *out, enum record_format format, const char *const *names,
	const struct field *fields, size_t n)
{
	add_record((struct sink){ .stream = out }, format, names, fields, n);
}

void record_add(struct text *out, enum record_format format,
	const char *const *names, const struct field *fields, size_t n)
{
	add_record((struct sink){ .text = out }, format, names, fields, n);
}
