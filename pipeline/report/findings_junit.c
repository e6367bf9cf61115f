/* SPDX-License-Identifier: MIT */
/*
 * The findings as JUnit XML: a suite for each release, in it a case for each
 * rule. A case fails where findings reach the bar, and is skipped where all
 * that was found is waived.
 */
#include "pipeline/report/findings_inside.h"

/* U+FFFE and U+FFFF are no characters of XML. */
static int is_no_character(struct span s, size_t i)
{
	return i + 3 <= s.len && memcmp(s.at + i, "\xef\xbf", 2) == 0 &&
		((unsigned char)s.at[i + 2] == 0xbe ||
			(unsigned char)s.at[i + 2] == 0xbf);
}

static const char *escape(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

/* Foreign text, fit for an attribute too. */
static void put(FILE *out, struct findings *f, struct span foreign)
{
	struct span s = findings_masked(f, foreign);

	for (size_t i = 0; i < s.len; i++) {
		const char *as = escape(s.at[i]);

		if (as) {
			fputs(as, out);
		} else if (is_no_character(s, i)) {
			fprintf(out, "\\xef\\xbf\\x%02x",
				(unsigned char)s.at[i + 2]);
			i += 2;
		} else {
			putc(s.at[i], out);
		}
	}
}

static void put_property(
	FILE *out, struct findings *f, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(out, "      <property name=\"%s\" value=\"", name);
	put(out, f, span_of(value));
	fputs("\"/>\n", out);
}

static void put_properties(
	FILE *out, struct findings *f, const struct finding_release *r)
{
	fputs("    <properties>\n", out);
	put_property(out, f, "sha256", r->sha256);
	put_property(out, f, "file", r->file);
	put_property(out, f, "url", r->url);
	put_property(out, f, "published", r->published);
	put_property(out, f, "state", r->state);
	put_property(out, f, "forced", r->forced);
	put_property(out, f, "fail-on", severity_name(f->o->bar));
	put_property(out, f, "checked", f->when);
	put_property(out, f, "kosh", f->o->version);
	fputs("    </properties>\n", out);
}

static void put_some(FILE *out, struct findings *f, const char *before,
	struct span foreign, const char *behind)
{
	if (!foreign.len)
		return;
	fputs(before, out);
	put(out, f, foreign);
	fputs(behind, out);
}

static void put_line(FILE *out, struct findings *f, const struct finding_row *r)
{
	put(out, f, r->at[F_SEVERITY]);
	fputs(":", out);
	put_some(out, f, " ", findings_place(f, r), "");
	put_some(out, f, " ", r->at[F_AREA], "");
	put_some(out, f, " ", r->at[F_INDICATOR], "");
	put_some(out, f, " ", r->at[F_MEASURE], "");
	fputs(": ", out);
	put(out, f, r->at[F_MESSAGE]);
	put_some(out, f, "; published '", r->at[F_RAW], "'");
	put_some(out, f, "; expected '", r->at[F_EXPECTED], "'");
	put_some(out, f, "; actual '", r->at[F_ACTUAL], "'");
	put_some(out, f, "; first seen ", r->at[F_SEEN], "");
	put_some(out, f, "; waiver of ", r->at[F_WHO], "");
	put_some(out, f, " until ", r->at[F_UNTIL], "");
	put_some(out, f, ": ", r->at[F_WHY], "");
	fputs("\n", out);
}

/* What a case came to. */
struct outcome {
	long failing, noted, waived;
};

static struct outcome outcome_of(
	const struct findings *f, const struct finding_cell *c)
{
	struct outcome o = { 0, 0, c->counts[CLASS_WAIVED] };

	for (int class = 0; class < CLASS_WAIVED; class ++)
		*(findings_fail(f, class) ? &o.failing : &o.noted) +=
			c->counts[class];
	return o;
}

enum which { FAILING, NOTED, ALL_WAIVED };

static void put_lines(FILE *out, struct findings *f,
	const struct finding_cell *c, enum which which, long n)
{
	for (const struct finding_row *r = c->first; r; r = r->next_of_both) {
		enum which is = r->class == CLASS_WAIVED ? ALL_WAIVED
			: findings_fail(f, r->class)	 ? FAILING
							 : NOTED;

		if (is != which)
			continue;
		put_line(out, f, r);
		n--;
	}
	if (n > 0)
		fprintf(out, "%ld more\n", n);
}

/* What is neither a failure nor skipped for good is output of the case. */
static void put_results(FILE *out, struct findings *f,
	const struct finding_rule *rule, const struct finding_cell *c,
	const struct outcome *o)
{
	int skipped = o->waived && !o->failing && !o->noted;

	if (skipped) {
		fputs("      <skipped>", out);
		put_lines(out, f, c, ALL_WAIVED, o->waived);
		fputs("</skipped>\n", out);
	}
	if (o->failing) {
		fprintf(out,
			"      <failure message=\"%ld finding%s\" type=\"%s\">",
			o->failing, findings_s(o->failing),
			severity_name(rule->severity));
		put_lines(out, f, c, FAILING, o->failing);
		put_some(out, f, "What to do: ", span_of(rule->remedy), "\n");
		fputs("</failure>\n", out);
	}
	if (skipped || (!o->noted && !o->waived))
		return;
	fputs("      <system-out>", out);
	put_lines(out, f, c, NOTED, o->noted);
	put_lines(out, f, c, ALL_WAIVED, o->waived);
	fputs("</system-out>\n", out);
}

/* Who reads it knows cases by class and name alone, and takes one of each: of
 * two releases of an edition the one that does not count has its hash there. */
static void put_class(
	FILE *out, const struct findings *f, const struct finding_release *r)
{
	fprintf(out, " classname=\"%s.%s", f->o->dataset, r->edition);
	if (strcmp(r->state, "current") != 0)
		fprintf(out, ".%.12s", r->sha256);
	fputs("\"", out);
}

static void put_case(FILE *out, struct findings *f, size_t release, size_t rule)
{
	const struct finding_cell *c = findings_cell(f, release, rule);
	const struct finding_rule *r = &f->rules[rule];
	const struct outcome o = outcome_of(f, c);

	fputs("    <testcase name=\"", out);
	put(out, f, r->id);
	put_some(out, f, ": ", span_of(r->title), "");
	fputs("\"", out);
	put_class(out, f, &f->releases[release]);
	if (!o.failing && !o.noted && !o.waived) {
		fputs("/>\n", out);
		return;
	}
	fputs(">\n", out);
	put_results(out, f, r, c, &o);
	fputs("    </testcase>\n", out);
}

static void count_cases(
	long *failed, long *skipped, const struct findings *f, size_t release)
{
	*failed = *skipped = 0;
	for (size_t i = 0; i < f->n_rules; i++) {
		const struct outcome o =
			outcome_of(f, findings_cell(f, release, i));

		*failed += o.failing > 0;
		*skipped += o.waived && !o.failing && !o.noted;
	}
}

static void put_suite(FILE *out, struct findings *f, size_t release)
{
	const struct finding_release *r = &f->releases[release];
	long failed, skipped;

	count_cases(&failed, &skipped, f, release);
	/* the time has no zone there */
	fprintf(out,
		"  <testsuite name=\"%s/%s %.12s\" id=\"%zu\" "
		"tests=\"%zu\" failures=\"%ld\" errors=\"0\" skipped=\"%ld\" "
		"timestamp=\"%.19s\">\n",
		f->o->dataset, r->edition, r->sha256, release, f->n_rules,
		failed, skipped, f->when);
	put_properties(out, f, r);
	for (size_t i = 0; i < f->n_rules; i++)
		put_case(out, f, release, i);
	fputs("  </testsuite>\n", out);
}

void findings_junit(FILE *out, struct findings *f)
{
	long failed = 0;

	for (size_t i = 0; i < f->n_releases; i++) {
		long some, skipped;

		count_cases(&some, &skipped, f, i);
		failed += some;
	}
	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<!-- kosh %s, %s -->\n"
		"<testsuites name=\"kosh-validate %s%s%s\" tests=\"%zu\" "
		"failures=\"%ld\" errors=\"0\">\n",
		f->o->version, f->when, f->o->dataset, f->o->edition ? "/" : "",
		f->o->edition ? f->o->edition : "", f->n_releases * f->n_rules,
		failed);
	for (size_t i = 0; i < f->n_releases; i++)
		put_suite(out, f, i);
	fputs("</testsuites>\n", out);
}
