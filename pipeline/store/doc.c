/* SPDX-License-Identifier: MIT */
#include "pipeline/store/doc.h"

#include <stdio.h>

#include "pipeline/store/head.h"
#include "pipeline/store/sqltext.h"

static int read_asks(enum doc_asks *out, const char *word)
{
	static const char *const words[] = {
		[ASKS_CONTENT] = "content",
		[ASKS_VIEWS] = "views",
		[ASKS_FIGURES] = "figures",
		[ASKS_DERIVED] = "derived",
		[ASKS_DERIVATION] = "derivation",
	};

	for (int i = ASKS_CONTENT; i <= ASKS_DERIVATION; i++)
		if (strcmp(words[i], word) == 0) {
			*out = (enum doc_asks)i;
			return 0;
		}
	return -1;
}

int doc_read(struct doc *out, const char *name, const char *file,
	const char *text, enum doc_kind what, enum err_kind kind, struct err *e)
{
	static const char *const wants[] = {
		[DOC_QUERY] = "is not in the head: it wants title, about, "
			      "arguments and asks",
		[DOC_TABLE] = "is not in the head: it wants title and about",
		[DOC_OWN] = "is not in the head: it wants a title",
	};
	const int is_query = what == DOC_QUERY;
	char asks[16] = "", regimes[8] = "";
	const struct head_entry entries[] = {
		{ "title", out->title, sizeof(out->title), 0 },
		{ "about", out->about, sizeof(out->about), what == DOC_OWN },
		{ "arguments", out->arguments, sizeof(out->arguments),
			!is_query },
		{ "asks", asks, sizeof(asks), !is_query },
		{ "empty", out->empty, sizeof(out->empty), 1 },
		{ "regimes", regimes, sizeof(regimes), 1 },
		{ "unit", out->unit, sizeof(out->unit), 1 },
		{ "source", out->source, sizeof(out->source), 1 },
		{ 0 },
	};

	*out = (struct doc){ .file = file, .text = text };
	snprintf(out->name, sizeof(out->name), "%s", name);
	if (head_read(entries, text, file, wants[what], kind, e) < 0)
		return -1;
	if (*asks && read_asks(&out->asks, asks) < 0)
		return head_fault(text, text, file, asks,
			"is nothing to ask: content, views, figures, derived "
			"or "
			"derivation",
			kind, e);
	if (*regimes && strcmp(regimes, "one") != 0)
		return head_fault(text, text, file, regimes,
			"is no word for regimes: one", kind, e);
	out->one_regime = *regimes != '\0';
	return 0;
}

int doc_at(struct doc *out, const char *folder, size_t i, struct err *e)
{
	for (size_t k = 0; k < sql_files_count; k++) {
		const struct sql_file *f = &sql_files[k];

		if (strcmp(f->folder, folder) != 0 || i-- > 0)
			continue;
		return doc_read(out, f->name, f->path, f->text,
			       strcmp(folder, "query") == 0 ? DOC_QUERY
							    : DOC_TABLE,
			       ERR_SYSTEM, e) < 0
			? -1
			: 1;
	}
	return 0;
}

int doc_find(
	struct doc *out, const char *folder, const char *name, struct err *e)
{
	int rc;

	for (size_t i = 0; (rc = doc_at(out, folder, i, e)) == 1; i++)
		if (strcmp(out->name, name) == 0)
			return 1;
	return rc;
}

static void explain_prose(struct text *out, struct span prose)
{
	while (prose.len > 0) {
		size_t n = 0, skip;

		while (n < prose.len && prose.at[n] != '\n')
			n++;
		skip = n > 2 ? 3 : n;
		text_add(out, prose.at + skip, n - skip);
		text_putc(out, '\n');
		n += n < prose.len;
		prose = (struct span){ prose.at + n, prose.len - n };
	}
}

static void explain_line(struct text *out, const char *key, const char *text)
{
	if (*text)
		text_printf(out, "%-7s %s\n", key, text);
}

static int takes(const struct doc *d, const char *parameter)
{
	return strstr(d->text, parameter) ||
		(d->one_regime && strcmp(parameter, ":across") == 0);
}

static void explain_options(struct text *out, const struct doc *d)
{
	static const char *const options[][2] = {
		{ ":scheme", "--scheme SCHEME" },
		{ ":areas", "--areas LIST" },
		{ ":across", "--across-regimes" },
		{ ":limit", "--limit N" },
	};
	const char *before = "Options: ";

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (takes(d, options[i][0])) {
			text_printf(out, "%s%s", before, options[i][1]);
			before = ", ";
		}
	if (*before == ',')
		text_putc(out, '\n');
}

void doc_explain(struct text *out, const struct doc *d)
{
	struct span prose = head_prose(d->text);

	text_printf(out, "%s%s%s\n%s\n\n", d->name, *d->arguments ? " " : "",
		d->arguments, d->title);
	if (prose.len > 0) {
		explain_prose(out, prose);
		text_putc(out, '\n');
	}
	if (*d->arguments)
		explain_options(out, d);
	explain_line(out, "Unit:", d->unit);
	explain_line(out, "Source:", d->source);
	explain_line(out, "File:", d->file);
}
