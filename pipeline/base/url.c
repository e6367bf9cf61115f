/* SPDX-License-Identifier: MIT */
#include "pipeline/base/url.h"

#include <strings.h>

/* Behind http:// or https://; NULL for what begins otherwise. */
static const char *behind_scheme(const char *url)
{
	if (strncasecmp(url, "https://", 8) == 0)
		return url + 8;
	return strncasecmp(url, "http://", 7) == 0 ? url + 7 : NULL;
}

int url_is_web(const char *url)
{
	const char *host = behind_scheme(url);
	size_t n = host ? strcspn(host, "/?#") : 0;

	if (n == 0 || *host == ':' || memchr(host, '@', n))
		return 0;
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return 0;
	return 1;
}

static int hex(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What %XX at p stands for; -1 where there is none. */
static int escaped(const char *p, const char *end)
{
	int high, low;

	if (end - p < 3 || *p != '%')
		return -1;
	high = hex(p[1]);
	low = hex(p[2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Appends with %XX resolved, but for bytes that mean something else where they
 * stand bare, and with white space and a % that begins nothing as %XX. */
static void add_plain(struct text *out, struct span s)
{
	const char *end = s.at + s.len;

	for (const char *p = s.at; p < end; p++) {
		int c = escaped(p, end), bare = c < 0;

		if (bare)
			c = (unsigned char)*p;
		else
			p += 2;
		if (c <= ' ' || c == 0x7f || c == '%' ||
			(!bare && strchr("/?#*", c)))
			text_printf(out, "%%%02X", (unsigned)c);
		else
			text_putc(out, (char)c);
	}
}

static struct span path_of(const char *url)
{
	const char *host = behind_scheme(url);
	const char *from = host ? host + strcspn(host, "/?#") : url;

	return (struct span){ from, strcspn(from, "?#") };
}

static int ends_as_spreadsheet(struct span s)
{
	static const char *const ends[] = { ".xlsx", ".xlsm", ".xls", ".ods",
		".csv", ".zip" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);

		if (s.len > n && strncasecmp(s.at + s.len - n, ends[i], n) == 0)
			return s.at[s.len - n - 1] != '/';
	}
	return 0;
}

int url_is_spreadsheet(const char *url)
{
	struct text plain = TEXT_INIT;
	int is;

	add_plain(&plain, path_of(url));
	is = ends_as_spreadsheet((struct span){ plain.at, plain.len });
	text_free(&plain);
	return is;
}

/* The host, without the port where it is the usual one. */
static void add_host(struct text *out, const char *host, const char *port)
{
	size_t n = strcspn(host, "/?#"), usual = strlen(port);

	if (n > usual && strncmp(host + n - usual, port, usual) == 0)
		n -= usual;
	for (size_t i = 0; i < n; i++) {
		char c = host[i];

		text_putc(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
	}
}

void url_key(struct text *out, const char *url)
{
	const char *host = behind_scheme(url);
	struct span path = path_of(url);
	const char *behind = path.at + path.len;

	if (host)
		add_host(out, host, (host[-4] | 0x20) == 's' ? ":443" : ":80");
	if (path.len)
		add_plain(out, path);
	else if (host)
		text_putc(out, '/');
	if (*behind == '?' && !url_is_spreadsheet(url))
		add_plain(out, (struct span){ behind, strcspn(behind, "#") });
}

struct span url_key_host(struct span key)
{
	const char *slash = key.len ? memchr(key.at, '/', key.len) : NULL;

	return (struct span){ key.at, slash ? (size_t)(slash - key.at) : 0 };
}

/* Where a * is met, it is taken for as little as will do; if the rest does not
 * fit then, the last * is taken for one byte more. */
static int fits(struct span pattern, struct span s)
{
	size_t p = 0, i = 0, star = pattern.len, from = 0;

	while (i < s.len) {
		if (p < pattern.len && pattern.at[p] == '*') {
			star = p++;
			from = i;
		} else if (p < pattern.len && pattern.at[p] == s.at[i]) {
			p++;
			i++;
		} else if (star < pattern.len) {
			p = star + 1;
			i = ++from;
		} else {
			return 0;
		}
	}
	while (p < pattern.len && pattern.at[p] == '*')
		p++;
	return p == pattern.len;
}

int url_matches(const char *pattern, struct span key)
{
	struct text plain = TEXT_INIT;
	int rc;

	url_key(&plain, pattern);
	rc = !plain.failed && fits((struct span){ plain.at, plain.len }, key);
	text_free(&plain);
	return rc;
}

void url_file(struct text *out, const char *url)
{
	struct span path = path_of(url);
	size_t n = 0;

	while (n < path.len && path.at[path.len - n - 1] != '/')
		n++;
	add_plain(out, (struct span){ path.at + path.len - n, n });
}
