/* SPDX-License-Identifier: MIT */
/* The findings as Markdown that GitHub renders: a page with two tables. */
#include "pipeline/report/findings_inside.h"
#include "pipeline/report/md_text.h"

/* Foreign text as text: no mark of it is one of Markdown or HTML. It stands in
 * a cell, so that marks of whole lines do not count. */
static void put(FILE *out, struct findings *f, struct span foreign)
{
	md_text((struct sink){ .stream = out }, findings_masked(f, foreign));
}

static void put_cell(FILE *out, struct findings *f, struct span foreign)
{
	fputs(" ", out);
	put(out, f, foreign);
	fputs(" |", out);
}

static void put_release(
	FILE *out, struct findings *f, const struct finding_release *r)
{
	fputs("|", out);
	put_cell(out, f, span_of(r->edition));
	put_cell(out, f, span_of(r->state));
	put_cell(out, f, span_of(r->file));
	put_cell(out, f, span_of(r->sha256));
	put_cell(out, f, span_of(r->forced));
	fputs("\n", out);
}

static void put_waiver(
	FILE *out, struct findings *f, const struct finding_row *r)
{
	if (!r->at[F_WHO].len)
		return;
	put(out, f, r->at[F_WHO]);
	fputs(r->class == CLASS_WAIVED ? " until " : ", ended ", out);
	put(out, f, r->at[F_UNTIL]);
	fputs(": ", out);
	put(out, f, r->at[F_WHY]);
}

static void put_finding(
	FILE *out, struct findings *f, const struct finding_row *r)
{
	static const enum finding_column all[] = { F_RULE, F_EDITION, F_AREA,
		F_INDICATOR };
	static const enum finding_column behind[] = { F_RAW, F_EXPECTED,
		F_ACTUAL, F_MESSAGE, F_SEEN };

	fputs(r->class == CLASS_WAIVED ? "| waived " : "| ", out);
	put(out, f, r->at[F_SEVERITY]);
	fputs(" |", out);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		put_cell(out, f, r->at[all[i]]);
	put_cell(out, f, findings_place(f, r));
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
		put_cell(out, f, r->at[behind[i]]);
	fputs(" ", out);
	put_waiver(out, f, r);
	fputs(" |\n", out);
}

static void put_findings(FILE *out, struct findings *f)
{
	if (!f->first)
		return;
	fputs("\n| Severity | Rule | Edition | Area | Indicator | Place | As "
	      "published | Expected | Actual | Message | First seen | Waived "
	      "by |\n"
	      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | "
	      "--- | --- |\n",
		out);
	for (const struct finding_row *r = f->first; r; r = r->next)
		put_finding(out, f, r);
	if (f->left)
		fprintf(out, "\n%zu more are not shown.\n", f->left);
}

/* What to do, of each rule that found something. */
static void put_remedies(FILE *out, struct findings *f)
{
	int some = 0;

	for (size_t i = 0; i < f->n_rules; i++) {
		long n = 0;

		for (int class = 0; class < CLASS_WAIVED; class ++)
			n += findings_of_rule(f, i, class);
		if (!n || !*f->rules[i].remedy)
			continue;
		fputs(some++ ? "- **" : "\n## What to do\n\n- **", out);
		put(out, f, f->rules[i].id);
		fputs("** ", out);
		put(out, f, span_of(f->rules[i].title));
		fputs(". ", out);
		put(out, f, span_of(f->rules[i].remedy));
		fputs("\n", out);
	}
}

void findings_md(FILE *out, struct findings *f)
{
	fprintf(out,
		"# Findings of %s%s%s\n\n"
		"%ld error%s, %ld warning%s, %ld note%s; %ld waived. Checked "
		"%s by kosh %s.\n",
		f->o->dataset, f->o->edition ? "/" : "",
		f->o->edition ? f->o->edition : "", f->counts[SEVERITY_ERROR],
		findings_s(f->counts[SEVERITY_ERROR]),
		f->counts[SEVERITY_WARNING],
		findings_s(f->counts[SEVERITY_WARNING]),
		f->counts[SEVERITY_INFO], findings_s(f->counts[SEVERITY_INFO]),
		f->counts[CLASS_WAIVED], f->when, f->o->version);
	if (f->n_releases)
		fputs("\n| Edition | State | File | SHA-256 | Promoted by "
		      "force |\n| --- | --- | --- | --- | --- |\n",
			out);
	for (size_t i = 0; i < f->n_releases; i++)
		put_release(out, f, &f->releases[i]);
	put_findings(out, f);
	put_remedies(out, f);
}
