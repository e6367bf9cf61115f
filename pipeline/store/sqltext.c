/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/store/sqltext.h"

const char *sql_skip_blank(const char *sql)
{
	for (;;) {
		const char *end = NULL;

		sql += strspn(sql, " \t\r\n;");
		if (strncmp(sql, "--", 2) == 0)
			end = sql + strcspn(sql, "\n");
		else if (strncmp(sql, "/*", 2) == 0 && strstr(sql + 2, "*/"))
			end = strstr(sql + 2, "*/") + 2;
		if (!end)
			return sql;
		sql = end;
	}
}

int sql_line(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

void sql_quote(struct text *sql, const char *name)
{
	text_putc(sql, '"');
	for (; *name; name++) {
		if (*name == '"')
			text_putc(sql, '"');
		text_putc(sql, *name);
	}
	text_putc(sql, '"');
}
