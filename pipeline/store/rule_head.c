/* SPDX-License-Identifier: MIT */
#include "pipeline/store/rule_head.h"

#include "pipeline/store/head.h"
#include "pipeline/store/sqltext.h"

int rule_head(struct rule *out, const char *text, const char *file,
	enum err_kind kind, struct err *e)
{
	char severity[16] = "";
	const struct head_entry entries[] = {
		{ "id", out->id, sizeof(out->id), 0 },
		{ "severity", severity, sizeof(severity), 0 },
		{ "title", out->title, sizeof(out->title), 0 },
		{ "why", out->why, sizeof(out->why), 0 },
		{ "remedy", out->remedy, sizeof(out->remedy), 0 },
		{ 0 },
	};
	int level;

	if (head_read(entries, text, file,
		    "is not in the head: it wants id, severity, title, why and "
		    "remedy",
		    kind, e) < 0)
		return -1;
	level = severity_of(span_of(severity));
	if (level < 0)
		return head_fault(text, text, file, severity,
			"is no severity: error, warning or info", kind, e);
	out->severity = (enum severity)level;
	out->file = file;
	out->text = text;
	out->sql = sql_skip_blank(text);
	if (!*out->sql)
		out->sql = NULL;
	return 0;
}
