/* SPDX-License-Identifier: MIT */
#include "cmd/cli_rules.h"

#include "cmd/cli_format.h"

#include "pipeline/store/rows.h"

/* A line with words of a file, which may be the user's. */
static void print_line(const char *before, const char *foreign)
{
	fputs(before, stdout);
	text_print_masked(stdout, span_of(foreign));
	putchar('\n');
}

static void print_rule(const struct rule *r)
{
	printf("%s  %-8s ", r->id, severity_name(r->severity));
	print_line("", r->title);
}

int cli_rules_check(const struct cli *c, const char *format)
{
	enum query_format how;

	return format ? cli_format(&how, c, format) : -1;
}

static int put(const struct rules *r, enum query_format format, struct err *e)
{
	static const char *const names[] = { "rule", "severity", "found",
		"title", "why", "remedy", "file" };
	enum { COLUMNS = sizeof(names) / sizeof(*names) };
	struct rows *rows = NULL;
	int rc = rows_open(&rows, stdout, names, COLUMNS, format, e);

	for (size_t i = 0; rc == 0 && i < rules_count(r); i++) {
		const struct rule *x = rules_at(r, i);
		const char *const texts[COLUMNS] = { x->id,
			severity_name(x->severity), rule_found(x), x->title,
			x->why, x->remedy, x->file };
		struct field fields[COLUMNS];

		for (size_t k = 0; k < COLUMNS; k++)
			fields[k] =
				(struct field){ FIELD_TEXT, span_of(texts[k]) };
		rows_add(rows, fields);
	}
	if (rc == 0)
		rc = rows_end(rows, e);
	rows_close(rows);
	return rc;
}

int cli_rules_list(const struct rules *r, const char *format, struct err *e)
{
	int how = format ? query_format(format) : 0;

	if (format)
		return put(r, (enum query_format)how, e);
	for (size_t i = 0; i < rules_count(r); i++)
		print_rule(rules_at(r, i));
	return 0;
}

int cli_rules_explain(const struct rules *r, const char *id, struct err *e)
{
	const struct rule *x = rules_find(r, id);

	if (!x)
		return err_set(
			e, ERR_USAGE, "no rule '%s': --list names them", id);
	print_rule(x);
	print_line("\nFound:  ",
		x->sql ? "in the database, by kosh-validate"
		       : "in the workbook, by kosh-extract");
	print_line("Why:    ", x->why);
	print_line("Remedy: ", x->remedy);
	print_line("File:   ", x->file);
	return 0;
}
