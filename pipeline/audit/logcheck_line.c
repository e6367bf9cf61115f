/* SPDX-License-Identifier: MIT */
/* A small and strict parser: the keys of a line in their order, and JSON. */
#include "pipeline/audit/logcheck_line.h"

#include <string.h>

enum { DEPTH_MAX = 64, DIGITS_MAX = 18, HEX = 64 };

static const char start[] = "{\"line\":";

struct input {
	const unsigned char *at, *end;
};

static int skip(struct input *in, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(in->end - in->at) < n || memcmp(in->at, text, n) != 0)
		return 0;
	in->at += n;
	return 1;
}

/* ---- strings ----------------------------------------------------------------
 */

/* Bytes of the UTF-8 character here, by the table of the Unicode standard; 0 if
 * it is none. */
static size_t character(const struct input *in)
{
	static const struct {
		unsigned char first, last, low, high;
		size_t n;
	} forms[] = {
		{ 0x20, 0x7f, 0, 0, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t left = (size_t)(in->end - in->at), i = 0;

	while (i < sizeof(forms) / sizeof(*forms) && *in->at > forms[i].last)
		i++;
	if (i == sizeof(forms) / sizeof(*forms) || *in->at < forms[i].first ||
		left < forms[i].n)
		return 0;
	for (size_t k = 1; k < forms[i].n; k++) {
		unsigned char low = k == 1 ? forms[i].low : 0x80;
		unsigned char high = k == 1 ? forms[i].high : 0xbf;

		if (in->at[k] < low || in->at[k] > high)
			return 0;
	}
	return forms[i].n;
}

static int is_hex(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
		(c >= 'A' && c <= 'F');
}

static int escape(struct input *in)
{
	if (in->end - in->at >= 6 && in->at[1] == 'u') {
		for (int i = 2; i < 6; i++)
			if (!is_hex(in->at[i]))
				return 0;
		in->at += 6;
		return 1;
	}
	if (in->end - in->at < 2 || !in->at[1] ||
		!strchr("\"\\/bfnrt", in->at[1]))
		return 0;
	in->at += 2;
	return 1;
}

static int string(struct input *in, struct logcheck_part *out)
{
	size_t n;

	if (!skip(in, "\""))
		return 0;
	out->at = (const char *)in->at;
	while (in->at < in->end && *in->at != '"') {
		if (*in->at == '\\') {
			if (!escape(in))
				return 0;
			continue;
		}
		n = character(in);
		if (n == 0)
			return 0;
		in->at += n;
	}
	out->len = (size_t)((const char *)in->at - out->at);
	return skip(in, "\"");
}

static int string_or_null(struct input *in, struct logcheck_part *out)
{
	return skip(in, "null") || string(in, out);
}

/* A hash in quotes. */
static int hash(struct input *in, struct logcheck_part *out)
{
	if (!string(in, out) || out->len != HEX)
		return 0;
	for (size_t i = 0; i < HEX; i++)
		if (!strchr("0123456789abcdef", out->at[i]))
			return 0;
	return 1;
}

/* ---- values -----------------------------------------------------------------
 */

static size_t digits(struct input *in)
{
	const unsigned char *from = in->at;

	while (in->at < in->end && *in->at >= '0' && *in->at <= '9')
		in->at++;
	return (size_t)(in->at - from);
}

static int number(struct input *in)
{
	skip(in, "-");
	if (!skip(in, "0") && digits(in) == 0)
		return 0;
	if (skip(in, ".") && digits(in) == 0)
		return 0;
	if (!skip(in, "e") && !skip(in, "E"))
		return 1;
	if (!skip(in, "+"))
		skip(in, "-");
	return digits(in) > 0;
}

static int value(struct input *in, int depth);

/* NOLINTNEXTLINE(misc-no-recursion): as deep as DEPTH_MAX */
static int members(struct input *in, const char *end, int named, int depth)
{
	struct logcheck_part ignored;

	if (depth == DEPTH_MAX)
		return 0;
	if (skip(in, end))
		return 1;
	do {
		if (named && !(string(in, &ignored) && skip(in, ":")))
			return 0;
		if (!value(in, depth + 1))
			return 0;
	} while (skip(in, ","));
	return skip(in, end);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as DEPTH_MAX */
static int value(struct input *in, int depth)
{
	struct logcheck_part ignored;

	if (in->at == in->end)
		return 0;
	if (*in->at == '"')
		return string(in, &ignored);
	if (skip(in, "{"))
		return members(in, "}", 1, depth);
	if (skip(in, "["))
		return members(in, "]", 0, depth);
	return skip(in, "null") || skip(in, "true") || skip(in, "false") ||
		number(in);
}

static int object(struct input *in, struct logcheck_part *out)
{
	out->at = (const char *)in->at;
	if (in->at == in->end || *in->at != '{' || !value(in, 0))
		return 0;
	out->len = (size_t)((const char *)in->at - out->at);
	return 1;
}

static int array(struct input *in, struct logcheck_part *out)
{
	(void)out;
	return in->at < in->end && *in->at == '[' && value(in, 0);
}

/* ---- a line -----------------------------------------------------------------
 */

static int line_number(struct input *in, uint64_t *out)
{
	const unsigned char *from = in->at;
	size_t n = digits(in);

	*out = 0;
	for (size_t i = 0; i < n && i < DIGITS_MAX; i++)
		*out = *out * 10 + (uint64_t)(from[i] - '0');
	return n > 0 && n <= DIGITS_MAX && *from != '0';
}

const char *logcheck_parse(
	struct logcheck_line *out, const char *bytes, size_t len)
{
	struct input in = { (const unsigned char *)bytes,
		(const unsigned char *)bytes + len };
	struct logcheck_part ignored;
	const struct {
		const char *key;
		int (*read)(struct input *in, struct logcheck_part *to);
		struct logcheck_part *to;
	} parts[] = {
		{ ",\"id\":", string, &ignored },
		{ ",\"time\":", string, &out->time },
		{ ",\"run\":", string_or_null, &ignored },
		{ ",\"user\":", string_or_null, &ignored },
		{ ",\"host\":", string_or_null, &ignored },
		{ ",\"tool\":", string_or_null, &ignored },
		{ ",\"version\":", string_or_null, &ignored },
		{ ",\"arguments\":", array, &ignored },
		{ ",\"event\":", string, &out->event },
		{ ",\"dataset\":", string_or_null, &ignored },
		{ ",\"edition\":", string_or_null, &ignored },
		{ ",\"release\":", string_or_null, &ignored },
		{ ",\"detail\":", object, &out->detail },
		{ ",\"inputs\":", array, &ignored },
		{ ",\"outputs\":", array, &ignored },
		{ ",\"before\":", hash, &out->before },
	};

	if (!skip(&in, start))
		return "it does not begin as one";
	if (!line_number(&in, &out->line))
		return "its number is none";
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!skip(&in, parts[i].key))
			return "a key is missing or not in its place";
		if (!parts[i].read(&in, parts[i].to))
			return "a value is not what it should be";
	}
	out->hashed = (size_t)((const char *)in.at - bytes);
	if (!skip(&in, ",\"hash\":") || !hash(&in, &out->hash) ||
		!skip(&in, "}") || in.at != in.end)
		return "its end is not a hash";
	return NULL;
}

static int ends_as_one(const char *bytes, size_t len)
{
	const size_t end = sizeof(",\"hash\":\"\"}") - 1 + HEX;
	struct logcheck_part ignored;
	struct input in;

	if (len < end)
		return 0;
	in.end = (const unsigned char *)bytes + len;
	in.at = in.end - end;
	return skip(&in, ",\"hash\":") && hash(&in, &ignored) &&
		skip(&in, "}") && in.at == in.end;
}

int logcheck_may_be_torn(const char *bytes, size_t len)
{
	size_t n = sizeof(start) - 1;

	if (len == 0)
		return 1;
	if (memchr(bytes, '\0', len))
		return *bytes == '\0' || *bytes == *start;
	return memcmp(bytes, start, len < n ? len : n) == 0 &&
		!ends_as_one(bytes, len);
}
