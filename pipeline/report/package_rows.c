/* SPDX-License-Identifier: MIT */
/* The rows of a query as a file of CSV. */
#include "pipeline/base/csv.h"
#include "pipeline/base/num.h"
#include "pipeline/report/package.h"

/* What is no UTF-8 becomes U+FFFD, and so does what no reader of CSV takes. */
static struct span clean(struct text *room, struct span s)
{
	size_t n;

	if (text_is_utf8(s) && !memchr(s.at, '\0', s.len))
		return s;
	text_clear(room);
	for (size_t i = 0; i < s.len; i += n ? n : 1) {
		n = s.at[i] ? text_utf8_length(s, i) : 0;
		text_add(room, n ? s.at + i : "\xef\xbf\xbd", n ? n : 3);
	}
	return (struct span){ room->at, room->len };
}

static void put_value(FILE *out, struct text *room, struct stmt *s, int column)
{
	char digits[NUM_TEXT];

	switch (stmt_type(s, column)) {
	case VALUE_NULL:
		break;
	case VALUE_INTEGER:
		fprintf(out, "%lld", (long long)stmt_get_integer(s, column));
		break;
	case VALUE_NUMBER:
		num_format(digits, stmt_get_number(s, column));
		fputs(digits, out);
		break;
	case VALUE_TEXT:
		csv_put(out, clean(room, stmt_get_text(s, column)));
		break;
	}
}

int package_rows(FILE *out, struct stmt *s, struct err *e)
{
	struct text room = TEXT_INIT;
	int rc, n = stmt_columns(s);

	for (int i = 0; i < n; i++)
		fprintf(out, "%s%s", i ? "," : "", stmt_name(s, i));
	putc('\n', out);
	while ((rc = stmt_step(s, e)) == 1) {
		for (int i = 0; i < n; i++) {
			if (i)
				putc(',', out);
			put_value(out, &room, s, i);
		}
		putc('\n', out);
	}
	if (rc == 0)
		rc = text_done(&room, e);
	text_free(&room);
	return rc;
}
