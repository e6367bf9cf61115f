/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "pipeline/sniff/write_inside.h"

static const char in_table[] = "        ";

/* ---- columns ---- */

static void put_list(struct text *out, const char *key, const char *const *v,
	unsigned n, int blank)
{
	const char *before = "";

	if (n == 0 && !blank)
		return;
	text_printf(out, ", %s: [", key);
	if (blank) {
		text_puts(out, "\"\"");
		before = ", ";
	}
	for (unsigned i = 0; i < n; i++) {
		text_puts(out, before);
		yaml_text(out, v[i]);
		before = ", ";
	}
	text_putc(out, ']');
}

static void put_name(struct text *out, const struct column_name *n)
{
	if (n->n_path == 0) {
		text_puts(out, "label: ");
		yaml_text(out, n->label);
		if (n->under) {
			text_puts(out, ", under: ");
			yaml_text(out, n->under);
		}
	} else {
		text_puts(out, "path: [");
		for (unsigned i = 0; i < n->n_path; i++) {
			text_puts(out, i ? ", " : "");
			yaml_text(out, n->path[i] ? n->path[i] : "{any}");
		}
		text_putc(out, ']');
	}
	if (n->block)
		text_printf(out, ", block: %u", n->block);
}

static void put_role(
	struct text *out, const struct column_guess *c, enum code_system system)
{
	static const char *const roles[] = {
		[COLUMN_AREA] = "is: area",
		[COLUMN_CODE] = "is: code",
		[COLUMN_PERIOD] = "is: period",
		[COLUMN_INDICATOR] = "is: indicator",
		[COLUMN_MEASURE] = "is: measure, others: pass",
		[COLUMN_SCORE] = "score: ",
		[COLUMN_RANK] = "rank: ",
		[COLUMN_RAW] = "raw: ",
		[COLUMN_VALUE] = "value: ",
	};

	text_printf(out, ", %s", roles[c->role]);
	if (c->role >= COLUMN_SCORE)
		yaml_text(out, c->id);
	if (c->role == COLUMN_CODE && system != CODE_ISO3)
		text_printf(out, ", codes: %s", code_system_name(system));
}

static void put_cleaners(struct text *out, unsigned cleaners)
{
	const char *names[32];
	unsigned n = 0;

	for (unsigned i = 0; figure_cleaner(i); i++)
		if (cleaners >> i & 1)
			names[n++] = figure_cleaner(i);
	put_list(out, "clean", names, n, 0);
}

static void put_column(struct text *out, const struct guess *g,
	const struct column_guess *c, const char *edition)
{
	char year[16];

	text_printf(out, "%s  - {", in_table);
	put_name(out, &c->name);
	put_role(out, c, g->frame.system);
	snprintf(year, sizeof(year), "%d", c->period);
	if (c->period && strcmp(year, edition) != 0)
		text_printf(out, ", period: \"%s\"", year);
	put_list(out, "categories", c->category, c->n_categories, 0);
	put_list(out, "missing", c->missing, c->n_missing,
		c->blanks && !c->name.is_family);
	put_cleaners(out, c->cleaners);
	text_printf(out, "%s}", c->as_text ? ", text: yes" : "");
	if (c->why[0])
		write_why(out, c->surety, c->why);
	else
		text_putc(out, '\n');
}

/* ---- sheets ---- */

static int is_member(const struct outline_table *t, size_t sheet)
{
	for (size_t i = 0; i < t->n_members; i++)
		if (t->members[i] == sheet)
			return 1;
	return 0;
}

static void put_except(struct text *out, const struct outline *o,
	const struct outline_table *t)
{
	unsigned n = 0;

	for (size_t i = 0; i < o->n_sheets; i++) {
		if (is_member(t, i) || !outline_fits(t, o->sheets[i]->sheet))
			continue;
		text_printf(out, "%s", n++ ? ", " : "        except: [");
		yaml_text(out, o->sheets[i]->sheet);
	}
	if (n)
		text_puts(out, "]\n");
}

static void put_sheets(struct text *out, const struct outline *o,
	const struct outline_table *t, const char *edition)
{
	char year[16];

	if (t->kind == SHEETS_ONE && o->n_sheets == 1)
		return;
	text_printf(out, "%ssheets: [", in_table);
	if (t->kind == SHEETS_ONE)
		yaml_pattern(out, t->sheets, SIZE_MAX);
	else
		yaml_text(out, t->sheets);
	text_puts(out, "]");
	if (t->kind != SHEETS_ONE)
		text_printf(out, " # sure: %zu sheets have the same labels",
			t->n_members);
	text_putc(out, '\n');
	put_except(out, o, t);
	snprintf(year, sizeof(year), "%d", t->period);
	if (t->period && strcmp(year, edition) != 0)
		text_printf(out, "%speriod: \"%s\"\n", in_table, year);
}

/* ---- the table ---- */

static void put_skip(struct text *out, const struct outline_table *t)
{
	if (t->n_skip == 0)
		return;
	text_printf(out, "%sskip: [", in_table);
	for (unsigned i = 0; i < t->n_skip; i++) {
		text_puts(out, i ? ", " : "");
		yaml_pattern(out, t->skip[i], SIZE_MAX);
	}
	text_puts(out, "] # likely: rows with figures that are no areas\n");
}

static void put_rows(struct text *out, const struct outline *o,
	const struct outline_table *t)
{
	const struct frame *f = &t->g->frame;
	unsigned rows = f->bottom - f->top + 1;

	if (rows > 1)
		text_printf(out,
			"%sheader_rows: %u # sure: labels in rows %u to %u\n",
			in_table, rows, f->top + 1, f->bottom + 1);
	if (f->skip_rows)
		text_printf(out,
			"%sskip_rows: %u # likely: no areas in the rows right "
			"under the labels\n",
			in_table, f->skip_rows);
	if (t->areas && t != o->tables && t->areas != o->tables[0].areas)
		text_printf(out, "%sareas: %u\n", in_table, t->areas);
	put_skip(out, t);
	if (f->end) {
		text_printf(out, "%send: [", in_table);
		yaml_pattern(out, f->end, SIZE_MAX);
		text_puts(out, "] # likely: what follows are no areas\n");
	}
}

void write_table(struct text *out, const struct outline *o,
	const struct outline_table *t, const char *edition)
{
	text_puts(out, "      - table: ");
	yaml_text(out, t->id);
	text_putc(out, '\n');
	write_notes(out, in_table, &t->g->notes);
	put_sheets(out, o, t, edition);
	put_rows(out, o, t);
	text_printf(out, "%scolumns:\n", in_table);
	for (unsigned i = 0; i < t->g->n; i++)
		put_column(out, t->g, &t->g->columns[i], edition);
}
