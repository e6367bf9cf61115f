/* SPDX-License-Identifier: MIT */
#include "pipeline/report/md_text.h"

/* Begins an address that GitHub makes a link of: "://" and "www.". */
static int is_link(struct span s, size_t i)
{
	return (s.at[i] == ':' && i + 1 < s.len && s.at[i + 1] == '/') ||
		(s.at[i] == '.' && i > 0 && s.at[i - 1] == 'w');
}

static void add(struct sink to, const char *s)
{
	sink_add(to, s, strlen(s));
}

void md_text(struct sink to, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '<') {
			add(to, "&lt;");
		} else if (s.at[i] == '>') {
			add(to, "&gt;");
		} else if (s.at[i] == '&') {
			add(to, "&amp;");
		} else if (s.at[i] == '@') {
			/* mail and people are looked for once the marks are
			 * gone: what is not shown keeps the text apart */
			add(to, "@<!-- -->");
		} else {
			if (strchr("\\`*_[]|~$", s.at[i]) || is_link(s, i))
				add(to, "\\");
			sink_add(to, s.at + i, 1);
		}
}
