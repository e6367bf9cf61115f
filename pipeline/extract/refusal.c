/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/refusal.h"

static const char *const rules[] = { "V101", "V102", "V103", "V104" };

static int refuses(struct span rule)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (span_is(rule, rules[i]))
			return 1;
	return 0;
}

/* Where memory is out the text is not known. */
static struct span keep(struct refusal *r, struct span s)
{
	return span_of(s.at ? arena_copy(&r->texts, s) : NULL);
}

void refusal_note(struct refusal *r, const struct finding *f)
{
	if (r->is.rule.at || !refuses(f->rule))
		return;
	r->is = (struct finding){ .rule = keep(r, f->rule),
		.severity = SEVERITY_ERROR,
		.sheet = keep(r, f->sheet),
		.cell = keep(r, f->cell),
		.expected = keep(r, f->expected),
		.actual = keep(r, f->actual),
		.message = keep(r, f->message),
		.cells = f->cells };
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	(void)e;
	refusal_note(context, f);
	return 0;
}

/* A child that died in the midst of it said nothing, or half of it. */
void refusal_take(struct refusal *r, struct child *c)
{
	struct err ignored = ERR_INIT;

	if (feof(child_out(c)))
		stream_read_findings(child_aside(c), on_finding, r, &ignored);
}

/* The sum tells whose bytes they are; what cannot be read has none. */
int refusal_is(
	struct refusal *r, const struct extraction *x, const struct err *fault)
{
	struct err ignored = ERR_INIT;
	const char *path = x->path;

	if (fault->kind != ERR_DATA || strcmp(path, "-") == 0 ||
		hash_file(r->release, path, &ignored) < 0 ||
		(x->sha256 && strcmp(r->release, x->sha256) != 0))
		return 0;
	if (!r->is.rule.at)
		r->is = (struct finding){ .rule = span_of("V101"),
			.severity = SEVERITY_ERROR,
			.message = keep(r, span_of(fault->text)),
			.cells = 1 };
	r->is.dataset = span_of(x->spec->dataset);
	r->is.edition = r->is.period = span_of(x->ed->id);
	r->is.release = span_of(r->release);
	return 1;
}

void refusal_free(struct refusal *r)
{
	arena_free(&r->texts);
}
