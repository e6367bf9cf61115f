/* SPDX-License-Identifier: MIT */
/* The findings for people: what is worst stands at the end. */
#include "pipeline/report/findings_inside.h"

enum { WIDTH = 78 };

static void put(FILE *out, struct findings *f, struct span foreign)
{
	struct span s = findings_masked(f, foreign);

	fwrite(s.at ? s.at : "", 1, s.len, out);
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

/* Words folded between the margins. */
static void put_folded(
	FILE *out, struct findings *f, struct span foreign, size_t margin)
{
	const char *words = findings_masked(f, foreign).at;
	size_t at = margin;

	fprintf(out, "%*s", (int)margin, "");
	while (words && *words) {
		const struct span word = { words, strcspn(words, " ") };
		size_t width = text_width(word);

		if (at > margin && at + 1 + width > WIDTH) {
			fprintf(out, "\n%*s", (int)margin, "");
			at = margin;
		} else if (at > margin) {
			putc(' ', out);
			at++;
		}
		fwrite(word.at, 1, word.len, out);
		at += width;
		words += word.len;
		words += *words == ' ';
	}
	putc('\n', out);
}

static void put_release(
	FILE *out, struct findings *f, const struct finding_release *r)
{
	fprintf(out, "  %s/%s  %s  %s", f->o->dataset, r->edition, r->state,
		r->sha256);
	put_some(out, f, "  ", span_of(r->file), "");
	fputs("\n", out);
	put_some(out, f, "    promoted by force: ", span_of(r->forced), "\n");
}

static void put_head(FILE *out, struct findings *f)
{
	size_t passed = 0;

	fprintf(out, "%s%s%s: findings at %s, kosh %s\n\n", f->o->dataset,
		f->o->edition ? "/" : "", f->o->edition ? f->o->edition : "",
		f->when, f->o->version);
	for (size_t i = 0; i < f->n_releases; i++)
		put_release(out, f, &f->releases[i]);
	for (size_t i = 0; i < f->n_rules; i++) {
		long n = 0;

		for (int class = 0; class < CLASSES; class ++)
			n += findings_of_rule(f, i, class);
		passed += n == 0;
	}
	fprintf(out, "\n%zu of %zu rules found nothing.\n", passed, f->n_rules);
}

/* Where it is, by all that is known of it. */
static void put_where(
	FILE *out, struct findings *f, const struct finding_row *r)
{
	fputs("  ", out);
	put(out, f, r->at[F_EDITION]);
	put_some(out, f, "  ", findings_place(f, r), "");
	put_some(out, f, "  ", r->at[F_AREA], "");
	put_some(out, f, "  ", r->at[F_INDICATOR], "");
	put_some(out, f, " ", r->at[F_MEASURE], "");
	if (!span_same(r->at[F_PERIOD], r->at[F_EDITION]))
		put_some(out, f, "  ", r->at[F_PERIOD], "");
	fputs("\n", out);
	put_folded(out, f, r->at[F_MESSAGE], 4);
}

static void put_details(
	FILE *out, struct findings *f, const struct finding_row *r)
{
	static const struct {
		enum finding_column of;
		const char *says;
	} all[] = {
		{ F_RAW, "published" },
		{ F_EXPECTED, "expected" },
		{ F_ACTUAL, "actual" },
	};
	const char *between = "    ";

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (!r->at[all[i].of].len)
			continue;
		fprintf(out, "%s%s '", between, all[i].says);
		put(out, f, r->at[all[i].of]);
		fputs("'", out);
		between = ", ";
	}
	if (*between == ',')
		fputs("\n", out);
	put_some(out, f, "    first seen ", r->at[F_SEEN], "");
	put_some(out, f, " in run ", r->at[F_RUN], "");
	if (r->at[F_SEEN].len)
		fputs("\n", out);
	if (!r->at[F_WHO].len)
		return;
	put_some(out, f,
		r->class == CLASS_WAIVED ? "    waived by "
					 : "    was waived by ",
		r->at[F_WHO], "");
	put_some(out, f, " until ", r->at[F_UNTIL], "");
	put_some(out, f, ": ", r->at[F_WHY], "\n");
}

static void put_rule(FILE *out, struct findings *f, size_t rule, int class)
{
	const struct finding_rule *r = &f->rules[rule];
	long n = findings_of_rule(f, rule, class), shown = 0;

	fprintf(out, "\n%s  ",
		class == CLASS_WAIVED ? "WAIVED"
				      : severity_name((enum severity) class));
	put(out, f, r->id);
	fputs("  ", out);
	put(out, f,
		span_of(*r->title ? r->title : "(a rule that is not known)"));
	fprintf(out, ": %ld finding%s\n", n, findings_s(n));
	for (size_t i = 0; i < f->n_releases; i++)
		for (const struct finding_row *x =
				findings_cell(f, i, rule)->first;
			x; x = x->next_of_both) {
			if (x->class != class)
				continue;
			put_where(out, f, x);
			put_details(out, f, x);
			shown++;
		}
	if (shown < n)
		fprintf(out, "  %ld more\n", n - shown);
	if (*r->remedy) {
		fputs("  What to do:\n", out);
		put_folded(out, f, span_of(r->remedy), 4);
	}
}

static void put_outcome(
	FILE *out, const struct findings *f, const struct finding_release *r)
{
	if (!r->barred)
		return;
	fprintf(out, "%s/%s: %ld finding%s reach%s the bar (%s): %s\n",
		f->o->dataset, r->edition, r->barred, findings_s(r->barred),
		r->barred == 1 ? "es" : "", severity_name(f->o->bar),
		r->forced			      ? "promoted by force"
			: strcmp(r->state, "current") ? r->state
						      : "current all the same");
}

static void put_counts(FILE *out, const struct findings *f)
{
	fprintf(out, "\n%ld error%s, %ld warning%s, %ld note%s; %ld waived",
		f->counts[SEVERITY_ERROR],
		findings_s(f->counts[SEVERITY_ERROR]),
		f->counts[SEVERITY_WARNING],
		findings_s(f->counts[SEVERITY_WARNING]),
		f->counts[SEVERITY_INFO], findings_s(f->counts[SEVERITY_INFO]),
		f->counts[CLASS_WAIVED]);
	if (f->left)
		fprintf(out,
			"; %zu more are not shown (--max-findings shows more)",
			f->left);
	fputs("\n", out);
	for (size_t i = 0; i < f->n_releases; i++)
		put_outcome(out, f, &f->releases[i]);
}

void findings_text(FILE *out, struct findings *f)
{
	static const int order[CLASSES] = { CLASS_WAIVED, SEVERITY_INFO,
		SEVERITY_WARNING, SEVERITY_ERROR };

	put_head(out, f);
	for (int i = 0; i < CLASSES; i++)
		for (size_t rule = 0; rule < f->n_rules; rule++)
			if (findings_of_rule(f, rule, order[i]))
				put_rule(out, f, rule, order[i]);
	put_counts(out, f);
}
